"""The public figures: the counts of `coverage`, made safe to publish, on the map of the territories."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.queries import default_chamber
from etabli.foundation.people.viewer import Viewer
from etabli.programme.coverage.queries import ELSEWHERE, MEASURES, SMALLEST, Figures, by_epci, total
from etabli.territory.places.queries import map_shapes

Text = str | Promise


@dataclass(frozen=True)
class Words:
    """How a measure is named in a column, over its total, and beside a number."""

    label: Text
    total: Text
    unit: Text


WORDS: dict[str, Words] = {
    "reached": Words(_("Reached"), _("visits through a town hall, an association or a club"), _("visits")),
    "registered": Words(_("Registered"), _("people signed up for a workshop"), _("people")),
    "attended": Words(_("Attended"), _("people came to a workshop"), _("people")),
    "supported": Words(_("Supported"), _("people had a half-day for them alone"), _("people")),
}
FIRST_MEASURE = "attended"


@dataclass(frozen=True)
class Row:
    """A territory; a figure that is not given is None."""

    name: str
    businesses: int
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class Page:
    """What the page of figures shows."""

    year: int
    measure: str
    words: Words
    measures: tuple[tuple[str, Text], ...]
    totals: tuple[tuple[int | None, Text], ...]
    rows: tuple[Row, ...]
    shapes: tuple[tuple[str, int | None, str, None], ...]
    smallest: int


def public_figures(viewer: Viewer, year: int, measure: str) -> Page:
    """The figures of a year, with `measure` on the map: those of the viewer's chamber, or of the installation's."""
    chamber_id = viewer.chamber_id or default_chamber().pk
    found = by_epci(chamber_id, date(year, 1, 1), date(year, 12, 31))
    given = {name: publishable({row.code: getattr(row, name) for row in found}) for name in MEASURES}
    names = {row.code: row.name for row in found}
    return Page(
        year=year,
        measure=measure,
        words=WORDS[measure],
        measures=tuple((name, words.label) for name, words in WORDS.items()),
        totals=tuple((_published(total(found, name)), words.total) for name, words in WORDS.items()),
        rows=tuple(_row(row, given) for row in found),
        shapes=tuple(
            (names[code], given[measure][code], path, None) for code, path in map_shapes() if code in names
        ),
        smallest=SMALLEST,
    )


def publishable(values: Mapping[str, int]) -> dict[str, int | None]:
    """The values that may be given; None for those by which somebody could be recognised.

    A value under the smallest is never given; nobody at all is no secret. Since the total is given, what is
    hidden must not be found by subtraction either: when it could, the next smallest values are hidden too.
    """
    hidden = {code for code, value in values.items() if _published(value) is None}
    others = sorted((value, code) for code, value in values.items() if value and code not in hidden)
    for _value, code in others:
        if not _can_be_found([values[each] for each in hidden]):
            break
        hidden.add(code)
    return {code: None if code in hidden else value for code, value in values.items()}


def _can_be_found(hidden: list[int]) -> bool:
    """Whether their sum tells what the hidden values are: there is one, or all are as low or as high as can be."""
    total_, number = sum(hidden), len(hidden)
    return number == 1 or (number > 1 and total_ in {number, number * (SMALLEST - 1)})


def _published(value: int) -> int | None:
    return value if value == 0 or value >= SMALLEST else None


def _row(row: Figures, given: Mapping[str, Mapping[str, int | None]]) -> Row:
    name = str(_("Elsewhere, or not known")) if row.code == ELSEWHERE else row.name
    return Row(name, row.businesses, tuple(given[measure][row.code] for measure in WORDS))
