"""How far the programme has got, territory by territory."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.foundation.documents import csv_file
from etabli.foundation.files.responses import document_response
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF
from etabli.programme.coverage.forms import MINUTES_MEASURE, FilterForm
from etabli.programme.coverage.map_layers import areas, map_of_measure, single_layer
from etabli.programme.coverage.queries.goals import goals, seasons_around
from etabli.programme.coverage.queries.measures import MEASURES, UNKNOWN_TERRITORY
from etabli.programme.coverage.queries.session_distances import (
    FAR_MINUTES,
    SessionDistances,
    session_distances_of,
)
from etabli.programme.coverage.queries.territories import Row, Territory, evolution, table, total_counts
from etabli.programme.coverage.wording import (
    COUNT_LABELS,
    MEASURE_LABELS,
    goal_words,
    season_words,
    short_season,
)
from etabli.territory.places.queries import drawn_map, epcis


@allow(*STAFF)
def figures(request: Request) -> HttpResponse:
    """All the territories: a map, a table, the goals, the ground that no session serves, season after season."""
    today = timezone.localdate()
    form = FilterForm(request.GET or None, today=today)
    rows, ground_map = (
        table(request.viewer, form.asked, level=form.level),
        session_distances_of(request.viewer, today=today),
    )
    context = {
        "form": form,
        "query": request.GET.urlencode(),
        **figures_context(rows),
        "goals": [(goal, goal_words(goal)) for goal in goals(request.viewer, form.season)],
        "season": season_words(form.season),
        **map_of_epcis(request, form, rows, ground_map),
        "blank": ground_map.blank,
        "blank_businesses": sum(commune.businesses for commune in ground_map.blank),
        "far": FAR_MINUTES,
        **evolution_context(request, form),
    }
    return render(request, "coverage/figures.html", context)


@allow(*STAFF)
def export(request: Request) -> HttpResponse:
    """The same table for a spreadsheet; what can't be asked for goes back to the page, which says why."""
    form = FilterForm(request.GET or None, today=timezone.localdate())
    if not form.is_sound:
        return redirect(f"{reverse('coverage:figures')}?{request.GET.urlencode()}")
    rows = table(request.viewer, form.asked, level=form.level)
    lines: list[list[object]] = [
        [form.sentence(opening=True)],
        [_("For the chamber only: figures under five may tell who people are.")],
        [_("Code"), _("Territory"), *(str(MEASURE_LABELS[name]) for name in MEASURES)],
        *([row.code, name_of(row), *_cells(row)] for row in rows),
    ]
    return document_response(csv_file(lines), "couverture.csv", "text/csv; charset=utf-8")


def figures_context(rows: list[Row]) -> dict[str, Any]:
    """What the table of figures shows."""
    total = total_counts(rows)
    return {
        "headings": MEASURE_LABELS.values(),
        "lines": [(row.code, name_of(row), row.counts.values()) for row in rows],
        "total": total.values(),
        "counts": total,
        "definitions": [(MEASURE_LABELS[name], COUNT_LABELS[name]) for name in MEASURES],
    }


def evolution_context(
    request: Request, form: FilterForm, condition: Territory | None = None
) -> dict[str, Any]:
    """The measure of the map over the last seasons; that of people who came where it has no days."""
    name = form.measure if form.measure in MEASURES and MEASURES[form.measure].on else "attended"
    seasons = list(reversed(seasons_around(timezone.localdate(), after=0)))
    numbers = evolution(request.viewer, name, seasons, condition)
    series = [(short_season(season), number) for season, number in zip(seasons, numbers, strict=True)]
    return {"series": series, "evolved": MEASURE_LABELS[name]}


def map_of_epcis(
    request: Request, form: FilterForm, rows: list[Row], ground_map: SessionDistances
) -> dict[str, Any]:
    """The measure that was chosen, on the map of the EPCI, whatever the table is laid out by."""
    outlines, measure = drawn_map(), form.measure
    if measure == MINUTES_MEASURE:
        layer = single_layer(ground_map.minutes_of_each(), _("minutes"))
    else:
        layer = map_of_measure(rows if form.level == "epci" else table(request.viewer, form.asked), measure)
    names = [(epci.code, epci.name) for epci in epcis()]
    return {
        **layer,
        "shapes": areas(outlines.groups, names, layer["values"], request.GET.urlencode()),
        "is_official": outlines.is_official,
        "measure": dict(form.fields["mesure"].choices)[measure],  # type: ignore[attr-defined]  # a choice field
        "is_in_minutes": measure == MINUTES_MEASURE,
        "told": form.sentence(),
        "opening": form.sentence(opening=True),
    }


def name_of(row: Row) -> str:
    return _("Elsewhere, or not known") if row.code == UNKNOWN_TERRITORY else row.name


def _cells(row: Row) -> list[object]:
    return ["" if value is None else value for value in row.counts.values()]
