"""A half-day that its adviser moves, or gives to a colleague: what the artisan reads, and the way back."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices import topic_messages
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import of_membership
from etabli.programme.diary.actions import HalfDayTaken, hold_half_day
from etabli.programme.diary.queries import free_half_days
from etabli.programme.support import actions
from etabli.programme.support.handover import left_by
from etabli.programme.support.models import Appointment
from tests import factories as make
from tests.programme.trip import AT, DAY, Trip

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(hours=1)


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        yield Trip()


def known(trip: Trip) -> Appointment:
    """Booked, mailed and read."""
    booked = trip.booked(trip.person(name="Zoé Exemple", email="zoe@example.org"))
    Notice.objects.update(read_at=AT, shown_at=AT, leaves_at=None, digest_due_at=None)
    return booked


def told(kind: str = "") -> list[tuple[str, str]]:
    return [(notice.title, notice.text) for notice in waiting() if kind in {"", notice.kind}]


def waiting() -> list[Notice]:
    """What nobody has read yet, with its words."""
    return [notice for notice in Notice.objects.filter(read_at=None) if topic_messages.write_words(notice)]


def is_free(trip: Trip, on: date, half: str) -> bool:
    return (on, half) in free_half_days(trip.adviser, trip.post.user, on, on)


def test_two_presses_move_it_and_its_artisan_reads_both_days(trip: Trip) -> None:
    booked = known(trip)
    client = Client()
    make.become(client, membership=trip.post)
    page = client.get(reverse("support:appointment", args=[booked.pk]))
    move = reverse("support:move", args=[booked.pk])
    assert f'action="{move}"' in page.text
    value = page.context["proposals"][0][1]
    assert f'name="half_day" value="{value}"' in page.text
    client.post(move, {"half_day": value})
    booked.refresh_from_db()
    assert f"{booked.half_day.on}/{booked.half_day.half}" == value
    assert is_free(trip, DAY, "am")
    ((title, text),) = told()
    assert title.startswith("Votre demi-journée est déplacée")
    assert "lundi 11 janvier" in text.replace("\u00a0", " ")


def test_no_other_day_is_proposed_for_what_has_begun_or_is_called_off(trip: Trip) -> None:
    over = known(trip)
    trip.reported(over)
    off = trip.booked(trip.person(name="Ana Exemple"), half="pm")
    actions.call_off(appointment=off, by=trip.adviser, at=AT)
    client = Client()
    make.become(client, membership=trip.post)
    for booked in (over, off):
        page = client.get(reverse("support:appointment", args=[booked.pk]))
        assert reverse("support:move", args=[booked.pk]) not in page.text


def test_moved_and_moved_back_there_is_nothing_to_tell(trip: Trip) -> None:
    booked = known(trip)
    actions.move(appointment=booked, on=DAY, half="pm", by=trip.adviser, at=AT)
    assert len(told()) == 1
    undo(entry=Entry.objects.get(verb="support.move"), by=trip.adviser, at=LATER)
    booked.refresh_from_db()
    assert (booked.half_day.on, booked.half_day.half) == (DAY, "am")
    assert told() == []
    assert is_free(trip, DAY, "pm")


def test_it_is_not_taken_back_once_its_former_day_is_taken(trip: Trip) -> None:
    booked = known(trip)
    actions.move(appointment=booked, on=DAY, half="pm", by=trip.adviser, at=AT)
    hold_half_day(adviser=trip.post.user, on=DAY, half="am", what="Réunion", by=trip.adviser, at=AT)
    with pytest.raises((CannotUndo, HalfDayTaken)):
        undo(entry=Entry.objects.get(verb="support.move"), by=trip.adviser, at=LATER)


def test_called_off_after_a_move_it_names_the_day_that_they_know(trip: Trip) -> None:
    booked = known(trip)
    moved = actions.move(appointment=booked, on=DAY, half="pm", by=trip.adviser, at=AT)
    actions.call_off(appointment=moved, by=trip.adviser, at=LATER)
    ((title, _text),) = told()
    assert title.replace("\u00a0", " ") == "Votre demi-journée est annulée : lundi 11 janvier, 9 h"


def test_a_past_day_and_a_report_refuse_the_move(trip: Trip) -> None:
    booked = known(trip)
    with pytest.raises(actions.DayIsOver):
        actions.move(appointment=booked, on=date(2020, 1, 6), half="am", by=trip.adviser, at=AT)
    trip.reported(booked)
    with pytest.raises(actions.AlreadyReported):
        actions.move(appointment=booked, on=DAY, half="pm", by=trip.adviser, at=AT)


def test_a_colleague_receives_them_by_the_page(trip: Trip) -> None:
    booked, colleague = known(trip), make.membership(trip.chamber).user
    client = Client()
    make.become(client, membership=trip.post)
    client.post(reverse("support:give", args=[booked.pk]), {"to": colleague.pk})
    booked.refresh_from_db()
    assert booked.half_day.adviser == colleague
    ((_title, text),) = told("support.half_day")
    assert f"{colleague.name} vous reçoit à la place d" in text
    refused = client.post(reverse("support:give", args=[booked.pk]), {"to": "999999"})
    assert "to" in refused.context["colleagues"].errors


def test_the_colleague_reads_what_to_know_and_no_more_once_it_is_taken_back(trip: Trip) -> None:
    person = trip.person(name="Zoé Exemple", email="zoe@example.org", phone="05 56 00 00 00")
    booked = trip.booked(person, wish=trip.wish(person, note="Plutôt le matin"))
    colleague = make.membership(trip.chamber)
    actions.hand_over(appointment=booked, to=colleague.user, by=trip.adviser, at=AT)
    (notice,) = [notice for notice in waiting() if notice.kind == "support.half_day_given"]
    assert (notice.owner_id, notice.organisation_id) == (colleague.user.party_id, trip.chamber.pk)
    assert notice.title.replace("\u00a0", " ") == "Vous recevez Zoé Exemple : lundi 11 janvier, 9 h"
    assert f"{trip.post.user.name} vous confie cette demi-journée" in notice.text
    assert "05 56 00 00 00" in notice.text
    assert "Plutôt le matin" in notice.text
    assert notice.url == reverse("support:prepare", args=[booked.pk])
    undo(entry=Entry.objects.get(verb="support.hand_over"), by=trip.adviser, at=LATER)
    assert told("support.half_day_given") == []


def test_whoever_has_read_it_is_told_that_it_is_theirs_no_more(trip: Trip) -> None:
    booked, colleague = known(trip), make.membership(trip.chamber)
    actions.hand_over(appointment=booked, to=colleague.user, by=trip.adviser, at=AT)
    topic_messages.mark_read_and_freeze(waiting(), AT)
    undo(entry=Entry.objects.get(verb="support.hand_over"), by=trip.adviser, at=LATER)
    ((title, text),) = told("support.half_day_given")
    assert title.startswith("Un collègue reçoit Zoé Exemple")
    assert f"{trip.post.user.name} assure le rendez-vous à votre place" in text


def test_an_adviser_whose_half_day_a_colleague_takes_is_told(trip: Trip) -> None:
    booked, colleague = known(trip), make.membership(trip.chamber)
    actions.hand_over(appointment=booked, to=colleague.user, by=of_membership(colleague), at=AT)
    (notice,) = [notice for notice in waiting() if notice.kind == "support.half_day_given"]
    assert notice.owner_id == trip.post.user.party_id
    assert notice.title.startswith("Un collègue reçoit Zoé Exemple")


def test_what_is_given_at_once_with_the_rest_is_told_by_one_message(trip: Trip) -> None:
    booked, colleague = known(trip), make.membership(trip.chamber)
    (left,) = left_by(trip.manager, trip.post.user_id, trip.chamber.pk, AT)
    assert left.give is not None
    left.give(to=colleague.user, by=trip.adviser, at=AT)
    assert told("support.half_day_given") == []
    undo(entry=Entry.objects.get(verb="support.hand_over"), by=trip.adviser, at=LATER)
    assert told("support.half_day_given") == []
    booked.refresh_from_db()
    assert booked.half_day.adviser == trip.post.user


def test_what_changed_since_the_page_was_opened_is_said_and_asked_about(trip: Trip) -> None:
    booked = known(trip)
    client = Client()
    make.become(client, membership=trip.post)
    page = client.get(reverse("support:appointment", args=[booked.pk]))
    first, second = (row[1] for row in page.context["proposals"][:2])
    old = {"shown": booked.half_day_id}
    move, give, off = (reverse(f"support:{name}", args=[booked.pk]) for name in ("move", "give", "call_off"))
    assert page.text.count(f'name="shown" value="{booked.half_day_id}"') == 2
    client.post(move, {"half_day": first, **old})
    booked.refresh_from_db()
    held = booked.half_day_id
    page = client.post(move, {"half_day": second, **old})
    assert "Cette demi-journée a changé" in page.text
    assert "avez déplacé la demi-journée" in page.text
    assert "La déplacer quand même au" in page.text
    assert f'name="half_day" value="{second}"' in page.text
    assert f'name="shown" value="{held}"' in page.text
    assert "a changé pendant que votre page" in client.post(off, old, follow=True).text
    colleague = make.membership(trip.chamber, Role.ADVISER).user
    assert "a changé pendant que votre page" in client.post(give, {"to": colleague.pk, **old}).text
    booked.refresh_from_db()
    assert (booked.half_day_id, booked.cancelled_at) == (held, None)
    client.post(move, {"half_day": second, "shown": held})
    booked.refresh_from_db()
    assert f"{booked.half_day.on}/{booked.half_day.half}" == second
    assert "Elle est déjà ce jour-là" in client.post(move, {"half_day": second, **old}, follow=True).text
