"""How far each commune is from a session: held over twelve months, or planned."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q
from django.db.models.functions import TruncDate

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.programme.coverage.engine import NearestPlace, median_minutes, nearest
from etabli.programme.coverage.queries.measures import MEASURES
from etabli.programme.workshops.models import Session
from etabli.territory.places.engine import minutes
from etabli.territory.places.models import Commune
from etabli.territory.places.queries import distances_from_each

YEAR = timedelta(days=365)
FAR_MINUTES = (
    30  # farther than this, a commune is blank: people told us that they don't drive longer for half a day
)


@dataclass(frozen=True)
class NearestSession:
    """The nearest session of a commune: in which commune, and how many minutes by road (about)."""

    place: str
    minutes: int


@dataclass(frozen=True)
class CommuneDistances:
    """A commune: the nearest session `held` over twelve months, and `planned`; None where no road leads to one."""

    code: str
    name: str
    epci_code: str
    epci: str
    businesses: int
    held: NearestSession | None
    planned: NearestSession | None

    @property
    def is_blank(self) -> bool:
        return self.held is None or self.held.minutes > FAR_MINUTES


@dataclass(frozen=True)
class SessionDistances:
    """Every commune, the farthest first; `held` and `planned`: the codes of the communes with a session."""

    communes: tuple[CommuneDistances, ...]
    held: tuple[str, ...]
    planned: tuple[str, ...]

    @property
    def blank(self) -> list[CommuneDistances]:
        return [commune for commune in self.communes if commune.is_blank]

    def within(self, epci_code: str) -> list[CommuneDistances]:
        """The communes of one EPCI, the farthest first."""
        return [commune for commune in self.communes if commune.epci_code == epci_code]

    def minutes_of_each(self) -> dict[str, int]:
        """By EPCI, the minutes within which half of its businesses are; those without any road are left out."""
        rows: dict[str, list[tuple[int, int]]] = defaultdict(list)
        for commune in self.communes:
            if commune.held:
                rows[commune.epci_code].append((commune.held.minutes, commune.businesses))
        middles = {code: median_minutes(pairs) for code, pairs in rows.items()}
        return {code: middle for code, middle in middles.items() if middle is not None}


def session_distances_of(viewer: Viewer, *, today: date) -> SessionDistances:
    """How the ground is served by the viewer's chamber, for its staff: four statements whatever the size."""
    if viewer.role not in STAFF or viewer.chamber_id is None:
        return SessionDistances((), (), ())
    held_codes, planned = _places(viewer.chamber_id, today)
    roads = distances_from_each({*held_codes, *planned})
    nearest_held = nearest({code: roads[code] for code in held_codes})
    awaited = nearest({code: roads[code] for code in planned})
    businesses = MEASURES["businesses"].count(viewer.chamber_id, today, today, level="commune")
    rows = list(Commune.objects.values_list("code", "name", "epci_id", "epci__name"))
    names = {code: name for code, name, _epci, _its_name in rows}
    communes = [
        CommuneDistances(
            code, name, epci, its_name, businesses[code],
            _nearest_session(nearest_held.get(code), names), _nearest_session(awaited.get(code), names),
        )
        for code, name, epci, its_name in rows
    ]  # fmt: skip
    return SessionDistances(
        tuple(_farthest_first(communes)), tuple(sorted(held_codes)), tuple(sorted(planned))
    )


def _places(chamber_id: int, today: date) -> tuple[set[str], set[str]]:
    """The communes with a session held over twelve months, and with one to come: one statement."""
    taking_place = Session.objects.filter(
        Q(occasion__cancelled_at=None, published_at__isnull=False),
        chamber_id=chamber_id,
        occasion__starts_at__date__gte=today - YEAR,
    )
    days = taking_place.order_by().values_list("venue__commune_id", TruncDate("occasion__starts_at"))
    held_codes: set[str] = set()
    planned: set[str] = set()
    for code, day in days.distinct():
        (held_codes if day <= today else planned).add(code)
    return held_codes, planned


def _nearest_session(nearest_place: NearestPlace | None, names: dict[str, str]) -> NearestSession | None:
    return (
        NearestSession(names.get(nearest_place.place, ""), minutes(nearest_place.km))
        if nearest_place
        else None
    )


def _farthest_first(communes: Iterable[CommuneDistances]) -> Sequence[CommuneDistances]:
    never = 10**6
    return sorted(
        communes,
        key=lambda commune: (
            -(commune.held.minutes if commune.held else never),
            -commune.businesses,
            commune.name,
        ),
    )
