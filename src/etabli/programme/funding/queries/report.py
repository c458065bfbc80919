"""What a fund, and the accountant, are told of a period: each half-day counts once, for the fund of its file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.engine import Paid
from etabli.programme.funding.models import Fund
from etabli.programme.funding.queries.files import Dossier, dossiers, lacks_signature
from etabli.programme.support.models import Appointment
from etabli.programme.support.satisfaction import (
    Satisfaction,
    satisfaction_by_half_day,
    satisfaction_of,
)


@dataclass(frozen=True)
class Held:
    """A half-day to which the artisan came, in a file that its fund accepted."""

    dossier: Dossier
    appointment: Appointment
    paid: Paid

    @property
    def lacks_signature(self) -> bool:
        """They came, and one of the two has not signed."""
        return lacks_signature(self.appointment)


@dataclass(frozen=True)
class Share:
    """What one fund paid for in a period; all in minutes and cents, `trades` and `places` as (name, people)."""

    fund: Fund
    people: int
    half_days: int
    minutes: int
    fund_cents: int
    artisan_cents: int
    trades: tuple[tuple[str, int], ...]
    places: tuple[tuple[str, int], ...]
    satisfaction: Satisfaction


def held_between(viewer: Viewer, since: date, until: date, *, today: date) -> list[Held]:
    """Those of the viewer's chamber between two days, both included, in their order."""
    rows = (row for file in dossiers(viewer, today=today) for row in _held(file))
    return sorted(
        (row for row in rows if since <= row.paid.on <= until),
        key=lambda row: (row.paid.on, row.appointment.pk),
    )


def _held(dossier: Dossier) -> Iterator[Held]:
    """Each half-day with the line that was sent for its day: never one line for two."""
    if not dossier.file.is_accepted:
        return
    lines = list(dossier.paid)
    for appointment in dossier.held:
        line = next((line for line in lines if line.on == appointment.half_day.on), None)
        if line is not None:
            lines.remove(line)
            yield Held(dossier, appointment, line)


def shares_of(rows: Sequence[Held]) -> list[Share]:
    """By fund, in the order of their names: one statement."""
    said = satisfaction_by_half_day(row.appointment.pk for row in rows)
    funds = {row.dossier.file.fund_id: row.dossier.file.fund for row in rows}
    return [
        _share(fund, [row for row in rows if row.dossier.file.fund_id == fund.pk], said)
        for fund in sorted(funds.values(), key=lambda fund: fund.name)
    ]


def _share(fund: Fund, rows: Sequence[Held], said: dict[int, bool]) -> Share:
    people = {row.dossier.file.person_id: row.dossier for row in rows}
    return Share(
        fund,
        len(people),
        len(rows),
        sum(row.paid.minutes for row in rows),
        sum(row.paid.fund_cents for row in rows),
        sum(row.paid.artisan_cents for row in rows),
        _counted(sector_in(dossier) for dossier in people.values()),
        _counted(place_in(dossier) for dossier in people.values()),
        satisfaction_of(said, [row.appointment.pk for row in rows]),
    )


def _counted(names: Iterator[str]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(Counter(names).items(), key=lambda pair: (-pair[1], pair[0])))


def sector_in(dossier: Dossier) -> str:
    """The sector of the trade, by its code; "" when nobody knows."""
    return dossier.request.sector if dossier.request else ""


def place_in(dossier: Dossier) -> str:
    """The EPCI in which the business is; "" when nobody knows."""
    artisan = getattr(dossier.file.person, "artisan", None)
    return artisan.commune.epci.name if artisan is not None and artisan.commune else ""


@dataclass(frozen=True)
class Money:
    """The cents of one fund in a period. `accepted` goes by the day of each half-day; `billed` and what follows by the
    day of the bill: `received` so far of these bills, `due` still, of which `late`, and `lost` where it was closed."""

    fund: Fund
    accepted: int
    billed: int
    received: int
    due: int
    late: int
    lost: int


def money_of(held: Sequence[Held], bills: Sequence[Dossier], *, today: date) -> list[Money]:
    """What each fund accepted and was billed, in the order of their names; `held`, `bills`: those of the period."""
    funds = {row.file.fund_id: row.file.fund for row in (*(half.dossier for half in held), *bills)}
    return [
        _money(
            fund,
            [row.paid.fund_cents for row in held if row.dossier.file.fund_id == fund.pk],
            [row for row in bills if row.file.fund_id == fund.pk],
            today,
        )
        for fund in sorted(funds.values(), key=lambda fund: fund.name)
    ]


def _money(fund: Fund, accepted: Sequence[int], bills: Sequence[Dossier], today: date) -> Money:
    return Money(
        fund,
        sum(accepted),
        sum(row.fund_cents for row in bills),
        sum(row.file.paid_cents or 0 for row in bills),
        sum(row.due_cents for row in bills),
        sum(row.due_cents for row in bills if row.state.is_late(today)),
        sum(row.lost_cents for row in bills),
    )


def billed_between(viewer: Viewer, since: date, until: date, *, today: date) -> list[Dossier]:
    """The files billed between two days, both included, in the order of their bills."""
    rows = [row for row in dossiers(viewer, today=today) if row.file.billed_on]
    return sorted(
        (row for row in rows if row.file.billed_on and since <= row.file.billed_on <= until),
        key=lambda row: (row.file.billed_on, row.file.bill_number, row.file.pk),
    )
