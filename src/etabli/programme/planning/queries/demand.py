"""What is known of who wants what, and how many people would come."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils import timezone

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import SignUp
from etabli.programme.demand.models import Wish
from etabli.programme.planning.engine.demand import (
    AnswerCount,
    Estimate,
    Evidence,
    Offer,
    Territory,
    ThemeRequest,
    calibrated,
    reach,
)
from etabli.programme.planning.engine.demand.counting import REMEMBERED_DAYS
from etabli.programme.surveys.models import Questionnaire
from etabli.programme.surveys.queries import active_answers
from etabli.programme.workshops.models import Attendance, Session
from etabli.programme.workshops.queries import offered_themes
from etabli.territory.places.engine import minutes
from etabli.territory.places.models import Commune
from etabli.territory.places.queries import distances_from_each
from etabli.territory.register.models import Business
from etabli.territory.register.trades import sector_of

SECTOR_CODES = ("ALIMENTATION", "BATIMENT", "FABRICATION", "SERVICES")
INHABITANTS_PER_BUSINESS = (
    46  # for one craft business, in Gironde: what is counted on as long as the register is empty
)
UNREACHABLE_MINUTES = 90  # minutes by road: beyond, a session says nothing of a territory


type _Ways = Mapping[str, Mapping[str, float]]  # km by road, from one commune to another


@dataclass(frozen=True)
class Ground:
    """The themes, and the territories: name, chief town and its commune, from which ways are measured, inhabitants."""

    titles: Mapping[str, str]

    names: Mapping[str, str]
    towns: Mapping[str, str]
    seats: Mapping[str, str]
    zones: Mapping[str, str]  # of each commune
    inhabitants: Mapping[str, int]


def expected_takers(viewer: Viewer, *, today: date) -> Mapping[tuple[str, str], Estimate]:
    """(code of the theme, code of the EPCI) -> how many people would come over a season, for the staff of a chamber.

    Those who have a place in a session to come are among them: whoever plans counts them there.
    """
    if viewer.role not in STAFF:
        return {}
    _ground, evidence = gather_evidence(viewer, today=today, until=today)
    demand = calibrated(evidence, today=today)
    return {
        (theme, zone.code): demand.of(theme, zone.code).estimate
        for theme in evidence.themes
        for zone in evidence.territories
    }


def gather_evidence(viewer: Viewer, *, today: date, until: date = date.max) -> tuple[Ground, Evidence]:
    """All that the viewer's chamber knows, of sessions up to a day: nine statements whatever the size."""
    if viewer.role not in STAFF:
        return Ground({}, {}, {}, {}, {}, {}), Evidence((), SECTOR_CODES, ())
    chamber, ground = viewer.chamber_id, _ground(viewer.chamber_id)
    since = today - timedelta(days=REMEMBERED_DAYS)
    held_sessions = list(_held_sessions(chamber, ground, since, until))
    km = distances_from_each({*ground.seats.values(), *(session.commune for session in held_sessions)})
    return ground, Evidence(
        themes=tuple(ground.titles),
        groups=SECTOR_CODES,
        territories=tuple(_territories(chamber, ground, km)),
        wishes=tuple(_wishes(chamber, ground, since)),
        answers=tuple(_answers(chamber, since)),
        offers=tuple(_offers(held_sessions, ground, km)),
    )


def _ground(chamber: int | None) -> Ground:
    """The chief town of a territory is its most populous commune."""
    titles = {theme.code: theme.title for theme in offered_themes(chamber)}
    names: dict[str, str] = {}
    towns: dict[str, str] = {}
    seats: dict[str, str] = {}
    zones: dict[str, str] = {}
    inhabitants: Counter[str] = Counter()
    rows = Commune.objects.order_by("-population", "code")
    for code, town, zone, name, population in rows.values_list(
        "code", "name", "epci_id", "epci__name", "population"
    ):
        zones[code] = zone
        names[zone] = name
        towns.setdefault(zone, town)
        seats.setdefault(zone, code)
        inhabitants[zone] += population
    return Ground(titles, names, towns, seats, zones, inhabitants)


def _territories(chamber: int | None, ground: Ground, km: _Ways) -> Iterator[Territory]:
    """With their open businesses; without a register, as many as so many inhabitants have elsewhere."""
    open_ones = Business.objects.filter(
        chamber_id=chamber, closed_on=None, merged_into=None, commune__isnull=False
    )
    businesses: dict[str, dict[str, float]] = defaultdict(dict)
    for zone, sector, number in (
        open_ones.order_by().values_list("commune__epci_id", "sector").annotate(Count("pk"))
    ):
        businesses[zone][sector] = number
    for zone in sorted(ground.names):
        guessed = {"": ground.inhabitants[zone] / INHABITANTS_PER_BUSINESS}
        neighbours = {
            other_zone: reach(minutes(km[ground.seats[zone]][seat]))
            for other_zone, seat in ground.seats.items()
            if other_zone != zone and seat in km[ground.seats[zone]]
        }
        yield Territory(zone, businesses[zone] if businesses else guessed, neighbours)


def _wishes(chamber: int | None, ground: Ground, since: date) -> Iterator[ThemeRequest]:
    wishes = Wish.objects.filter(
        chamber_id=chamber, kind=Wish.Kind.THEME, withdrawn_at=None, expressed_on__gte=since
    )
    for theme, commune, trade, on, source in wishes.values_list(
        "theme_code", "commune_id", "trade_code", "expressed_on", "source"
    ):
        yield ThemeRequest(theme, ground.zones.get(commune, ""), _group(trade), on, source)


def _answers(chamber: int | None, since: date) -> Iterator[AnswerCount]:
    """How many were asked which theme they would like next; those of nobody once their wishes are written down."""
    theme_questions = [
        pk
        for pk, content in Questionnaire.objects.filter(Q(chamber=None) | Q(chamber_id=chamber)).values_list(
            "pk", "content"
        )
        if any(question["kind"] == "themes" for question in content)
    ]
    answers = active_answers().filter(
        session__chamber_id=chamber,
        questionnaire__in=theme_questions,
        waits_since=None,
        answered_on__gte=since,
    )
    home = Coalesce("person__artisan__commune__epci_id", "session__venue__commune__epci_id")
    rows = answers.order_by().annotate(home=home).values_list("session__theme_id", "home", "answered_on")
    for theme, zone, on, number in rows.annotate(Count("pk")):
        yield AnswerCount(theme, zone, on, number)


@dataclass(frozen=True)
class _HeldSession:
    """A session with its people: (territory, trade group) -> how many."""

    pk: int
    theme: str
    commune: str
    town: str
    on: date
    places: int
    came: Mapping[tuple[str, str], int]
    turned_away: Mapping[tuple[str, str], int]


def _offers(held_sessions: Iterable[_HeldSession], ground: Ground, km: _Ways) -> Iterator[Offer]:
    """Each session, as each territory that it can reach sees it."""
    for session in held_sessions:
        own_zone = ground.zones[session.commune]
        at_home = {zone for zone, _group in (*session.came, *session.turned_away)}
        for zone, seat in ground.seats.items():
            way = km[session.commune].get(seat)
            distance_minutes = minutes(way) if way is not None else UNREACHABLE_MINUTES
            if zone == own_zone or zone in at_home or distance_minutes < UNREACHABLE_MINUTES:
                yield Offer(
                    session.pk,
                    session.theme,
                    zone,
                    session.on,
                    session.town,
                    distance_minutes,
                    1.0 if zone == own_zone else reach(distance_minutes),
                    _counts_in_zone(zone, session.came),
                    _counts_in_zone(zone, session.turned_away),
                    session.places,
                )


def _counts_in_zone(zone: str, people: Mapping[tuple[str, str], int]) -> Mapping[str, int]:
    return {group: number for (territory, group), number in people.items() if territory == zone}


def _held_sessions(chamber: int | None, ground: Ground, since: date, until: date) -> Iterator[_HeldSession]:
    sessions = Session.objects.filter(
        chamber_id=chamber, published_at__isnull=False, occasion__cancelled_at=None
    )
    rows = sessions.order_by().values_list(
        "pk",
        "theme_id",
        "venue__commune_id",
        "venue__commune__name",
        "occasion__starts_at",
        "occasion__capacity",
    )
    people = _people(chamber, ground, since)
    for pk, theme, commune, town, starts_at, places in rows:
        on = timezone.localdate(starts_at)
        if on <= until:
            own_zone = ground.zones[commune]
            came, turned_away = (_at_home(counts, own_zone) for counts in people[pk])
            yield _HeldSession(pk, theme, commune, town, on, places, came, turned_away)


def _at_home(people: Mapping[tuple[str, str], int], own_zone: str) -> Counter[tuple[str, str]]:
    """Whoever did not say where they work is taken to work where they came."""
    counts: Counter[tuple[str, str]] = Counter()
    for (zone, group), number in people.items():
        counts[zone or own_zone, group] += number
    return counts


type _Counted = Counter[tuple[str, str]]


def _people(chamber: int | None, ground: Ground, since: date) -> dict[int, tuple[_Counted, _Counted]]:
    """For each session, those who came (all who have a place, until somebody is marked) and those who got none."""
    marks = Attendance.objects.filter(sign_up=OuterRef("pk"))
    rows = (
        SignUp.objects.filter(
            occasion__session__chamber_id=chamber, occasion__starts_at__date__gte=since
        )
        .exclude(status__in=SignUp.UNCOUNTED)
        .annotate(present=Exists(marks.filter(present=True)), marked=Exists(marks.exclude(present=None)))
        .values_list(
            "occasion__session", "status", "person__artisan__commune_id", "person__artisan__trade_code",
            "present", "marked",
        )
    )  # fmt: skip
    places_of_session: dict[int, list[tuple[tuple[str, str], bool]]] = defaultdict(list)
    counts: dict[int, tuple[_Counted, _Counted]] = defaultdict(lambda: (Counter(), Counter()))
    called: set[int] = set()
    for session, status, commune, trade, present, marked in rows:
        origin = ground.zones.get(commune, ""), _group(trade or "")
        if status == SignUp.Status.WAITING:
            counts[session][1][origin] += 1
        else:
            places_of_session[session].append((origin, present))
            if marked:
                called.add(session)
    for session, people in places_of_session.items():
        counts[session][0].update(origin for origin, present in people if present or session not in called)
    return counts


def _group(trade: str) -> str:
    return sector_of(trade) if trade else ""
