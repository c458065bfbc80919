"""A chamber's own spreadsheet: which column holds what, what each row says, which business it speaks of."""

from .cleaning import Refused as Refused, Row as Row, read_rows as read_rows
from .columns import (
    Field as Field,
    Guess as Guess,
    guess as guess,
    is_sure as is_sure,
    is_whole as is_whole,
    signature as signature,
)
from .matching import (
    Candidate as Candidate,
    are_alike as are_alike,
    complete as complete,
    same_business as same_business,
    twins as twins,
)
from .questions import Asked as Asked, Unknown as Unknown, asked as asked
from .reference_data import Knowledge as Knowledge, Town as Town
