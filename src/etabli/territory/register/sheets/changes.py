"""What a spreadsheet changed of what was known, field by field, in words."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from etabli.foundation.ui.typography import full_day
from etabli.territory.places.queries import commune_names
from etabli.territory.register.models import Import, SheetRow
from etabli.territory.register.wording import FIELDS, trade_of

FIELD_LABELS: Mapping[str, str | Promise] = {  # what follows from one of these is left out
    **FIELDS,
    "phone": gettext_lazy("Telephone"),
    "email": gettext_lazy("E-mail"),
    "created_on": gettext_lazy("Open since"),
}


@dataclass(frozen=True)
class Change:
    """A field; what was known, "" for nothing; what stands there now."""

    label: str | Promise
    before: str
    after: str


@dataclass(frozen=True)
class RowChanges:
    """A row of the spreadsheet, and what it changed of its business."""

    row: SheetRow
    changes: tuple[Change, ...]


def changed_rows(done: Import) -> QuerySet[SheetRow]:
    """The rows that changed something of a business that was known, in their order."""
    rows = SheetRow.objects.filter(imported=done, is_new=False, business__isnull=False)
    return rows.exclude(after={}).select_related("business").order_by("line", "pk")


def changes_of_rows(rows: Sequence[SheetRow]) -> list[RowChanges]:
    """Each of them in words: one statement."""
    codes = {side.get("commune_code") for row in rows for side in (row.before, row.after)}
    names = commune_names(codes - {None})
    return [RowChanges(row, tuple(_changes(row, names))) for row in rows]


def _changes(row: SheetRow, communes: Mapping[str, str]) -> Iterator[Change]:
    for name, label in FIELD_LABELS.items():
        if name in row.after:
            yield Change(
                label, *(_value_text(name, side.get(name), communes) for side in (row.before, row.after))
            )


def _value_text(name: str, value: Any, communes: Mapping[str, str]) -> str:
    if not value:
        return ""
    if name == "created_on":
        return full_day(date.fromisoformat(value))
    return trade_of(value) if name == "trade_code" else communes.get(value, str(value))
