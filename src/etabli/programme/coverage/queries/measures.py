"""One definition of each measure: reached, registered, attended, supported, with a brief, online.

Counts, never names."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import Aggregate, BigIntegerField, Count, Model, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from etabli.foundation.people.models import Person
from etabli.foundation.registries import registry_modules
from etabli.foundation.seats.models import SignUp
from etabli.procurement.briefs.models import Brief
from etabli.programme.coverage.models import OnlinePresence
from etabli.programme.support.models import Appointment
from etabli.programme.support.queries import HELD
from etabli.programme.workshops.models import Attendance
from etabli.territory.register.models import Artisan, Business
from etabli.territory.register.trades import sector_of
from etabli.territory.relays.models import ContactNote, RelayVisit

MIN_COUNT = 5  # a figure under this doesn't leave the chamber: people could be recognised
FIRST_DAY = date(2000, 1, 1)  # before anything that is kept here
UNKNOWN_TERRITORY = ""  # the code of the row of those whose commune we don't know
ALL = Q()
LEVELS: Mapping[str, str] = {
    "commune": "_id",
    "epci": "__epci_id",
    "arrondissement": "__arrondissement_id",
}


@dataclass(frozen=True)
class Measure:
    """How something is counted, between two days, both included.

    `rows(chamber_id, since, until)`; `home` leads from them to a commune. `person` leads to the people who are
    counted, once each, however often they come; else `total` is counted. `on` leads to their day.
    """

    rows: Callable[[int, date, date], QuerySet[Any]]
    home: str
    on: str
    person: str = ""
    total: Aggregate | None = None

    @property
    def human(self) -> Coalesce:
        """The one who is counted."""
        return _human(self.person)

    def count(
        self, chamber_id: int, since: date, until: date, *, level: str = "epci", of: Q = ALL
    ) -> Counter[str]:
        """Number in each territory of a level, by code, and UNKNOWN_TERRITORY: one statement. `of`: these rows only."""
        rows = self.rows(chamber_id, since, until).filter(of)
        number = self.total or Count(self.human, distinct=True)
        return _counter(rows.order_by().values_list(self.home + LEVELS[level]).annotate(number=number))


def trades_of(chamber_id: int, sector: str) -> frozenset[str]:
    """The trades of this sector that somebody of the chamber has: one statement."""
    artisans = Artisan.objects.filter(person__chamber_id=chamber_id).order_by()
    codes = artisans.values_list("trade_code", flat=True).distinct()
    return frozenset(code for code in codes if code and sector_of(code) == sector)


def in_sector(measure: Measure, sector: str, trades: Iterable[str]) -> Q | None:
    """Those of a sector: by the trade that people told, else by their business. None: it has nothing to do with one."""
    if measure is MEASURES["businesses"]:
        return Q(sector=sector)
    if not measure.person:
        return None
    artisan = measure.home.removesuffix("__commune")
    by_business = Q(**{f"{artisan}__trade_code": "", f"{artisan}__business__sector": sector})
    return Q(**{f"{artisan}__trade_code__in": trades}) | by_business


def _businesses(chamber_id: int, since: date, until: date) -> QuerySet[Business]:
    """Those open now, whatever the period: the register holds no other."""
    return Business.objects.filter(
        chamber_id=chamber_id, closed_on=None, commune__isnull=False, merged_into=None
    )


def _kits(chamber_id: int, since: date, until: date) -> QuerySet[ContactNote]:
    return ContactNote.objects.filter(
        kind=ContactNote.Kind.KIT,
        withdrawn_at=None,
        relay__chamber_id=chamber_id,
        at__date__range=(since, until),
    )


def _visits(chamber_id: int, since: date, until: date) -> QuerySet[RelayVisit]:
    return RelayVisit.objects.filter(relay__chamber_id=chamber_id, on__range=(since, until))


def _invited_people(chamber_id: int, since: date, until: date) -> QuerySet[Person]:
    """Those to whom an app wrote an invitation: the module `invited_people.py`."""
    querysets = [
        module.invited_people(chamber_id, since, until) for module in registry_modules("invited_people")
    ]
    return Person.objects.filter(
        reduce(or_, (Q(pk__in=people) for people in querysets), Q(pk=None)), chamber_id=chamber_id
    )


def _registered(chamber_id: int, since: date, until: date) -> QuerySet[SignUp]:
    sign_ups = SignUp.objects.filter(**_took_place("occasion", chamber_id, since, until))
    return sign_ups.exclude(status__in=SignUp.UNCOUNTED)


def _attended(chamber_id: int, since: date, until: date) -> QuerySet[Attendance]:
    return Attendance.objects.filter(
        present=True, **_took_place("sign_up__occasion", chamber_id, since, until)
    )


def _supported(chamber_id: int, since: date, until: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(
        chamber_id=chamber_id, outcome__in=HELD, half_day__on__range=(since, until)
    )


def _with_brief(chamber_id: int, since: date, until: date) -> QuerySet[Brief]:
    briefs = Brief.objects.filter(chamber_id=chamber_id, started_at__date__range=(since, until))
    return briefs.exclude(state=Brief.State.WITHDRAWN)


def _online(chamber_id: int, since: date, until: date) -> QuerySet[OnlinePresence]:
    return OnlinePresence.objects.filter(
        person__chamber_id=chamber_id, withdrawn_at=None, since_on__range=(since, until)
    )


def _took_place(occasion: str, chamber_id: int, since: date, until: date) -> dict[str, Any]:
    """The workshops of the period that took place, or will: an occasion may also be something else."""
    return {
        f"{occasion}__session__chamber_id": chamber_id,
        f"{occasion}__session__published_at__isnull": False,
        f"{occasion}__cancelled_at": None,
        f"{occasion}__starts_at__date__range": (since, until),
    }


def _people_measure(rows: Callable[..., QuerySet[Any]], on: str, person: str = "person") -> Measure:
    """People, counted where their business stands."""
    return Measure(rows, f"{person}__artisan__commune", on, person=person)


# In the order of the table.
MEASURES: Mapping[str, Measure] = {
    "businesses": Measure(_businesses, "commune", "", total=Count("pk")),
    "kits": Measure(_kits, "relay__commune", "at__date", total=Count("pk")),
    "reached": Measure(_visits, "relay__commune", "on", total=Sum("visits")),
    "written": Measure(_invited_people, "artisan__commune", "", person="pk"),
    "registered": _people_measure(_registered, "occasion__starts_at__date"),
    "attended": _people_measure(_attended, "sign_up__occasion__starts_at__date", "sign_up__person"),
    "supported": _people_measure(_supported, "half_day__on"),
    "with_brief": _people_measure(_with_brief, "started_at__date"),
    "online": _people_measure(_online, "since_on"),
}


@dataclass(frozen=True)
class RelayCounts:
    """What one relay brought over a period: openings of its link, people registered, people who came."""

    reached: int = 0
    registered: int = 0
    attended: int = 0


def counts_by_relay(chamber_id: int, since: date, until: date) -> dict[str, RelayCounts]:
    """The same measures for those who came through a relay, by its code: three statements whatever the size.

    A relay that is not there brought nothing.
    """
    visits = _visits(chamber_id, since, until)
    reached = _counter(visits.order_by().values_list("relay__code").annotate(Sum("visits")))
    registered = _count_by_relay(_registered(chamber_id, since, until), "via", "person")
    attended = _count_by_relay(_attended(chamber_id, since, until), "sign_up__via", "sign_up__person")
    return {
        code: RelayCounts(reached[code], registered[code], attended[code])
        for code in (reached | registered | attended).keys() - {UNKNOWN_TERRITORY}
    }


def persons(measure: str, chamber_id: int, until: date, theme: str = "") -> QuerySet[Any, int]:
    """Who was ever `registered`, `attended` or `supported` up to this day: their numbers, for a statement on persons.

    `theme`: for this theme only.
    """
    definition = MEASURES[measure]
    rows = definition.rows(chamber_id, FIRST_DAY, until)
    session = {"registered": "occasion__session", "attended": "sign_up__occasion__session"}.get(measure)
    if theme and session:
        rows = rows.filter(**{f"{session}__theme": theme})
    return rows.order_by().values_list(definition.person, flat=True)


def _count_by_relay[T: Model](rows: QuerySet[T], via: str, person: str) -> Counter[str]:
    """How many different people came through each relay: one statement."""
    return _counter(rows.order_by().values_list(via).annotate(number=Count(_human(person), distinct=True)))


def _human(person: str) -> Coalesce:
    """Whoever was joined to somebody is that one, for the chamber."""
    merged_into = "merged_into_id" if person == "pk" else f"{person}__merged_into_id"
    return Coalesce(merged_into, person, output_field=BigIntegerField())


def _counter(rows: Iterable[tuple[str | None, int]]) -> Counter[str]:
    return Counter({code or UNKNOWN_TERRITORY: number for code, number in rows})
