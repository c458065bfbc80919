"""Reading SIRENE: rows of the official files in, establishments out. No Django, no file, no clock."""

from etabli.territory.register.engine.sirene import (
    Establishment,
    MissingColumns,
    Reading,
    Refusal,
    Table,
    read_tables,
)

__all__ = ["Establishment", "MissingColumns", "Reading", "Refusal", "Table", "read_tables"]
