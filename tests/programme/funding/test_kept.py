"""What is kept by a sending is what was shown before it; what a fund agreed to follows its half-days."""

from datetime import date, timedelta
from typing import Any

import pytest

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import euros
from etabli.programme.funding.actions import files, funds
from etabli.programme.funding.application import application_data
from etabli.programme.funding.models import Fund, FundingFile, FundValue
from etabli.programme.funding.queries.funds import rules_of
from etabli.programme.support.actions import call_off
from etabli.programme.support.models import Appointment
from tests.programme.funding.conftest import AT, Booked, opened, register_extract, seen, set_rule

TODAY = AT.date()
FIRST, SECOND = TODAY + timedelta(days=30), TODAY + timedelta(days=37)


@pytest.fixture
def ready(baker: Person, fund: Fund, booked: Booked, adviser: Viewer) -> FundingFile:
    register_extract(baker, adviser)
    return opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)


def accepted(file: FundingFile, by: Viewer) -> FundingFile:
    files.send_file(file=file, by=by, at=AT)
    return files.answer_file(file=file, is_accepted=True, note="Accord 12", on=TODAY, by=by, at=AT)


def moved(appointment: Appointment, to: date, booked: Booked, by: Viewer) -> Appointment:
    call_off(appointment=Appointment.objects.get(pk=appointment.pk), by=by, at=AT)
    return booked(appointment.person, to, wish=appointment.wish)


@pytest.mark.parametrize(
    ("key", "value"), [("hourly_cents", 3000), ("hourly_cents", 1), ("minimum_minutes", 600)]
)
def test_a_rule_that_was_taken_off_has_no_effect_on_what_is_sent(
    key: str, value: Any, ready: FundingFile, fund: Fund, adviser: Viewer
) -> None:
    made: FundValue = set_rule(fund, key, value, adviser, since=TODAY)
    assert seen(ready, adviser).fund_cents != 17500 or seen(ready, adviser).state.code == "not_eligible"
    funds.withdraw_value(value=made, by=adviser, at=AT)
    shown = seen(ready, adviser)
    assert (shown.state.code, shown.fund_cents) == ("ready", 17500)
    files.send_file(file=ready, by=adviser, at=AT)
    kept = seen(ready, adviser)
    assert (kept.state.code, kept.lines) == ("sent", shown.lines)
    assert rules_of(Fund.objects.get(pk=fund.pk), FIRST) == shown.rules


def test_an_agreement_follows_its_half_day_to_another_day(
    ready: FundingFile, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    accepted(ready, adviser)
    set_rule(fund, "hourly_cents", 3000, adviser, since=TODAY)
    moved(seen(ready, adviser).appointments[0], FIRST + timedelta(days=1), booked, adviser)
    shown = seen(ready, adviser)
    assert (shown.state.code, shown.fund_cents) == ("day_to_tell", 17500)
    with pytest.raises(files.WrongStep):
        files.send_file(file=ready, by=adviser, at=AT)
    files.tell_day(file=ready, by=adviser, at=AT)
    kept = seen(ready, adviser)
    assert (kept.state.code, kept.lines, kept.file.answer_note) == ("accepted", shown.lines, "Accord 12")
    assert [line.on for line in kept.lines] == [FIRST + timedelta(days=1), SECOND]


def test_an_agreement_after_an_appeal_is_not_an_appeal_again(
    ready: FundingFile, booked: Booked, adviser: Viewer
) -> None:
    files.send_file(file=ready, by=adviser, at=AT)
    files.answer_file(file=ready, is_accepted=False, note="Illisible", on=TODAY, by=adviser, at=AT)
    files.appeal(file=ready, reason="La pièce est là", on=TODAY, by=adviser, at=AT)
    files.answer_file(file=ready, is_accepted=True, note="Accord 12", on=TODAY, by=adviser, at=AT)
    moved(seen(ready, adviser).appointments[1], SECOND + timedelta(days=1), booked, adviser)
    files.tell_day(file=ready, by=adviser, at=AT)
    assert seen(ready, adviser).state.code == "accepted"


def test_a_half_day_called_off_stays_in_sight_and_brings_nothing(ready: FundingFile, adviser: Viewer) -> None:
    accepted(ready, adviser)
    call_off(appointment=seen(ready, adviser).appointments[0], by=adviser, at=AT)
    shown = seen(ready, adviser)
    assert [row.half_day.on for row in shown.called_off] == [FIRST]
    assert (shown.state.code, shown.fund_cents) == ("day_to_tell", 8750)
    files.tell_day(file=ready, by=adviser, at=AT)
    assert seen(ready, adviser).state.code == "accepted"


def test_an_agreement_does_not_pass_the_cap_of_another_year(
    ready: FundingFile, baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    set_rule(fund, "yearly_minutes", 420, adviser, since=TODAY)
    accepted(ready, adviser)
    year = FIRST.year + 1
    days = [date(year, 3, 1), date(year, 3, 8)]
    files.send_file(
        file=opened(baker, fund, [booked(baker, day) for day in days], adviser), by=adviser, at=AT
    )
    moved(seen(ready, adviser).appointments[1], date(year, 3, 15), booked, adviser)
    with pytest.raises(files.CapPassed):
        files.tell_day(file=ready, by=adviser, at=AT)


def test_each_half_day_goes_by_the_rules_of_its_own_day(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    year = TODAY.year + 1
    set_rule(fund, "hourly_cents", 3000, adviser, since=date(year, 1, 1))
    register_extract(baker, adviser)
    rows = [booked(baker, date(year - 1, 12, 18)), booked(baker, date(year, 1, 7))]
    file = opened(baker, fund, rows, adviser)
    assert [line.fund_cents for line in seen(file, adviser).lines] == [8750, 10500]
    files.send_file(file=file, by=adviser, at=AT)
    set_rule(fund, "hourly_cents", 1000, adviser, since=date(year, 1, 2))
    assert [line.fund_cents for line in seen(file, adviser).lines] == [8750, 10500]
    moved(rows[0], date(year, 1, 8), booked, adviser)
    shown = seen(file, adviser)
    assert (shown.state.code, shown.fund_cents) == (
        "moved",
        7000,
    )  # it is sent again: by the rules of its days
    files.send_file(file=file, by=adviser, at=AT)
    assert seen(file, adviser).lines == shown.lines


def test_a_day_that_moves_before_a_change_of_the_rules_is_sent_again_by_those_of_then(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    year = TODAY.year + 1
    set_rule(fund, "hourly_cents", 2200, adviser, since=date(year, 1, 1))
    set_rule(fund, "artisan_percent", 30, adviser, since=date(year, 1, 1))
    set_rule(fund, "minimum_minutes", None, adviser, since=TODAY)
    register_extract(baker, adviser)
    row = booked(baker, date(year, 1, 7))
    file = opened(baker, fund, [row], adviser)
    files.send_file(file=file, by=adviser, at=AT)
    moved(row, date(year - 1, 12, 15), booked, adviser)
    files.send_file(file=file, by=adviser, at=AT)
    shown = seen(file, adviser)
    assert (shown.fund_cents, shown.artisan_cents) == (8750, 0)
    written = dict(application_data(shown, "")["money"])
    assert [text for text in written.values() if text.startswith("25,00")]
    assert euros(8750) in written.values()


def test_a_fund_that_ends_before_the_second_half_day_says_no(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    year = TODAY.year + 1
    for key in {value.key for value in FundValue.objects.filter(fund=fund)}:
        set_rule(fund, key, None, adviser, since=date(year, 1, 1))
    rows = [booked(baker, date(year - 1, 12, 18)), booked(baker, date(year, 1, 7))]
    file = opened(baker, fund, rows, adviser)
    verdict = seen(file, adviser).verdict
    assert verdict is not None
    assert [(reason.code, reason.values["day"]) for reason in verdict.reasons] == [
        ("closed", date(year, 1, 7))
    ]
