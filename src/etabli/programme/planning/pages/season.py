"""The seasons: their list, what one is planned from, a plan asked for."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _, gettext_lazy
from django.views.decorators.http import require_POST

from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import STAFF, Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import own_chamber
from etabli.programme.planning.actions import season as actions
from etabli.programme.planning.models import Proposal, Season
from etabli.programme.planning.queries import season as queries
from etabli.programme.planning.queries.deviation import after_deviation, deviation
from etabli.programme.planning.queries.season_inputs import gather_inputs, usual_days, usual_settings
from etabli.programme.planning.season.inputs import Inputs
from etabli.programme.planning.season.plans import starting_sessions
from etabli.programme.planning.season.settings import read, without_period
from etabli.programme.planning.season_forms import (
    AdviserForm,
    PeopleForm,
    PeriodForm,
    RoomForm,
    RulesForm,
    SeasonForm,
)

WRITING_ROLES = (Role.ADVISER,)  # the management reads
PAGE_SIZE = 10  # seasons, or plans of one, on a screen
_PINS_LET_GO = gettext_lazy(
    "What was pinned in a room, or for an adviser, of which the season does without now, was let go."
)


@allow(*STAFF)
def seasons(request: Request) -> HttpResponse:
    """The seasons of the chamber; a new one is proposed in one click."""
    first, last = usual_days(timezone.localdate())
    default_name = _("Season from %(first)s") % {"first": first.strftime("%d/%m/%Y")}
    usual = {"name": default_name, "starts_on": first, "ends_on": last}
    form = SeasonForm(request.POST or None, initial=usual)
    if request.method == "POST" and form.is_valid() and request.viewer.role in WRITING_ROLES:
        with refusals_in(form):
            return _open_season(request, form.cleaned_data)
    page = Paginator(queries.seasons(request.viewer), PAGE_SIZE).get_page(request.GET.get("page"))
    context = {"page": page, "form": form, "may_write": _may_write(request)}
    return render(request, "planning/season/list.html", context, status=422 if form.errors else 200)


def _open_season(request: Request, days: dict[str, Any]) -> HttpResponse:
    """A new season, and its first plan unless somebody wants to look first, or something is missing."""
    chamber, by, at = own_chamber(request.viewer), request.viewer, timezone.now()
    settings = usual_settings(chamber, days["starts_on"], days["ends_on"])
    season = actions.open_season(chamber=chamber, **days, settings=settings, by=by, at=at)
    acted(request, _("The season is begun."))
    if "look" in request.POST:
        return redirect("planning:season", pk=season.pk)
    return _propose_plan(request, season)


@allow(*STAFF)
def season(request: Request, pk: int) -> HttpResponse:
    """What a season is planned from, each with where it comes from; and its plans."""
    season, today = queries.get_season(request.viewer, pk), timezone.localdate()
    inputs = gather_inputs(request.viewer, season, today=today)
    context = {
        "season": season,
        "inputs": inputs,
        "themes": [(code, name, inputs.people_by_theme(code)) for code, name in inputs.themes.items()],
        "said": {key.partition("/")[0] for key in inputs.settings.people},
        "page": Paginator(queries.proposals(request.viewer, season), PAGE_SIZE).get_page(
            request.GET.get("page")
        ),
        "may_write": _may_write(request),
        "deviation": deviation(request.viewer, season, today=today),
    }
    return render(request, "planning/season/season.html", context)


@allow(*WRITING_ROLES)
@require_POST
def accept_deviation(request: Request, pk: int) -> HttpResponse:
    """The season stays as it is: what came until today is no longer held against its forecast."""
    season, today = queries.get_season(request.viewer, pk), timezone.localdate()
    settings = replace(read(season.settings), compared_from=today)
    actions.change_season(season=season, settings=settings, by=request.viewer, at=timezone.now())
    acted(request, _("The season stays as it is. What comes from today on is counted anew."))
    return redirect("planning:season", pk=pk)


@allow(*WRITING_ROLES)
@require_POST
def propose(request: Request, pk: int) -> HttpResponse:
    """Have a plan worked out."""
    return _propose_plan(request, queries.get_season(request.viewer, pk))


@allow(*WRITING_ROLES)
@require_POST
def propose_again(request: Request, pk: int) -> HttpResponse:
    """The same from a plan at hand: what is pinned stays, what is ruled out stays out."""
    base = queries.get_proposal(request.viewer, pk)
    return _propose_plan(request, base.season, base)


def _propose_plan(request: Request, season: Season, base: Proposal | None = None) -> HttpResponse:
    today = timezone.localdate()
    inputs = gather_inputs(request.viewer, season, today=today)
    if inputs.lacking:
        messages.error(request, _("Something is missing before a season can be planned: see below."))
        return redirect("planning:season", pk=season.pk)
    if (
        season_deviation := deviation(request.viewer, season, today=today)
    ) and season_deviation.is_beyond_chance:
        inputs = after_deviation(inputs, season_deviation)
    own_sessions = queries.sessions_of(base)[0] if base else ()
    start, dropped = starting_sessions(own_sessions, inputs.standing, inputs.as_season(), today=today)
    proposal = actions.request_plan(
        season=season,
        inputs=inputs.as_season(),
        start=start,
        bans=base.bans if base else (),
        base=base,
        by=request.viewer,
        at=timezone.now(),
    )
    acted(request, _("The plan is being worked out."))
    if dropped:
        messages.warning(request, _PINS_LET_GO)
    return redirect("planning:plan", pk=proposal.pk)


@allow(*WRITING_ROLES)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """Take a season out of the list."""
    season = queries.get_season(request.viewer, pk)
    actions.withdraw_season(season=season, by=request.viewer, at=timezone.now())
    acted(request, _("The season is out of the list. The sessions that were created stand."))
    return redirect("planning:seasons")


@allow(*WRITING_ROLES)
def rules(request: Request, pk: int) -> HttpResponse:
    """Days, distances, rhythm."""
    season, inputs = _season_and_inputs(request, pk)
    initial = {name: getattr(season, name) for name in ("name", "starts_on", "ends_on")}
    form = RulesForm(request.POST or None, inputs=inputs, initial=initial)
    if request.method == "POST" and form.is_valid():
        days = {name: form.cleaned_data[name] for name in initial}
        with refusals_in(form):
            return _save_settings(request, season, **days, settings=form.new_settings)
    return _form_page(request, season, form, _("Days, distances and rhythm"))


@allow(*WRITING_ROLES)
def adviser(request: Request, pk: int, key: str) -> HttpResponse:
    """What one adviser gives."""
    season, inputs = _season_and_inputs(request, pk)
    adviser_input = _get(inputs.advisers, key)
    form = AdviserForm(request.POST or None, inputs=inputs, of=adviser_input)
    if request.method == "POST" and form.is_valid():
        return _save_settings(request, season, settings=form.new_settings)
    return _form_page(request, season, form, adviser_input.name)


@allow(*WRITING_ROLES)
def room(request: Request, pk: int, key: str) -> HttpResponse:
    """What one room holds, and when."""
    season, inputs = _season_and_inputs(request, pk)
    room_input = _get(inputs.rooms, key)
    form = RoomForm(request.POST or None, inputs=inputs, of=room_input)
    if request.method == "POST" and form.is_valid():
        return _save_settings(request, season, settings=form.new_settings)
    return _form_page(request, season, form, room_input.name)


@allow(*WRITING_ROLES)
def people(request: Request, pk: int, theme: str) -> HttpResponse:
    """How many people would come to one theme, by territory."""
    season, inputs = _season_and_inputs(request, pk)
    if theme not in inputs.themes:
        raise Http404
    form = PeopleForm(request.POST or None, inputs=inputs, theme=theme)
    if request.method == "POST" and form.is_valid():
        return _save_settings(request, season, settings=form.new_settings)
    return _form_page(request, season, form, inputs.themes[theme], "people")


@allow(*WRITING_ROLES)
def period(request: Request, pk: int) -> HttpResponse:
    """One more time in which fewer people come."""
    season, inputs = _season_and_inputs(request, pk)
    form = PeriodForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        return _save_settings(request, season, settings=form.new_settings(inputs.settings))
    return _form_page(request, season, form, _("When fewer people come"))


@allow(*WRITING_ROLES)
@require_POST
def period_remove(request: Request, pk: int, number: int) -> HttpResponse:
    """People come then as always."""
    season, inputs = _season_and_inputs(request, pk)
    return _save_settings(request, season, settings=without_period(inputs.settings, number))


def _season_and_inputs(request: Request, pk: int) -> tuple[Season, Inputs]:
    season = queries.get_season(request.viewer, pk)
    return season, gather_inputs(request.viewer, season, today=timezone.localdate())


def _save_settings(request: Request, season: Season, **written: Any) -> HttpResponse:
    actions.change_season(season=season, **written, by=request.viewer, at=timezone.now())
    acted(
        request, _("It is kept. The next plan takes it into account; those that are there stay as they are.")
    )
    return redirect("planning:season", pk=season.pk)


def _form_page(
    request: Request, season: Season, form: Any, title: str, template: str = "form"
) -> HttpResponse:
    context = {"season": season, "form": form, "title": title}
    return render(request, f"planning/season/{template}.html", context, status=422 if form.errors else 200)


def _get(rows: Any, key: str) -> Any:
    for row in rows:
        if row.key == key:
            return row
    raise Http404


def _may_write(request: Request) -> bool:
    return request.viewer.role in WRITING_ROLES
