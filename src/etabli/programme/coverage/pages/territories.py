"""One territory: its figures, its ground, its relays; and the ground that no session serves."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.foundation.people.queries import NotVisible
from etabli.programme.coverage.forms import MINUTES_MEASURE, FilterForm
from etabli.programme.coverage.map_layers import areas, map_of_measure, places, single_layer
from etabli.programme.coverage.pages.figures import evolution_context, figures_context, map_of_epcis
from etabli.programme.coverage.queries.goals import goals
from etabli.programme.coverage.queries.session_distances import (
    FAR_MINUTES,
    SessionDistances,
    session_distances_of,
)
from etabli.programme.coverage.queries.territories import Row, Territory, get_territory, table
from etabli.programme.coverage.territory_sheet import sheet_of
from etabli.programme.coverage.wording import goal_words
from etabli.programme.watches.queries import watchers_by_commune
from etabli.territory.places.models import Epci
from etabli.territory.places.queries import drawn_map
from etabli.territory.relays.queries import relays_of_epci

MAX_WATCHED = 10  # communes where people wait
PAGE_SIZE = 12  # communes on a screen


@allow(*STAFF)
def territory(request: Request, code: str) -> HttpResponse:
    """An EPCI or an arrondissement commune by commune; or one commune."""
    territory, today = get_territory(request.viewer, code), timezone.localdate()
    form = FilterForm(request.GET or None, today=today, measure=MINUTES_MEASURE)
    del form.fields["niveau"]
    rows = table(request.viewer, form.asked, condition=territory)
    distances = session_distances_of(request.viewer, today=today)
    territory_codes = {row.code for row in rows}
    context = {
        "territory": territory,
        "form": form,
        **figures_context(rows),
        **_map_of_communes(form, rows, distances),
        "communes": [commune for commune in distances.communes if commune.code in territory_codes],
        "blank": [commune for commune in distances.blank if commune.code in territory_codes],
        "far": FAR_MINUTES,
        "goals": _goals(request, form, territory),
        "relays": _relays(request, territory),
        **evolution_context(request, form, territory),
    }
    return render(request, "coverage/territory.html", context)


@allow(*STAFF)
def blank(request: Request) -> HttpResponse:
    """Every commune by the road to the nearest session of the last twelve months, the farthest first."""
    distances = session_distances_of(request.viewer, today=timezone.localdate())
    form = FilterForm({"mesure": MINUTES_MEASURE}, today=timezone.localdate())
    outlines = drawn_map()
    context = {
        "page": Paginator(distances.communes, PAGE_SIZE).get_page(request.GET.get("page")),
        "blank": distances.blank,
        "blank_businesses": sum(commune.businesses for commune in distances.blank),
        "far": FAR_MINUTES,
        "waiting": watchers_by_commune(request.viewer, timezone.localdate())[:MAX_WATCHED],
        **map_of_epcis(request, form, [], distances),
        "points": places(outlines, distances, outlines.centres),
    }
    return render(request, "coverage/blank.html", context)


@allow(*STAFF)
def sheet(request: Request, code: str) -> HttpResponse:
    """One page for the town halls of an EPCI."""
    territory = get_territory(request.viewer, code)
    if territory.level != "epci":
        raise NotVisible
    form = FilterForm(request.GET or None, today=timezone.localdate())
    content = sheet_of(request.viewer, territory, form, at=timezone.now())
    return document_response(content, f"couverture-{code}.pdf")


def _map_of_communes(form: FilterForm, rows: list[Row], distances: SessionDistances) -> dict[str, Any]:
    outlines, measure = drawn_map(), form.measure
    territory_codes = {row.code for row in rows}
    minutes = {commune.code: commune.held.minutes for commune in distances.communes if commune.held}
    layer = (
        single_layer(minutes, _("minutes")) if measure == MINUTES_MEASURE else map_of_measure(rows, measure)
    )
    return {
        **layer,
        "shapes": areas(outlines.communes, [(row.code, row.name) for row in rows], layer["values"]),
        "points": places(outlines, distances, territory_codes),
        "is_official": outlines.is_official,
        "measure": dict(form.fields["mesure"].choices)[measure],  # type: ignore[attr-defined]  # a choice field
        "is_in_minutes": measure == MINUTES_MEASURE,
        "told": form.sentence(),
        "opening": form.sentence(opening=True),
    }


def _goals(request: Request, form: FilterForm, territory: Territory) -> list[tuple[Any, str]]:
    if territory.level != "epci":
        return []
    return [(goal, goal_words(goal)) for goal in goals(request.viewer, form.season, epci_code=territory.code)]


def _relays(request: Request, territory: Territory) -> list[Any]:
    """Those that speak to the artisans of the EPCI, or of that of the commune."""
    if territory.level == "arrondissement":
        return []
    return relays_of_epci(request.viewer, territory.epci or Epci(pk=territory.code))
