"""The public figures: the counts of `coverage`, made safe to publish, on the map of the territories."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.queries import default_chamber
from etabli.foundation.people.viewer import Viewer
from etabli.programme.coverage.queries import MEASURES, MIN_COUNT, UNKNOWN_TERRITORY, Figures, by_epci
from etabli.territory.places.queries import map_shapes

Text = str | Promise


@dataclass(frozen=True)
class MeasureWords:
    """How a measure is named in a column, over its total, and beside a number."""

    label: Text
    total: Text
    unit: Text


MEASURE_WORDS: dict[str, MeasureWords] = {
    "reached": MeasureWords(
        _("Reached"), _("visits through a town hall, an association or a club"), _("visits")
    ),
    "registered": MeasureWords(_("Registered"), _("people signed up for a workshop"), _("people")),
    "attended": MeasureWords(_("Attended"), _("people came to a workshop"), _("people")),
    "supported": MeasureWords(_("Supported"), _("people had a half-day for them alone"), _("people")),
}
FIRST_MEASURE = "attended"


@dataclass(frozen=True)
class TerritoryRow:
    """A territory; a figure that is not given is None."""

    name: str
    businesses: int
    values: tuple[int | None, ...]


@dataclass(frozen=True)
class FiguresPage:
    """What the page of figures shows."""

    year: int
    measure: str
    words: MeasureWords
    measures: tuple[tuple[str, Text], ...]
    totals: tuple[tuple[int | None, Text], ...]
    rows: tuple[TerritoryRow, ...]
    shapes: tuple[tuple[str, int | None, str, None], ...]
    smallest: int


def public_figures(viewer: Viewer, year: int, measure: str) -> FiguresPage:
    """The figures of a year, with `measure` on the map: those of the viewer's chamber, or of the installation's."""
    chamber_id = viewer.chamber_id or default_chamber().pk
    rows = by_epci(chamber_id, date(year, 1, 1), date(year, 12, 31))
    figures_by_measure = {
        name: publishable({row.code: getattr(row, name) for row in rows}) for name in MEASURES
    }
    figures = {name: cells for name, (cells, _whole) in figures_by_measure.items()}
    names = {row.code: row.name for row in rows}
    return FiguresPage(
        year=year,
        measure=measure,
        words=MEASURE_WORDS[measure],
        measures=tuple((name, words.label) for name, words in MEASURE_WORDS.items()),
        totals=tuple((figures_by_measure[name][1], words.total) for name, words in MEASURE_WORDS.items()),
        rows=tuple(_row(row, figures) for row in rows),
        shapes=tuple(
            (names[code], figures[measure][code], path, None) for code, path in map_shapes() if code in names
        ),
        smallest=MIN_COUNT,
    )


def publishable(values: Mapping[str, int]) -> tuple[dict[str, int | None], int | None]:
    """The figures of one measure that may be given, and their total; None for those that may not.

    A figure from one to four is never given, nor what would tell it; nobody at all is no secret. The promise:
    whoever has all that is given of the measure, and this very rule, finds for each figure that is not given at
    least two numbers that it may be.

    So figures are hidden with all their equals, the smallest first and zeros last, until two different numbers
    are: exchanging them changes nothing in what is given. There is no need to when the total is under five, thus
    not given, and there are three of them at most: each may be one or more. When all the figures are one small
    number, it is the total that is not given: there may be any other small number instead.
    """
    whole = sum(values.values())
    small_values = {value for value in values.values() if 0 < value < MIN_COUNT}
    is_vague = whole < MIN_COUNT and sum(map(bool, values.values())) < MIN_COUNT - 1
    for value in sorted(set(values.values()) - small_values, key=lambda value: (value == 0, value)):
        if len(small_values) != 1 or is_vague:
            break
        small_values.add(value)
    published = {code: None if value in small_values else value for code, value in values.items()}
    return published, whole if whole == 0 or (whole >= MIN_COUNT and len(small_values) != 1) else None


def _row(row: Figures, figures: Mapping[str, Mapping[str, int | None]]) -> TerritoryRow:
    name = str(_("Elsewhere, or not known")) if row.code == UNKNOWN_TERRITORY else row.name
    return TerritoryRow(name, row.businesses, tuple(figures[measure][row.code] for measure in MEASURE_WORDS))
