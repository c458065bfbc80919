"""Agents by their own organisation, against a real OpenID Connect provider on this machine, over HTTP."""

from collections.abc import Iterator
from copy import deepcopy
from typing import Any

import pytest
import requests
from django.test import Client
from oidc_provider_mock import User as Known, run_server_in_thread

from etabli.foundation.people.models import Role, User
from tests import factories as make

pytestmark = pytest.mark.django_db
HOST = "http://testserver"


@pytest.fixture
def provider(settings: Any) -> Iterator[str]:
    """A provider that signs in whoever says who they are; gives its address."""
    with run_server_in_thread() as server:
        address = f"http://localhost:{server.server_port}"
        settings.SOCIALACCOUNT_PROVIDERS = deepcopy(settings.SOCIALACCOUNT_PROVIDERS)
        app = settings.SOCIALACCOUNT_PROVIDERS["openid_connect"]["APPS"][0]
        app |= {"settings": {"server_url": address}, "secret": "secret"}
        yield address


def declared(provider: str, **claims: Any) -> str:
    """Somebody whom the provider knows; gives their name there."""
    known = Known(sub="agent-1", claims=claims)
    answer = requests.put(f"{provider}/users/{known.sub}", json=known.claims, timeout=5)
    answer.raise_for_status()
    return known.sub


def sign_in(client: Client, sub: str, then: str = "") -> Any:
    """Follow the link of the sign-in page to the provider, say who one is, come back."""
    away = client.get("/connexion/agents/agents/" + (f"?next={then}" if then else ""))
    assert "code_challenge=" in away["Location"]
    chosen = requests.post(away["Location"], data={"sub": sub}, allow_redirects=False, timeout=5)
    assert chosen.headers["Location"].startswith(f"{HOST}/connexion/agents/agents/retour/")
    return client.get(chosen.headers["Location"].removeprefix(HOST))


def test_an_agent_comes_in_by_their_organisation(client: Client, provider: str) -> None:
    post = make.membership(make.chamber())
    sub = declared(provider, email=post.user.email.upper(), email_verified=True)
    assert sign_in(client, sub, then="/historique/")["Location"] == "/historique/"
    assert client.get("/historique/").context["viewer"].role == Role.ADVISER
    from allauth.socialaccount.models import SocialAccount

    assert not SocialAccount.objects.exists(), "nothing of what the provider says is kept"


@pytest.mark.parametrize("who", ["stranger", "unverified", "member", "artisan", "gone"])
def test_nobody_else_does_and_no_account_is_made(client: Client, provider: str, who: str) -> None:
    email = "stranger@example.org"
    if who == "unverified":
        email = make.membership(make.chamber()).user.email
    elif who == "member":
        email = make.membership(make.association(), Role.MEMBER).user.email
    elif who == "artisan":
        email = make.person(make.chamber()).email
    elif who == "gone":
        post = make.membership(make.chamber())
        type(post).objects.update(ended_on="2026-01-01")
        email = post.user.email
    before = User.objects.count()
    answer = sign_in(client, declared(provider, email=email, email_verified=who != "unverified"))
    assert answer.status_code == 403
    assert "la direction de votre chambre" in answer.content.decode()
    assert not client.get("/historique/").context["viewer"].is_known
    assert User.objects.count() == before


def test_a_second_proof_is_asked_for_unless_the_organisation_has(
    client: Client, provider: str, settings: Any
) -> None:
    settings.SECOND_FACTOR = "required"
    post = make.membership(make.chamber())
    sign_in(client, declared(provider, email=post.user.email, email_verified=True))
    assert client.get("/historique/")["Location"] == "/compte/acces/"
    other = Client()
    sign_in(other, declared(provider, email=post.user.email, email_verified=True, amr=["pwd", "mfa"]))
    assert other.get("/historique/").status_code == 200


def test_a_provider_that_does_not_answer_gets_a_sentence(client: Client) -> None:
    answer = client.get("/connexion/agents/agents/")
    assert answer.status_code == 502
    assert "n’a pas répondu" in answer.content.decode()
    assert client.get("/connexion/agents/autre/").status_code == 404


def test_the_sign_in_page_offers_it_where_it_is_configured(client: Client, settings: Any) -> None:
    assert 'href="/connexion/agents/agents/"' in client.get("/connexion/").content.decode()
    settings.OIDC_ISSUER = ""
    assert client.get("/connexion/agents/agents/").status_code == 404
