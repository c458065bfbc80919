"""The page of a dead link sends another: to the mailbox of whoever it was for, and tells nobody whom we know."""

import re
import time
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.db import connection
from django.tasks import task_backends
from django.test import Client
from django.test.utils import CaptureQueriesContext

from etabli.foundation.journal.models import Entry
from etabli.foundation.notify.models import Message
from etabli.foundation.people import links
from etabli.foundation.people.actions import revoke_link
from etabli.foundation.people.models import Person, SecretLink
from etabli.foundation.people.tasks import write_again
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> dict[str, float]:
    """The windows of the limits stand still until a test moves them."""
    now = {"seconds": 1_000_800.0}
    monkeypatch.setattr(time, "time", lambda: now["seconds"])
    return now


@pytest.fixture
def person() -> Person:
    return make.person(make.chamber(), email="zoe@example.org")


def expired(link: SecretLink) -> str:
    """Its token, once its time is over."""
    SecretLink.objects.filter(pk=link.pk).update(expires_at=datetime.now(UTC) - timedelta(days=1))
    return links.token_of(link)


def work() -> int:
    """Have the worker do what was asked of it; says how often it was asked for a link."""
    tasks: Any = task_backends["default"]
    asked = [result.args for result in tasks.results if result.task is write_again]
    tasks.clear()
    for args in asked:
        write_again.call(*args)
    return len(asked)


def press(client: Client, token: str, **headers: Any) -> Any:
    """Open the dead link, press its button, and have the worker do what was asked."""
    page = client.get(f"/l/{token}/").content.decode()
    assert f'<input type="hidden" name="token" value="{token}">' in page
    answer = client.post("/lien-perdu/", {"token": token}, **headers)
    work()
    return answer


def test_a_link_past_its_end_brings_one_that_opens_the_space(client: Client, person: Person) -> None:
    answer = press(client, expired(make.link(person, "sign_up", 1)))
    assert answer.status_code == 200
    assert person.email not in answer.content.decode()
    (sent,) = Message.objects.all()
    assert sent.to == "zoe@example.org"
    address = re.search(rf"{settings.BASE_URL}(/l/\S+/)", sent.body)
    assert address is not None
    assert client.get(address[1]).status_code == 302
    assert client.get("/chemin/").status_code == 200


def test_what_was_cut_off_stays_so(client: Client, person: Person) -> None:
    link = make.link(person)
    revoke_link(link=link, by=make.artisan(person), at=datetime.now(UTC))
    press(client, links.token_of(link))
    link.refresh_from_db()
    assert link.revoked_at is not None
    assert client.get(f"/l/{links.token_of(link)}/").status_code == 404
    assert links.token_of(link) not in Message.objects.get().body


@pytest.mark.parametrize("token", ["1-abc", "é", "1", "9" * 30 + "-a", "x" * 5000])
def test_what_is_not_ours_sends_nothing(client: Client, person: Person, token: str) -> None:
    make.link(person)
    answer = client.post("/lien-perdu/", {"token": token})
    assert answer.status_code == 200
    assert work() == 1
    assert not Message.objects.exists()
    assert not mail.outbox


def test_nobody_learns_whom_we_know(person: Person) -> None:
    silent = make.person(person.chamber, email="", phone="05 36 49 00 01")
    seen = []
    for token in (expired(make.link(person)), expired(make.link(silent)), "1-abc", "nothing"):
        client = Client(REMOTE_ADDR=f"192.0.2.{len(seen)}")
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = client.post("/lien-perdu/", {"token": token}).content.decode()
        page = re.sub(r'value="\w{64}"', "", page)  # the token of the form that changes the language
        seen.append((page, [query["sql"].split()[0] for query in asked.captured_queries]))
    assert all(one == seen[0] for one in seen)


def test_somebody_without_an_address_is_sent_nothing(client: Client, person: Person) -> None:
    Person.objects.update(email="")
    press(client, expired(make.link(person)))
    assert not Message.objects.exists()
    assert not Entry.objects.filter(verb="people.send_link_again").exists()


def test_one_mailbox_gets_two_an_hour_whoever_asks(person: Person, clock: dict[str, float]) -> None:
    token = expired(make.link(person))
    for number in range(4):
        press(Client(REMOTE_ADDR=f"192.0.2.{number}"), token)
    assert Message.objects.count() == 2
    clock["seconds"] += 3600
    press(Client(REMOTE_ADDR="192.0.2.9"), token)
    assert Message.objects.count() == 3


def test_one_network_asks_five_times_a_minute(client: Client, person: Person) -> None:
    answers = [client.post("/lien-perdu/", {"token": "1-abc"}).status_code for _ in range(6)]
    assert answers == [200] * 5 + [429]


def test_one_network_asks_twenty_times_an_hour(client: Client, clock: dict[str, float]) -> None:
    answers = []
    for _ in range(21):
        clock["seconds"] += 60
        answers.append(client.post("/lien-perdu/", {"token": "1-abc"}).status_code)
    assert answers == [200] * 20 + [429]


@pytest.mark.parametrize(
    ("language", "subject"), [("fr", "Votre lien"), ("en", "Your link"), ("", "Votre lien")]
)
def test_it_is_written_in_the_language_of_whoever_gets_it(
    client: Client, person: Person, language: str, subject: str
) -> None:
    person.party.language = language
    person.party.save()
    press(client, expired(make.link(person)), headers={"accept-language": "en"})
    assert Message.objects.get().subject.startswith(subject)


def test_it_is_in_the_history_of_the_person(client: Client, person: Person) -> None:
    press(client, expired(make.link(person)))
    entry = Entry.objects.get(verb="people.send_link_again")
    assert entry.subject_label == person.name
