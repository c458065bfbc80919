"""A plan as people read it: week by week, on the map, what it leaves out; what one more session would bring."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil
from statistics import median
from typing import Any

from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.planning.engine.season import (
    More,
    Proposed,
    Session as EngineSession,
    explain,
    worth_of_more,
)
from etabli.programme.planning.models import Proposal, Season
from etabli.programme.planning.queries.catchment import Roads
from etabli.programme.planning.queries.expected_attendance import expected_people
from etabli.programme.planning.queries.season import names_of, sessions_of
from etabli.programme.planning.season import plan_texts
from etabli.programme.planning.season.plan_changes import Plan
from etabli.programme.planning.season.plan_texts import Names
from etabli.programme.planning.season.plans import Planned, engine_season
from etabli.programme.planning.season.settings import read
from etabli.programme.workshops.models import Session, Venue
from etabli.territory.places.models import Commune
from etabli.territory.places.queries import drawn_map

MAX_UNSERVED = 12  # rows of what is left unserved


@dataclass(frozen=True)
class WordedSession:
    """A session of a plan, in words. `made`: the session that was created from it, or stood there before."""

    planned: Planned
    theme: str
    room: str
    town: str
    adviser: str
    half: str
    people: float
    zones: str
    why: str
    made: Session | None

    @property
    def expected_text(self) -> str:
        """ "12,4 personnes"."""
        return plan_texts.people(self.people)


@dataclass(frozen=True)
class Week:
    """The sessions from a Monday on."""

    monday: date
    sessions: tuple[WordedSession, ...]


@dataclass(frozen=True)
class Month:
    """The weeks that begin in a month; `sentence` says how much is in them."""

    first: date
    weeks: tuple[Week, ...]

    @property
    def sentence(self) -> str:
        sessions = [session for week in self.weeks for session in week.sessions]
        return plan_texts.totals_text(len(sessions), sum(session.people for session in sessions))


@dataclass(frozen=True)
class PlanSummary:
    """A plan in words. `people`: how many are expected. `served` of them by what was known when it was worked out;
    `most`: how many no plan could exceed then that reaches as many territories, with what was pinned and ruled out
    (`is_free`: nothing was); None when it isn't known.
    """

    proposal: Proposal
    names: Names
    months: tuple[Month, ...]
    count: int
    people: float
    served: float
    most: int | None
    is_free: bool
    by_zone: Mapping[str, float]
    uncovered: tuple[str, ...]
    unserved: tuple[tuple[str, float, str], ...]
    bans: tuple[tuple[int, str], ...]

    @property
    def sessions(self) -> list[WordedSession]:
        return [session for month in self.months for week in month.weeks for session in week.sessions]

    @property
    def has_changed_since(self) -> bool:
        """Whether more or fewer are expected now than when it was worked out, in whole people."""
        return round(self.people) != round(self.served)

    @property
    def prepared(self) -> int:
        """How many are sessions that nobody has announced yet."""
        return sum(each.made is not None and each.made.is_draft for each in self.sessions)

    @property
    def not_created(self) -> int:
        """How many sessions of it were not created yet."""
        return sum(session.made is None for session in self.sessions)

    @property
    def pinned_not_created(self) -> int:
        return sum(session.planned.pinned and session.made is None for session in self.sessions)


def plan_summary(viewer: Viewer, proposal: Proposal, *, today: date) -> PlanSummary:
    """The plan in words, for the staff of its chamber: five statements, whatever its size, and those that say how many
    people are expected at the sessions that stand."""
    if not viewer.is_staff_of(proposal.chamber_id):
        raise NotVisible
    rows, made_sessions = sessions_of(proposal)
    names = names_of([proposal.inputs])
    plan = Plan(proposal.inputs, rows, tuple(proposal.bans))
    explained = explain(plan.season, [row.as_session for row in rows])
    by_session = {session.session: session for session in explained.sessions}
    people = _people(viewer, plan, today)
    worded_sessions = [
        _session(row, people[row.key], by_session[row.as_session], made_sessions, names) for row in rows
    ]
    served = sum(session.expected for session in explained.sessions)
    by_zone = Counter[str]()
    for each in explained.sessions:
        by_zone.update(each.zones)
    return PlanSummary(
        proposal=proposal,
        names=names,
        months=_months(worded_sessions),
        count=len(rows),
        people=sum(people.values()),
        served=served,
        most=_most(proposal, served, len(explained.uncovered)),
        is_free=not proposal.inputs.get("pins") and not proposal.inputs.get("bans"),
        by_zone=by_zone,
        uncovered=tuple(names.zones.get(zone, zone) for zone in explained.uncovered),
        unserved=tuple(_unserved(explained.unserved, names)),
        bans=tuple((number, names.ban(ban)) for number, ban in enumerate(proposal.bans)),
    )


def _months(sessions: Iterable[WordedSession]) -> tuple[Month, ...]:
    weeks: dict[date, list[WordedSession]] = defaultdict(list)
    for session in sessions:
        weeks[session.planned.day - timedelta(days=session.planned.day.weekday())].append(session)
    months: dict[date, list[Week]] = defaultdict(list)
    for monday, each in sorted(weeks.items()):
        months[monday.replace(day=1)].append(Week(monday, tuple(each)))
    return tuple(Month(first, tuple(each)) for first, each in sorted(months.items()))


def _people(viewer: Viewer, plan: Plan, today: date) -> Mapping[str, float]:
    """Who is expected at each session: those that stand as everywhere, the others by what these leave."""
    made_sessions = {
        row.key: row.session for row in plan.sessions if row.session is not None and row.day >= today
    }
    expected_by_session = expected_people(viewer, today=today) if made_sessions else {}
    expected_by_key = {
        key: expected_by_session[number]
        for key, number in made_sessions.items()
        if number in expected_by_session
    }
    return {**plan.people(), **expected_by_key}


def _session(
    planned: Planned, people: float, proposed: Proposed, made_sessions: Mapping[int, Session], names: Names
) -> WordedSession:
    return WordedSession(
        planned=planned,
        theme=names.theme(planned.theme),
        room=names.room(planned.venue),
        town=names.towns.get(planned.venue, "–"),
        adviser=names.adviser(planned.adviser),
        half=plan_texts.half(planned.half),
        people=round(people, 1),
        zones=plan_texts.shares(proposed.zones, people, names),
        why=plan_texts.reason_text(proposed.reason, names),
        made=made_sessions.get(planned.session) if planned.session is not None else None,
    )


def _most(proposal: Proposal, people: float, uncovered: int) -> int | None:
    if proposal.bound is None:
        return None
    penalty: float = proposal.inputs["uncovered_penalty"]
    return max(ceil(proposal.bound + penalty * uncovered - 1e-6), ceil(people))


def _unserved(unserved: Mapping[tuple[str, str], float], names: Names) -> Iterable[tuple[str, float, str]]:
    """(theme, people, their territories) for the themes that leave the most people out."""
    people_by_theme: dict[str, dict[str, float]] = defaultdict(dict)
    for (theme, zone), people in unserved.items():
        people_by_theme[theme][zone] = people
    ordered = sorted(people_by_theme.items(), key=lambda row: (-sum(row[1].values()), row[0]))
    for theme, zones in ordered[:MAX_UNSERVED]:
        zones_by_people = sorted(zones, key=lambda zone: (-zones[zone], zone))
        yield names.theme(theme), sum(zones.values()), names.all_zones(zones_by_people, 3)


@dataclass(frozen=True)
class PlanMap:
    """A plan on the map: areas with the people that come from them, towns numbered with what is given there."""

    shapes: tuple[tuple[str, float | None, str, None], ...]
    points: tuple[tuple[str, float, float, str | None, str], ...]


def plan_map(plan: PlanSummary) -> PlanMap:
    """Where the sessions are and where their people come from: two statements."""
    outlines = drawn_map()
    shapes = tuple(
        (
            plan.names.zones.get(zone, zone),
            round(plan.by_zone[zone]) if plan.by_zone.get(zone) else None,
            d,
            None,
        )
        for zone, d in outlines.groups.items()
    )
    rooms = {session.planned.venue for session in plan.sessions}
    communes = dict(Venue.objects.filter(pk__in=rooms).values_list("pk", "commune"))
    towns: dict[str, list[WordedSession]] = defaultdict(list)
    for session in plan.sessions:
        towns[communes.get(int(session.planned.venue), "")].append(session)
    points = [
        (
            each[0].town,
            *outlines.centres[commune],
            None,
            plan_texts.totals_text(len(each), sum(session.people for session in each)),
        )
        for commune, each in towns.items()
        if commune in outlines.centres
    ]
    return PlanMap(shapes, tuple(sorted(points, key=lambda point: point[0])))


@dataclass(frozen=True)
class WorthMore:
    """What one more session would bring, about: (whose or where, people), by adviser, by room, and by town where the
    season has no room in the territory; each time the best first."""

    advisers: tuple[tuple[str, str], ...]
    rooms: tuple[tuple[str, str], ...]
    towns: tuple[tuple[str, str], ...]


def worth_of_more_sessions(plan: PlanSummary) -> WorthMore:
    """What the engine estimates, with the rooms that there are, then with one more in each town: three statements."""
    season, names = {**plan.proposal.inputs, "pins": [], "bans": plan.proposal.bans}, plan.names
    sessions = [session.planned.as_session for session in plan.sessions]
    towns = _towns_without(season)
    now, then = (
        _worth_more(each, sessions) for each in (season, _with_rooms(season, towns, plan.proposal.season))
    )
    return WorthMore(
        advisers=_most_useful({names.adviser(key): people for key, people in now.advisers.items()}),
        rooms=_most_useful({names.room(key): people for key, people in now.venues.items()}),
        towns=_most_useful({name: then.venues[code] for code, (_zone, name) in towns.items()}),
    )


def _worth_more(season: Mapping[str, Any], sessions: Sequence[EngineSession]) -> More:
    engine = engine_season(season)
    return worth_of_more(engine, explain(engine, sessions))


def _with_rooms(
    season: Mapping[str, Any], towns: Mapping[str, tuple[str, str]], season_row: Season
) -> Mapping[str, Any]:
    """The same season with a room of the usual size in each of these towns."""
    roads, settings = Roads(towns), read(season_row.settings)
    seats = median([row["capacity"] for row in season["venues"]] or [0])
    rooms = [
        {"id": code, "zone": zone, "capacity": seats, "closed": []} for code, (zone, _name) in towns.items()
    ]
    new_rooms = [
        {"zone": zone, "venue": code, "share": share}
        for code in towns
        for zone, share in roads.shares(code, settings).items()
    ]
    return {**season, "venues": [*season["venues"], *rooms], "share": [*season["share"], *new_rooms]}


def _towns_without(season: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """By commune, (territory, name) of the largest town of each territory in which the season has no room."""
    zones_with_room = {row["zone"] for row in season["venues"]}
    largest: dict[str, tuple[int, str, str]] = {}
    for code, name, zone, population in Commune.objects.values_list("code", "name", "epci", "population"):
        if zone not in zones_with_room:
            largest[zone] = max(largest.get(zone, (0, "", "")), (population, code, name))
    return {code: (zone, name) for zone, (_population, code, name) in sorted(largest.items())}


def _most_useful(people: Mapping[str, float], limit: int = 3) -> tuple[tuple[str, str], ...]:
    worth = sorted(((name, count) for name, count in people.items() if count >= 1), key=lambda pair: -pair[1])
    return tuple((name, plan_texts.people(count)) for name, count in worth[:limit])
