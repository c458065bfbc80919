"""A period that is over does not change: each bill, payment and credit note counts on its own day, hours with euros."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

import pytest
from django.test import Client
from hypothesis import given, strategies as st

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.models import HalfDay
from etabli.programme.funding.accounting_tables import bills_of
from etabli.programme.funding.actions import credits, files
from etabli.programme.funding.engine import FundingLine, State, credit_shares
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.national_report import national_report_csv
from etabli.programme.funding.queries.dossier import Dossier
from etabli.programme.funding.queries.exchanges import exchanges_in
from etabli.programme.funding.queries.figures import FigureLine, Period, figure_lines_of, period_of
from etabli.programme.funding.queries.report import (
    billed_between,
    billed_in,
    credits_between,
    credits_in,
    held_between,
    held_in,
    payments_in,
    shares_of,
)
from etabli.programme.support.actions import note_hours
from etabli.programme.support.models import Appointment
from etabli.territory.register.models import Artisan
from tests.programme.funding.conftest import AT, Booked, opened, register_extract, report, set_rule
from tests.programme.funding.test_said_and_done import accepted, file, grant, half_day, later, plain

__all__ = ["file", "grant", "half_day", "later"]

FIRST = date(2030, 1, 1)
days = st.integers(0, 364).map(lambda number: FIRST + timedelta(days=number))
MONTHS = [
    (FIRST + timedelta(days=30 * number), FIRST + timedelta(days=30 * number + 29)) for number in range(13)
]
YEAR = (MONTHS[0][0], MONTHS[-1][1])


@st.composite
def dossiers(draw: st.DrawFn) -> Dossier:
    """A file that was billed, with payments, credit notes and returns of random days that its acts would allow."""
    lines = tuple(
        FundingLine(draw(days), draw(st.integers(1, 210)), cents, cents, 0)
        for cents in draw(st.lists(st.integers(1, 20_000), min_size=1, max_size=3))
    )
    billed = sum(line.fund_cents for line in lines)
    file = FundingFile(
        pk=1, fund=Fund(pk=1, name="Fonds"), person=Person(pk=1, name="Jeanne"), is_accepted=True
    )
    file.billed_on = draw(days)
    file.application = {"halves": [{**vars(line), "on": line.on.isoformat()} for line in lines]}
    file.credits = draw(_shares(billed, number="A", reason="Trop"))
    file.payments = draw(_shares(billed))
    file.paid_cents = sum(row["cents"] for row in file.payments)
    too_much = file.paid_cents + sum(row["cents"] for row in file.credits) - billed
    file.returns = draw(_shares(max(too_much, 0)))
    for name in ("is_passed_on", "is_completed", "is_to_pass_on"):
        setattr(file, name, False)
    Artisan(person=file.person)
    rows = tuple(_held(file.person, number, line.on) for number, line in enumerate(lines))
    return Dossier(
        file, rows, (), (), None, None, None, lines, lines, State("billed", file.billed_on), YEAR[1]
    )


def _held(person: Person, number: int, on: date) -> Appointment:
    return Appointment(pk=number, person=person, half_day=HalfDay(on=on, half="am"), outcome="helped")


@st.composite
def _shares(draw: st.DrawFn, most: int, **more: str) -> list[dict[str, Any]]:
    """Amounts on random days that make no more than `most` together."""
    rows: list[dict[str, Any]] = []
    for _number in range(draw(st.integers(0, 3))):
        left = most - sum(row["cents"] for row in rows)
        if left > 0:
            rows.append({**more, "on": draw(days).isoformat(), "cents": draw(st.integers(1, left))})
    return rows


def _figures(file: Dossier, ends: tuple[date, date]) -> dict[str, tuple[int, int]]:
    """By figure, its cents and its minutes."""
    period = Period(
        held_in([file], *ends),
        billed_in([file], *ends),
        payments_in([file.file], *ends),
        credits=credits_in([file], *ends),
    )
    return _sums(figure_lines_of(period, today=YEAR[1]))


def _sums(lines: Sequence[FigureLine]) -> dict[str, tuple[int, int]]:
    sums: defaultdict[str, tuple[int, int]] = defaultdict(lambda: (0, 0))
    for line in lines:
        cents, minutes = sums[line.code]
        sums[line.code] = (cents + line.cents, minutes + line.minutes)
    return sums


@given(dossiers())
def test_the_months_together_are_the_year_and_the_year_is_where_the_file_stands(file: Dossier) -> None:
    whole, months = _figures(file, YEAR), [_figures(file, ends) for ends in MONTHS]
    for code in ("accepted", "billed", "credited", "came", "received", "due", "to_return"):
        assert sum(month[code][0] for month in months) == whole[code][0]
    left = whole["billed"][0] + whole["credited"][0]
    assert whole["accepted"][0] == left
    assert whole["came"][0] == file.kept_cents
    assert left == file.kept_cents + file.due_cents - file.to_return_cents
    assert sum(month["accepted"][1] for month in months) == whole["accepted"][1] >= 0


@st.composite
def asked_files(draw: st.DrawFn) -> FundingFile:
    """A file that was sent, once or twice; appealed against or not, answered or not, given up or not."""
    steps = sorted(draw(st.lists(days, min_size=5, max_size=5)))
    cents, refused = draw(st.integers(1, 20_000)), draw(st.integers(0, 20_000))
    line = FundingLine(draw(days), draw(st.integers(1, 210)), cents + refused, cents, refused, refused)
    file = FundingFile(pk=draw(st.integers(1, 10**6)), fund=Fund(pk=1, name="Fonds"), person=Person(pk=1))
    before = [str(steps[0])] if draw(st.booleans()) else []
    file.application = {"halves": [{**vars(line), "on": line.on.isoformat()}], "sent_before": before}
    file.sent_on = steps[1]
    if draw(st.booleans()):
        file.appealed_on = steps[3]
        row = {"refused_on": str(steps[2]), "refusal": "Non", "on": str(steps[3]), "reason": "Si"}
        file.appeals = [row]
    file.is_accepted = draw(st.sampled_from([True, False, None]))
    file.answered_on = None if file.is_accepted is None else steps[4]
    if file.appealed_on or file.is_accepted is False:
        file.withdrawn_at = draw(st.sampled_from([None, AT]))
    return file


@given(st.lists(asked_files(), max_size=6))
def test_of_what_was_asked_the_months_together_are_the_year(rows: list[FundingFile]) -> None:
    def figures(ends: tuple[date, date]) -> dict[str, tuple[int, int]]:
        return _sums(figure_lines_of(Period(exchanges=exchanges_in(rows, *ends)), today=YEAR[1]))

    whole, months = figures(YEAR), [figures(ends) for ends in MONTHS]
    for code in whole:
        by_month = [month.get(code, (0, 0)) for month in months]
        assert (sum(cents for cents, _ in by_month), sum(minutes for _, minutes in by_month)) == whole[code]
    asked = [sum(line["fund_cents"] + line["refused_cents"] for line in row.frozen) for row in rows]
    assert whole.get("asked", (0, 0))[0] == sum(asked)


@given(dossiers(), st.integers(1, 100), days)
def test_a_credit_note_changes_no_day_before_its_own(file: Dossier, percent: int, on: date) -> None:
    left = file.fund_cents - file.credited_cents
    before = _figures(file, (YEAR[0], on - timedelta(days=1)))
    row = {"number": "B", "reason": "Trop", "on": on.isoformat(), "cents": left * percent // 100}
    file.file.credits = [*file.file.credits, row]
    after = _figures(file, (YEAR[0], on - timedelta(days=1)))
    for code in ("accepted", "billed", "credited", "came"):
        assert before[code] == after[code]


@given(st.integers(0, 2000), st.lists(st.integers(1, 9000), min_size=1, max_size=5), st.integers(0, 9000))
def test_the_hours_follow_the_euros_that_are_taken_off(minutes: int, off: list[int], left: int) -> None:
    billed = sum(off) + left
    whole = [(cents, False) for cents in off]
    taken = credit_shares(minutes, billed, whole)
    assert min(taken) >= 0
    assert abs(sum(taken) - minutes * sum(off) / billed) <= 0.5
    assert credit_shares(minutes, billed, [*whole, (left, False)])[: len(off)] == taken
    assert sum(credit_shares(minutes, billed, [*whole, (left, False)])) == minutes


DAY = AT.date() + timedelta(days=30)
LATER = AT + timedelta(days=60)


@pytest.fixture
def credited(baker: Person, fund: Fund, booked: Booked, adviser: Viewer) -> list[Appointment]:
    """Two half-days, billed 175 €, of which 87,50 € are taken off a month later."""
    set_rule(fund, "minimum_minutes", 210, adviser, since=AT.date())
    register_extract(baker, adviser)
    rows = [booked(baker, DAY), booked(baker, DAY + timedelta(days=7))]
    file = opened(baker, fund, rows, adviser)
    files.send_file(file=file, by=adviser, at=AT)
    files.answer_file(file=file, is_accepted=True, note="", on=AT.date(), by=adviser, at=AT)
    for row in rows:
        report(row, adviser)
    on = rows[1].half_day.on
    files.bill(file=file, number="F-7", on=on, unsigned_too=True, by=adviser, at=LATER)
    note: dict[str, Any] = {"number": "A-1", "reason": "Pas venue", "on": LATER.date()}
    credits.credit(file=file, cents=8750, **note, by=adviser, at=LATER)
    report(rows[0], adviser, "absent")
    return rows


def test_an_absence_that_is_credited_later_leaves_its_month_as_it_was(
    credited: list[Appointment], adviser: Viewer
) -> None:
    month, next_one = (DAY, DAY + timedelta(days=15)), (LATER.date(), LATER.date())
    sums = [
        _sums(figure_lines_of(period_of(adviser, *ends, today=LATER.date()), today=LATER.date()))
        for ends in (month, next_one)
    ]
    assert [row["accepted"] for row in sums] == [(17500, 420), (-8750, -210)]
    tables = []
    for ends in (month, next_one):
        held = held_between(adviser, *ends, today=LATER.date())
        notes = credits_between(adviser, *ends, today=LATER.date())
        bills = billed_between(adviser, *ends, today=LATER.date())
        assert [share.minutes for share in shares_of(held, notes)] == [420 if held else -210]
        national = national_report_csv(held, adviser.chamber_id, notes).decode("utf-8-sig")
        tables.append((national, bills_of(bills, notes).decode("utf-8-sig")))
    assert "-210" not in tables[0][0]
    assert f";{LATER.date()};-210;" in tables[1][0]
    assert f"A-1;{LATER:%d/%m/%Y};" in tables[1][1]
    assert ";0;-210;-87,50;" in tables[1][1]


def test_what_a_credit_note_takes_off_the_artisan_s_part_stays_when_another_follows(
    file: FundingFile, half_day: Appointment, grant: Fund, adviser: Viewer
) -> None:
    """Of 87,50 € the first fund pays an hour (20 €), the second 50 €, the artisan 17,50 €: of 2 h 30 they pay 12,50 €,
    of one hour 5 €."""
    accepted(file, adviser, granted=(60, 2000))
    rest = files.complete_file(file=file, fund=grant, by=adviser, at=AT)
    files.send_file(file=rest, by=adviser, at=AT)
    accepted(rest, adviser)
    report(half_day, adviser)
    for each, number in ((file, "F-1"), (rest, "F-2")):
        files.bill(file=each, number=number, on=DAY, unsigned_too=True, by=adviser, at=LATER)
    days = [DAY + timedelta(days=3), DAY + timedelta(days=20)]

    def credit(number: str, cents: int, on: date, left_at: time) -> None:
        credits.credit(
            file=rest, number=number, cents=cents, reason="Parti plus tôt", on=on, by=adviser, at=LATER
        )
        fresh = Appointment.objects.get(pk=half_day.pk)
        note_hours(appointment=fresh, came_at=time(9), left_at=left_at, note="", by=adviser, at=LATER)

    def parts() -> list[int]:
        return [row.artisan_cents for row in credits_between(adviser, DAY, LATER.date(), today=LATER.date())]

    credit("A-1", 2000, days[0], time(11, 30))
    assert parts() == [500]
    credit("A-2", 3000, days[1], time(10))
    assert parts() == [500, 750]


def test_a_month_of_a_credit_note_alone_says_how_much_less_in_words(
    file: FundingFile, half_day: Appointment, adviser: Viewer, later: Client
) -> None:
    accepted(file, adviser)
    report(half_day, adviser)
    files.bill(file=file, number="F-1", on=DAY, unsigned_too=True, by=adviser, at=LATER)
    note: dict[str, Any] = {"number": "A-1", "reason": "Pas venue", "on": LATER.date()}
    credits.credit(file=file, cents=7000, **note, by=adviser, at=LATER)
    report(half_day, adviser, "absent")
    page = plain(later.get(f"/dossiers/bilan/?since={LATER.date()}&until={LATER.date()}").text)
    assert "3 h 30 de moins que ce qui était compté avant : un avoir les enlève." in page
    assert "Les artisans paient 17,50 € de moins que ce qui était dit avant." in page
    assert "0 personne" not in page
    assert "en tout." not in page
    before = plain(later.get(f"/dossiers/bilan/?since={DAY}&until={DAY}").text)
    assert "1 personne, 3 h 30 en tout." in before
    assert "Les artisans paient 17,50 €." in before
