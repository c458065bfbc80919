"""An application says the price of an hour as the fund's rules do, whatever the lengths of the half-days."""

from datetime import time, timedelta

import pytest
from django.utils import translation

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import euros, full_day
from etabli.programme.funding.actions import files
from etabli.programme.funding.application import application_data
from etabli.programme.funding.engine import Rules, hourly_price, pay
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.support.actions import note_hours
from etabli.programme.support.models import Appointment
from tests.programme.funding.conftest import AT, Booked, opened, register_extract, seen, set_rule

DAY, NEXT = AT.date() + timedelta(days=1), AT.date() + timedelta(days=2)
LATER = AT + timedelta(days=3)
LABEL = "Price of an hour"


@pytest.fixture(autouse=True)
def in_english() -> None:
    translation.activate("en")


def left_after(row: Appointment, hours: int, minutes: int, by: Viewer) -> None:
    came_at = row.hours[0].time()
    left_at = time(came_at.hour + hours, came_at.minute + minutes)
    note_hours(appointment=row, came_at=came_at, left_at=left_at, note="", by=by, at=LATER)


def prices(file: FundingFile, by: Viewer) -> list[list[str]]:
    return [
        row for row in application_data(seen(file, by, LATER.date()), "")["money"] if row[0].startswith(LABEL)
    ]


def sent(file: FundingFile, person: Person, by: Viewer) -> FundingFile:
    register_extract(person, by)
    return files.send_file(file=file, on=AT.date(), by=by, at=LATER)


@pytest.mark.parametrize("is_sent", [False, True])
def test_two_half_days_of_one_day_have_one_price_whatever_their_lengths(
    is_sent: bool, fund: Fund, baker: Person, booked: Booked, adviser: Viewer
) -> None:
    morning, afternoon = booked(baker, DAY), booked(baker, DAY, half="pm")
    for shorter in (morning, afternoon):
        left_after(shorter, 2, 0, adviser)
    file = opened(baker, fund, [morning, afternoon], adviser)
    if is_sent:
        file = sent(file, baker, adviser)
    assert prices(file, adviser) == [[LABEL, euros(2500)]]
    left_after(morning, 1, 0, adviser)
    assert prices(file, adviser) == [[LABEL, euros(2500)]]


@pytest.mark.parametrize("is_sent", [False, True])
def test_a_short_half_day_has_the_price_of_the_rules_to_the_cent(
    is_sent: bool, fund: Fund, baker: Person, booked: Booked, adviser: Viewer
) -> None:
    set_rule(fund, "hourly_cents", 3555, adviser, since=AT.date())
    set_rule(fund, "minimum_minutes", 50, adviser, since=AT.date())
    short, whole = booked(baker, DAY), booked(baker, NEXT)
    left_after(short, 0, 50, adviser)
    file = opened(baker, fund, [short, whole], adviser)
    if is_sent:
        file = sent(file, baker, adviser)
    assert prices(file, adviser) == [[LABEL, euros(3555)]]


def test_a_price_that_changes_between_two_days_is_said_of_each_once(
    fund: Fund, baker: Person, booked: Booked, adviser: Viewer
) -> None:
    set_rule(fund, "hourly_cents", 3000, adviser, since=NEXT)
    rows = [booked(baker, DAY), booked(baker, DAY, half="pm"), booked(baker, NEXT)]
    left_after(rows[0], 1, 0, adviser)
    assert prices(opened(baker, fund, rows, adviser), adviser) == [
        [f"{LABEL}, {full_day(DAY)}", euros(2500)],
        [f"{LABEL}, {full_day(NEXT)}", euros(3000)],
    ]


def test_a_half_day_that_moved_at_the_same_price_keeps_it() -> None:
    rules = Rules(hourly_cents=2500, later=((NEXT, Rules(hourly_cents=3000)),))
    (line,) = pay(rules, [(DAY, 210)], {})
    assert hourly_price(rules, line, 210) == 2500
    (moved,) = pay(Rules(hourly_cents=2500), [(NEXT, 210)], {})
    assert hourly_price(rules, moved, 210) == 2500
    assert hourly_price(Rules(), line, 210) == 0
