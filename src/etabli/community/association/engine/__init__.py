"""Reading a list of members that somebody kept in a spreadsheet: plain Python."""

from .roll import FIELDS, Fault, Listed, Roll, examine, fold, guessed

__all__ = ["FIELDS", "Fault", "Listed", "Roll", "examine", "fold", "guessed"]
