"""What a fund, and the accountant, are told of a period: each half-day counts once, for the fund of its file."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.engine import FundingLine, credit_shares
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.balance import is_credited
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.files import dossiers
from etabli.programme.funding.queries.half_days import lacks_signature
from etabli.programme.support.models import Appointment
from etabli.programme.support.satisfaction import (
    Satisfaction,
    satisfaction_by_half_day,
    satisfaction_of,
)


@dataclass(frozen=True)
class FundedHalfDay:
    """A half-day to which the artisan came, in a file that its fund accepted; once it is billed, as it was billed.
    `line`: with the hours that count for this fund; those that the fund asked first pays for count with that one
    alone."""

    dossier: Dossier
    appointment: Appointment
    line: FundingLine

    @property
    def is_counted(self) -> bool:
        """It counts here: a half-day of which a second fund pays a part counts with the first, when that one agreed and
        pays something of it; else with the second."""
        first = self.dossier.agreed_completed_dossier
        if first is None:
            return not self.dossier.is_completed or _pays_on(self.dossier, self.line.on)
        return not _pays_on(first, self.line.on)

    @property
    def is_paid(self) -> bool:
        """Its fund pays something of it."""
        return bool(self.line.minutes or self.line.fund_cents)

    @property
    def is_held(self) -> bool:
        """They came, as it is known today: since the bill, a credit note may have said that they did not."""
        return self.appointment in self.dossier.held

    @property
    def lacks_signature(self) -> bool:
        """They came, and one of the two has not signed."""
        return self.is_held and lacks_signature(self.appointment)


def unsigned_in(rows: Iterable[FundedHalfDay]) -> list[FundedHalfDay]:
    """Those that one of the two has not signed, each half-day once: with the fund that was asked first."""
    first: dict[int, FundedHalfDay] = {}
    for row in rows:
        known = first.get(row.appointment.pk)
        if row.lacks_signature and (known is None or known.dossier.file.completes_id is not None):
            first[row.appointment.pk] = row
    return list(first.values())


def _pays_on(dossier: Dossier, on: date) -> bool:
    """Whether its fund pays something of the half-days of this day, as it stands."""
    is_paid = any(line.minutes or line.fund_cents for line in dossier.lines if line.on == on)
    return is_paid and not dossier.needs_another_day


@dataclass(frozen=True)
class Group:
    """The people of one trade or of one territory ("" when nobody knows which), and what they say of it."""

    name: str
    people: int
    satisfaction: Satisfaction


@dataclass(frozen=True)
class Share:
    """What one fund paid for in a period; all in minutes and cents. `people`: those of whom an hour counts for it, as
    in the table of the national report; `trades` and `places`: most of them first.
    `completed`: the half-days of which it pays a part, and that count with the fund that was asked first, which pays
    another."""

    fund: Fund
    people: int
    half_days: int
    minutes: int
    completed: int
    fund_cents: int
    artisan_cents: int
    trades: tuple[Group, ...]
    places: tuple[Group, ...]
    satisfaction: Satisfaction

    @property
    def minutes_off(self) -> int:
        """How many minutes fewer than earlier periods counted: its credit notes take off more than was done."""
        return max(-self.minutes, 0)

    @property
    def artisan_cents_off(self) -> int:
        """How much less than earlier periods said the artisans pay, in the same way."""
        return max(-self.artisan_cents, 0)


@dataclass(frozen=True)
class CreditNote:
    """What was taken off a bill on one day, and why: cents, and as many of the minutes that count for its fund;
    `artisan_cents`, `open_cents`: with the last one, what the artisan then pays less, and nobody has to any more."""

    dossier: Dossier
    number: str
    on: date
    cents: int
    minutes: int
    reason: str
    artisan_cents: int = 0
    open_cents: int = 0


def held_between(viewer: Viewer, since: date, until: date, *, today: date) -> list[FundedHalfDay]:
    """Those of the viewer's chamber between two days, both included, in their order."""
    return held_in(dossiers(viewer, today=today), since, until)


def held_in(files: Iterable[Dossier], since: date, until: date) -> list[FundedHalfDay]:
    """Those of these files, between two days, both included, in their order."""
    rows = (row for file in files for row in _held(file))
    return sorted(
        (row for row in rows if since <= row.line.on <= until),
        key=lambda row: (row.line.on, row.appointment.pk),
    )


def _held(dossier: Dossier) -> Iterator[FundedHalfDay]:
    """Each half-day with the line that was sent for its day: never one line for two. A bill that has left says which
    were held, whatever is known since. While another day is to be found for the rest, its fund pays nothing."""
    if not dossier.file.is_accepted:
        return
    lines = list(dossier.counted)
    others = [row for row in dossier.appointments if row not in dossier.held]
    for appointment in (*dossier.held, *(others if dossier.file.billed_on else ())):
        line = next((line for line in lines if line.on == appointment.half_day.on), None)
        if line is not None:
            lines.remove(line)
            now = replace(line, minutes=0, fund_cents=0) if dossier.needs_another_day else line
            yield FundedHalfDay(dossier, appointment, now)


def shares_of(rows: Sequence[FundedHalfDay], credits: Sequence[CreditNote] = ()) -> list[Share]:
    """By fund, in the order of their names, with what the credit notes of the same days take off: one statement."""
    said = satisfaction_by_half_day(row.appointment.pk for row in rows)
    files = [row.dossier.file for row in rows] + [row.dossier.file for row in credits]
    funds = {file.fund_id: file.fund for file in files}
    return [
        _share(
            fund,
            [row for row in rows if row.dossier.file.fund_id == fund.pk],
            [row for row in credits if row.dossier.file.fund_id == fund.pk],
            said,
        )
        for fund in sorted(funds.values(), key=lambda fund: fund.name)
    ]


def _share(
    fund: Fund, rows: Sequence[FundedHalfDay], credits: Sequence[CreditNote], said: dict[int, bool]
) -> Share:
    paid = [row for row in rows if row.is_paid]
    counted = [row for row in rows if row.is_counted]
    off = {row.dossier.file.pk for row in credits if is_credited(row.dossier.file)}
    return Share(
        fund,
        _people(rows, credits),
        len(counted),
        sum(row.line.minutes for row in rows) - sum(row.minutes for row in credits),
        sum(not row.is_counted and row.dossier.file.pk not in off for row in paid),
        sum(row.line.fund_cents for row in rows) - sum(row.cents for row in credits),
        sum(row.line.artisan_cents for row in rows if not row.dossier.is_completed)
        - sum(row.artisan_cents for row in credits),
        _grouped(paid, credits, sector_in, said),
        _grouped(paid, credits, place_in, said),
        satisfaction_of(said, [row.appointment.pk for row in paid]),
    )


def people_with_time(minutes: Iterable[tuple[int, int]]) -> int:
    """Of people and minutes of theirs, taken off below zero: those to whom some are left."""
    left: Counter[int] = Counter()
    for person, length in minutes:
        left[person] += length
    return sum(length > 0 for length in left.values())


def _people(rows: Iterable[FundedHalfDay], credits: Iterable[CreditNote]) -> int:
    """Those of whom an hour counts for the fund, which no credit note of the same days takes off."""
    held = [(row.dossier.file.person_id, row.line.minutes) for row in rows]
    return people_with_time([*held, *((row.dossier.file.person_id, -row.minutes) for row in credits)])


def _grouped(
    rows: Sequence[FundedHalfDay],
    credits: Sequence[CreditNote],
    name_in: Callable[[Dossier], str],
    said: dict[int, bool],
) -> tuple[Group, ...]:
    groups: defaultdict[str, list[FundedHalfDay]] = defaultdict(list)
    for row in rows:
        groups[name_in(row.dossier)].append(row)
    off: defaultdict[str, list[CreditNote]] = defaultdict(list)
    for note in credits:
        off[name_in(note.dossier)].append(note)
    made = (
        Group(name, _people(those, off[name]), satisfaction_of(said, [row.appointment.pk for row in those]))
        for name, those in groups.items()
    )
    return tuple(sorted(made, key=lambda group: (-group.people, group.name)))


def sector_in(dossier: Dossier) -> str:
    """The sector of the trade, by its code; "" when nobody knows."""
    return dossier.request.sector if dossier.request else ""


def place_in(dossier: Dossier) -> str:
    """The EPCI in which the business is; "" when nobody knows."""
    artisan = getattr(dossier.file.person, "artisan", None)
    return artisan.commune.epci.name if artisan is not None and artisan.commune else ""


@dataclass(frozen=True)
class Payment:
    """What came of a bill on one day; below zero, what was given back. `means`: how the artisan paid, "" for
    the fund."""

    file: FundingFile
    on: date
    cents: int
    means: str = ""


def payments_between(viewer: Viewer, since: date, until: date) -> list[Payment]:
    """Those of the viewer's chamber between two days, both included, in their order: one statement."""
    if viewer.role not in STAFF:
        return []
    files = FundingFile.objects.filter(chamber_id=viewer.chamber_id, withdrawn_at=None)
    paid = files.exclude(paid_on=None, artisan_payments=[])
    return payments_in(paid.select_related("fund", "person").order_by("pk"), since, until)


def payments_in(files: Iterable[FundingFile], since: date, until: date) -> list[Payment]:
    """Those of these files, between two days, both included, in their order."""
    rows = (
        Payment(file, date.fromisoformat(row["on"]), cents, row.get("means", ""))
        for file in files
        for row, cents in (
            *((row, row["cents"]) for row in file.payments),
            *((row, -row["cents"]) for row in file.returns),
            *((row, row["cents"]) for row in file.artisan_payments),
        )
    )
    return sorted((row for row in rows if since <= row.on <= until), key=lambda row: row.on)


def credits_between(viewer: Viewer, since: date, until: date, *, today: date) -> list[CreditNote]:
    """Those of the viewer's chamber between two days, both included, in their order."""
    return credits_in(dossiers(viewer, today=today), since, until)


def credits_in(files: Iterable[Dossier], since: date, until: date) -> list[CreditNote]:
    """Those of these files, between two days, both included, in their order. What each takes off stays, whatever comes
    after it."""
    rows = (row for file in files for row in credit_notes_of(file))
    return sorted((row for row in rows if since <= row.on <= until), key=lambda row: row.on)


def credit_notes_of(dossier: Dossier) -> list[CreditNote]:
    """Each with its share of the hours, once they are noted of those that were not done, and of the artisan’s part:
    never more than is known to be off, and the last one that takes hours takes what is left of it. What was kept of an
    earlier one when another followed it stays."""
    rows, billed_cents = dossier.file.credits, dossier.fund_cents
    taken = [(row["cents"], row.get("hours_stay", False)) for row in rows]
    last = max((at for at, (_cents, hours_stay) in enumerate(taken) if not hours_stay), default=len(rows) - 1)
    minutes = credit_shares(dossier.counted_minutes, billed_cents, taken)
    if (not_done := dossier.counted_minutes - dossier.hours_now) > 0:
        minutes = _within(minutes, not_done, last)
    artisan_parts = credit_shares(dossier.artisan_share_cents, billed_cents, taken)
    kept = [row.get("artisan_cents") for row in rows]
    artisan_parts = _within(artisan_parts, dossier.artisan_off_cents, last, kept)
    kept = [row.get("open_cents") for row in rows]
    open_parts = _within([0 for _row in rows], dossier.open_off_cents, last, kept)
    return [
        CreditNote(
            dossier,
            row["number"],
            date.fromisoformat(row["on"]),
            row["cents"],
            minutes[at],
            row["reason"],
            artisan_parts[at],
            open_parts[at],
        )
        for at, row in enumerate(rows)
    ]


def _within(
    shares: Sequence[int], whole: int, last: int, kept: Sequence[int | None] | None = None
) -> list[int]:
    """The shares in their order, never more than the whole together; the last takes what is left of it. What is `kept`
    of the others stays as it is."""
    fixed = kept or [None] * len(shares)
    off: list[int] = []
    for share, stays in zip(shares[:last], fixed[:last], strict=True):
        off.append(min(share, whole - sum(off)) if stays is None else stays)
    after = [0 if stays is None else stays for stays in fixed[last + 1 :]]
    return [*off, whole - sum(off) - sum(after), *after] if shares else []


def billed_between(viewer: Viewer, since: date, until: date, *, today: date) -> list[Dossier]:
    """The files billed between two days, both included, in the order of their bills; and those closed on these days
    because there is nothing to bill."""
    return billed_in(dossiers(viewer, today=today), since, until)


def billed_in(files: Iterable[Dossier], since: date, until: date) -> list[Dossier]:
    """Of these files, those billed between two days, both included, in the order of their bills; and those closed on
    these days because there is nothing to bill."""
    return sorted(
        (row for row in files if row.billed_or_closed_on and since <= row.billed_or_closed_on <= until),
        key=lambda row: (row.billed_or_closed_on, row.file.bill_number, row.file.pk),
    )
