"""Sign-in by a code: who gets one, what a stranger sees, and where the limits are."""

import re

import pytest

from etabli.foundation.notify.models import Message
from etabli.foundation.people.models import User
from etabli.foundation.people.viewer import ACTING
from tests.armed import ArmedClient

KNOWN = "conseil@chambre.example"


@pytest.fixture
def user(db: None) -> User:
    return User.objects.create_user(KNOWN, "Une conseillère")


def ask(client: ArmedClient, email: str, **query: str) -> str:
    response = client.post("/connexion/", {"email": email}, query_params=query, follow=True)
    assert response.status_code == 200
    return response.content.decode().replace(email, "ADDRESS")


def code_sent() -> str:
    body = Message.objects.latest("pk").body
    found = re.search(r"\b\d{6}\b", body)
    assert found, body
    return found[0]


def test_a_code_opens_the_door_and_leads_where_one_was_going(client: ArmedClient, user: User) -> None:
    ask(client, KNOWN, next="/historique/")
    assert Message.objects.get().to == KNOWN
    response = client.post("/connexion/code/", {"code": code_sent()}, query_params={"next": "/historique/"})
    assert response.status_code == 302
    assert response.headers["Location"] == "/historique/"
    assert client.session["_auth_user_id"] == str(user.pk)


def test_a_wrong_code_does_not_open_and_five_of_them_close_the_door(client: ArmedClient, user: User) -> None:
    ask(client, KNOWN)
    right = code_sent()
    wrong = "000000" if right != "000000" else "111111"
    for _ in range(5):
        client.post("/connexion/code/", {"code": wrong})
    client.post("/connexion/code/", {"code": right})
    assert "_auth_user_id" not in client.session


def test_a_code_works_once(client: ArmedClient, user: User) -> None:
    ask(client, KNOWN)
    code = code_sent()
    client.post("/connexion/code/", {"code": code})
    client.logout()
    client.post("/connexion/code/", {"code": code})
    assert "_auth_user_id" not in client.session


def test_a_stranger_sees_the_same_page_and_gets_no_mail(client: ArmedClient, user: User) -> None:
    token = re.compile(r'value="[\w-]{40,}"')
    seen_by_known = token.sub("", ask(client, KNOWN))
    seen_by_stranger = token.sub("", ask(ArmedClient(), "inconnu@ailleurs.example"))
    assert seen_by_known == seen_by_stranger
    assert Message.objects.count() == 1


def test_codes_for_one_address_are_limited(client: ArmedClient, user: User) -> None:
    for _ in range(6):
        ArmedClient().post("/connexion/", {"email": KNOWN})
    assert Message.objects.count() == 3


def test_signing_in_puts_a_secret_link_down(client: ArmedClient, user: User) -> None:
    session = client.session
    session[ACTING] = {"link": 12}
    session.save()
    ask(client, KNOWN)
    client.post("/connexion/code/", {"code": code_sent()})
    assert ACTING not in client.session


def test_nobody_opens_an_account_by_themselves(client: ArmedClient) -> None:
    from allauth.account.adapter import get_adapter

    assert get_adapter().is_open_for_signup(None) is False
    assert client.get("/accounts/signup/").status_code == 404


def test_pages_carry_the_strict_headers(client: ArmedClient, user: User) -> None:
    headers = client.get("/connexion/").headers
    policy = headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
