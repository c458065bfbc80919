"""Whoever has just signed up sees the address that we write to, and corrects it by a code."""

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal.models import Entry
from etabli.foundation.people import links
from etabli.foundation.people.models import Person, SecretLink
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.models import Session
from tests import factories as make

pytestmark = pytest.mark.django_db
WRONG, RIGHT = "zoe@exemple.invalid", "zoe@example.org"


def sign_up(session: Session, browser: Client, contact: str = WRONG, **typed: str) -> SignUp:
    """By the form of the page, in this browser; the sign-up that it then shows."""
    given = {"name": "Zoé Exemple", "contact": contact, "trade": "", "commune": "", **typed}
    shown = browser.post(f"/ateliers/{session.pk}/", given)
    number = re.search(r"/inscriptions/(\d+)/", shown["Location"])
    assert number is not None
    return SignUp.objects.get(pk=number[1])


def page(browser: Client, found: SignUp) -> str:
    return browser.get(f"/inscriptions/{found.pk}/").content.decode()


def ask(browser: Client, found: SignUp, email: str = RIGHT) -> str:
    """Ask for a code at this address; the code of the mail."""
    answer = browser.post(f"/inscriptions/{found.pk}/adresse/", {"email": email})
    assert answer["Location"] == f"/inscriptions/{found.pk}/adresse/code/"
    code = re.search(r"\b\d{6}\b", make.mails().filter(to=email).latest("pk").body)
    assert code is not None
    return code[0]


def correct(browser: Client, found: SignUp, email: str = RIGHT) -> Any:
    return browser.post(f"/inscriptions/{found.pk}/adresse/code/", {"code": ask(browser, found, email)})


def test_the_page_shows_the_address_that_was_typed_with_the_means_to_correct_it(
    session: Session, client: Client
) -> None:
    found = sign_up(session, client)
    shown = page(client, found)
    assert f"Nous écrivons à <b>{WRONG}</b>" in shown
    assert f'href="/inscriptions/{found.pk}/adresse/"' in shown
    assert WRONG in client.get(f"/inscriptions/{found.pk}/adresse/").content.decode()


def test_the_code_of_the_new_mailbox_changes_the_address_and_the_place_stays(
    session: Session, client: Client
) -> None:
    found = sign_up(session, client)
    answer = correct(client, found)
    assert answer["Location"] == f"/inscriptions/{found.pk}/"
    found.refresh_from_db()
    assert (found.person.email, found.status) == (RIGHT, "seated")
    assert Person.objects.filter(name="Zoé Exemple").count() == 1
    assert f"Nous écrivons à <b>{RIGHT}</b>" in page(client, found)
    assert make.mails().filter(to=RIGHT, body__contains=session.occasion.title).exists()


def test_what_left_for_the_wrong_mailbox_opens_nothing_more(session: Session, client: Client) -> None:
    found = sign_up(session, client)
    sent = make.link(found.person)
    correct(client, found)
    assert Client().get(f"/l/{links.token_of(sent)}/").status_code == 404
    assert page(client, found)


def test_a_wrong_code_changes_nothing_and_five_end_it(session: Session, client: Client) -> None:
    found = sign_up(session, client)
    right = ask(client, found)
    wrong = "000000" if right != "000000" else "111111"
    address = f"/inscriptions/{found.pk}/adresse/code/"
    answers = [client.post(address, {"code": wrong}).status_code for _ in range(5)]
    assert answers == [422] * 4 + [302]
    assert client.post(address, {"code": right}).status_code == 302
    found.person.refresh_from_db()
    assert found.person.email == WRONG


def test_a_code_of_another_sign_up_corrects_nothing(session: Session, client: Client) -> None:
    other = Client()
    mine, theirs = (
        sign_up(session, client),
        sign_up(session, other, "tom@exemple.invalid", name="Tom Exemple"),
    )
    code = ask(other, theirs)
    client.post(f"/inscriptions/{mine.pk}/adresse/code/", {"code": code})
    mine.person.refresh_from_db()
    assert mine.person.email == WRONG


def test_nobody_else_sees_or_corrects_it(session: Session, client: Client) -> None:
    found = sign_up(session, client)
    by_mail = Client()
    by_mail.get(f"/l/{links.token_of(make.link(found.person, 'sign_up', found.pk))}/")
    staff = make.become(Client(), membership=make.membership(session.chamber))
    for browser in (Client(), by_mail, staff, make.become(Client(), link=make.link(found.person))):
        assert browser.get(f"/inscriptions/{found.pk}/adresse/").status_code == 404
        assert browser.post(f"/inscriptions/{found.pk}/adresse/", {"email": RIGHT}).status_code == 404
    assert WRONG not in page(by_mail, found)


def test_somebody_elses_address_that_was_typed_stays_theirs(session: Session, client: Client) -> None:
    owner = make.person(session.chamber, email="anna@example.org", name="Anna")
    found = sign_up(session, client, "anna@example.org")
    answer = correct(client, found)
    owner.refresh_from_db()
    assert (owner.email, owner.name) == ("anna@example.org", "Anna")
    placed = SignUp.objects.get(person__email=RIGHT)
    assert answer["Location"] == f"/inscriptions/{placed.pk}/"
    assert (placed.status, placed.person.name) == ("seated", "Zoé Exemple")
    found.refresh_from_db()
    assert found.status == "withdrawn"
    assert f"Nous écrivons à <b>{RIGHT}</b>" in page(client, placed)
    assert client.get(f"/inscriptions/{found.pk}/").status_code == 404, "no hold on what is Anna's"


def test_the_pages_say_the_same_whoever_is_known(session: Session) -> None:
    make.person(session.chamber, email="anna@example.org")
    seen = []
    for typed, meant in (("new@exemple.invalid", "new@example.org"), ("anna@example.org", "two@example.org")):
        browser = Client()
        found = sign_up(session, browser, typed)
        answers = [browser.get(f"/inscriptions/{found.pk}/adresse/").content.decode()]
        mailed = ask(browser, found, meant)
        answers.append(browser.get(f"/inscriptions/{found.pk}/adresse/code/").content.decode())
        last = browser.post(f"/inscriptions/{found.pk}/adresse/code/", {"code": mailed}, follow=True)
        answers.append(last.content.decode())
        plain = [re.sub(r'value="\w{64}"', "", text.partition("<main")[2]) for text in answers]
        seen.append([re.sub(r"\d+", "0", t.replace(typed, "typed").replace(meant, "meant")) for t in plain])
    assert seen[0] == seen[1]


def test_whose_mailbox_it_is_keeps_what_they_have_done_since(session: Session, client: Client) -> None:
    found = sign_up(session, client)
    owner = Client()
    owner.get(f"/l/{links.token_of(make.link(found.person))}/")
    correct(client, found)
    found.person.refresh_from_db()
    assert found.person.email == WRONG, "somebody came in by our mail: the person is theirs"
    assert SignUp.objects.get(person__email=RIGHT).status == "seated"


def test_the_address_of_somebody_known_gets_the_place_as_theirs(session: Session, client: Client) -> None:
    known = make.person(session.chamber, email=RIGHT)
    found = sign_up(session, client)
    correct(client, found)
    assert SignUp.objects.get(person=known).status == "seated"
    assert Person.objects.filter(email=RIGHT).count() == 1


def test_who_has_a_place_already_keeps_the_one(session: Session, client: Client) -> None:
    known = make.person(session.chamber, email=RIGHT)
    place = make.sign_up(session.occasion, known)
    found = sign_up(session, client)
    answer = correct(client, found)
    assert answer["Location"] == f"/inscriptions/{place.pk}/"
    assert SignUp.objects.filter(person=known).count() == 1
    session.occasion.refresh_from_db()
    assert session.occasion.taken == 1


def test_those_who_come_along_stay_with_whoever_brings_them(session: Session, client: Client) -> None:
    make.person(session.chamber, email="anna@example.org")
    found = sign_up(session, client, "anna@example.org", others="Tom Exemple")
    correct(client, found)
    placed = SignUp.objects.get(person__email=RIGHT)
    assert [row.person.name for row in placed.brought.all()] == ["Tom Exemple"]


def test_after_a_day_the_person_stays_as_they_are(session: Session, client: Client) -> None:
    found = sign_up(session, client)
    with time_machine.travel(timezone.now() + timedelta(days=1, minutes=1), tick=False):
        correct(client, found)
    found.person.refresh_from_db()
    assert found.person.email == WRONG


def test_it_is_asked_again_when_the_new_one_looks_mistyped(session: Session, client: Client) -> None:
    found = sign_up(session, client)
    answer = client.post(f"/inscriptions/{found.pk}/adresse/", {"email": "zoe@gmial.com"})
    assert "Vouliez-vous dire zoe@gmail.com" in answer.content.decode()


def test_a_telephone_alone_has_no_address_to_correct(session: Session, client: Client) -> None:
    found = sign_up(session, client, "05 36 49 00 07")
    assert "Nous écrivons à" not in page(client, found)
    assert client.get(f"/inscriptions/{found.pk}/adresse/").status_code == 404


def test_the_sign_up_form_asks_once_and_takes_what_is_meant(session: Session, client: Client) -> None:
    given = {"name": "Zoé Exemple", "contact": "zoe@gmial.com", "trade": "maçon", "commune": ""}
    asked = client.post(f"/ateliers/{session.pk}/", given).content.decode()
    assert "Vouliez-vous dire zoe@gmail.com" in asked
    assert 'value="maçon"' in asked
    assert not SignUp.objects.exists()
    client.post(f"/ateliers/{session.pk}/", {**given, "address_meant": "zoe@gmail.com"})
    assert SignUp.objects.get().person.email == "zoe@gmail.com"


def test_it_stands_in_the_history_and_says_how_to_go_back(session: Session, client: Client) -> None:
    found = sign_up(session, client)
    correct(client, found)
    assert Entry.objects.filter(verb="seats.correct_address").count() == 1
    assert correct(client, found, WRONG)["Location"] == f"/inscriptions/{found.pk}/"
    found.person.refresh_from_db()
    assert found.person.email == WRONG
    assert SecretLink.objects.filter(person=found.person, revoked_at=None).count() == 1
