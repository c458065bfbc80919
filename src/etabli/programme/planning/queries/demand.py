"""The evidence of one chamber for the demand engine, and the demand that it estimates."""

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


type _RoadDistances = Mapping[str, Mapping[str, float]]  # km by road, from one commune to another
type _CountBySector = Counter[tuple[str, str]]  # by zone and sector


@dataclass(frozen=True)
class ThemesAndZones:
    """The titles of the themes, by code; of the zones (EPCI), by code: name, inhabitants, chief town, from which road
    distances are measured."""

    theme_titles: Mapping[str, str]
    zone_names: Mapping[str, str]
    chief_town_names: Mapping[str, str]
    chief_town_codes: Mapping[str, str]
    zone_of_commune: Mapping[str, str]
    inhabitants: Mapping[str, int]


def estimated_demand(viewer: Viewer, *, today: date) -> Mapping[tuple[str, str], Estimate]:
    """(code of the theme, code of the EPCI) -> how many people would come over a season; {} for whoever isn't staff.

    Whoever has a place in a session to come is in the number: the season plan counts them at that session.
    """
    if viewer.role not in STAFF:
        return {}
    _, evidence = gather_evidence(viewer, today=today, until=today)
    demand = calibrated(evidence, today=today)
    return {
        (theme, zone.code): demand.of(theme, zone.code).estimate
        for theme in evidence.themes
        for zone in evidence.territories
    }


def gather_evidence(
    viewer: Viewer, *, today: date, until: date = date.max
) -> tuple[ThemesAndZones, Evidence]:
    """All that the viewer's chamber knows, with its sessions up to the day `until`; empty for whoever isn't staff.

    Nine statements whatever the size.
    """
    if viewer.role not in STAFF:
        return ThemesAndZones({}, {}, {}, {}, {}, {}), Evidence((), SECTOR_CODES, ())
    chamber, themes_and_zones = viewer.chamber_id, _themes_and_zones(viewer.chamber_id)
    since = today - timedelta(days=REMEMBERED_DAYS)
    sessions = list(_published_sessions(chamber, themes_and_zones, since, until))
    km = distances_from_each(
        {*themes_and_zones.chief_town_codes.values(), *(session.commune for session in sessions)}
    )
    return themes_and_zones, Evidence(
        themes=tuple(themes_and_zones.theme_titles),
        groups=SECTOR_CODES,
        territories=tuple(_territories(chamber, themes_and_zones, km)),
        wishes=tuple(_wishes(chamber, themes_and_zones, since)),
        answers=tuple(_answers(chamber, since)),
        offers=tuple(_offers(sessions, themes_and_zones, km)),
    )


def _themes_and_zones(chamber: int | None) -> ThemesAndZones:
    """The chief town of a territory is its most populous commune."""
    theme_titles = {theme.code: theme.title for theme in offered_themes(chamber)}
    zone_names: dict[str, str] = {}
    chief_town_names: dict[str, str] = {}
    chief_town_codes: dict[str, str] = {}
    zone_of_commune: dict[str, str] = {}
    inhabitants: Counter[str] = Counter()
    rows = Commune.objects.order_by("-population", "code")
    for code, town, zone, name, population in rows.values_list(
        "code", "name", "epci_id", "epci__name", "population"
    ):
        zone_of_commune[code] = zone
        zone_names[zone] = name
        chief_town_names.setdefault(zone, town)
        chief_town_codes.setdefault(zone, code)
        inhabitants[zone] += population
    return ThemesAndZones(
        theme_titles, zone_names, chief_town_names, chief_town_codes, zone_of_commune, inhabitants
    )


def _territories(
    chamber: int | None, themes_and_zones: ThemesAndZones, km: _RoadDistances
) -> Iterator[Territory]:
    """The zones with their open businesses by sector; guessed from the inhabitants while the register is empty."""
    open_businesses = Business.objects.filter(
        chamber_id=chamber, closed_on=None, merged_into=None, commune__isnull=False
    )
    businesses: dict[str, dict[str, float]] = defaultdict(dict)
    for zone, sector, count in (
        open_businesses.order_by().values_list("commune__epci_id", "sector").annotate(Count("pk"))
    ):
        businesses[zone][sector] = count
    for zone in sorted(themes_and_zones.zone_names):
        guessed = {"": themes_and_zones.inhabitants[zone] / INHABITANTS_PER_BUSINESS}
        distances_km = km[themes_and_zones.chief_town_codes[zone]]
        neighbours = {
            other_zone: reach(minutes(distances_km[chief_town]))
            for other_zone, chief_town in themes_and_zones.chief_town_codes.items()
            if other_zone != zone and chief_town in distances_km
        }
        yield Territory(zone, businesses[zone] if businesses else guessed, neighbours)


def _wishes(chamber: int | None, themes_and_zones: ThemesAndZones, since: date) -> Iterator[ThemeRequest]:
    wishes = Wish.objects.filter(
        chamber_id=chamber, kind=Wish.Kind.THEME, withdrawn_at=None, expressed_on__gte=since
    )
    for theme, commune, trade, day, source in wishes.values_list(
        "theme_code", "commune_id", "trade_code", "expressed_on", "source"
    ):
        yield ThemeRequest(
            theme, themes_and_zones.zone_of_commune.get(commune, ""), _sector(trade), day, source
        )


def _answers(chamber: int | None, since: date) -> Iterator[AnswerCount]:
    """How many answered which theme they would like next; without the answers whose wishes are not recorded yet."""
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
    zone_code = Coalesce("person__artisan__commune__epci_id", "session__venue__commune__epci_id")
    rows = answers.order_by().annotate(zone=zone_code).values_list("session__theme_id", "zone", "answered_on")
    for theme, zone, day, count in rows.annotate(Count("pk")):
        yield AnswerCount(theme, zone, day, count)


@dataclass(frozen=True)
class _PublishedSession:
    """A published session, past or to come: (zone, sector) -> how many `came` (or will), how many stayed `waiting`."""

    pk: int
    theme: str
    commune: str
    town: str
    day: date
    places: int
    came: Mapping[tuple[str, str], int]
    waiting: Mapping[tuple[str, str], int]


def _offers(
    sessions: Iterable[_PublishedSession], themes_and_zones: ThemesAndZones, km: _RoadDistances
) -> Iterator[Offer]:
    """Each session, as each territory that it can reach sees it."""
    for session in sessions:
        own_zone = themes_and_zones.zone_of_commune[session.commune]
        zones_of_people = {zone for zone, _sector_code in (*session.came, *session.waiting)}
        for zone, chief_town in themes_and_zones.chief_town_codes.items():
            distance_km = km[session.commune].get(chief_town)
            distance_minutes = minutes(distance_km) if distance_km is not None else UNREACHABLE_MINUTES
            if zone == own_zone or zone in zones_of_people or distance_minutes < UNREACHABLE_MINUTES:
                yield Offer(
                    session.pk,
                    session.theme,
                    zone,
                    session.day,
                    session.town,
                    distance_minutes,
                    1.0 if zone == own_zone else reach(distance_minutes),
                    _counts_in_zone(zone, session.came),
                    _counts_in_zone(zone, session.waiting),
                    session.places,
                )


def _counts_in_zone(zone: str, people: Mapping[tuple[str, str], int]) -> Mapping[str, int]:
    return {sector: count for (its_zone, sector), count in people.items() if its_zone == zone}


def _published_sessions(
    chamber: int | None, themes_and_zones: ThemesAndZones, since: date, until: date
) -> Iterator[_PublishedSession]:
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
    people = _attendance_by_session(chamber, themes_and_zones, since)
    for pk, theme, commune, town, starts_at, places in rows:
        day = timezone.localdate(starts_at)
        if day <= until:
            own_zone = themes_and_zones.zone_of_commune[commune]
            came, waiting = (_with_unknown_at_venue(counts, own_zone) for counts in people[pk])
            yield _PublishedSession(pk, theme, commune, town, day, places, came, waiting)


def _with_unknown_at_venue(people: Mapping[tuple[str, str], int], own_zone: str) -> Counter[tuple[str, str]]:
    """The same counts, whoever's zone isn't known counted in the zone of the venue."""
    counts: Counter[tuple[str, str]] = Counter()
    for (zone, sector), count in people.items():
        counts[zone or own_zone, sector] += count
    return counts


def _attendance_by_session(
    chamber: int | None, themes_and_zones: ThemesAndZones, since: date
) -> dict[int, tuple[_CountBySector, _CountBySector]]:
    """Session -> counts of those who came (all who hold a place, until the roll is called) and of those who waited."""
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
    holders_of_session: dict[int, list[tuple[tuple[str, str], bool]]] = defaultdict(list)
    counts: dict[int, tuple[_CountBySector, _CountBySector]] = defaultdict(lambda: (Counter(), Counter()))
    sessions_with_roll_call: set[int] = set()
    for session, status, commune, trade, present, marked in rows:
        zone_and_sector = themes_and_zones.zone_of_commune.get(commune, ""), _sector(trade or "")
        if status == SignUp.Status.WAITING:
            counts[session][1][zone_and_sector] += 1
        else:
            holders_of_session[session].append((zone_and_sector, present))
            if marked:
                sessions_with_roll_call.add(session)
    for session, people in holders_of_session.items():
        counts[session][0].update(
            zone_and_sector
            for zone_and_sector, present in people
            if present or session not in sessions_with_roll_call
        )
    return counts


def _sector(trade: str) -> str:
    return sector_of(trade) if trade else ""
