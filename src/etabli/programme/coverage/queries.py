"""Reached, registered, attended, supported, per territory: counts of people, never names."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import date

from django.db.models import Count, Sum

from etabli.foundation.seats.models import SignUp
from etabli.programme.support.models import Appointment
from etabli.programme.workshops.models import Attendance
from etabli.territory.places.models import Commune, Epci
from etabli.territory.register.models import Artisan, Business
from etabli.territory.relays.models import RelayVisit

SMALLEST = 5  # a public figure under this is not given: people could be recognised


@dataclass(frozen=True)
class Figures:
    """One territory: counts over a period. `reached` counts visits through a relay's link, the others people."""

    code: str
    name: str
    businesses: int
    reached: int
    registered: int
    attended: int
    supported: int


MEASURES = tuple(f.name for f in fields(Figures) if f.name not in {"code", "name", "businesses"})


def by_epci(since: date, until: date) -> list[Figures]:
    """The figures of each EPCI between two days, both included, by name: seven statements whatever the size.

    A person counts where their business stands; once, however often they come.
    """
    homes = dict(Artisan.objects.filter(commune__isnull=False).values_list("person_id", "commune__epci_id"))
    held = {"occasion__starts_at__date__gte": since, "occasion__starts_at__date__lte": until}
    registered = SignUp.objects.filter(**held).exclude(status=SignUp.Status.WITHDRAWN)
    attended = Attendance.objects.filter(
        present=True, **{f"sign_up__{name}": value for name, value in held.items()}
    )
    supported = Appointment.objects.filter(
        outcome__in=["helped", "go_on", "no_help"], half_day__on__gte=since, half_day__on__lte=until
    )
    counted = {
        "registered": _people(registered.values_list("person_id", flat=True), homes),
        "attended": _people(attended.values_list("sign_up__person_id", flat=True), homes),
        "supported": _people(supported.values_list("person_id", flat=True), homes),
        "reached": _reached(since, until),
        "businesses": Counter(dict(_businesses())),
    }
    return [
        Figures(epci.code, epci.name, **{name: counts[epci.code] for name, counts in counted.items()})
        for epci in Epci.objects.order_by("name")
    ]


def total(rows: Iterable[Figures], name: str) -> int:
    """The sum of one measure over the territories."""
    return sum(getattr(row, name) for row in rows)


def _people(person_ids: Iterable[int], homes: dict[int, str]) -> Counter[str]:
    return Counter(homes[person] for person in set(person_ids) if person in homes)


def _reached(since: date, until: date) -> Counter[str]:
    visits = RelayVisit.objects.filter(on__gte=since, on__lte=until)
    return Counter(dict(visits.values_list("relay__commune__epci_id").annotate(Sum("visits"))))


def _businesses() -> Iterable[tuple[str, int]]:
    open_ones = Business.objects.filter(closed_on=None)
    per_commune = open_ones.values_list("commune_id").annotate(Count("pk"))
    epci = dict(Commune.objects.values_list("code", "epci_id"))
    counts: Counter[str] = Counter()
    for commune, number in per_commune:
        if commune in epci:
            counts[epci[commune]] += number
    return counts.items()
