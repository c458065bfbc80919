"""Somebody nobody knows tries to fill a workshop, or to flood a mailbox; and a room full of honest people signs up."""

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal.models import Entry
from etabli.foundation.notify.mailboxes import MAX_MAILS
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.tasks import deliver_due
from etabli.foundation.people.models import Membership
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.models import Session
from tests import factories
from tests.foundation.seats.steps import fresh

pytestmark = pytest.mark.django_db
TOWN_HALL, HOME = "192.0.2.7", "198.51.100.4"


def post(session: Session, *, origin: str = TOWN_HALL, browser: Client | None = None, **typed: str) -> Any:
    """The form of the page, from a browser of this address; `follow`s to what the person reads."""
    browser = browser or Client()
    given = {"name": "Jeanne Exemple", "contact": "jeanne@example.org", "trade": "", "commune": "", **typed}
    return browser.post(f"/ateliers/{session.pk}/", given, REMOTE_ADDR=origin, follow=True)


def invented(session: Session, count: int, **more: Any) -> list[Any]:
    return [
        post(session, name=f"Inventé {chr(97 + n)}", contact=f"06 00 00 00 {n:02}", **more)
        for n in range(count)
    ]


def only(session: Session, status: str) -> list[SignUp]:
    return list(session.occasion.sign_ups.filter(status=status).order_by("number"))


def link_in(message: Message) -> str:
    found = re.search(r"https?://[^/]+(/l/\S+)", message.body)
    assert found is not None
    return found[1]


def test_eight_invented_telephones_leave_the_workshop_to_the_ninth_person(make: Any) -> None:
    session = make(capacity=8)
    answers = invented(session, 8)
    assert len(only(session, "seated")) == 3
    last = answers[-1].content.decode()
    assert "Nous vous appelons pour la confirmer" in last
    page = post(session, origin=HOME).content.decode()
    assert "Vous avez une place" in page
    assert fresh(session.occasion).taken == 4


def test_who_gave_an_address_confirms_by_the_link_of_the_mail(make: Any) -> None:
    session = make(capacity=8)
    invented(session, 3)
    page = post(session).content.decode()
    assert "par le lien de l’e-mail" in page
    (row,) = only(session, "pending")
    browser = Client()
    shown = browser.get(link_in(factories.mails().get(to="jeanne@example.org")), follow=True)
    assert fresh(row).status == "pending", "a program that opens the links of mails confirms nothing"
    assert "Je confirme que je viens" in shown.content.decode()
    done = browser.post(f"/inscriptions/{row.pk}/confirmer/", follow=True).content.decode()
    assert "C’est confirmé" in done
    assert fresh(row).status == "seated"


def test_the_browser_that_made_it_cannot_confirm(make: Any) -> None:
    session = make(capacity=8)
    invented(session, 3)
    browser = Client()
    page = post(session, browser=browser).content.decode()
    (row,) = only(session, "pending")
    assert "/confirmer/" not in page
    assert browser.post(f"/inscriptions/{row.pk}/confirmer/").status_code == 403
    assert fresh(row).status == "pending"


def test_the_desk_shows_whom_to_call_confirms_and_takes_back(
    client: Client, make: Any, membership: Membership
) -> None:
    session = make(capacity=8)
    invented(session, 5)
    desk = factories.become(client, membership=membership)
    page = desk.get(f"/seances/{session.pk}/").content.decode()
    assert "Pas encore confirmées" in page
    assert "2 inscriptions attendent leur confirmation" in page
    assert "à appeler" in page
    assert "2 à confirmer" in desk.get("/seances/?state=unconfirmed").content.decode()
    first, second = only(session, "pending")
    done = desk.post(f"/inscriptions/{first.pk}/confirmer/", follow=True).content.decode()
    assert "C’est confirmé" in done
    desk.post(f"/inscriptions/{second.pk}/annuler/")
    assert (fresh(first).status, fresh(second).status) == ("seated", "withdrawn")
    for verb in ("seats.withdraw", "seats.confirm"):
        entry = Entry.objects.filter(verb=verb).latest("pk")
        assert desk.post(f"/historique/{entry.pk}/annuler/").status_code == 302
    assert [row.status for row in (fresh(first), fresh(second))] == ["pending", "pending"]


def test_the_adviser_is_told_once_a_day_that_somebody_is_to_be_called(
    make: Any, membership: Membership
) -> None:
    session = make(capacity=8)
    invented(session, 7)
    asked = factories.shown(owner=membership.user.party, kind="seats.call")
    assert [notice.url for notice in asked] == [f"/seances/{session.pk}/"]


def test_the_staff_choose_the_rule_and_take_it_back(
    client: Client, session: Session, membership: Membership
) -> None:
    desk = factories.become(client, membership=membership)
    assert 'value="3"' in desk.get("/inscriptions/regle/").content.decode()
    desk.post("/inscriptions/regle/", {"most": "1"})
    invented(session, 2)
    assert len(only(session, "pending")) == 1
    assert "1" in desk.get("/inscriptions/regle/").content.decode()
    refused = desk.post("/inscriptions/regle/", {"most": "0"}).content.decode()
    assert "error" in refused


def test_relays_and_the_adviser_on_the_telephone_are_not_counted(
    client: Client, make: Any, membership: Membership
) -> None:
    session, desk = make(capacity=8), factories.become(client, membership=membership)
    for n in range(6):
        given = {"name": f"Client {chr(97 + n)}", "contact": f"06 00 00 00 {n:02}"}
        desk.post(f"/seances/{session.pk}/inscrire/", given, REMOTE_ADDR=TOWN_HALL)
    assert len(only(session, "seated")) == 6
    assert not SignUp.objects.exclude(origin="").exists()


def test_a_machine_that_fills_everything_signs_nobody_up(session: Session) -> None:
    answer = post(session, site="https://spam.example")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Rien n’est encore parti" in page
    assert "spam.example" not in page, "a browser may have filled it: a person has only to send once more"
    assert not SignUp.objects.exists()
    assert re.search(r'<input[^>]*name="site"[^>]*autocomplete="off"', page)
    post(session)
    assert SignUp.objects.count() == 1


def test_sixteen_workshops_in_twenty_seconds_do_not_flood_a_mailbox(make: Any) -> None:
    for n, session in enumerate([make() for _ in range(16)]):
        contact = ["Victime@Example.org", "victime@example.org", "victime+b@example.org"][n % 3]
        post(session, origin=f"198.51.100.{n}", contact=contact)
    deliver_due(timezone.now())
    left = factories.mails().filter(mailbox="victime@example.org", held=False)
    assert left.count() == MAX_MAILS
    assert factories.mails().filter(held=True).count() == 16 - MAX_MAILS
    assert SignUp.objects.filter(status="seated").count() == 16, "the place itself never waits for a mail"


def test_twenty_people_in_one_town_hall_all_get_in(make: Any) -> None:
    session = make(capacity=20)
    names = "abcdefghijklmnopqrst"
    for n, letter in enumerate(names):
        page = post(session, name=f"Personne {letter}", contact=f"personne{n}@example.org")
        assert page.status_code == 200
    for row in only(session, "pending"):
        browser = Client()
        browser.get(link_in(factories.mails().get(to=row.person.email)), REMOTE_ADDR=TOWN_HALL)
        browser.post(f"/inscriptions/{row.pk}/confirmer/", REMOTE_ADDR=TOWN_HALL)
    assert len(only(session, "seated")) == 20
