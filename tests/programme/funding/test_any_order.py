"""Whatever is done with a half-day and its two funds, in any order: what was asked and granted stays, the page of a file,
the report and the accountant's table say the same sums, and taking all of it back leaves nothing."""

from collections.abc import Callable
from contextlib import suppress
from csv import DictReader
from datetime import time, timedelta
from io import StringIO
from random import Random
from typing import Any

import pytest

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.actions import artisan, credits, files
from etabli.programme.funding.application import bills_of
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.figures import Total, lines_of, period_of, totals_by_fund
from etabli.programme.funding.queries.report import billed_between, credits_between
from etabli.programme.support.actions import call_off, note_hours, write_report
from etabli.programme.support.models import Appointment
from tests.programme.funding.conftest import AT, Booked, opened, register_extract, seen, set_rule

DAY = AT.date() + timedelta(days=30)
LATER = AT + timedelta(days=60)
ON = LATER.date()
STEPS = 18
ASKED, GRANTED = ("asked", "granted")


class Walk:
    """Acts drawn by lot on the two files of two half-days; one that is refused does nothing."""

    def __init__(self, seed: int, both: list[FundingFile], by: Viewer) -> None:
        self.draw, self.files, self.by, self.number = Random(seed), both, by, 0
        self.rows = [half.appointment_id for half in both[0].halves.all()]
        self.kept: dict[int, dict[str, tuple[int, int]]] = {}
        self.acts: list[Callable[[], Any]] = [
            self.answer, self.answer, self.hours, self.outcome, self.outcome, self.off, self.tell, self.bill, self.bill,
            self.pay, self.credit, self.give_back, self.artisan_pays, self.artisan_gets, self.close, self.take_back,
        ]  # fmt: skip

    def step(self) -> None:
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
        entry = Entry.objects.filter(parent=None, undone_by=None).latest("pk")
        undo(entry=entry, **self.given)

    def some(self, most: int) -> int:
        return self.draw.randint(most // 2, most)
