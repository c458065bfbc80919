"""A report that is corrected once its half-day is signed or billed; a day that is corrected once it was told."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.actions import files, signatures
from etabli.programme.funding.hooks import AttendanceFixed
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.support.actions import correct_day
from etabli.programme.support.models import Appointment
from tests.programme.funding.conftest import AT, Booked, opened, register_extract, report, seen, set_rule

DAY = AT.date() + timedelta(days=30)
LATER = AT + timedelta(days=60)


@pytest.fixture
def half_day(baker: Person, booked: Booked) -> Appointment:
    return booked(baker, DAY)


def billed(person: Person, fund: Fund, rows: list[Appointment], by: Viewer) -> FundingFile:
    file = opened(person, fund, rows, by)
    files.send_file(file=file, by=by, at=AT)
    files.answer_file(file=file, is_accepted=True, note="", on=AT.date(), by=by, at=AT)
    for row in rows:
        report(row, by)
    day = rows[-1].half_day.on
    return files.bill(file=file, number="F-7", on=day, unsigned_too=True, by=by, at=LATER)


def test_what_is_billed_stays_held_until_the_bill_is_taken_back(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    set_rule(fund, "minimum_minutes", 210, adviser, since=AT.date())
    register_extract(baker, adviser)
    rows = [booked(baker, DAY), booked(baker, DAY + timedelta(days=7))]
    file = billed(baker, fund, rows, adviser)
    with pytest.raises(AttendanceFixed, match="F-7"):
        report(rows[0], adviser, "absent")
    with pytest.raises(AttendanceFixed, match="F-7"):
        undo(entry=Entry.objects.filter(verb="support.report").latest("pk"), by=adviser, at=LATER)
    report(rows[0], adviser, "go_on")  # another word for somebody who came changes no bill
    before = seen(file, adviser).fund_cents
    undo(entry=Entry.objects.filter(verb="funding.bill").latest("pk"), by=adviser, at=LATER)
    report(rows[0], adviser, "absent")
    files.bill(file=file, number="F-7", on=rows[1].half_day.on, unsigned_too=True, by=adviser, at=LATER)
    assert seen(file, adviser).fund_cents == before / 2


def test_who_signed_was_there(half_day: Appointment, adviser: Viewer) -> None:
    signatures.sign_half_day(appointment=half_day, signature="Jeanne", by=adviser, at=half_day.hours[1])
    with pytest.raises(AttendanceFixed):
        report(half_day, adviser, "absent")
    report(half_day, adviser)
    with pytest.raises(AttendanceFixed):
        report(half_day, adviser, "unreachable")
    signatures.take_signature_off(signed=half_day.signed, by=adviser, at=LATER)
    report(half_day, adviser, "absent")
    assert Appointment.objects.get(pk=half_day.pk).outcome == "absent"


def test_the_page_says_why_and_keeps_what_was_typed(
    half_day: Appointment, adviser: Viewer, membership: Membership, client: Client
) -> None:
    signatures.sign_half_day(appointment=half_day, signature="Jeanne", by=adviser, at=half_day.hours[1])
    typed = {"report": "Personne au rendez-vous", "next_step": "", "outcome": "absent"}
    with time_machine.travel(half_day.hours[1], tick=False):
        client.force_login(membership.user)
        page = client.post(f"/accompagnement/{half_day.pk}/compte-rendu/", typed)
    assert "signature" in page.content.decode()
    assert "Personne au rendez-vous" in page.content.decode()
    assert Appointment.objects.get(pk=half_day.pk).reported_at is None


def test_the_day_of_what_is_billed_or_signed_stays(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    register_extract(baker, adviser)
    rows = [booked(baker, DAY), booked(baker, DAY + timedelta(days=7))]
    billed(baker, fund, rows, adviser)
    asked = {"appointment": rows[0], "on": DAY + timedelta(days=1), "half": "am", "by": adviser, "at": LATER}
    with pytest.raises(AttendanceFixed, match="F-7"):
        correct_day(**asked)
    undo(entry=Entry.objects.filter(verb="funding.bill").latest("pk"), by=adviser, at=LATER)
    signatures.sign_half_day(appointment=rows[0], signature="Jeanne", by=adviser, at=LATER)
    with pytest.raises(AttendanceFixed):
        correct_day(**asked)


def test_nothing_that_is_over_is_to_be_moved_to_a_day_to_come(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    rows = [booked(baker, DAY), booked(baker, DAY + timedelta(days=7))]
    file = opened(baker, fund, rows, adviser)
    on_the_day = seen(file, adviser, DAY).verdict
    after = seen(file, adviser, DAY + timedelta(days=1)).verdict
    assert on_the_day is not None
    assert after is not None
    assert "later" in [row.code for row in on_the_day.proposals]
    assert "later" not in [row.code for row in after.proposals]
