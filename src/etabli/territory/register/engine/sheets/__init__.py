"""A chamber's own spreadsheet: which column holds what, what each row says, which business it speaks of."""

from .asking import Asked as Asked, Unknown as Unknown, asked as asked
from .cleaning import Refused as Refused, Row as Row, read_rows as read_rows
from .columns import (
    Field as Field,
    Guess as Guess,
    guess as guess,
    is_sure as is_sure,
    signature as signature,
)
from .knowing import Knowledge as Knowledge, Town as Town
from .matching import Candidate as Candidate, same_business as same_business
