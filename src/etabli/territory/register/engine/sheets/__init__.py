"""A chamber's own spreadsheet: which column holds what, what each row says, which business it speaks of."""

from .cleaning import Refused, Row, read_rows
from .columns import Field, Guess, guess, is_sure, signature
from .knowing import Knowledge, Town
from .matching import Candidate, same_business

__all__ = [
    "Candidate",
    "Field",
    "Guess",
    "Knowledge",
    "Refused",
    "Row",
    "Town",
    "guess",
    "is_sure",
    "read_rows",
    "same_business",
    "signature",
]
