"""Reading what a season is planned from: diary, rooms, themes, territories, roads, and what people would come to."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db.models import Count

from etabli.foundation.people.models import Organisation, User
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.days import half_of, public_holiday
from etabli.programme.diary.queries import free_half_days_of_each
from etabli.programme.planning.engine.season import MIN_COVERED_SHARE, broken_rules
from etabli.programme.planning.models import Season
from etabli.programme.planning.queries.catchment import Roads
from etabli.programme.planning.queries.demand import estimated_demand
from etabli.programme.planning.queries.forecast import requests_per_session
from etabli.programme.planning.season.inputs import AdviserInput, Inputs, RoomInput, days, half_days_in, slots
from etabli.programme.planning.season.plans import Planned, engine_season
from etabli.programme.planning.season.settings import Settings, read, usual_periods
from etabli.programme.workshops import queries as workshops
from etabli.programme.workshops.models import Session, Venue
from etabli.programme.workshops.room_calendar import closures
from etabli.territory.places.models import Epci
from etabli.territory.register.models import Business

USUAL_WEEKS = 24
TIME_TO_ANNOUNCE = timedelta(weeks=3)  # to announce a session


def usual_days(today: date) -> tuple[date, date]:
    """The days of a season that nobody has chosen: from a Monday, soon enough to announce, for some six months."""
    first = today + TIME_TO_ANNOUNCE
    first += timedelta(days=-first.weekday() % 7)
    return first, first + timedelta(weeks=USUAL_WEEKS, days=-3)


def usual_settings(chamber: Organisation, first: date, last: date) -> Settings:
    """What is said of a season at first: its school holidays and the busy seasons of the trades. One statement."""
    open_ones = Business.objects.filter(chamber=chamber, closed_on=None, merged_into=None).exclude(sector="")
    business_counts = dict(open_ones.values_list("sector").annotate(Count("pk")).order_by())
    total = sum(business_counts.values()) or 1
    parts = {sector: number / total for sector, number in business_counts.items()}
    return Settings(periods=usual_periods(first, last, parts))


def gather_inputs(viewer: Viewer, season: Season, *, today: date) -> Inputs:
    """Everything that this season, or what is left of it, is planned from, for the staff of its chamber: its statements
    don't grow with it."""
    settings, first, last = read(season.settings), season.starts_on, season.ends_on
    themes = {theme.code: theme.title for theme in workshops.themes(viewer.chamber_id)}
    zones = dict(Epci.objects.order_by("name").values_list("code", "name"))
    shut: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for closure in closures(first, last).filter(venue__chamber=viewer.chamber_id):
        shut[closure.venue_id].append((closure.first_on, closure.last_on))
    rooms = [_room(venue, settings, shut[venue.pk], first, last) for venue in workshops.venues(viewer)]
    estimates = estimated_demand(viewer, today=today)
    soonest = first if first > today else today + TIME_TO_ANNOUNCE
    off = frozenset(day for day in days(first, last) if public_holiday(day))
    inputs = Inputs(
        first=first,
        last=last,
        settings=settings,
        advisers=_advisers(viewer, settings, tuple(themes), soonest, last),
        rooms=tuple(rooms),
        themes=themes,
        zones=zones,
        estimated={key: estimate.mean for key, estimate in estimates.items()},
        share=_shares(rooms, settings),
        half_days=_half_days(viewer, settings, today),
        slots=slots(first, last, settings, off),
    )
    past_sessions, coming_sessions = _active_sessions(viewer, first, last, today)
    reached_zones = {
        zone
        for zone in zones
        for room in past_sessions
        if inputs.share.get((zone, room.venue), 0.0) >= MIN_COVERED_SHARE
    }
    return with_standing(replace(inputs, reached=frozenset(reached_zones)), coming_sessions)


def with_standing(inputs: Inputs, standing_sessions: Iterable[Planned]) -> Inputs:
    """The same with the sessions that stand already, but for those that keep no rule of a plan: they only take their
    half-day. What one holds in its adviser's diary is free for itself."""
    rooms, advisers = {room.key for room in inputs.used_rooms}, {who.key for who in inputs.advisers}
    able = [
        planned
        for planned in sorted(standing_sessions)
        if planned.venue in rooms and planned.adviser in advisers and planned.theme in inputs.themes
    ]
    if not able:
        return inputs
    season = engine_season(_making_way(inputs, able).as_season())
    kept_sessions: list[Planned] = []
    for candidate in able:
        if not broken_rules(season, [each.as_session for each in (*kept_sessions, candidate)]):
            kept_sessions.append(candidate)
    return _making_way(inputs, kept_sessions)


def _making_way(inputs: Inputs, standing_sessions: Sequence[Planned]) -> Inputs:
    own_slots = defaultdict(set)
    for planned in standing_sessions:
        own_slots[planned.adviser].add((planned.day, planned.half))
    advisers = tuple(
        replace(adviser, free=tuple(sorted({*adviser.free, *own_slots[adviser.key]})))
        for adviser in inputs.advisers
    )
    return replace(inputs, advisers=advisers, standing=tuple(standing_sessions))


def _active_sessions(
    viewer: Viewer, first: date, last: date, today: date
) -> tuple[list[Planned], list[Planned]]:
    """The sessions of the chamber in these days that stand, announced or not: those before today, and the others. One
    statement."""
    sessions = Session.objects.filter(
        chamber_id=viewer.chamber_id,
        taken_back_at=None,
        occasion__cancelled_at=None,
        occasion__starts_at__date__range=(first, last),
    )
    fields = ("pk", "theme", "venue", "adviser", "occasion__starts_at")
    planned = [_planned_of(*row) for row in sessions.values_list(*fields)]
    return [row for row in planned if row.day < today], [row for row in planned if row.day >= today]


def _planned_of(pk: int, theme: str, venue: int, adviser: int, starts_at: datetime) -> Planned:
    day, half = half_of(starts_at)
    return Planned(day, "am" if half == "am" else "pm", theme, str(venue), str(adviser), session=pk)


def _advisers(
    viewer: Viewer, settings: Settings, themes: Sequence[str], first: date, last: date
) -> tuple[AdviserInput, ...]:
    who: list[User] = list(workshops.advisers(viewer))
    free = free_half_days_of_each(viewer, who, first, last)
    advisers = []
    for user in who:
        adviser_settings = settings.adviser(str(user.pk))
        away = set(half_days_in(adviser_settings.away, first, last))
        given_themes = tuple(
            theme for theme in themes if adviser_settings.themes is None or theme in adviser_settings.themes
        )
        half_days = tuple(slot for slot in free[user.pk] if slot not in away)
        advisers.append(
            AdviserInput(str(user.pk), user.name, given_themes, adviser_settings.most_per_week, half_days)
        )
    return tuple(advisers)


def _room(
    venue: Venue, settings: Settings, shut: Sequence[tuple[date, date]], first: date, last: date
) -> RoomInput:
    room_settings = settings.room(str(venue.pk))
    return RoomInput(
        key=str(venue.pk),
        name=str(venue),
        town=venue.commune.name,
        commune=venue.commune_id,
        zone=venue.commune.epci_id,
        capacity=venue.capacity if room_settings.capacity is None else room_settings.capacity,
        closed=half_days_in([*room_settings.closed, *shut], first, last),
        used=room_settings.used,
    )


def _shares(rooms: Sequence[RoomInput], settings: Settings) -> Mapping[tuple[str, str], float]:
    """By (territory, room), the part of the people of the territory that would come there: two statements."""
    roads = Roads(room.commune for room in rooms)
    return {
        (zone, room.key): share
        for room in rooms
        for zone, share in roads.shares(room.commune, settings).items()
    }


def _half_days(viewer: Viewer, settings: Settings, today: date) -> float:
    if settings.half_days is not None:
        return settings.half_days
    return round(requests_per_session(viewer, today=today), 1)
