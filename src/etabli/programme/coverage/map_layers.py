"""The figures on the ground: areas and places, as the component `map` takes them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from etabli.programme.coverage.queries.session_distances import SessionDistances
from etabli.programme.coverage.queries.territories import Row
from etabli.programme.coverage.wording import MEASURE_LABELS, Text
from etabli.territory.places.engine import Shapes

type Area = tuple[str, float | None, str, str | None]
type Place = tuple[str, float, float, str | None, str]


def areas(
    paths: Mapping[str, str],
    names: Iterable[tuple[str, str]],
    values: Mapping[str, float | None],
    query: str = "",
) -> list[Area]:
    """These territories, each with its figure and a link to its page, where the same is asked for (`query`).

    Those that are nowhere on the map are left out.
    """
    query_string = f"?{query}" if query else ""
    return [
        (name, values.get(code), paths[code], f"{reverse('coverage:territory', args=[code])}{query_string}")
        for code, name in names
        if code in paths
    ]


WITHOUT_RATE = frozenset({"businesses"})  # a rate of them would say nothing


def map_of_measure(rows: Iterable[Row], measure: str) -> dict[str, Any]:
    """What the map takes for a measure of these territories: how many for 1,000 of their craft businesses, and the
    counts beside, by name; where a rate would say nothing, or no register is loaded, the counts alone. A territory
    without a business has no rate.
    """
    rows = list(rows)
    counts = {row.code: row.counts.get(measure) for row in rows}
    label = MEASURE_LABELS.get(measure, "")
    if measure in WITHOUT_RATE or not any(row.counts["businesses"] for row in rows):
        return single_layer(counts, label)
    return {
        "values": {row.code: _rate(counts[row.code], row.counts["businesses"]) for row in rows},
        "counts_on_map": {row.name: counts[row.code] for row in rows},
        "counted": label,
        "unit": _("%(what)s, for 1,000 businesses") % {"what": label},
    }


def single_layer(values: Mapping[str, float | None], unit: Text) -> dict[str, Any]:
    """Figures beside which there is no count."""
    return {"values": values, "unit": unit, "counts_on_map": {}, "counted": ""}


def _rate(count: int | None, businesses: int | None) -> float | None:
    """With one decimal below ten, where it tells two territories apart."""
    if count is None or not businesses:
        return None
    rate = 1000 * count / businesses
    return round(rate) if rate >= 10 else round(rate, 1)


def places(outlines: Shapes, ground: SessionDistances, codes: Iterable[str]) -> list[Place]:
    """The communes among `codes` where a session was held or is planned, by name."""
    names = {commune.code: commune.name for commune in ground.communes}
    codes_with_session = [
        code for code in codes if code in {*ground.held, *ground.planned} and code in outlines.centres
    ]
    return [
        (
            names[code],
            *outlines.centres[code],
            reverse("coverage:territory", args=[code]),
            _place_text(code, ground),
        )
        for code in sorted(codes_with_session, key=lambda code: names[code])
    ]


def _place_text(code: str, ground: SessionDistances) -> str:
    texts = [_("session held")] if code in ground.held else []
    return ", ".join([*texts, _("session planned")] if code in ground.planned else texts)
