"""Half-days that were shorter than they were to be: papers, bill, report and figures say the hours really done."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import given, strategies as st

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.accounting_tables import bills_of
from etabli.programme.funding.actions import credits, files, signatures
from etabli.programme.funding.engine import (
    Done,
    FundingLine,
    Rules,
    complete,
    grant,
    pay,
    settle,
    settle_rest,
    used_by,
    without,
)
from etabli.programme.funding.engine.payments import without_caps
from etabli.programme.funding.hooks import AttendanceFixed
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.national_report import national_report_csv
from etabli.programme.funding.queries.figures import period_of
from etabli.programme.funding.queries.report import held_between, shares_of
from etabli.programme.support.actions import call_off, note_hours
from etabli.programme.support.models import Appointment
from tests.programme.funding.conftest import (
    AT,
    Booked,
    opened,
    register_extract,
    report,
    seen,
    set_rule,
    totals,
)
from tests.programme.workshops.printed import text_of as pdf_text

DAY = AT.date() + timedelta(days=30)
LATER = AT + timedelta(days=60)
ON = LATER.date()

rules = st.builds(
    Rules,
    hourly_cents=st.integers(1, 9000),
    artisan_percent=st.none() | st.integers(0, 99),
    yearly_minutes=st.none() | st.integers(0, 400),
    yearly_cents=st.none() | st.integers(0, 30000),
)
hours = st.lists(st.integers(0, 210), min_size=1, max_size=4)


def _halves(minutes: list[int]) -> list[Done]:
    return [Done(DAY + timedelta(days=number), done, 210) for number, done in enumerate(minutes)]


def _is_sound(line: FundingLine) -> bool:
    parts = (line.minutes, line.fund_cents, line.artisan_cents, line.open_cents, line.refused_cents)
    return min(parts) >= 0 and line.cost_cents == line.fund_cents + line.artisan_cents + line.open_cents


@given(rules, hours)
def test_a_shorter_half_day_never_costs_anybody_more_and_its_parts_make_its_price(
    rules: Rules, minutes: list[int]
) -> None:
    halves = _halves(minutes)
    asked = pay(rules, [(half.on, half.asked) for half in halves], {})
    uncapped = pay(without_caps(rules, "yearly_minutes", "yearly_cents"), [(DAY, 210)], {})
    lines = settle(asked, halves, asked)
    for line, before, half in zip(lines, asked, halves, strict=True):
        assert _is_sound(line)
        assert line.minutes <= half.minutes
        assert line.cost_cents <= before.cost_cents
        assert line.fund_cents <= uncapped[0].fund_cents
        assert line.artisan_cents <= before.artisan_cents
    assert all(taken <= used_by(asked)[year] for year, taken in used_by(lines).items())
    if not any(half.is_short for half in halves):
        assert lines == asked


@given(rules, st.integers(2, 4), st.integers(1, 420), st.floats(0, 1))
def test_whichever_half_day_is_called_off_the_fund_pays_the_same_for_those_that_are_left(
    rules: Rules, number: int, minutes: int, euros: float
) -> None:
    halves = _halves([210] * number)
    asked = pay(rules, [(half.on, half.asked) for half in halves], {})
    granted = grant(asked, minutes, int(sum(line.fund_cents for line in asked) * euros))
    ways = set()
    for off in halves:
        lines = settle(without(granted, [off.on]), [half for half in halves if half != off], granted)
        assert all(map(_is_sound, lines))
        ways.add(tuple((line.minutes, line.fund_cents, line.open_cents) for line in lines))
    assert len(ways) == 1


@given(rules, rules, hours)
def test_both_funds_the_artisan_and_what_is_open_make_the_price_of_the_hours_done(
    first: Rules, second: Rules, minutes: list[int]
) -> None:
    halves = _halves(minutes)
    days = [(half.on, half.asked) for half in halves]
    asked_first = pay(first, days, {})
    asked = complete(second, days, asked_first, {})
    left = settle(asked_first, halves, asked_first)
    rest = settle_rest(second, asked, halves, left, asked)
    for line, other, half in zip(rest, left, halves, strict=True):
        assert _is_sound(line)
        assert line.fund_cents + line.artisan_cents + line.open_cents + other.fund_cents == other.cost_cents
        assert abs(other.cost_cents - pay(first, [(DAY, half.minutes)], {})[0].cost_cents) <= 1
    assert all(taken[1] <= used_by(asked)[year][1] for year, taken in used_by(rest).items())


def test_without_a_cap_it_is_what_the_rules_give_for_these_hours() -> None:
    rules = Rules(hourly_cents=2500, artisan_percent=20)
    asked = pay(rules, [(DAY, 210)], {})
    assert settle(asked, [Done(DAY, 120, 210)], asked) == pay(rules, [(DAY, 120)], {})


@pytest.fixture
def rows(baker: Person, booked: Booked) -> list[Appointment]:
    return [booked(baker, DAY), booked(baker, DAY + timedelta(days=7))]


@pytest.fixture
def file(baker: Person, fund: Fund, rows: list[Appointment], adviser: Viewer) -> FundingFile:
    """Accepted (two times 87,50 €, four hours at least), both half-days done."""
    register_extract(baker, adviser)
    made = opened(baker, fund, rows, adviser)
    files.send_file(file=made, by=adviser, at=AT)
    files.answer_file(file=made, is_accepted=True, note="", on=AT.date(), by=adviser, at=AT)
    for row in rows:
        report(row, adviser)
    return made


@pytest.fixture
def later(client: Client, membership: Membership) -> Iterator[Client]:
    """A browser of the adviser, once both half-days are over."""
    with time_machine.travel(LATER, tick=False):
        client.force_login(membership.user)
        yield client


def left_at(row: Appointment, hour: int, by: Viewer) -> Appointment:
    fresh = Appointment.objects.get(pk=row.pk)
    given: dict[str, Any] = {"came_at": time(9), "left_at": time(hour), "note": "Un chantier"}
    return note_hours(appointment=fresh, **given, by=by, at=LATER)


def billed(file: FundingFile, by: Viewer, on: date = ON) -> FundingFile:
    return files.bill(file=file, number="F-7", on=on, unsigned_too=True, by=by, at=LATER)


def test_the_bill_and_the_report_say_the_hours_really_done(
    file: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    left_at(rows[0], 11, adviser)
    assert seen(file, adviser, ON).fund_cents == 5000 + 8750
    billed(file, adviser)
    table = bills_of([seen(file, adviser, ON)]).decode("utf-8-sig")
    assert ";2;330;137,50;" in table
    held = held_between(adviser, DAY, ON, today=ON)
    assert [share.minutes for share in shares_of(held)] == [330]
    national = national_report_csv(held, adviser.chamber_id).decode("utf-8-sig")
    assert f";{DAY};120;" in national
    assert f";{DAY + timedelta(days=7)};210;" in national


def test_papers_say_them_too(
    file: FundingFile, rows: list[Appointment], adviser: Viewer, later: Client
) -> None:
    left_at(rows[0], 11, adviser)
    certificate = pdf_text(later.get(f"/dossiers/{file.pk}/attestation.pdf").content)
    sheet = pdf_text(later.get(f"/dossiers/{file.pk}/feuille.pdf").content)
    to_sign = later.get(f"/dossiers/demi-journee/{rows[0].pk}/signer/").content.decode()
    assert all("9\xa0h\xa0–\xa011\xa0h" in text for text in (certificate, sheet, to_sign))
    assert "5\xa0h\xa030" in certificate


def test_below_the_least_that_the_fund_asks_for_it_pays_nothing_unless_it_is_asked_all_the_same(
    file: FundingFile, rows: list[Appointment], adviser: Viewer, later: Client
) -> None:
    given = {"came_at": "09:00", "left_at": "09:15", "note": ""}
    page = later.post(f"/accompagnement/{rows[0].pk}/heures/", given, follow=True).content.decode()
    assert "le fonds demande au moins 4" in page
    dossier = seen(file, adviser, ON)
    assert (dossier.state.code, dossier.fund_cents, dossier.rest_cents) == ("too_short", 0, 625 + 8750)
    with pytest.raises(ActionError):
        billed(file, adviser)
    files.overrule(file=file, reason="Accord du fonds par téléphone", by=adviser, at=LATER)
    assert seen(file, adviser, ON).state.code == "done"
    assert seen(billed(file, adviser), adviser, ON).fund_cents == 625 + 8750


def test_closed_below_the_least_it_takes_no_hour_of_a_cap(
    file: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    for row in rows:
        left_at(row, 10, adviser)
    files.close(file=file, reason="Trop court", by=adviser, at=LATER)
    closed = seen(file, adviser, ON)
    assert (closed.state.code, sum(row["minutes"] for row in closed.file.frozen)) == ("closed", 0)


def test_once_billed_a_credit_note_of_exactly_the_difference_comes_first(
    file: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    billed(file, adviser)
    with pytest.raises(AttendanceFixed, match="37,50"):
        left_at(rows[0], 11, adviser)
    note: dict[str, Any] = {"number": "A-1", "reason": "Parti à 11 h", "on": ON, "by": adviser, "at": LATER}
    credits.credit(file=file, cents=3750, **note)
    left_at(rows[0], 11, adviser)
    dossier = seen(file, adviser, ON)
    assert (dossier.fund_cents, dossier.due_cents) == (17500, 13750)


def test_hours_that_are_signed_for_stay_until_the_signature_is_taken_off(
    file: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    signed = signatures.sign_half_day(appointment=rows[0], signature="Jeanne", by=adviser, at=LATER)
    with pytest.raises(AttendanceFixed):
        left_at(rows[0], 11, adviser)
    signatures.take_signature_off(signed=signed, by=adviser, at=LATER)
    left_at(rows[0], 11, adviser)
    undo(entry=Entry.objects.filter(verb="support.note_hours").latest("pk"), by=adviser, at=LATER)
    assert Appointment.objects.get(pk=rows[0].pk).minutes_done == 210
    assert seen(file, adviser, ON).fund_cents == 17500


def test_the_artisan_and_the_second_fund_pay_by_the_same_hours(
    baker: Person, fund: Fund, region: Fund, rows: list[Appointment], adviser: Viewer
) -> None:
    set_rule(fund, "minimum_minutes", None, adviser, since=AT.date())
    register_extract(baker, adviser)
    first = opened(baker, fund, rows, adviser)
    files.send_file(file=first, by=adviser, at=AT)
    rest = files.complete_file(file=first, fund=region, by=adviser, at=AT)
    files.send_file(file=rest, by=adviser, at=AT)
    for made in (first, rest):
        files.answer_file(file=made, is_accepted=True, note="", on=AT.date(), by=adviser, at=AT)
    for row in rows:
        report(row, adviser)
    left_at(rows[0], 11, adviser)
    left_at(rows[1], 11, adviser)
    both = seen(first, adviser, ON), seen(rest, adviser, ON)
    assert [row.fund_cents for row in both] == [7000, 1800]  # of 100 €: 70 %, then 60 % of what is left
    assert both[1].artisan_due_cents == 1200


def test_bad_hours_say_why_and_keep_what_was_typed(rows: list[Appointment], later: Client) -> None:
    given = {"came_at": "11:00", "left_at": "09:30", "note": "Un chantier"}
    page = later.post(f"/accompagnement/{rows[0].pk}/heures/", given).content.decode()
    assert "Un chantier" in page
    assert Appointment.objects.get(pk=rows[0].pk).came_at is None


def test_a_second_fund_asked_for_hours_that_were_not_done_pays_nothing_and_the_artisan_keeps_their_part() -> (
    None
):
    rules = Rules(hourly_cents=2500, artisan_percent=20)
    first = grant(pay(rules, [(DAY, 210)], {}), 120, 4000)
    asked = complete(Rules(), [(DAY, 210)], first, {})
    assert sum(line.fund_cents for line in asked) == 3000  # 70 € less the 40 € that were granted
    halves = [Done(DAY, 120, 210)]
    left = settle(first, halves, first)
    (rest,) = settle_rest(Rules(), asked, halves, left, asked, is_rest=True)
    assert (left[0].fund_cents, rest.artisan_cents, rest.fund_cents) == (4000, 1000, 0)  # of 2 h, 50 €


def test_what_was_asked_and_granted_stays_and_what_was_not_done_will_not_come(
    file: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    def figures() -> dict[str, tuple[int, int]]:
        period = period_of(adviser, AT.date(), ON, today=ON)
        return {code: (total.cents, total.minutes) for code, total in totals(period, ON).items()}

    left_at(rows[0], 11, adviser)
    asked = (2 * 8750, 420)
    for _step in ("done", "billed"):
        now = figures()
        assert (now["asked"], now["granted"]) == (asked, asked)
        assert (now["to_come"], now["not_to_come"]) == ((5000 + 8750, 330), (3750, 90))
        if seen(file, adviser, ON).file.billed_on is None:
            billed(file, adviser)


@pytest.mark.parametrize("gone", [0, 1])
@pytest.mark.parametrize("how", ["called_off", "told", "absent"])
def test_of_two_half_days_beyond_the_cap_the_fund_pays_the_same_for_either(
    gone: int, how: str, baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    """Of 175 € it should pay 140 €, but pays 100 € a year; what is left is within that."""
    rows = [booked(baker, DAY), booked(baker, DAY + timedelta(days=7))]
    for key, value in (("artisan_percent", 20), ("yearly_cents", 10_000), ("minimum_minutes", None)):
        set_rule(fund, key, value, adviser, since=AT.date())
    register_extract(baker, adviser)
    file = files.send_file(file=opened(baker, fund, rows, adviser), by=adviser, at=AT)
    file = files.answer_file(file=file, is_accepted=True, note="", on=AT.date(), by=adviser, at=AT)
    assert (seen(file, adviser).fund_cents, seen(file, adviser).open_now_cents) == (10_000, 4_000)
    if how == "absent":
        report(rows[gone], adviser, "absent")
    else:
        call_off(appointment=Appointment.objects.get(pk=rows[gone].pk), by=adviser, at=AT)
    if how == "told":
        files.tell_day(file=file, by=adviser, at=AT)
    dossier = seen(file, adviser)
    assert (dossier.fund_cents, dossier.artisan_cents, dossier.open_now_cents) == (7_000, 1_750, 0)
