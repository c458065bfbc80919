"""Passkeys, the application, recovery codes, and who must have a second proof."""

import json
import re
import time
from datetime import timedelta
from importlib import import_module
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Role
from etabli.foundation.people.second_factor import OPEN_MODULES
from tests import factories as make

pytestmark = pytest.mark.django_db


def digits(secret: str) -> str:
    """What an application that holds the secret shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def with_app(client: Client) -> str:
    """Add an application in this browser; gives its secret."""
    secret = str(client.get("/compte/acces/application/").context["form"].secret)
    answer = client.post("/compte/acces/application/", {"code": digits(secret)})
    assert answer["Location"] == "/compte/acces/codes/", "with the first second proof come recovery codes"
    return secret


def by_mail(client: Client, post: Membership) -> Any:
    """Sign in by the code of the mail; gives the answer to it."""
    client.post("/connexion/", {"email": post.user.email})
    code = make.mails().filter(subject__contains="code").latest("pk").subject.split()[-1]
    return client.post("/connexion/code/", {"code": code})


@pytest.fixture
def post() -> Membership:
    return make.membership(make.chamber())


def test_an_application_is_asked_for_after_the_code_by_mail(client: Client, post: Membership) -> None:
    make.become(client, membership=post)
    secret = with_app(client)
    assert secret not in str(Authenticator.objects.values()), "a copy of the database alone opens no account"
    other = Client()
    assert by_mail(other, post)["Location"] == "/connexion/preuve/"
    assert not other.get("/historique/").context["viewer"].is_known, "one proof is not enough"
    wrong = other.post("/connexion/preuve/", {"code": "000000"})
    assert "Ce n’est pas cela" in wrong.content.decode()
    other.post("/connexion/preuve/", {"code": digits(secret)})
    assert other.get("/historique/").context["viewer"].role == Role.ADVISER


def test_recovery_codes_are_shown_once_and_each_opens_once(client: Client, post: Membership) -> None:
    make.become(client, membership=post)
    with_app(client)
    shown = client.post("/compte/acces/codes/").content.decode()
    codes = re.findall(r"<li><code>(\d+)</code>", shown)
    assert len(set(codes)) == 10
    assert codes[0] not in client.get("/compte/acces/codes/").content.decode()
    for number, code in enumerate([codes[0], codes[0], codes[1]]):
        other = Client()
        by_mail(other, post)
        other.post("/connexion/preuve/", {"code": code})
        assert other.get("/historique/").context["viewer"].is_known == (number != 1)
    assert "8" in client.get("/compte/acces/").content.decode()
    assert codes[0] not in str(list(Entry.objects.values())) + str(list(make.mails().values()))


def test_a_second_proof_is_slow_to_guess(client: Client, post: Membership) -> None:
    secret = with_app(make.become(client, membership=post))
    other = Client()
    by_mail(other, post)
    for _ in range(10):
        other.post("/connexion/preuve/", {"code": "000000"})
    other.post("/connexion/preuve/", {"code": digits(secret)})
    assert not other.get("/historique/").context["viewer"].is_known


@pytest.fixture
def required(settings: Any) -> None:
    settings.SECOND_FACTOR = "required"


@pytest.mark.usefixtures("required")
@pytest.mark.parametrize("role", [Role.ADVISER, Role.MANAGER, Role.BOARD, Role.MODERATOR])
def test_who_sees_the_data_of_others_needs_a_second_proof(client: Client, role: Role) -> None:
    is_staff = role in {Role.ADVISER, Role.MANAGER}
    post = make.membership(make.chamber() if is_staff else make.association(), role)
    Membership.objects.update(started_on=timezone.localdate() - timedelta(days=30))
    make.become(client, membership=post)
    for page in ("/", "/bureau/", "/historique/"):
        assert client.get(page)["Location"] == "/compte/acces/"
    assert "Une chose à faire" in client.get("/compte/acces/").content.decode()
    assert client.post("/compte/acces/").status_code == 200, "it is no longer put off"
    assert client.get("/")["Location"] == "/compte/acces/"
    assert client.get("/compte/").status_code == 200
    with_app(client)
    assert client.get("/historique/").status_code == 200


@pytest.mark.usefixtures("required")
def test_who_lacks_a_second_proof_may_sign_out(client: Client, post: Membership) -> None:
    Membership.objects.update(started_on=timezone.localdate() - timedelta(days=30))
    make.become(client, membership=post)
    assert client.get("/historique/")["Location"] == "/compte/acces/"
    client.post("/quitter/")
    assert client.get("/historique/").headers.get("Location") != "/compte/acces/", (
        "nobody is signed in any more"
    )
    assert "_auth_user_id" not in client.session


def test_the_pages_that_are_open_without_a_second_proof_exist() -> None:
    for module in OPEN_MODULES:
        import_module(module)


@pytest.mark.usefixtures("required")
def test_who_came_lately_may_put_it_off(client: Client, post: Membership) -> None:
    Membership.objects.filter(pk=post.pk).update(started_on=timezone.localdate())
    make.become(client, membership=post)
    assert client.get("/historique/")["Location"] == "/compte/acces/"
    assert "Pas maintenant" in client.get("/compte/acces/").content.decode()
    client.post("/compte/acces/")
    assert client.get("/historique/").status_code == 200


@pytest.mark.usefixtures("required")
def test_nobody_else_is_asked_and_the_last_one_stays(client: Client, post: Membership) -> None:
    person = make.person(make.chamber("Voisine"))
    assert make.become(Client(), link=make.link(person)).get("/historique/").status_code == 200
    member = make.become(Client(), membership=make.membership(make.association(), Role.MEMBER))
    assert member.get("/historique/").status_code == 200
    make.become(client, membership=post)
    with_app(client)
    app = Authenticator.objects.get(type="totp")
    assert client.post(f"/compte/acces/{app.pk}/retirer/").status_code == 409
    assert Authenticator.objects.filter(pk=app.pk).exists()


def test_a_session_from_before_the_second_proof_ends_with_it(client: Client, post: Membership) -> None:
    """Whoever reads the mailbox and signed in before must not stay in."""
    stranger = make.become(Client(), membership=post)
    with_app(make.become(client, membership=post))
    assert not stranger.get("/historique/").context["viewer"].is_known
    assert client.get("/historique/").context["viewer"].is_known


@pytest.mark.usefixtures("required")
def test_the_link_of_somebody_is_not_cut_without_a_second_proof(client: Client, post: Membership) -> None:
    link = make.link(make.person(post.organisation))
    make.become(client, membership=post)
    for answer in (client.get(f"/liens/{link.pk}/couper/"), client.post(f"/liens/{link.pk}/couper/")):
        assert answer["Location"] == "/compte/acces/"
    link.refresh_from_db()
    assert link.revoked_at is None


def test_a_role_that_comes_later_asks_for_a_proof_that_was_taken_away(client: Client, settings: Any) -> None:
    post = make.membership(make.association(), Role.MEMBER)
    with_app(make.become(client, membership=post))
    client.post(f"/compte/acces/{Authenticator.objects.get(type='totp').pk}/retirer/")
    settings.SECOND_FACTOR = "required"
    Membership.objects.filter(pk=post.pk).update(role=Role.BOARD)
    assert client.get("/historique/")["Location"] == "/compte/acces/"


def test_it_costs_no_statement_once_the_session_knows(
    client: Client, post: Membership, settings: Any, django_assert_num_queries: Any
) -> None:
    make.become(client, membership=post)
    with_app(client)
    client.get("/historique/")
    with django_assert_num_queries(6):
        client.get("/historique/")
    settings.SECOND_FACTOR = "required"
    client.get("/historique/")
    with django_assert_num_queries(6):
        client.get("/historique/")


def test_only_the_owner_takes_a_way_in_away_and_is_told(client: Client, post: Membership) -> None:
    make.become(client, membership=post)
    with_app(client)
    assert "application" in make.mails().filter(to=post.user.email).earliest("pk").body
    app = Authenticator.objects.get(type="totp")
    other = make.become(Client(), membership=make.membership(make.chamber("Voisine")))
    assert other.post(f"/compte/acces/{app.pk}/retirer/").status_code == 404
    client.post(f"/compte/acces/{app.pk}/retirer/")
    assert not Authenticator.objects.exists(), "the recovery codes go with the last second proof"


@pytest.mark.parametrize("answer", ["", "{", "[]", "null", "1", '{"id": 1}', json.dumps({"response": []})])
def test_what_is_no_passkey_gets_a_sentence(client: Client, post: Membership, answer: str) -> None:
    make.become(client, membership=post)
    client.get("/compte/acces/cle/")
    page = client.post("/compte/acces/cle/", {"name": "A", "credential": answer})
    assert page.status_code == 200
    assert not Authenticator.objects.exists()
    visitor = Client()
    assert visitor.get("/connexion/cle/", headers={"Accept": "application/json"}).status_code == 200
    assert visitor.post("/connexion/cle/", {"credential": answer}).status_code in {200, 302}
    assert not visitor.get("/historique/").context["viewer"].is_known


def test_there_is_no_way_to_set_a_password(client: Client, post: Membership) -> None:
    """Whatever is sent to the pages of the account and of sign-in, nobody gets a usable password."""
    from django.urls import get_resolver

    names = {name for name in get_resolver().reverse_dict if isinstance(name, str)}
    assert not any("password" in name or "reset" in name or "signup" in name for name in names)
    make.become(client, membership=post)
    sent = {"password": "Secret-123", "password1": "Secret-123", "password2": "Secret-123", "name": "A"}
    for page in ("/compte/nom/", "/compte/adresse/", "/connexion/", "/compte/"):
        client.post(page, {**sent, "email": post.user.email})
        assert b'type="password"' not in client.get(page, follow=True).content
    post.user.refresh_from_db()
    assert not post.user.has_usable_password()
    assert not client.login(username=post.user.email, password="Secret-123")
