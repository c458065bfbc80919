"""What touches the safety of an account is written down, shown to whom it concerns, and keeps nobody's address."""

import logging
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import NotAllowed
from etabli.foundation.journal.registry import ACTS
from etabli.foundation.own_data.actions import give_copy
from etabli.foundation.people.actions import revoke_link
from etabli.foundation.people.models import Membership, Organisation, Role, SecurityEvent, SecurityKind
from etabli.foundation.people.pages import account
from etabli.foundation.people.security.event_queries import security_verbs
from etabli.foundation.people.tasks import forget_events
from etabli.foundation.people.viewer import of_membership
from tests import factories as make

pytestmark = pytest.mark.django_db
FIREFOX = "Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36"


@pytest.fixture
def chamber() -> Organisation:
    return make.chamber()


@pytest.fixture
def post(chamber: Organisation) -> Membership:
    return make.membership(chamber)


def sign_in(client: Client, email: str, code: str = "") -> None:
    client.post("/connexion/", {"email": email})
    sent = make.mails().filter(to=email, subject__contains="code").latest("pk").subject.split()[-1]
    client.post("/connexion/code/", {"code": code or sent})


def manager_of(organisation: Organisation, role: Role = Role.MANAGER) -> Client:
    return make.become(Client(), membership=make.membership(organisation, role))


def page(client: Client, path: str) -> str:
    return client.get(path).content.decode()


def test_a_wrong_code_is_seen_by_the_management_and_by_whose_account_it_is(
    chamber: Organisation, post: Membership
) -> None:
    with time_machine.travel(datetime(2026, 3, 3, 8, 12, tzinfo=timezone.get_current_timezone()), tick=False):
        sign_in(Client(headers={"User-Agent": FIREFOX}), post.user.email, code="000000x")
        for client, path in (
            (manager_of(chamber), "/equipe/securite/"),
            (make.become(Client(), membership=post), "/compte/evenements/"),
        ):
            text = page(client, path)
            assert "Connexion refusée\u00a0: mauvais code" in text
            assert "mardi 3\u00a0mars 2026, 8\u00a0h\u00a012 · Firefox, Android" in text


def test_my_account_says_what_to_do_if_it_was_not_me(post: Membership) -> None:
    sign_in(Client(), post.user.email, code="000000x")
    client = make.become(Client(), membership=post)
    assert 'action="/compte/appareils/autres/"' in page(client, "/compte/evenements/")
    client.post("/compte/appareils/autres/")
    assert "déconnecté tous les autres appareils" in page(client, "/compte/evenements/")


def test_an_artisan_by_link_is_shown_what_was_cut_and_how_to_cut_the_rest(chamber: Organisation) -> None:
    person = make.person(chamber)
    mine, lost = make.link(person), make.link(person, scope="story", subject_id=3)
    revoke_link(link=lost, by=make.adviser(chamber), at=timezone.now())
    text = page(make.become(Client(), link=mine), "/compte/evenements/")
    assert "coupé un lien" in text
    assert 'href="/compte/liens/"' in text


def test_nothing_to_tell_is_said(post: Membership) -> None:
    assert "Rien à signaler" in page(make.become(Client(), membership=post), "/compte/evenements/")
    assert "Rien à signaler" in page(manager_of(post.organisation), "/equipe/securite/")


def test_what_was_typed_by_whom_nobody_knows_is_nowhere(chamber: Organisation) -> None:
    client = Client(REMOTE_ADDR="203.0.113.9")
    client.post("/connexion/", {"email": "somebody@example.org"})
    client.post("/connexion/code/", {"code": "000000x"})
    rows = str(list(SecurityEvent.objects.values()))
    assert "wrong_code" in rows
    assert "somebody" not in rows
    assert "203.0.113" not in rows
    assert "mauvais code" in page(manager_of(chamber), "/equipe/securite/")


def test_the_management_reads_of_its_own_accounts_alone(chamber: Organisation, post: Membership) -> None:
    association = make.association()
    board = make.membership(association, Role.BOARD)
    for email in (post.user.email, board.user.email):
        sign_in(Client(), email, code="000000x")
    names = [str(post.user), str(board.user)]
    seen = {
        "chamber": page(manager_of(chamber), "/equipe/securite/"),
        "neighbour": page(manager_of(make.chamber("Une autre")), "/equipe/securite/"),
        "board": page(make.become(Client(), membership=board), "/equipe/securite/"),
    }
    told = {who: [name in text for name in names] for who, text in seen.items()}
    assert told == {"chamber": [True, False], "neighbour": [False, False], "board": [False, True]}


def test_acts_stand_beside_events_and_can_be_chosen_by_kind_and_day(chamber: Organisation) -> None:
    person, at = make.person(chamber, name="Léa Martin"), timezone.now()
    adviser = make.membership(chamber)
    give_copy(subject=person, by=of_membership(adviser), at=at)
    sign_in(Client(), adviser.user.email, code="000000x")
    client = manager_of(chamber)
    everything = page(client, "/equipe/securite/")
    copies = page(client, "/equipe/securite/?kind=copy")
    assert "Léa Martin" in everything
    assert "Léa Martin" in copies
    lines = [text.count("<b>Connexion refusée") for text in (everything, copies)]
    assert lines == [1, 0]
    yesterday = timezone.localdate() - timedelta(days=1)
    assert "Rien de tel" in page(client, f"/equipe/securite/?until={yesterday.isoformat()}")
    assert "Léa Martin" in page(client, f"/equipe/securite/?since={yesterday.isoformat()}&until=none")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_security_takes_seven_statements(
    chamber: Organisation, rows: int, django_assert_num_queries: Any
) -> None:
    client = manager_of(chamber)
    for _ in range(rows):
        person, post = make.person(chamber), make.membership(chamber)
        give_copy(subject=person, by=of_membership(post), at=timezone.now())
        for party in (person.party_id, post.user.party_id):
            make.security_event(SecurityKind.REFUSED, owner=party)
    with django_assert_num_queries(7):
        text = page(client, "/equipe/securite/")
    assert text.partition("<main")[2].count("<p><b>") == 3 * rows


def test_a_long_list_is_read_page_by_page(chamber: Organisation) -> None:
    for number in range(35):
        make.security_event(SecurityKind.REFUSED, at=make.AT + timedelta(minutes=number))
    client = manager_of(chamber)
    pages = [page(client, f"/equipe/securite/?page={number}") for number in (1, 2)]
    assert [text.count("<p><b>Page ou action refusée") for text in pages] == [25, 10]


def test_every_watched_verb_is_an_act() -> None:
    assert security_verbs().keys() <= ACTS.keys()


def test_a_new_device_is_told_by_mail_once(post: Membership) -> None:
    own, other = Client(headers={"User-Agent": CHROME}), Client(headers={"User-Agent": FIREFOX})
    sign_in(own, post.user.email)
    told = make.mails().filter(to=post.user.email, subject="Votre compte a été ouvert sur un nouvel appareil")
    assert not told.exists(), "the first device of an account is new to nobody"
    sign_in(other, post.user.email)
    assert "Firefox, Android" in told.get().body
    for client in (own, other):
        client.post("/quitter/")
        sign_in(client, post.user.email)
    assert told.count() == 1
    assert "Connexion sur un nouvel appareil" in page(own, "/compte/evenements/")


def test_a_device_that_somebody_shares_is_new_to_each_account_and_a_forged_mark_is_worth_nothing(
    chamber: Organisation,
) -> None:
    posts = [make.membership(chamber) for _ in range(2)]
    for post in posts:
        sign_in(Client(), post.user.email)
    shared = Client()
    shared.cookies["etabli-known"] = "a" * 32
    for post in posts * 2:
        sign_in(shared, post.user.email)
        shared.post("/quitter/")
    told = make.mails().filter(subject__contains="nouvel appareil").values_list("to", flat=True)
    assert sorted(told) == sorted(post.user.email for post in posts)


@pytest.fixture
def lines(caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch) -> pytest.LogCaptureFixture:
    """What reaches the log, through the filters of the settings."""
    for name in ("etabli", "django"):
        monkeypatch.setattr(logging.getLogger(name), "propagate", True)
    return caplog


def refused(client: Client) -> list[int]:
    """A page, an act and a form without its token, each refused."""
    strict = Client(enforce_csrf_checks=True, REMOTE_ADDR="203.0.113.9")
    return [
        client.get("/equipe/?who=lea@example.org", REMOTE_ADDR="203.0.113.9").status_code,
        strict.post("/connexion/", {"email": "lea@example.org"}).status_code,
    ]


def test_a_403_writes_one_line_and_one_event(post: Membership, lines: pytest.LogCaptureFixture) -> None:
    client = make.become(Client(), membership=post)
    assert refused(client) == [403, 403]
    written = [record for record in lines.records if record.levelno >= logging.WARNING]
    assert [record.getMessage() for record in written] == [
        "403 GET /equipe/ from 203.0.113.9",
        "403 POST /connexion/ from 203.0.113.9",
    ]
    assert not any(record.exc_info for record in written)
    owners = set(SecurityEvent.objects.filter(kind=SecurityKind.REFUSED).values_list("owner_id", flat=True))
    assert owners == {post.user.party_id, None}


def test_a_refused_act_writes_one_line_too(
    post: Membership, lines: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = make.become(Client(), membership=post)

    def refuse(**given: object) -> None:
        raise NotAllowed("No.")

    monkeypatch.setattr(account, "rename_account", refuse)
    assert client.post("/compte/nom/", {"name": "Léa"}).status_code == 403
    written = [record.getMessage() for record in lines.records if record.levelno >= logging.WARNING]
    assert len(written) == 1
    assert written[0].startswith("403 POST /compte/nom/ from ")


def test_events_go_after_a_year(post: Membership) -> None:
    sign_in(Client(), post.user.email, code="000000x")
    event = SecurityEvent.objects.get()
    forget_events(event.at + timedelta(days=359))
    assert SecurityEvent.objects.exists()
    forget_events(event.at + timedelta(days=361))
    assert not SecurityEvent.objects.exists()


def test_a_second_proof_and_a_passkey_that_are_wrong_are_written_down(post: Membership) -> None:
    TOTP.activate(post.user, generate_totp_secret())
    client = Client()
    sign_in(client, post.user.email)
    client.post("/connexion/preuve/", {"code": "x"})
    Client().post("/connexion/cle/", {"credential": '{"id": "x"}'})
    found = dict(SecurityEvent.objects.values_list("kind", "owner_id"))
    assert found == {SecurityKind.WRONG_PROOF: post.user.party_id, SecurityKind.WRONG_PASSKEY: None}
