"""The figures on the ground: areas and places, as the component `map` takes them."""

from collections.abc import Iterable, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _

from etabli.programme.coverage.queries.serving import Ground
from etabli.territory.places.engine import Shapes

type Area = tuple[str, int | None, str, str | None]
type Place = tuple[str, float, float, str | None, str]


def areas(
    paths: Mapping[str, str],
    names: Iterable[tuple[str, str]],
    values: Mapping[str, int | None],
    query: str = "",
) -> list[Area]:
    """These territories, each with its figure and a link to its page, where the same is asked for (`query`).

    Those that are nowhere on the map are left out.
    """
    asked = f"?{query}" if query else ""
    return [
        (name, values.get(code), paths[code], f"{reverse('coverage:territory', args=[code])}{asked}")
        for code, name in names
        if code in paths
    ]


def places(drawn: Shapes, ground: Ground, codes: Iterable[str]) -> list[Place]:
    """The communes among `codes` where a session was held or is planned, by name."""
    names = {commune.code: commune.name for commune in ground.communes}
    wanted = [code for code in codes if code in {*ground.held, *ground.planned} and code in drawn.centres]
    return [
        (
            names[code],
            *drawn.centres[code],
            reverse("coverage:territory", args=[code]),
            _place_text(code, ground),
        )
        for code in sorted(wanted, key=lambda code: names[code])
    ]


def _place_text(code: str, ground: Ground) -> str:
    texts = [_("session held")] if code in ground.held else []
    return ", ".join([*texts, _("session planned")] if code in ground.planned else texts)
