"""Sign-in by a code: it works, it tells nobody which addresses are known, and it is slow to guess."""

import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from etabli.foundation.people import forms, queries
from etabli.foundation.people.actions import open_account
from etabli.foundation.people.models import Person, Role, User
from etabli.foundation.people.viewer import Viewer, of_person
from tests import factories as make

pytestmark = pytest.mark.django_db


def asked(client: Client, email: str) -> str:
    """Ask for a code and give the page that follows, less what changes each time."""
    answer = client.post("/connexion/", {"email": email}, follow=True)
    assert answer.redirect_chain == [("/connexion/code/", 302)]
    page = answer.content.decode().replace(email, "ADDRESS")
    return re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", page)


def code_sent() -> str:
    return make.mails().latest("pk").subject.split()[-1]


def test_a_code_signs_in_and_leads_back(client: Client) -> None:
    post = make.membership(make.chamber())
    client.post("/connexion/", {"email": post.user.email, "next": "/historique/"})
    message = make.mails().get()
    assert message.to == post.user.email
    assert code_sent() in message.body
    answer = client.post("/connexion/code/", {"code": code_sent(), "next": "/historique/"})
    assert answer["Location"] == "/historique/"
    assert client.get("/historique/").context["viewer"].role == Role.ADVISER


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address() -> None:
    known = make.user().email
    pages = [asked(Client(), known), asked(Client(), "nobody@example.org")]
    assert pages[0] == pages[1]
    assert [message.to for message in make.mails().all()] == [known]


def test_an_artisan_who_lost_their_link_signs_in_by_a_code(client: Client) -> None:
    person = make.person(make.chamber())
    asked(client, person.email.upper())
    client.post("/connexion/code/", {"code": code_sent()})
    viewer = client.get("/historique/").context["viewer"]
    assert (viewer.role, viewer.person_id) == (Role.ARTISAN, person.pk)
    assert viewer.actor.party_id == of_person(person).actor.party_id, (
        "what they did by their link stays theirs"
    )
    asked(Client(), person.email)
    assert User.objects.filter(email=person.email).count() == 1


def test_a_first_code_asked_twice_at_once_is_sent_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """The other request opens the account just after this one saw that there was none."""
    person = make.person(make.chamber())

    def seen_before_the_other(email: str) -> Person | None:
        seen = queries.person_without_account(email)
        asked_by_other(Person.objects.get(pk=person.pk))
        return seen

    def asked_by_other(same: Person) -> None:
        open_account(person=same, by=Viewer.nobody(), at=timezone.now())

    monkeypatch.setattr(forms, "person_without_account", seen_before_the_other)
    asked(Client(), person.email)
    assert [message.to for message in make.mails().all()] == [person.email]
    assert User.objects.get().persons.get() == person


def test_who_asks_too_often_opens_no_account() -> None:
    for _ in range(3):
        asked(Client(), "lea@example.org")
    person = make.person(make.chamber(), email="lea@example.org")
    page = Client().post("/connexion/", {"email": person.email}).content.decode()
    assert "Attendez une minute" in page
    person.refresh_from_db()
    assert person.user is None


def test_a_wrong_code_is_refused_and_the_fifth_ends_it(client: Client) -> None:
    asked(client, make.user().email)
    right = code_sent()
    for _ in range(4):
        assert client.post("/connexion/code/", {"code": "WRONGONE"}).status_code == 200
    assert client.post("/connexion/code/", {"code": "WRONGONE"})["Location"] == "/connexion/"
    assert client.post("/connexion/code/", {"code": right})["Location"] == "/connexion/"
    assert not client.get("/historique/").context["viewer"].is_known


def test_asking_is_limited_per_address() -> None:
    email = make.user().email
    for _ in range(3):
        asked(Client(), email)
    answer = Client().post("/connexion/", {"email": email})
    assert answer.status_code in {200, 429}
    assert make.mails().count() == 3


def test_asking_is_limited_alike_for_an_unknown_address() -> None:
    answers = []
    for email in (make.user().email, "nobody@example.org"):
        codes = [Client().post("/connexion/", {"email": email}).status_code for _ in range(5)]
        answers.append(codes)
    assert answers[0] == answers[1]


def test_another_address_may_be_used(client: Client) -> None:
    asked(client, "nobody@example.org")
    assert client.get("/connexion/")["Location"] == "/connexion/code/"
    client.post("/connexion/recommencer/")
    assert client.get("/connexion/").status_code == 200


def test_who_signs_in_is_no_longer_the_bearer_of_the_link_they_came_by(client: Client) -> None:
    chamber = make.chamber()
    post = make.membership(chamber)
    make.become(client, link=make.link(make.person(chamber)))
    before = client.session.session_key
    asked(client, post.user.email)
    client.post("/connexion/code/", {"code": code_sent()})
    assert client.get("/historique/").context["viewer"].role == Role.ADVISER
    assert client.session.session_key != before


def test_a_new_code_ends_the_one_before_whoever_asked_for_it(client: Client) -> None:
    email = make.user().email
    asked(client, email)
    first = code_sent()
    asked(Client(), email)
    assert client.post("/connexion/code/", {"code": first}).status_code == 200, "another was sent since"
    client.post("/connexion/code/", {"code": code_sent()})
    assert client.get("/historique/").context["viewer"].is_known, (
        "the latest mail opens, on any page that asked"
    )


def test_an_unknown_address_is_tried_as_often_as_a_known_one_and_the_page_is_the_same() -> None:
    answers = []
    for email in (make.user().email, "nobody@example.org"):
        one, other = Client(), Client()
        asked(one, email)
        asked(other, email)
        tries = [(one if n % 2 else other).post("/connexion/code/", {"code": "000000x"}) for n in range(7)]
        answers.append([(answer.status_code, answer.get("Location")) for answer in tries])
    assert answers[0] == answers[1]
    assert [status for status, _ in answers[0]] == [200] * 4 + [302] * 3


def test_whoever_tried_too_often_reads_when_they_can_again_and_then_can(client: Client) -> None:
    email = make.user().email
    with time_machine.travel(datetime(2026, 3, 2, 9, 1, tzinfo=UTC), tick=False) as clock:
        for _ in range(3):
            asked(client, email)
            for _try in range(5):
                client.post("/connexion/code/", {"code": "000000x"})
            clock.shift(timedelta(minutes=2))
        asked(client, email)
        page = client.post("/connexion/code/", {"code": code_sent()}).content.decode()
        assert "Vous pourrez essayer à nouveau à 11\u00a0h." in page, "the clock says 10:07 in Paris"
        clock.move_to(datetime(2026, 3, 2, 10, 0, tzinfo=UTC))
        asked(client, email)
        client.post("/connexion/code/", {"code": code_sent()})
        assert client.get("/historique/").context["viewer"].is_known


def test_a_closed_account_gets_no_code(client: Client) -> None:
    user = make.user()
    type(user).objects.update(is_active=False)
    asked(client, user.email)
    assert not make.mails().exists()


@pytest.mark.parametrize("path", ["signup", "password/reset", "email", "login", "inscription"])
def test_no_other_page_of_the_library_is_open(client: Client, path: str) -> None:
    assert client.get(f"/connexion/{path}/").status_code == 404


def test_codes_of_one_address_are_few_whoever_asks_and_alike_for_an_unknown_one() -> None:
    """A guesser with many networks and much time gets six codes an hour, and nobody learns what is known."""
    known = make.user().email
    answers = []
    for email in (known, "nobody@example.org"):
        asked_for = []
        with time_machine.travel(datetime(2026, 3, 2, 9, 1, tzinfo=UTC), tick=False) as clock:
            for number in range(8):
                asked_for.append(
                    Client(REMOTE_ADDR=f"192.0.2.{number}").post("/connexion/", {"email": email})
                )
                clock.shift(timedelta(minutes=2))
        answers.append([answer.status_code for answer in asked_for])
        assert "Trop de codes" in asked_for[-1].content.decode()
    assert answers[0] == answers[1] == [302] * 6 + [200] * 2
    assert make.mails().count() == 6


def test_asking_is_limited_per_network_whatever_the_addresses() -> None:
    codes = [
        Client().post("/connexion/", {"email": f"nobody{number}@example.org"}).status_code
        for number in range(25)
    ]
    assert codes[:20] == [302] * 20
    assert 302 not in codes[20:]
