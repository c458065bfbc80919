"""Bringing what was read into the register: what differs, and the rows, in batches as large as the database likes."""

from etabli.territory.register.writing.changing import Change, as_said, change_rows
from etabli.territory.register.writing.comparing import Comparison, compare, known_sirets
from etabli.territory.register.writing.found import to_be_found
from etabli.territory.register.writing.inserting import first_number, insert_rows

__all__ = [
    "Change",
    "Comparison",
    "as_said",
    "change_rows",
    "compare",
    "first_number",
    "insert_rows",
    "known_sirets",
    "to_be_found",
]
