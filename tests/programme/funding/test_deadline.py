"""A half-day that is moved moves the last day for its documents: the artisan reads that day, and no former one."""

from datetime import timedelta

import pytest
import time_machine

from etabli.foundation.journal.queries import history_of
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.queries import lines_of, waiting_calls
from etabli.foundation.notices.topic_messages import prepare_for_reading
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import full_day
from etabli.programme.funding.actions.files import send_file
from etabli.programme.funding.actions.funds import withdraw_document
from etabli.programme.funding.half_day_texts import deadline_of
from etabli.programme.funding.models import Fund
from etabli.programme.funding.queries.documents import MARGIN
from etabli.programme.funding.tasks import remind_due
from etabli.programme.support.actions import move
from etabli.programme.support.models import Appointment
from tests.programme.funding.conftest import AT, Booked, opened, register_extract

FIRST = AT.date() + timedelta(days=30)
SECOND = FIRST + timedelta(days=7)
SOONER = FIRST - timedelta(days=2)
FRIDAY = FIRST - timedelta(days=5)  # before the Saturday that the margin leads to


def texts(kind: str, *, is_shown: bool = False) -> list[str]:
    rows = Notice.objects.filter(kind=kind).order_by("pk")
    return [str(row.text) for row in prepare_for_reading(rows, shown_at=AT if is_shown else None)]


@pytest.fixture
def asked(baker: Person, fund: Fund, booked: Booked, adviser: Viewer) -> list[Appointment]:
    """Two half-days of a file of which a document is missing, and was asked for."""
    rows = [booked(baker, FIRST), booked(baker, SECOND)]
    opened(baker, fund, rows, adviser)
    remind_due(AT + timedelta(days=19))
    return rows


def test_whoever_has_no_e_mail_is_said_to_be_called_and_is_on_the_list(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    baker.email, baker.phone = "", "05 56 00 00 00"
    baker.save()
    file = opened(baker, fund, [booked(baker, FIRST), booked(baker, SECOND)], adviser)
    at = AT + timedelta(days=19)
    remind_due(at)
    line = history_of(adviser, file)[0]
    assert "a noté de prévenir Jeanne Fournil par téléphone des pièces qui manquent" in line.sentence
    document = register_extract(baker, adviser)
    assert not lines_of(waiting_calls(adviser, at=at))
    withdraw_document(document=document, by=adviser, at=at)
    (call,) = lines_of(waiting_calls(adviser, at=at))
    assert call.person == baker


def test_what_was_asked_and_not_read_yet_says_the_new_last_day(
    asked: list[Appointment], adviser: Viewer
) -> None:
    assert full_day(FRIDAY) in texts("funding.documents")[0]
    move(appointment=asked[0], on=SOONER, half="am", by=adviser, at=AT)
    (text,) = texts("funding.documents")
    assert full_day(SOONER - timedelta(days=1) - MARGIN) in text
    assert f"doit partir au plus tard le {full_day(FRIDAY)}" in text  # the day itself is a Sunday


def test_it_is_asked_for_some_days_before_the_file_has_to_leave_while_there_are(
    asked: list[Appointment],
) -> None:
    last = FIRST - timedelta(days=1)
    with time_machine.travel(AT + timedelta(days=25), tick=False):
        (text,) = texts("funding.documents")
        assert f"au plus tard le {full_day(FRIDAY)}" in text
        assert f"doit partir au plus tard le {full_day(last)}" in text
    with time_machine.travel(AT + timedelta(days=26), tick=False):
        assert full_day(last) in deadline_of(asked[0])


def test_the_message_of_the_move_says_the_new_last_day_to_whoever_has_read_the_former(
    asked: list[Appointment], adviser: Viewer
) -> None:
    texts("funding.documents", is_shown=True)
    texts("support.half_day", is_shown=True)
    move(appointment=asked[0], on=SOONER, half="am", by=adviser, at=AT)
    text = texts("support.half_day")[-1]
    assert "Extrait du registre" in text
    assert f"au plus tard le {full_day(SOONER - timedelta(days=1) - MARGIN)}" in text


def test_nothing_is_asked_for_again_once_it_was_brought(
    baker: Person, fund: Fund, booked: Booked, adviser: Viewer
) -> None:
    rows = [booked(baker, FIRST), booked(baker, SECOND)]
    register_extract(baker, adviser)
    send_file(file=opened(baker, fund, rows, adviser), by=adviser, at=AT)
    texts("support.half_day", is_shown=True)
    move(appointment=rows[0], on=SOONER, half="am", by=adviser, at=AT)
    assert "Extrait du registre" not in texts("support.half_day")[-1]
