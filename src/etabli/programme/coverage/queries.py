"""Reached, registered, attended, supported, per territory: counts of people, never names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date
from typing import Any

from django.db.models import Count, Model, QuerySet, Sum

from etabli.foundation.seats.models import SignUp
from etabli.programme.support.models import Appointment
from etabli.programme.workshops.models import Attendance
from etabli.territory.places.engine import fold
from etabli.territory.places.models import Epci
from etabli.territory.register.models import Business
from etabli.territory.relays.models import RelayVisit

SMALLEST = 5  # a public figure under this is not given: people could be recognised
CAME = (Appointment.Outcome.HELPED, Appointment.Outcome.GO_ON, Appointment.Outcome.NO_HELP)
EVER = date(2000, 1, 1)  # before anything that is kept here
ELSEWHERE = ""  # the code of the row of those whose commune we don't know


@dataclass(frozen=True)
class Figures:
    """One territory: counts over a period. `reached` counts visits through a relay's link, the others people.

    `code` and `name` are empty in the row of those whose commune we don't know.
    """

    code: str
    name: str
    businesses: int
    reached: int
    registered: int
    attended: int
    supported: int


MEASURES = tuple(f.name for f in fields(Figures) if f.name not in {"code", "name", "businesses"})


def by_epci(chamber_id: int, since: date, until: date) -> list[Figures]:
    """A chamber's figures in each EPCI between two days, both included, by name: six statements whatever the size.

    A person counts where their business stands; once, however often they come. Who waits for a seat is
    registered too; a session that was called off counts for nothing. The last row is that of the people whose
    commune we don't know; it is there with zeros too, so that its presence tells nothing.
    """
    counted = {
        "businesses": _businesses(chamber_id),
        "reached": _reached(chamber_id, since, until),
        "registered": _people(_registered(chamber_id, since, until), "person"),
        "attended": _people(_attended(chamber_id, since, until), "sign_up__person"),
        "supported": _people(_supported(chamber_id, since, until), "person"),
    }
    territories = sorted(Epci.objects.values_list("code", "name"), key=lambda row: fold(row[1]))
    return [
        Figures(code, name, **{measure: counts[code] for measure, counts in counted.items()})
        for code, name in [*territories, (ELSEWHERE, "")]
    ]


def persons(measure: str, chamber_id: int, until: date, theme: str = "") -> QuerySet[Any, int]:
    """Who was ever `registered`, `attended` or `supported` up to this day: their numbers, for a statement on persons.

    `theme`: for this theme only.
    """
    rows: QuerySet[Any]
    match measure:
        case "registered":
            rows, person, session = _registered(chamber_id, EVER, until), "person", "occasion__session"
        case "attended":
            rows, person = _attended(chamber_id, EVER, until), "sign_up__person"
            session = "sign_up__occasion__session"
        case _:
            rows, person, session = _supported(chamber_id, EVER, until), "person", ""
    if theme and session:
        rows = rows.filter(**{f"{session}__theme": theme})
    return rows.order_by().values_list(person, flat=True)


@dataclass(frozen=True)
class Through:
    """What one relay brought over a period: openings of its link, people registered, people who came."""

    reached: int = 0
    registered: int = 0
    attended: int = 0


def by_relay(chamber_id: int, since: date, until: date) -> dict[str, Through]:
    """The same measures for those who came through a relay, by its code: three statements whatever the size.

    A relay that is not there brought nothing.
    """
    visits = RelayVisit.objects.filter(relay__chamber_id=chamber_id, on__range=(since, until))
    reached = _counter(visits.order_by().values_list("relay__code").annotate(Sum("visits")))
    registered = _through(_registered(chamber_id, since, until), "via", "person")
    attended = _through(_attended(chamber_id, since, until), "sign_up__via", "sign_up__person")
    return {
        code: Through(reached[code], registered[code], attended[code])
        for code in (reached | registered | attended).keys() - {ELSEWHERE}
    }


def _through[T: Model](rows: QuerySet[T], via: str, person: str) -> Counter[str]:
    """How many different people came through each relay: one statement."""
    return _counter(rows.order_by().values_list(via).annotate(Count(person, distinct=True)))


def _registered(chamber_id: int, since: date, until: date) -> QuerySet[SignUp]:
    found = SignUp.objects.filter(**_held("occasion", chamber_id, since, until))
    return found.exclude(status=SignUp.Status.WITHDRAWN)


def _attended(chamber_id: int, since: date, until: date) -> QuerySet[Attendance]:
    return Attendance.objects.filter(present=True, **_held("sign_up__occasion", chamber_id, since, until))


def _supported(chamber_id: int, since: date, until: date) -> QuerySet[Appointment]:
    return Appointment.objects.filter(
        chamber_id=chamber_id, outcome__in=CAME, half_day__on__range=(since, until)
    )


def _held(occasion: str, chamber_id: int, since: date, until: date) -> dict[str, Any]:
    """The workshops of the period that took place, or will: an occasion may also be something else."""
    return {
        f"{occasion}__session__chamber_id": chamber_id,
        f"{occasion}__session__published_at__isnull": False,
        f"{occasion}__cancelled_at": None,
        f"{occasion}__starts_at__date__range": (since, until),
    }


def _people[T: Model](rows: QuerySet[T], person: str) -> Counter[str]:
    """How many different people per EPCI: one statement."""
    home = f"{person}__artisan__commune__epci_id"
    return _counter(rows.order_by().values_list(home).annotate(Count(person, distinct=True)))


def _reached(chamber_id: int, since: date, until: date) -> Counter[str]:
    visits = RelayVisit.objects.filter(relay__chamber_id=chamber_id, on__range=(since, until))
    return _counter(visits.values_list("relay__commune__epci_id").annotate(Sum("visits")))


def _businesses(chamber_id: int) -> Counter[str]:
    open_ones = Business.objects.filter(
        chamber_id=chamber_id, closed_on=None, commune__isnull=False, merged_into=None
    )
    return _counter(open_ones.values_list("commune__epci_id").annotate(Count("pk")))


def _counter(rows: Iterable[tuple[str | None, int]]) -> Counter[str]:
    return Counter({code or ELSEWHERE: number for code, number in rows})
