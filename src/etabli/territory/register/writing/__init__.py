"""Bringing what was read into the register: what differs, and the rows, in batches as large as the database likes."""

from etabli.territory.register.writing.changing import (
    Change as Change,
    as_said as as_said,
    change_rows as change_rows,
)
from etabli.territory.register.writing.comparing import (
    Comparison as Comparison,
    compare as compare,
    known_sirets as known_sirets,
)
from etabli.territory.register.writing.index_updates import to_be_found as to_be_found
from etabli.territory.register.writing.inserting import (
    insert_rows as insert_rows,
    lock_and_first_number as lock_and_first_number,
)
