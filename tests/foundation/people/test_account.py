"""My account: its page, another address proved by a code, devices signed out, links seen and cut off."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal.models import Entry
from etabli.foundation.people import links
from etabli.foundation.people.models import BrowserSession, Role
from etabli.foundation.people.sessions import device_of
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser(client: Client) -> Client:
    return make.become(client, membership=make.membership(make.chamber()))


def ask(client: Client, email: str) -> str:
    """Ask for another address; gives what the next page says, less the address and its token."""
    page = client.post("/compte/adresse/", {"email": email}, follow=True)
    assert page.redirect_chain == [("/compte/adresse/code/", 302)]
    main = page.content.decode().partition("<main")[2].partition("csrfmiddlewaretoken")[0]
    return main.replace(email, "ADDRESS")


def code() -> str:
    return make.mails().latest("pk").subject.split()[-1]


def test_another_address_is_taken_once_its_code_comes_back(client: Client) -> None:
    post = make.membership(make.chamber())
    person = make.person(make.chamber("Voisine"), user=post.user, email=post.user.email)
    make.become(client, membership=post)
    former = post.user.email
    ask(client, "new@example.org")
    assert client.post("/compte/adresse/code/", {"code": "000000x"}).status_code == 200
    post.user.refresh_from_db()
    assert post.user.email == former
    client.post("/compte/adresse/code/", {"code": code()})
    post.user.refresh_from_db()
    person.refresh_from_db()
    assert post.user.email == person.email == "new@example.org"
    assert make.mails().latest("pk").to == former, "the former address is told"


def test_an_address_that_is_taken_answers_alike_and_is_told_by_mail(adviser: Client) -> None:
    other = make.user()
    assert ask(adviser, other.email) == ask(adviser, "free@example.org")
    told = make.mails().get(to=other.email)
    assert not any(word.isdigit() for word in told.body.split())
    ask(adviser, other.email)
    assert adviser.post("/compte/adresse/code/", {"code": "0"}).status_code == 200


def test_the_code_of_an_address_is_slow_to_guess(adviser: Client) -> None:
    ask(adviser, "new@example.org")
    right = code()
    for _ in range(4):
        assert adviser.post("/compte/adresse/code/", {"code": "wrong"}).status_code == 200
    assert adviser.post("/compte/adresse/code/", {"code": "wrong"})["Location"] == "/compte/adresse/"
    assert adviser.post("/compte/adresse/code/", {"code": right})["Location"] == "/compte/adresse/"


def test_the_codes_for_an_address_are_few_by_this_way_too(client: Client) -> None:
    """Five tries each: whoever guesses somebody's code would become the person whom a chamber knows by it."""
    post = make.membership(make.chamber())
    with time_machine.travel(datetime(2026, 3, 2, 9, 1, tzinfo=UTC), tick=False) as clock:
        make.become(client, membership=post)
        for _ in range(6):
            ask(client, "new@example.org")
            clock.shift(timedelta(minutes=2))
        page = client.post("/compte/adresse/", {"email": "New@example.org"})
    assert "Attendez une heure" in page.content.decode()
    assert make.mails().filter(to__iexact="new@example.org").count() == 6


def test_what_touches_the_account_asks_for_a_fresh_sign_in(adviser: Client) -> None:
    assert adviser.get("/compte/adresse/").status_code == 200
    with time_machine.travel(timezone.now() + timedelta(minutes=31), tick=False):
        answer = adviser.get("/compte/adresse/")
        assert answer["Location"] == "/compte/prouver/?next=%2Fcompte%2Fadresse%2F"
        again = adviser.post("/compte/prouver/", {"next": "/compte/adresse/"})
        assert again["Location"] == "/connexion/?next=%2Fcompte%2Fadresse%2F"
        assert not adviser.get("/historique/").context["viewer"].is_known


def test_devices_are_listed_and_signed_out(client: Client) -> None:
    post = make.membership(make.chamber())
    here, there, third = (make.become(Client(), membership=post) for _ in range(3))
    stranger = make.become(Client(), membership=make.membership(make.chamber("Voisine")))
    session = BrowserSession.objects.get(pk=there.session.session_key)
    page = here.get("/compte/appareils/").content.decode()
    assert page.count("Vu la dernière fois") == 3
    assert session.handle in page
    assert session.session_key not in page, "the key itself would open the session"
    assert stranger.post(f"/compte/appareils/{session.handle}/").status_code == 404
    here.post(f"/compte/appareils/{session.handle}/")
    assert not there.get("/historique/").context["viewer"].is_known
    assert third.get("/historique/").context["viewer"].is_known
    here.post("/compte/appareils/autres/")
    assert not third.get("/historique/").context["viewer"].is_known
    assert here.get("/historique/").context["viewer"].is_known
    assert stranger.get("/historique/").context["viewer"].is_known
    assert session.session_key not in str(list(Entry.objects.values()))


def test_a_session_is_written_once_a_day(client: Client) -> None:
    member = make.become(client, membership=make.membership(make.association(), Role.MEMBER))
    key = member.session.session_key
    tomorrow = timezone.now() + timedelta(days=1)
    with time_machine.travel(tomorrow, tick=False):
        member.get("/historique/")
    seen = BrowserSession.objects.get(pk=key)
    assert seen.seen_at == tomorrow
    assert seen.expire_date > tomorrow + timedelta(days=29), "who comes back is not signed out"


@pytest.mark.parametrize(
    ("user_agent", "device"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36", "Chrome, Android"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8.5", ""),
    ],
)  # fmt: skip
def test_a_device_is_told_in_words(user_agent: str, device: str) -> None:
    assert device_of(user_agent) == device


def test_an_artisan_sees_their_links_and_cuts_off_the_one_they_came_by(client: Client) -> None:
    person = make.person(make.chamber())
    link = make.link(person)
    client.get(f"/l/{links.token_of(link)}/")
    page = client.get("/compte/liens/").content.decode()
    assert "vous êtes entré par celui-ci" in page
    assert "Ouvert la dernière fois" in page
    assert client.post(f"/liens/{link.pk}/couper/")["Location"] == "/"
    assert not client.get("/historique/").context["viewer"].is_known
    assert Client().get(f"/l/{links.token_of(link)}/").status_code == 404


def test_nobody_cuts_off_the_link_of_somebody_else(client: Client) -> None:
    chamber = make.chamber()
    link = make.link(make.person(chamber))
    make.become(client, link=make.link(make.person(chamber)))
    assert client.post(f"/liens/{link.pk}/couper/").status_code == 404


def test_somebody_whose_roles_have_ended_still_has_their_account(client: Client) -> None:
    post = make.membership(make.chamber())
    make.become(client, membership=post)
    type(post).objects.update(ended_on="2026-01-01")
    assert client.get("/compte/").context["viewer"].role == Role.NOBODY
    assert client.get("/compte/appareils/").status_code == 200
    assert Client().get("/compte/")["Location"] == "/connexion/?next=/compte/"
