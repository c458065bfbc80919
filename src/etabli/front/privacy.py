"""The register of what is kept of people, in the words of each app's `personal.py`."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from etabli.foundation.rooms import rooms


@dataclass(frozen=True)
class Row:
    """One purpose: what it rests on, and for how long."""

    purpose: str
    basis: str
    months: int


def register() -> list[Row]:
    """Each purpose once, by name."""
    found = {
        (field.purpose, field.basis, field.retention_months)
        for room in rooms("personal")
        for fields in room.PERSONAL.values()
        for field in fields.values()
    }
    return sorted((Row(_(p), _(b), m) for p, b, m in found), key=lambda row: row.purpose)
