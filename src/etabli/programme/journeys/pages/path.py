"""The artisan's path: where it stands, put aside and taken up, what was reached."""

from datetime import datetime
from typing import Any

from django.db import DatabaseError, transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from etabli.foundation.journal import ActionError
from etabli.foundation.people.access import Request, allow
from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.pages import acted, refusals_in
from etabli.foundation.people.queries import get_person
from etabli.programme.journeys import actions, queries
from etabli.programme.journeys.forms import PauseForm, ReachedForm
from etabli.programme.journeys.models import MIN_VISIT_INTERVAL, Journey
from etabli.programme.journeys.path import Path, away_since, changes_since, is_resumable, path_of, pauses
from etabli.programme.journeys.stages import seen_online_on


@allow(Role.ARTISAN)
def path(request: Request) -> HttpResponse:
    """Where they are: the one next thing, then the way. After a long time away: where they were, and what changed."""
    at, person = timezone.now(), queries.own_person(request.viewer)
    artisan_path = path_of(person, at)
    journey = _visited(artisan_path, at)
    context: dict[str, Any] = {
        "path": artisan_path,
        "person": person,
        "pauses": pauses(at),
    }
    since = away_since(journey, person, at)
    if since is None or "tout" in request.GET:
        return render(request, "journeys/path.html", context)
    context |= {
        "since": since,
        "changes": changes_since(person, since, at),
        "is_resumable": is_resumable(since, at),
    }
    return render(request, "journeys/return.html", context)


@allow(Role.ARTISAN)
def pause(request: Request) -> HttpResponse:
    """Put the path aside: until a day of one's own, or none."""
    person, form, at = own_person(request), PauseForm(request.POST or None), timezone.now()
    if form.is_valid():
        try:
            until = form.cleaned_data["until"]
            actions.pause(person=person, until=until, by=request.viewer, at=at)
        except ActionError as refusal:
            form.add_error("until", str(refusal))
        else:
            acted(request, _("Your path is put aside. Nothing is erased."))
            return redirect("journeys:path")
    context = {"form": form, "path": path_of(person, at)}
    return render(request, "journeys/pause.html", context, status=422 if form.errors else 200)


@allow(Role.ARTISAN)
@require_POST
def resume(request: Request) -> HttpResponse:
    """Take the path up again."""
    journey = queries.own_journey(request.viewer)
    actions.resume(journey=journey, by=request.viewer, at=timezone.now())
    acted(request, _("Your path goes on, where you left it."))
    return redirect("journeys:path")


@allow(Role.ARTISAN)
def reached(request: Request) -> HttpResponse:
    """Say what was reached; what was said before can be taken off."""
    person, form = own_person(request), ReachedForm(request.POST or None)
    if form.is_valid():
        with refusals_in(form):
            actions.note_milestone(person=person, **form.cleaned_data, by=request.viewer, at=timezone.now())
            acted(request, _("Noted. Well done."))
            return redirect("journeys:path")
    context = {
        "form": form,
        "milestones": queries.milestones_of(request.viewer, person),
        "seen_on": seen_online_on(person),
    }
    return render(request, "journeys/reached.html", context, status=422 if form.errors else 200)


@allow(Role.ARTISAN)
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    """It was noted by mistake, or holds no more."""
    milestone = queries.get_milestone(request.viewer, pk)
    actions.withdraw_milestone(milestone=milestone, by=request.viewer, at=timezone.now())
    acted(request, _("Taken off your path."))
    return redirect("journeys:path")


def _visited(artisan_path: Path, at: datetime) -> Journey | None:
    """Write the visit down, once an hour. Where nothing can be written, the page is read all the same."""
    journey = artisan_path.journey
    if journey is not None and journey.seen_at is not None and at - journey.seen_at < MIN_VISIT_INTERVAL:
        return journey
    try:
        with transaction.atomic():
            return actions.note_visit(
                person=artisan_path.person, journey=journey, last_seen=artisan_path.last_seen, at=at
            )
    except DatabaseError:
        return artisan_path.journey


def own_person(request: Request) -> Person:
    """The artisan who acts."""
    return get_person(request.viewer, request.viewer.person_id or 0)
