"""Half-days to which the artisan did not come: nobody pays for them, and the file says how it ends."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.funding.actions import files, signatures
from etabli.programme.funding.hooks import AttendanceFixed
from etabli.programme.funding.models import Fund, FundingFile
from etabli.programme.funding.queries.files import to_do
from etabli.programme.support.actions.moving import hand_over, move
from etabli.programme.support.models import Appointment
from tests import factories
from tests.programme.funding.conftest import AT, Booked, opened, register_extract, report, seen, set_rule

DAY = AT.date() + timedelta(days=30)
LATER = AT + timedelta(days=60)


@pytest.fixture
def rows(baker: Person, booked: Booked) -> list[Appointment]:
    return [booked(baker, DAY), booked(baker, DAY + timedelta(days=7))]


@pytest.fixture
def file(baker: Person, fund: Fund, rows: list[Appointment], adviser: Viewer) -> FundingFile:
    """Accepted, its half-days to come; one of them is enough for the fund."""
    set_rule(fund, "minimum_minutes", 210, adviser, since=AT.date())
    register_extract(baker, adviser)
    made = opened(baker, fund, rows, adviser)
    files.send_file(file=made, by=adviser, at=AT)
    files.answer_file(file=made, is_accepted=True, note="", on=AT.date(), by=adviser, at=AT)
    return made


def test_when_nobody_came_nothing_is_billed_and_the_file_is_to_close(
    file: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    for row in rows:
        report(row, adviser, "absent")
    dossier = seen(file, adviser, LATER.date())
    assert (dossier.state.code, dossier.state.is_late(LATER.date())) == ("missed", False)
    assert (dossier.fund_cents, dossier.artisan_cents, dossier.begun) == (0, 0, ())
    fresh = Appointment.objects.get(pk=rows[0].pk)
    with pytest.raises(signatures.NotSignable):
        signatures.sign_half_day(appointment=fresh, signature="Jeanne", by=adviser, at=LATER)
    files.close(file=file, reason="L’artisan n’est pas venu.", by=adviser, at=LATER)
    closed = seen(file, adviser, LATER.date())
    assert (closed.state.code, closed.file.frozen, closed.lost_cents) == ("closed", [], 0)
    assert to_do(adviser, today=LATER.date()) == []
    with pytest.raises(AttendanceFixed):
        report(rows[0], adviser)
    undo(entry=Entry.objects.filter(verb="funding.close").latest("pk"), by=adviser, at=LATER)
    report(rows[0], adviser)
    assert seen(file, adviser, LATER.date()).state.code == "done"


def test_of_some_to_which_they_came_only_these_are_paid(
    file: FundingFile, rows: list[Appointment], adviser: Viewer
) -> None:
    whole = seen(file, adviser).fund_cents
    report(rows[0], adviser, "absent")
    assert seen(file, adviser).state.code == "accepted"
    assert seen(file, adviser).fund_cents == whole / 2
    report(rows[1], adviser)
    dossier = seen(file, adviser, LATER.date())
    assert (dossier.state.code, dossier.fund_cents) == ("done", whole / 2)
    assert [row.pk for row in dossier.begun] == [rows[1].pk]
    with pytest.raises(ActionError):
        files.close(file=file, reason="L’artisan n’est pas venu.", by=adviser, at=LATER)


def test_the_page_says_that_there_is_nothing_to_bill_and_closes_with_the_reason_given(
    file: FundingFile, rows: list[Appointment], adviser: Viewer, membership: Membership, client: Client
) -> None:
    for row in rows:
        report(row, adviser, "absent")
    with time_machine.travel(LATER, tick=False):
        client.force_login(membership.user)
        page = client.get(f"/dossiers/{file.pk}/").content.decode()
        form = client.get(f"/dossiers/{file.pk}/cloture/").content.decode()
        listed = client.get("/dossiers/").content.decode()
    assert "Rien à facturer" in page
    assert "Clore ce dossier" in page
    assert "Faire signer" not in page
    assert "L’artisan n’est pas venu." in form
    assert "de retard" not in page + listed


def test_what_is_to_be_billed_waits_from_the_agreement_where_that_came_after_the_half_days(
    baker: Person, fund: Fund, rows: list[Appointment], adviser: Viewer
) -> None:
    register_extract(baker, adviser)
    file = opened(baker, fund, rows, adviser)
    files.send_file(file=file, by=adviser, at=AT)
    for row in rows:
        report(row, adviser)
    agreed_on = rows[1].half_day.on + timedelta(days=20)
    files.answer_file(file=file, is_accepted=True, note="", on=agreed_on, by=adviser, at=LATER)
    state = seen(file, adviser, agreed_on).state
    assert (state.code, state.since, state.due_on) == ("done", agreed_on, None)


@pytest.mark.parametrize("signer", ["artisan", "adviser"])
def test_a_half_day_that_is_signed_for_is_neither_moved_nor_handed_over(
    baker: Person, booked: Booked, chamber: Organisation, adviser: Viewer, signer: str
) -> None:
    """The drawing would stand on the sheet of a day that nobody had seen, or over another adviser's name."""
    row = booked(baker, AT.date())
    sign = signatures.sign_half_day if signer == "artisan" else signatures.sign_half_day_as_adviser
    sign(appointment=row, signature="Jeanne", by=adviser, at=AT)
    colleague = factories.membership(chamber).user
    with pytest.raises(AttendanceFixed, match="signée"):
        move(appointment=row, on=AT.date() + timedelta(days=7), half="am", by=adviser, at=AT)
    with pytest.raises(AttendanceFixed, match="signée"):
        hand_over(appointment=row, to=colleague, by=adviser, at=AT)
    row.refresh_from_db()
    assert (row.half_day.on, row.half_day.adviser_id) == (AT.date(), adviser.user_id)
