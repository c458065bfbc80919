"""Reading a list of members that somebody kept in a spreadsheet: plain Python."""

from .roll import (
    FIELDS as FIELDS,
    Fault as Fault,
    Listed as Listed,
    Roll as Roll,
    examine as examine,
    fold as fold,
    guessed as guessed,
)
