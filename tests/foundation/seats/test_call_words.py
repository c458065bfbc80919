"""What is said in a call, and until when: from what whoever is called was told last."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.notices.models import PhoneCall
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions, tasks
from etabli.foundation.seats.models import Occasion, SignUp, StaffMessage
from tests import factories as make
from tests.factories import AT
from tests.foundation.seats.test_calls import SOON, lines, moved, said, signed_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def occasion(chamber: Organisation) -> Occasion:
    return make.occasion(chamber)


@pytest.fixture
def adviser(chamber: Organisation) -> Viewer:
    return make.adviser(chamber)


@pytest.fixture
def zoe(chamber: Organisation) -> Person:
    return make.person(chamber, name="Zoé Exemple", email="", phone="05 56 00 00 07")


def brought(occasion: Occasion, zoe: Person, by: Viewer) -> tuple[SignUp, SignUp]:
    """Her sign-up, and that of somebody who comes with her."""
    own = signed_up(occasion, zoe, by)
    bruno = make.person(occasion.organisation, name="Bruno Exemple", email="", phone="")
    return own, actions.sign_up(occasion=occasion, holder=bruno, brought_by=own, by=by, at=AT)


def move_to(occasion: Occasion, starts_at: datetime, by: Viewer, at: datetime) -> None:
    times = {"starts_at": starts_at, "ends_at": starts_at + timedelta(hours=3)}
    actions.change_occasion(occasion=occasion, changes=times, by=by, at=at)


def test_a_later_change_leaves_the_day_before_which_they_are_to_be_called(
    occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    start = occasion.starts_at
    signed_up(occasion, zoe, adviser)
    move_to(occasion, start + timedelta(days=1), adviser, SOON)
    move_to(occasion, start + timedelta(days=1, hours=2), adviser, SOON + timedelta(minutes=1))
    moved(occasion, adviser, SOON + timedelta(minutes=2))
    [line] = lines(adviser, SOON + timedelta(minutes=3))
    assert line.call.before == start, "or they come for nothing on the first day"


def test_once_called_off_the_end_of_an_offer_counts_no_more(
    chamber: Organisation, zoe: Person, adviser: Viewer
) -> None:
    occasion = make.occasion(chamber, capacity=1)
    first, waiting = signed_up(occasion, make.person(chamber), adviser), signed_up(occasion, zoe, adviser)
    actions.withdraw(sign_up=first, by=adviser, at=SOON)
    waiting.refresh_from_db()
    assert PhoneCall.objects.get().before == waiting.offered_until
    actions.cancel_occasion(occasion=occasion, reason="neige", by=adviser, at=SOON)
    assert PhoneCall.objects.get().before == occasion.starts_at


def test_who_gave_their_own_place_back_hears_of_their_companion_alone(
    occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    own, _other = brought(occasion, zoe, adviser)
    actions.withdraw(sign_up=own, by=adviser, at=SOON)
    moved(occasion, adviser, SOON + timedelta(minutes=1))
    [line] = lines(adviser)
    assert "Pour Bruno Exemple\u00a0: La place est gardée. Est-ce toujours possible de venir" in said(line)
    assert "erreur" not in said(line), "they said no themselves"
    actions.cancel_occasion(occasion=occasion, reason="neige", by=adviser, at=SOON + timedelta(minutes=2))
    [line] = lines(adviser)
    assert "Pour Bruno Exemple\u00a0: Cet atelier n’aura pas lieu" in said(line)
    assert "ci-dessous" not in said(line)
    assert "retiré" not in said(line)


def test_why_it_is_called_off_is_said_once_for_all(occasion: Occasion, zoe: Person, adviser: Viewer) -> None:
    brought(occasion, zoe, adviser)
    actions.cancel_occasion(occasion=occasion, reason="neige", by=adviser, at=SOON)
    [line] = lines(adviser)
    assert said(line).count("neige") == 1
    assert "Cela vaut aussi pour Bruno Exemple." in said(line)


def test_what_was_written_is_passed_on_once_their_own_place_is_given_back(
    occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    rows = brought(occasion, zoe, adviser)
    actions.write_message(occasion=occasion, to=rows, title="Gants", text="Mettez-en", by=adviser, at=AT)
    tasks.send_staff_messages(SOON)
    assert "Cela vaut aussi pour Bruno Exemple." in said(lines(adviser)[0])
    actions.withdraw(sign_up=rows[0], by=adviser, at=SOON)
    [line] = lines(adviser)
    assert "À transmettre à Bruno Exemple" in said(line)
    assert "Cela vaut aussi" not in said(line)


def test_what_is_written_after_it_was_called_off_says_so(
    client: Client, occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    row = signed_up(occasion, zoe, adviser)
    actions.cancel_occasion(occasion=occasion, reason="neige", by=adviser, at=AT)
    actions.write_message(occasion=occasion, to=[row], title="Gants", text="Merci", by=adviser, at=SOON)
    tasks.send_staff_messages(SOON + timedelta(minutes=2))
    [written] = [line for line in lines(adviser) if line.call.notice.title == "Gants"]
    assert "Cet atelier n’aura pas lieu." in said(written)
    make.become(client, membership=make.membership(occasion.organisation))
    message = StaffMessage.objects.get()
    for page in (["seats:write_to_sign_up", row.pk], ["seats:message", message.pk]):
        assert "annulé" in client.get(reverse(page[0], args=page[1:])).content.decode()


def test_a_cancelled_message_is_restored_and_says_who_would_have_had_it(
    client: Client, chamber: Organisation
) -> None:
    make.become(client, membership=make.membership(chamber))
    row = make.sign_up(make.soon(chamber), make.person(chamber))
    message = actions.write_message(
        occasion=row.occasion,
        to=[row],
        title="Gants",
        text="Mettez-en",
        by=make.adviser(chamber),
        at=timezone.now(),
    )
    answer = client.post(reverse("seats:cancel_message", args=[message.pk]), follow=True)
    page = answer.content.decode()
    toast = page.partition('class="toast"')[2].partition("</form>")[0]
    assert "Refaire" in toast
    assert "Annuler" not in toast
    assert "Qui l’aurait reçu" in page


def test_other_hours_in_another_place_are_both_in_the_subject_if_it_holds_them(
    occasion: Occasion, zoe: Person, adviser: Viewer
) -> None:
    make.sign_up(occasion, zoe)
    moved(occasion, adviser)
    move_to(occasion, occasion.starts_at + timedelta(hours=1), adviser, SOON + timedelta(minutes=1))
    assert lines(adviser)[0].call.notice.title.startswith("Nouvelles heures et nouveau lieu")
    long = "Salle, Saint-Laurent-du-Bois-de-Rivière"
    actions.change_occasion(
        occasion=occasion, changes={"place": long}, by=adviser, at=SOON + timedelta(minutes=2)
    )
    title = lines(adviser)[0].call.notice.title
    assert title.startswith("Nouvelles heures\u00a0: ")
    assert title.endswith("Rivière")
