"""Reading seasons and the plans that were proposed for them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Count, Q, QuerySet

from etabli.foundation.people.models import STAFF, User
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.planning.models import Proposal, Season
from etabli.programme.planning.season.plan_texts import Names
from etabli.programme.planning.season.plans import Planned, read_planned
from etabli.programme.workshops.models import Session, Venue
from etabli.programme.workshops.queries import theme_titles
from etabli.territory.places.models import Epci


def seasons(viewer: Viewer) -> QuerySet[Season, Any]:
    """The seasons of the viewer's chamber, the latest first, each with `plans`, how many it has: one statement."""
    if viewer.role not in STAFF:
        return Season.objects.none()
    seasons = Season.objects.filter(chamber_id=viewer.chamber_id, withdrawn_at=None)
    counted_seasons = seasons.annotate(plans=Count("proposals", filter=Q(proposals__withdrawn_at=None)))
    return counted_seasons.order_by("-starts_on", "-pk")


def get_season(viewer: Viewer, pk: int) -> Season:
    """One season, for the staff of its chamber; NotVisible otherwise."""
    season = Season.objects.filter(pk=pk).select_related("chamber").first()
    if season is None or not viewer.is_staff_of(season.chamber_id):
        raise NotVisible
    return season


def proposals(viewer: Viewer, season: Season) -> QuerySet[Proposal]:
    """The plans of a season, the latest first, without their inputs: one statement."""
    if not viewer.is_staff_of(season.chamber_id):
        return Proposal.objects.none()
    return (
        season.proposals.filter(withdrawn_at=None)
        .select_related("season", "base")
        .defer("inputs", "base__inputs")
    )


def get_proposal(viewer: Viewer, pk: int) -> Proposal:
    """One plan, for the staff of its chamber; NotVisible otherwise."""
    proposal = Proposal.objects.filter(pk=pk).select_related("season__chamber").first()
    if proposal is None or not viewer.is_staff_of(proposal.chamber_id):
        raise NotVisible
    return proposal


def sessions_of(proposal: Proposal) -> tuple[tuple[Planned, ...], Mapping[int, Session]]:
    """The sessions of a plan that the caller has authorised, and those that were made of them, by number.

    One that was made and doesn't stand any more (taken back, called off) is only planned again: one statement.
    """
    rows = read_planned(proposal.sessions)
    made_sessions = active_sessions(row.session for row in rows)
    return tuple(
        row if row.session in made_sessions else replace(row, session=None) for row in rows
    ), made_sessions


def active_sessions(numbers: Iterable[int | None]) -> Mapping[int, Session]:
    """Those of these sessions that stand, by number: one statement, none without a number."""
    known_numbers = [number for number in numbers if number is not None]
    if not known_numbers:
        return {}
    sessions = Session.objects.filter(pk__in=known_numbers, taken_back_at=None, occasion__cancelled_at=None)
    return {session.pk: session for session in sessions.select_related("occasion")}


def names_of(seasons: Sequence[Mapping[str, Any]]) -> Names:
    """What people call what these seasons (SEASON.json) name: four statements."""
    rooms = {row["id"] for season in seasons for row in season["venues"]}
    advisers = {row["id"] for season in seasons for row in season["advisers"]}
    venues = list(Venue.objects.filter(pk__in=rooms).select_related("commune"))
    return Names(
        themes=theme_titles(),
        rooms={str(room.pk): str(room) for room in venues},
        towns={str(room.pk): room.commune.name for room in venues},
        advisers={
            str(pk): name for pk, name in User.objects.filter(pk__in=advisers).values_list("pk", "name")
        },
        zones=dict(Epci.objects.values_list("code", "name")),
    )
