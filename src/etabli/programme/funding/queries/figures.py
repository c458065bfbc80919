"""The figures of a period, each as the lines behind it: what a page sums is what its list shows."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.engine import credit_shares
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.balance import balance_of, price_errors
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.exchanges import Exchange, exchanges_between
from etabli.programme.funding.queries.files import dossiers
from etabli.programme.funding.queries.report import (
    CreditNote,
    FundedHalfDay,
    Payment,
    billed_in,
    credits_in,
    held_in,
    payments_between,
    people_with_time,
    place_in,
    sector_in,
)
from etabli.programme.funding.queries.sent import Sent, sent_beside, sent_of


@dataclass(frozen=True)
class Period:
    """What happened between two days, each by its own day: half-days held, bills, credit notes on any bill, payments,
    steps of the files; `overpaid`: files not billed, of which the artisan has paid more than they owe since one of
    these days. `files`: those that stand, as they are today. `until`: its last day."""

    held: Sequence[FundedHalfDay] = ()
    bills: Sequence[Dossier] = ()
    payments: Sequence[Payment] = ()
    exchanges: Sequence[Exchange] = ()
    credits: Sequence[CreditNote] = ()
    overpaid: Sequence[Dossier] = ()
    files: Sequence[Dossier] = ()
    until: date = date.max


@dataclass(frozen=True)
class FigureLine:
    """What one file adds to the figure `code` on one day; `sector`, `place`: of a half-day that was accepted;
    `due_on`: of what is late, until when it was to come."""

    code: str
    file: FundingFile
    on: date
    cents: int = 0
    minutes: int = 0
    sector: str = ""
    place: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Total:
    """What lines bring together; `number`: of them."""

    number: int = 0
    people: int = 0
    cents: int = 0
    minutes: int = 0


def period_of(viewer: Viewer, since: date, until: date, *, today: date) -> Period:
    """Of the viewer's chamber, both days included."""
    files, ends = dossiers(viewer, today=today), (since, until)
    return Period(
        held_in(files, *ends),
        billed_in(files, *ends),
        payments_between(viewer, *ends),
        exchanges_between(viewer, *ends),
        credits_in(files, *ends),
        [row for row in files if row.overpaid_since and since <= row.overpaid_since <= until],
        files,
        until,
    )


def total_of(lines: Sequence[FigureLine]) -> Total:
    """Their number, the people they are about, their cents and minutes; of half-days held, those of whom an hour counts
    for the fund, as in `report.Share`."""
    people = len({line.file.person_id for line in lines})
    if any(line.code == "accepted" for line in lines):
        people = people_with_time((line.file.person_id, line.minutes) for line in lines)
    cents, minutes = sum(line.cents for line in lines), sum(line.minutes for line in lines)
    return Total(len(lines), people, cents, minutes)


def totals_by_fund(lines: Iterable[FigureLine]) -> list[tuple[Fund, Mapping[str, Total]]]:
    """By fund, in the order of their names, the total of each figure; nothing for nothing."""
    funds: dict[int, Fund] = {}
    groups: defaultdict[int, defaultdict[str, list[FigureLine]]] = defaultdict(lambda: defaultdict(list))
    for line in lines:
        funds[line.file.fund_id] = line.file.fund
        groups[line.file.fund_id][line.code].append(line)
    return [
        (fund, {code: total_of(rows) for code, rows in groups[fund.pk].items()})
        for fund in sorted(funds.values(), key=lambda fund: fund.name)
    ]


def figure_lines_of(period: Period, *, today: date) -> list[FigureLine]:
    """Those of all figures. `accepted`, `artisans` go by the day of each half-day. `billed`, and of these bills
    `received`, `due` of which `late`, `lost`, `to_return`, and of the artisans `artisans_due` of which
    `artisans_late`, and `artisans_to_return`, by the day of the bill, or on which a file without one was closed; before
    these, `artisans_to_return` by the day since which it is the artisan’s.
    `credited` by that of each credit note, below zero, as is what it takes of `accepted`: no earlier
    day changes. `came` and `artisans_came`, less what was given back, by that of each payment.
    `sent`, `refused`, `appealed`, `agreed` by that of each step, `cut` (what was turned down in files that were
    accepted) by that of the agreement. Each file counts once, on the day on which it was first sent, as
    asked = granted + turned_down + unanswered, granted = paid + to_come + not_to_come, so that the months together are
    the year. What was asked and granted stays, whatever was done since."""
    standing = {row.file.pk: row for row in period.files}
    return [
        *(line for row in period.held for line in _of_half_day(row)),
        *(line for row in period.credits for line in _of_credit(row)),
        *(line for row in period.bills for line in _of_bill(row, period.until, today)),
        *(
            FigureLine("artisans_to_return", row.file, row.overpaid_since, row.artisan_to_return_cents)
            for row in period.overpaid
            if row.overpaid_since
        ),
        *(
            FigureLine("artisans_came" if row.means else "came", row.file, row.on, row.cents)
            for row in period.payments
        ),
        *(line for row in period.exchanges for line in _of_step(row)),
        *(line for row in period.exchanges if row.code == "sent" for line in _of_file(row, standing)),
    ]


def _of_half_day(row: FundedHalfDay) -> Iterator[FigureLine]:
    file, held = row.dossier.file, row.line
    where = (sector_in(row.dossier), place_in(row.dossier))
    if row.is_paid:
        yield FigureLine("accepted", file, held.on, held.fund_cents, held.minutes, *where)
    if held.artisan_cents and not row.dossier.is_completed:
        yield FigureLine("artisans", file, held.on, held.artisan_cents)


def _of_credit(row: CreditNote) -> Iterator[FigureLine]:
    file, where = row.dossier.file, (sector_in(row.dossier), place_in(row.dossier))
    yield FigureLine("credited", file, row.on, -row.cents, -row.minutes)
    yield FigureLine("accepted", file, row.on, -row.cents, -row.minutes, *where)
    if row.artisan_cents:
        yield FigureLine("artisans", file, row.on, -row.artisan_cents)


def _of_bill(row: Dossier, until: date, today: date) -> Iterator[FigureLine]:
    """The amounts of a bill as they are today: billed = credited until the last day + taken off later + received + due
    + lost − to return."""
    artisan = row.artisan_state
    amounts = {
        "billed": row.fund_cents,
        "taken_off_later": row.credited_after(until),
        "received": row.kept_cents,
        "due": row.due_cents,
        "late": row.due_cents if row.state.is_late(today) else 0,
        "lost": row.lost_cents,
        "to_return": row.to_return_cents,
        "artisans_due": row.artisan_due_cents,
        "artisans_late": row.artisan_due_cents if artisan and artisan.is_late(today) else 0,
        "artisans_to_return": row.artisan_to_return_cents,
    }
    on = row.billed_or_closed_on
    days = {"late": row.state.due_on, "artisans_late": artisan.due_on if artisan else None}
    yield from (
        FigureLine(code, row.file, on, cents, due_on=days.get(code))
        for code, cents in amounts.items()
        if cents and on
    )


def _of_step(row: Exchange) -> Iterator[FigureLine]:
    """As its file stands: what the fund was asked for, or has agreed to."""
    code = "agreed" if row.code == "accepted" else row.code
    if code == "sent_again" or row.on is None:
        return
    sent = sent_of(row.file)
    cents, minutes = sent.fund_cents, sent.fund_minutes
    if code != "agreed":
        cents, minutes = cents + sent.refused_cents, minutes + sent.refused_minutes
    elif sent.refused_cents or sent.refused_minutes:
        yield FigureLine("cut", row.file, row.on, sent.refused_cents, sent.refused_minutes)
    yield FigureLine(code, row.file, row.on, cents, minutes)


def _of_file(row: Exchange, standing: Mapping[int, Dossier]) -> Iterator[FigureLine]:
    """What was asked, and what has become of it today; an appeal whose file was given up leaves it refused, and of an
    agreement that was given up nothing will come. Hours are paid once nothing of their bill is to come; those that will
    not be follow the euros that will not come."""
    file, sent = row.file, _sent_as_paid(row.file, standing.get(row.file.pk))
    asked = (sent.fund_cents + sent.refused_cents, sent.fund_minutes + sent.refused_minutes)
    if file.is_accepted:
        now = (0, 0) if file.withdrawn_at is not None else _as_known(standing.get(file.pk), sent)
        amounts = _of_agreement(file, sent, asked, now)
    elif file.is_accepted is False or file.withdrawn_at is not None:
        amounts = {"turned_down": asked}
    else:
        amounts = {"unanswered": asked}
    on = row.on
    rows = {"asked": asked, **amounts}.items()
    yield from (FigureLine(code, file, on, *amount) for code, amount in rows if any(amount) and on)


def _sent_as_paid(file: FundingFile, dossier: Dossier | None) -> Sent:
    """As it was sent and granted; where what was done is too short for the fund that was asked first, which pays
    nothing, its hours are those of this file."""
    first = dossier.agreed_completed_dossier if dossier else None
    if first is not None and first.is_below_minimum and not first.fund_cents:
        return sent_beside(file, None)
    return sent_of(file)


def _of_agreement(
    file: FundingFile, sent: Sent, asked: tuple[int, int], now: tuple[int, int]
) -> dict[str, tuple[int, int]]:
    cents, minutes = sent.fund_cents, sent.fund_minutes
    kept = (file.paid_cents or 0) - sum(back["cents"] for back in file.returns)
    is_over = file.closed_on is not None
    to_come = 0 if is_over else max(balance_of(file), 0) if file.billed_on else now[0]
    right = now[0] - price_errors(file)
    (off,) = credit_shares(now[1], right, [(max(right - kept - to_come, 0), False)])
    gone = minutes - now[1] + off
    return {
        "granted": (cents, minutes),
        "turned_down": (asked[0] - cents, asked[1] - minutes),
        "paid": (kept, 0 if to_come else minutes - gone),
        "to_come": (to_come, minutes - gone if to_come else 0),
        "not_to_come": (cents - kept - to_come, gone),
    }


def _as_known(dossier: Dossier | None, sent: Sent) -> tuple[int, int]:
    """Cents and minutes of what was granted, by what was done as it is known today, or as it was billed; nothing while
    no half-day stands, or those that stand are too short: another day that is found makes them come again."""
    if dossier is None:
        return sent.fund_cents, sent.fund_minutes
    if dossier.state.code == "suspended" or dossier.needs_another_day:
        return 0, 0
    return dossier.fund_cents, dossier.counted_minutes
