"""A year of a chamber: requests, moves, refusals, appeals, absences, late payments, credit notes; it closes to the
cent, in the report of each month and in the accountant's table."""

from collections import Counter, defaultdict
from contextlib import suppress
from csv import reader
from datetime import date, datetime, time, timedelta
from io import StringIO
from random import Random
from typing import Any

import pytest
from django.utils import timezone

from etabli.foundation.journal import ActionError
from etabli.foundation.people.models import Membership, Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import Wish
from etabli.programme.diary.models import HalfDay
from etabli.programme.funding.accounting_tables import bills_of
from etabli.programme.funding.actions import credits, files, funds
from etabli.programme.funding.models import FileHalf, Fund, FundingFile
from etabli.programme.funding.queries.caps import less_credits
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.figures import Period, Total, figure_lines_of, period_of, totals_by_fund
from etabli.programme.funding.queries.files import dossiers, read, standing_file
from etabli.programme.funding.queries.report import (
    FundedHalfDay,
    billed_between,
    billed_in,
    credits_in,
    held_between,
    shares_of,
)
from etabli.programme.funding.queries.sent import frozen_lines
from etabli.programme.support.models import Appointment
from etabli.territory.places.models import Commune
from etabli.territory.register.models import Artisan
from tests import factories
from tests.programme.funding.conftest import set_rule
from tests.second import fewer

REQUESTS, IN_DEEP, SEED = fewer(200, 100), 400, 26
PEOPLE = 9 / 40  # of a request: few enough for some to reach what a year pays
YEAR = 2027
FIRST, LAST = date(YEAR, 1, 1), date(YEAR, 12, 31)
TRADES = ["1071CA", "1071CA", "4399CA", "9602AA", ""]  # bakers, a mason, a hairdresser, nobody knows
YEARLY = 1050  # minutes: five half-days
GRANT = 7_003  # cents a year, for one person


class Year:
    """What happens to each request, drawn by lot."""

    def __init__(self, membership: Membership, by: Viewer, communes: dict[str, Commune], people: int) -> None:
        self.draw, self.by, self.user = Random(SEED), by, membership.user
        self.other = Random(SEED)  # of what is corrected once the rest has happened
        self.chamber, self.slots = membership.organisation, 0
        self.funds = [self.fund("Fonds du Fournil", 2500, 0), self.fund("Région", 3333, 35)]
        set_rule(self.funds[0], "sectors", ["ALIMENTATION"], by)
        set_rule(self.funds[0], "hourly_cents", 2750, by, since=date(YEAR, 7, 1))
        set_rule(self.funds[1], "yearly_cents", 20_001, by)
        self.grant = self.fund("Département", None, 20)
        set_rule(self.grant, "yearly_cents", GRANT, by)
        self.people = [self.person(rank, list(communes.values())) for rank in range(people)]
        self.refused = 0

    def fund(self, name: str, cents: int | None, percent: int) -> Fund:
        made = funds.add_fund(chamber=self.chamber, name=name, by=self.by, at=factories.AT)
        rules = {
            "hourly_cents": cents,
            "artisan_percent": percent,
            "yearly_minutes": YEARLY,
            "days_before": 1,
        }
        for key, value in rules.items():
            set_rule(made, key, value, self.by)
        return made

    def person(self, rank: int, communes: list[Commune]) -> Person:
        person = factories.person(self.chamber)
        Artisan.objects.create(
            person=person, trade_code=TRADES[rank % len(TRADES)], commune=communes[rank % len(communes)]
        )
        return person

    def hold(self, on: date) -> HalfDay:
        """One of its own: what the diary allows is tested elsewhere."""
        self.slots += 1
        return HalfDay.objects.create(
            chamber=self.chamber, adviser=factories.user(), on=on, half="am", what="Demi-journée"
        )

    def request(self) -> None:
        """A person asks, on any day of the year; their file goes as far as it goes."""
        person = self.draw.choice(self.people)
        on = FIRST + timedelta(days=self.draw.randint(10, 360))
        rows = [self.book(person, on + timedelta(days=7 * rank)) for rank in range(self.draw.randint(1, 2))]
        at = self.noon(on - timedelta(days=5))
        file = files.open_file(
            person=person,
            fund=self.draw.choice(self.funds),
            status="manager",
            appointments=rows,
            by=self.by,
            at=at,
        )
        with suppress(files.NotReady):
            files.send_file(file=file, by=self.by, at=at)
            self.live([file, *self.rest(file, at)], rows)
            return
        self.refused += 1

    def rest(self, first: FundingFile, at: datetime) -> list[FundingFile]:
        """Some ask a grant for what the fund leaves."""
        if self.draw.random() < 0.7:
            return []
        file = files.complete_file(file=first, fund=self.grant, by=self.by, at=at)
        with suppress(files.NotReady):
            files.send_file(file=file, by=self.by, at=at)
        return [file]

    def book(self, person: Person, on: date) -> Appointment:
        wish = Wish.objects.create(
            chamber=self.chamber, person=person, kind="half_day", expressed_on=FIRST, source="phone"
        )
        return Appointment.objects.create(
            chamber=self.chamber, person=person, wish=wish, half_day=self.hold(on), place="À l’atelier"
        )

    def live(self, asked: list[FundingFile], rows: list[Appointment]) -> None:
        """Moved, or cancelled; answered; held, or not; billed; paid, sometimes late or short."""
        if self.draw.random() < 0.15:
            self.move(asked, rows[0])
        if self.draw.random() < 0.05:
            for file in reversed(asked):
                files.give_up(file=file, by=self.by, at=factories.AT)
            return
        for file in asked:
            with suppress(ActionError):
                self.answered(file)
                if file is asked[0]:
                    self.held(file)
                self.billed(file)

    def billed(self, file: FundingFile) -> None:
        on = read([FundingFile.objects.get(pk=file.pk)], today=LAST)[0].appointments[-1].half_day.on
        billed_on = on + timedelta(days=4)
        given: dict[str, Any] = {"number": f"F-{file.pk}", "on": billed_on, "unsigned_too": True}
        files.bill(file=file, **given, by=self.by, at=self.noon(billed_on))
        if self.draw.random() < 0.9:
            self.paid(file, on + timedelta(days=self.draw.randint(10, 90)))
        if self.other.random() < 0.2:
            self.credited(file, on + timedelta(days=self.other.randint(4, 120)))

    def credited(self, file: FundingFile, on: date) -> None:
        """One in five is found too high, of the price or of the hours too, by a part or whole; sometimes twice. What
        came too much is given back, most of the time."""
        for number in range(self.other.randint(1, 2)):
            left = read([_standing(file)], today=LAST)[0]
            most = left.fund_cents - left.credited_cents
            if most < 1:
                return
            given: dict[str, Any] = {"number": f"A-{file.pk}-{number}", "reason": "Trop", "on": on}
            cents = self.other.choice([most, self.other.randint(1, most)])
            stay = self.other.random() < 0.3
            credits.credit(file=file, cents=cents, hours_stay=stay, **given, by=self.by, at=self.noon(on))
        back = read([_standing(file)], today=LAST)[0].to_return_cents
        if back and self.other.random() < 0.8:
            credits.give_back(file=file, cents=back, on=on, by=self.by, at=self.noon(on))

    def move(self, asked: list[FundingFile], row: Appointment) -> None:
        """To another day, that of the next year included; the fund is told of it, most of the time."""
        Appointment.objects.filter(pk=row.pk).update(cancelled_at=factories.AT)
        later = row.half_day.on + timedelta(days=self.draw.randint(1, 40))
        assert row.wish is not None
        Appointment.objects.create(
            chamber=self.chamber, person=row.person, wish=row.wish, half_day=self.hold(later), place=row.place
        )
        if self.draw.random() < 0.8:
            for file in asked:
                with suppress(files.NotReady):
                    files.send_file(file=file, by=self.by, at=self.noon(row.half_day.on - timedelta(days=4)))

    def answered(self, file: FundingFile) -> None:
        on, note = FundingFile.objects.get(pk=file.pk).sent_on, "Pièce illisible"
        is_accepted = self.draw.random() < 0.8
        answer: dict[str, Any] = {"file": file, "on": on, "by": self.by, "at": factories.AT}
        files.answer_file(**answer, is_accepted=is_accepted, note=note, granted=self.granted(file))
        if not is_accepted:
            files.appeal(file=file, reason="La pièce est là", on=on, by=self.by, at=factories.AT)
            files.answer_file(**answer, is_accepted=self.draw.random() < 0.5, note=note)

    def granted(self, file: FundingFile) -> tuple[int, int] | None:
        """One in six gets less than was asked, in hours or in euros."""
        asked = frozen_lines(FundingFile.objects.get(pk=file.pk))
        minutes, cents = sum(line.minutes for line in asked), sum(line.fund_cents for line in asked)
        if cents < 2 or self.draw.random() > 1 / 6:
            return None
        return (self.draw.randint(1, minutes), self.draw.randint(1, cents))

    def held(self, file: FundingFile) -> None:
        """One in eight doesn't come."""
        for half in FileHalf.objects.filter(file=file):
            outcome = "absent" if self.draw.random() < 0.12 else "helped"
            rows = Appointment.objects.filter(wish=half.wish_id, cancelled_at=None)
            rows.update(outcome=outcome, reported_at=factories.AT)

    def paid(self, file: FundingFile, on: date) -> None:
        due = sum(line.fund_cents for line in frozen_lines(FundingFile.objects.get(pk=file.pk)))
        short = self.draw.randint(1, due) if due and self.draw.random() < 0.1 else 0
        files.note_payment(file=file, cents=due - short, on=on, by=self.by, at=self.noon(on))

    @staticmethod
    def noon(on: date) -> datetime:
        return timezone.make_aware(datetime.combine(on, time(12)))


def _standing(file: FundingFile) -> FundingFile:
    standing = standing_file(file.pk)
    assert standing is not None
    return standing


@pytest.fixture(params=[REQUESTS, pytest.param(IN_DEEP, marks=pytest.mark.deep)])
def year(
    request: pytest.FixtureRequest,
    membership: Membership,
    adviser: Viewer,
    communes: dict[str, Commune],
    chamber: Organisation,
) -> Year:
    made = Year(membership, adviser, communes, people=int(request.param * PEOPLE))
    for _number in range(request.param):
        made.request()
    return made


def test_the_year_closes_to_the_cent(year: Year, adviser: Viewer) -> None:
    rows = dossiers(adviser, today=LAST + timedelta(days=200))
    codes = {row.state.code for row in rows}
    assert {"paid", "billed", "refused", "moved", "not_eligible"} <= codes
    _no_cap_is_passed(rows)
    _no_hour_is_paid_twice(rows)
    ever = (date(YEAR - 1, 1, 1), date(YEAR + 2, 1, 1))
    bills = billed_between(adviser, *ever, today=LAST)
    billed = sum(row.fund_cents for row in bills)
    parts = [
        sum(amounts)
        for amounts in zip(
            *((row.kept_cents, row.due_cents, row.credited_cents, -row.to_return_cents) for row in bills),
            strict=True,
        )
    ]
    assert billed == sum(parts)
    assert all(parts)
    assert any(row.due_cents and row.file.paid_on for row in bills)
    held = held_between(adviser, *ever, today=LAST)
    of_bills = [row for row in held if row.dossier.file.billed_on]
    assert sum(row.line.fund_cents for row in of_bills) == billed
    assert sum(row.refused_cents for row in rows if row.file.is_accepted) > 0
    shares = shares_of(held)
    assert sum(share.fund_cents for share in shares) == sum(row.line.fund_cents for row in held)
    assert sum(share.half_days for share in shares) == len({row.appointment.pk for row in held})
    _each_cent_is_paid_once(held)
    _the_answers_close(adviser, ever)
    _the_months_are_the_year(adviser, ever)
    for row in bills:
        cost = sum(line.cost_cents for line in row.lines)
        assert cost == row.fund_cents + row.artisan_cents + row.open_cents


def _the_answers_close(adviser: Viewer, ever: tuple[date, date]) -> None:
    """Asked is granted, refused, or waits; granted is paid, to come, or not to come; in euros and in minutes."""
    lines = figure_lines_of(period_of(adviser, *ever, today=LAST), today=LAST)
    for _fund, row in totals_by_fund(lines):
        by_code = defaultdict(Total, row)
        for unit in ("cents", "minutes"):
            amount = {code: getattr(total, unit) for code, total in by_code.items()}
            parts = ("granted", "turned_down", "unanswered")
            assert amount["asked"] == sum(amount.get(code, 0) for code in parts)
            assert amount["granted"] == sum(
                amount.get(code, 0) for code in ("paid", "to_come", "not_to_come")
            )
        left = by_code["received"].cents + by_code["due"].cents + by_code["lost"].cents
        assert by_code["billed"].cents + by_code["credited"].cents == left - by_code["to_return"].cents


def _the_months_are_the_year(adviser: Viewer, ever: tuple[date, date]) -> None:
    """Each figure of the report, and each sum of the accountant's table; each bill closes by itself."""
    starts = [date(year, month, 1) for year in range(ever[0].year, ever[1].year) for month in range(1, 13)]
    ends = [(since, (since + timedelta(days=31)).replace(day=1) - timedelta(days=1)) for since in starts]
    files = dossiers(adviser, today=LAST)
    whole = _sums_of(period_of(adviser, *ever, today=LAST))
    months: Counter[tuple[str, str, str]] = Counter()
    for month in ends:
        months.update(_sums_of(period_of(adviser, *month, today=LAST)))
    for key in whole.keys() | months.keys():
        if key[1] != "taken_off_later":  # of a month's bills, what comes after it
            assert (key, months[key]) == (key, whole[key])
    tables = [_table(files, *period) for period in (ever, *ends)]
    assert sum(map(sum, tables[1:])) == sum(tables[0]) > 0
    assert sum(tables[0]) == sum(row.fund_cents - row.credited_cents for row in files if row.file.billed_on)


def _sums_of(period: Period) -> Counter[tuple[str, str, str]]:
    sums: Counter[tuple[str, str, str]] = Counter()
    for line in figure_lines_of(period, today=LAST):
        for unit in ("cents", "minutes"):
            sums[line.file.fund.name, line.code, unit] += getattr(line, unit)
    return sums


def _table(files: list[Dossier], since: date, until: date) -> list[int]:
    """What is billed, row by row, of the accountant's table; credit notes below zero."""
    text = bills_of(billed_in(files, since, until), credits_in(files, since, until)).decode("utf-8-sig")
    _columns, *rows = reader(StringIO(text), delimiter=";")
    for row in rows:
        if not row[0].startswith("A-"):
            billed, received, due, lost, credited, returned, to_return = map(_cents, (row[7], *row[11:17]))
            assert billed == received - returned + due + lost + credited - to_return
    return [_cents(row[7]) for row in rows]


def _cents(text: str) -> int:
    return int(text.replace(",", ""))


def _each_cent_is_paid_once(held: list[FundedHalfDay]) -> None:
    """Fund, grant, artisan and what nobody pays make the price of each half-day."""
    firsts = {row.appointment.pk: row for row in held if row.dossier.agreed_completed_dossier is None}
    rests = {row.appointment.pk: row for row in held if row.dossier.agreed_completed_dossier is not None}
    both = firsts.keys() & rests.keys()
    assert len(both) > 10
    for pk in both:
        first, rest = firsts[pk].line, rests[pk].line
        assert first.fund_cents + rest.fund_cents + rest.artisan_cents + rest.open_cents == first.cost_cents
    alone = [row.line for pk, row in firsts.items() if not row.dossier.is_completed]
    shared = sum(share.artisan_cents for share in shares_of(held))
    assert shared == sum(line.artisan_cents for line in alone) + sum(
        row.line.artisan_cents for row in rests.values()
    )


def _no_cap_is_passed(rows: list[Dossier]) -> None:
    used: dict[Any, list[int]] = defaultdict(lambda: [0, 0])
    for row in rows:
        if row.file.sent_on and row.file.is_accepted is not False:
            for line in less_credits(row.file):
                counted = used[row.file.person_id, row.file.fund.name, line.on.year]
                counted[0] += line.minutes
                counted[1] += line.fund_cents
    assert max(minutes for minutes, _cents in used.values()) == YEARLY  # the cap was met, and never passed
    assert max(cents for (_who, fund, _year), (_minutes, cents) in used.items() if fund == "Région") == 20_001
    assert (
        max(cents for (_who, fund, _year), (_minutes, cents) in used.items() if fund == "Département")
        == GRANT
    )


def _no_hour_is_paid_twice(rows: list[Dossier]) -> None:
    asked = [
        appointment.pk for row in rows if row.completed_dossier is None for appointment in row.appointments
    ]
    assert len(asked) == len(set(asked))
