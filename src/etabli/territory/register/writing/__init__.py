"""Bringing what was read into the register: what differs, and the rows, in batches as large as the database likes."""

from etabli.territory.register.writing.changing import (
    ChangeCounts as ChangeCounts,
    as_text_value as as_text_value,
    change_rows as change_rows,
)
from etabli.territory.register.writing.comparing import (
    Comparison as Comparison,
    compare as compare,
    known_sirets as known_sirets,
)
from etabli.territory.register.writing.index_updates import create_indexed_table as create_indexed_table
from etabli.territory.register.writing.inserting import (
    insert_rows as insert_rows,
    lock_and_first_number as lock_and_first_number,
)
