"""A chamber's own spreadsheet: which column holds what, what each row says, which business it speaks of."""

from .cleaning import RefusedRow as RefusedRow, Row as Row, read_rows as read_rows
from .columns import (
    Field as Field,
    Guess as Guess,
    guess as guess,
    is_sure as is_sure,
    knows_every_column as knows_every_column,
    signature as signature,
)
from .matching import (
    Candidate as Candidate,
    are_alike as are_alike,
    complete_row as complete_row,
    find_twins as find_twins,
    same_business as same_business,
)
from .questions import (
    SheetQuestions as SheetQuestions,
    UnknownTown as UnknownTown,
    find_questions as find_questions,
)
from .reference_data import Knowledge as Knowledge, Town as Town
