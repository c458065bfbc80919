"""Each mail as a mailbox shows it, those that did not leave sent again, and whom mails no longer reach."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.notices import tell_of_unreachable
from etabli.foundation.notify.delivery import deliver
from etabli.foundation.notify.models import Message, Unreachable
from etabli.foundation.notify.prose import ours
from etabli.foundation.notify.queue import send
from etabli.foundation.people.actions import invite
from etabli.foundation.people.links import link_url
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import of_membership
from tests import factories as make
from tests.programme.trip import AT, Trip

pytestmark = pytest.mark.django_db


@pytest.fixture
def trip(db: None) -> Trip:
    return Trip()


@pytest.fixture
def staff(trip: Trip, client: Client) -> Client:
    return make.become(client, membership=trip.post)


def a_mail(trip: Trip, **state: Any) -> Message:
    person = trip.person(email="anne@example.org")
    body = f"Bonjour,\n\nVotre espace :\n{link_url(make.link(person), to='/mon-projet/')}"
    send(
        to=person.email,
        subject="Votre atelier",
        body=ours(body),
        key="k",
        chamber_id=person.chamber_id,
        at=AT,
    )
    make.mails().update(**state)
    return make.mails().get()


def test_a_mail_as_a_mailbox_shows_it_without_its_secret(trip: Trip, staff: Client) -> None:
    message = a_mail(trip)
    answer = staff.get(reverse("front:letter", args=[message.pk]))
    text = answer.content.decode()
    assert "<h1" in text
    assert "Votre atelier" in text
    token = message.body.split("/l/")[1].split("/")[0]
    assert token not in text
    policy = answer["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy


def test_every_mail_is_a_page_away_and_looked_up_by_address_or_subject(trip: Trip, staff: Client) -> None:
    for rank in range(23):
        send(
            to=f"exemple{rank:02}@example.org",
            subject=f"Atelier {rank:02}",
            body=ours("Bonjour,\n\n*mardi 5 janvier*"),
            key=f"k{rank}",
            chamber_id=trip.chamber.pk,
            at=AT,
        )
    address = reverse("front:outbox")
    first, second = (staff.get(address, {"page": page}).content.decode() for page in (1, 2))
    assert "<strong>mardi 5 janvier</strong>" in first
    assert "*mardi" not in first
    assert ("Atelier 22" in first, "Atelier 02" in first) == (True, False)
    assert "Atelier 02" in second
    for text in ("exemple02@", "atelier 02"):
        answer = staff.get(address, {"q": text}).content.decode()
        assert "exemple02@example.org" in answer
        assert "exemple03@example.org" not in answer
    assert "Aucun e-mail" in staff.get(address, {"q": "zzz"}).content.decode()


def test_the_staff_reads_no_invitation_link(trip: Trip, client: Client) -> None:
    management = make.membership(trip.chamber, Role.MANAGER)
    invite(
        organisation=trip.chamber,
        role=Role.MANAGER,
        email="anne@example.org",
        by=of_membership(management),
        at=AT,
    )
    message = make.mails().get()
    token = message.body.split("/invitation/")[1].split("/")[0]
    make.become(client, membership=trip.post)
    for page in (reverse("front:outbox"), reverse("front:letter", args=[message.pk])):
        text = client.get(page).content.decode()
        assert message.subject in text
        assert token not in text


def test_the_demonstration_shows_the_link(trip: Trip, client: Client, settings: Any) -> None:
    settings.DEMONSTRATION = True
    message = a_mail(trip)
    token = message.body.split("/l/")[1].split("/")[0]
    assert token in client.get(reverse("front:letter", args=[message.pk])).content.decode()


def test_what_perhaps_left_is_sent_again_by_hand_once(trip: Trip, staff: Client) -> None:
    message = a_mail(trip, status="unsure", handed_at=AT, attempts=6)
    page = staff.get(reverse("front:outbox")).content.decode()
    assert "peut-être parti" in page
    again = reverse("front:send_again", args=[message.pk])
    assert again in page
    assert "repart" in staff.post(again, follow=True).content.decode()
    assert staff.post(again).status_code == 409, "it is on its way"
    message.refresh_from_db()
    assert deliver(message.pk, message.due_at)


def test_a_sent_mail_offers_nothing_and_the_neighbour_neither(
    trip: Trip, staff: Client, client: Client
) -> None:
    message = a_mail(trip, status="sent")
    again = reverse("front:send_again", args=[message.pk])
    assert again not in staff.get(reverse("front:outbox")).content.decode()
    assert staff.post(again).status_code == 409
    make.mails().update(status="failed")
    make.become(client, membership=trip.next_door_post)
    assert client.post(again).status_code == 404


def test_the_staff_is_told_once_whom_mails_no_longer_reach(trip: Trip, staff: Client) -> None:
    person = trip.person(email="anne@example.org", phone="06 12 34 56 78")
    mark = Unreachable.objects.create(address="anne@example.org", trouble="unknown", since=AT)
    for _twice in range(2):
        tell_of_unreachable(AT)
    (notice,) = make.shown(owner=trip.post.user.party)
    assert "06 12 34 56 78" in notice.text
    assert "cette adresse n’existe pas" in notice.text
    assert notice.digest_due_at is not None
    page = staff.get(notice.url).content.decode()
    assert "Nos e-mails n’arrivent pas à cette adresse" in page
    again = reverse("front:reach_again", args=[person.pk])
    shown = staff.post(again, follow=True).content.decode()
    assert "n’arrivent pas" not in shown
    mark.refresh_from_db()
    assert mark.lifted_at is not None
    undo(entry=Entry.objects.latest("pk"), by=make.adviser(trip.chamber), at=AT)
    assert "n’arrivent pas" in staff.get(notice.url).content.decode()


def test_a_message_of_nobody_known_is_told_to_nobody(trip: Trip) -> None:
    Unreachable.objects.create(address="inconnu@example.org", trouble="unknown", since=AT)
    tell_of_unreachable(AT)
    assert not Notice.objects.exists()
    assert Unreachable.objects.get().told_at == AT
