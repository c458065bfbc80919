"""Whatever is done with half-days and their two funds, in any order: what was asked and granted stays, the page of a
file, the report and the accountant's table say the same sums, and taking all of it back leaves nothing."""

from collections.abc import Callable
from contextlib import suppress
from csv import reader
from datetime import time, timedelta
from io import StringIO
from random import Random
from typing import Any

import pytest
from django.db.models import QuerySet

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.accounting_tables import bills_of
from etabli.programme.funding.actions import artisan, credits, files
from etabli.programme.funding.models import FileHalf, Fund, FundingFile
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.figures import Total, figure_lines_of, period_of, totals_by_fund
from etabli.programme.funding.queries.report import billed_between, credits_between
from etabli.programme.support.actions import call_off, note_hours, write_report
from etabli.programme.support.models import Appointment
from tests.programme.funding.conftest import AT, Booked, opened, register_extract, seen, set_rule

DAY = AT.date() + timedelta(days=30)
LATER = AT + timedelta(days=60)
ON = LATER.date()
STEPS, WALKS = 15, 3


class Walk:
    """Acts drawn by lot on the two files of two half-days; one that is refused does nothing."""

    def __init__(self, seed: int, both: list[FundingFile], by: Viewer) -> None:
        self.draw, self.files, self.by, self.number = Random(seed), both, by, 0
        self.rows = [half.appointment_id for half in both[0].halves.all()]
        self.first = Entry.objects.latest("pk").pk
        self.acts: list[Callable[[], Any]] = [
            self.answer, self.answer, self.hours, self.outcome, self.outcome, self.off, self.tell, self.bill, self.bill,
            self.pay, self.credit, self.give_back, self.artisan_pays, self.artisan_gets, self.close, self.take_back,
        ]  # fmt: skip

    def step(self) -> None:
        """The next act that is not refused."""
        done = Entry.objects.latest("pk").pk
        while Entry.objects.latest("pk").pk == done:
            with suppress(ActionError):
                self.draw.choice(self.acts)()

    @property
    def given(self) -> dict[str, Any]:
        return {"by": self.by, "at": LATER}

    def file(self) -> FundingFile:
        return self.draw.choice(self.files)

    def row(self) -> Appointment:
        return Appointment.objects.get(pk=self.draw.choice(self.rows))

    def named(self, letter: str) -> str:
        self.number += 1
        return f"{letter}-{self.number}"

    def answer(self) -> None:
        file = self.file()
        sent = seen(file, self.by).sent
        part = self.draw.choice([None, (sent.fund_minutes, sent.fund_cents * 4 // 7)])
        answer: dict[str, Any] = {"is_accepted": True, "note": "", "on": AT.date(), "granted": part}
        files.answer_file(file=file, **answer, **self.given)

    def hours(self) -> None:
        left_at = time(self.draw.choice([10, 11, 12]))
        note_hours(appointment=self.row(), came_at=time(9), left_at=left_at, note="", **self.given)

    def outcome(self) -> None:
        outcome = self.draw.choice(["helped", "helped", "absent"])
        write_report(appointment=self.row(), outcome=outcome, report="Fait.", next_step="", **self.given)

    def off(self) -> None:
        call_off(appointment=self.row(), by=self.by, at=AT)

    def tell(self) -> None:
        files.tell_day(file=self.file(), **self.given)

    def bill(self) -> None:
        files.bill(file=self.file(), number=self.named("F"), on=ON, unsigned_too=True, **self.given)

    def pay(self) -> None:
        file = self.file()
        files.note_payment(file=file, cents=self.some(seen(file, self.by, ON).due_cents), on=ON, **self.given)

    def credit(self) -> None:
        file, number = self.file(), self.named("A")
        dossier = seen(file, self.by, ON)
        cents = self.draw.choice([self.some(dossier.fund_cents), dossier.fund_cents - dossier.credited_cents])
        credits.credit(file=file, number=number, cents=cents, reason="Trop", on=ON, **self.given)

    def give_back(self) -> None:
        file = self.file()
        credits.give_back(
            file=file, cents=self.some(seen(file, self.by, ON).to_return_cents), on=ON, **self.given
        )

    def artisan_pays(self) -> None:
        file = self.file()
        cents = self.some(seen(file, self.by, ON).artisan_due_cents)
        artisan.note_artisan_payment(file=file, cents=cents, means="cheque", on=ON, **self.given)

    def artisan_gets(self) -> None:
        file = self.file()
        cents = self.some(seen(file, self.by, ON).artisan_to_return_cents)
        artisan.give_back_to_artisan(file=file, cents=cents, means="cheque", on=ON, **self.given)

    def close(self) -> None:
        files.close(file=self.file(), reason="Fini", **self.given)

    def take_back(self) -> None:
        if self.standing.exists():
            undo(entry=self.standing.latest("pk"), by=self.by, at=AT)

    @property
    def standing(self) -> QuerySet[Entry]:
        """What was done since the first step, and not taken back."""
        done = Entry.objects.filter(pk__gt=self.first, parent=None, undoes=None)
        return done.exclude(undone_by__isnull=False)

    @property
    def state(self) -> list[Any]:
        """All that is stored of the files and their half-days; a half-day that is held again has another row in the
        diary, and a higher edition in calendars."""
        said = Appointment.objects.values_list(
            "half_day__on",
            "cancelled_at",
            "outcome",
            "report",
            "reported_at",
            "came_at",
            "left_at",
            "hours_note",
        )
        stored = (FundingFile.objects.values(), FileHalf.objects.values(), said)
        return [list(rows.order_by("pk")) for rows in stored]

    def some(self, most: int) -> int:
        return self.draw.randint(most // 2, most)


def check(file: FundingFile, asked: int, by: Viewer) -> None:
    """What a file says, the report and the accountant's table."""
    dossier = seen(file, by, ON)
    totals = report_of(file.fund, by)
    assert totals.get("asked", Total()).cents == asked
    if not dossier.file.is_accepted:
        return
    granted, paid, to_come, lost = (
        totals.get(code, Total()) for code in ("granted", "paid", "to_come", "not_to_come")
    )
    assert granted.cents == paid.cents + to_come.cents + lost.cents
    assert granted.minutes == paid.minutes + to_come.minutes + lost.minutes
    assert granted.cents == answered(file)
    assert min(paid.cents, to_come.cents, lost.cents, paid.minutes, to_come.minutes, lost.minutes) >= 0
    if dossier.billed_or_closed_on is not None:
        assert (paid.cents, to_come.cents) == (dossier.kept_cents, dossier.due_cents)
        check_table(dossier, totals, by)
    elif dossier.state.code != "suspended":
        assert to_come.cents == dossier.fund_cents


def report_of(fund: Fund, by: Viewer) -> dict[str, Total]:
    rows = totals_by_fund(figure_lines_of(period_of(by, AT.date(), ON, today=ON), today=ON))
    return dict(next((totals for row, totals in rows if row.pk == fund.pk), {}))


def answered(file: FundingFile) -> int:
    """What its fund granted, as the history has it."""
    done = Entry.objects.filter(verb="funding.answer_file", subject_id=str(file.pk), undoes=None)
    entry = done.exclude(undone_by__isnull=False).latest("pk")
    return int(entry.after["granted_cents"])


def check_table(dossier: Dossier, totals: dict[str, Total], by: Viewer) -> None:
    """Billed = received − given back + due + lost + credited − to give back, in the rows of the table."""
    bills, notes = billed_between(by, AT.date(), ON, today=ON), credits_between(by, AT.date(), ON, today=ON)
    table = bills_of(bills, notes).decode("utf-8-sig")
    rows = [row for row in reader(StringIO(table), delimiter=";") if row[2] == dossier.file.fund.name]
    (bill,) = [row for row in rows if row[0] in {dossier.file.bill_number} and row[0][:1] != "A"]
    billed, received, due, lost, credited, returned, to_return = map(cents, (bill[7], *bill[11:17]))
    assert billed == dossier.fund_cents == received - returned + due + lost + credited - to_return
    assert sum(cents(row[7]) for row in rows) == billed - credited
    assert sum(cents(row[7]) for row in rows) == totals.get("accepted", Total()).cents
    if dossier.is_passed_on or dossier.rest_cents or dossier.is_rest_open:
        return
    pays = sum(cents(row[8]) for row in rows)
    before = dossier.artisan_paid_cents - dossier.artisan_received_cents
    assert pays == before + cents(bill[17]) + cents(bill[18]) - cents(bill[19])


def cents(text: str) -> int:
    return int(text.replace(",", ""))


@pytest.fixture
def both(baker: Person, fund: Fund, region: Fund, booked: Booked, adviser: Viewer) -> list[FundingFile]:
    """Two half-days, asked of a fund that pays 70 %, then of another that pays 60 % of what is left."""
    set_rule(fund, "minimum_minutes", None, adviser, since=AT.date())
    register_extract(baker, adviser)
    first = opened(baker, fund, [booked(baker, DAY), booked(baker, DAY + timedelta(days=7))], adviser)
    files.send_file(file=first, by=adviser, at=AT)
    rest = files.complete_file(file=first, fund=region, by=adviser, at=AT)
    return [first, files.send_file(file=rest, by=adviser, at=AT)]


@pytest.mark.parametrize("seed", range(WALKS))
def test_whatever_is_done_the_sums_hold_and_all_of_it_is_taken_back(
    seed: int, both: list[FundingFile], adviser: Viewer
) -> None:
    walk = Walk(seed, both, adviser)
    before = walk.state
    asked = [(file, seen(file, adviser).sent.fund_cents) for file in both]
    for _step in range(STEPS):
        walk.step()
        for file, cents_asked in asked:
            check(file, cents_asked, adviser)
    while walk.standing.exists():
        undo(entry=walk.standing.latest("pk"), by=adviser, at=AT)
    assert walk.state == before
