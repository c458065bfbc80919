"""Reading a list of members that somebody kept in a spreadsheet: plain Python."""

from .roll import FIELDS, Fault, Listed, Roll, examine, fold, guessed
from .tables import CSV, TooLong, read_table

__all__ = ["CSV", "FIELDS", "Fault", "Listed", "Roll", "TooLong", "examine", "fold", "guessed", "read_table"]
