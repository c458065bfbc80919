"""Sign-in by a code: who gets one, what a stranger sees, and where the limits are."""

import re

import pytest

from etabli.foundation.people.models import User
from tests import factories as make
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
    body = make.mails().latest("pk").body
    code = re.search(r"\b\d{6}\b", body)
    assert code, body
    return code[0]


def test_a_code_works_once(client: ArmedClient, user: User) -> None:
    ask(client, KNOWN)
    code = code_sent()
    client.post("/connexion/code/", {"code": code})
    client.logout()
    client.post("/connexion/code/", {"code": code})
    assert "_auth_user_id" not in client.session


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
