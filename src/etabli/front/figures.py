"""The public figures: the counts of `coverage`, made safe to publish, on the map of the territories."""

from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.programme.coverage.queries import SMALLEST, Figures, by_epci, total
from etabli.territory.places.queries import map_shapes

LABELS: dict[str, str | Promise] = {
    "reached": _("Reached"),
    "registered": _("Registered"),
    "attended": _("Attended"),
    "supported": _("Supported"),
}


@dataclass(frozen=True)
class Row:
    """A territory; a figure under the smallest is None: not given."""

    name: str
    businesses: int
    values: tuple[tuple[str, int | None], ...]


@dataclass(frozen=True)
class Page:
    """What the page of figures shows."""

    measure: str
    measures: tuple[tuple[str, str | Promise], ...]
    totals: tuple[tuple[str | Promise, int], ...]
    rows: tuple[Row, ...]
    shapes: tuple[tuple[str, int | None, str, None], ...]
    smallest: int


def public_figures(since: date, until: date, measure: str) -> Page:
    """The figures between two days, with `measure` on the map."""
    found = by_epci(since, until)
    published = {row.code: published_value(getattr(row, measure)) for row in found}
    names = {row.code: row.name for row in found}
    return Page(
        measure=measure,
        measures=tuple(LABELS.items()),
        totals=tuple((label, total(found, name)) for name, label in LABELS.items()),
        rows=tuple(_row(row) for row in found),
        shapes=tuple(
            (names[code], published[code], path, None) for code, path in map_shapes() if code in names
        ),
        smallest=SMALLEST,
    )


def published_value(value: int) -> int | None:
    """The value, or None when so few people could be recognised. Nobody at all is no secret."""
    return value if value == 0 or value >= SMALLEST else None


def _row(row: Figures) -> Row:
    values = tuple((name, published_value(getattr(row, name))) for name in LABELS)
    return Row(row.name, row.businesses, values)
