"""The page of a link that opens nothing any more sends another, in both languages, for each kind that can be had again.

To the address that is known, whoever asks; the page is in the language of whoever reads it, the mail in that of whoever
gets it, and its link opens.
"""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.tasks import task_backends
from django.test import Client
from django.urls import reverse

from etabli.community.jobs.models import Correspondent
from etabli.foundation.notify.models import Message
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import SecretLink
from etabli.foundation.people.tasks import write_again
from etabli.territory.relays.models import RelayContact, RelayLink
from tests.consistency import bearers
from tests.consistency.objects import World
from tests.consistency.test_english import OTHER, Read, left, theirs

pytestmark = pytest.mark.django_db
BY_THEIR_PAGE = [code for code, kind in bearers.WITH_DOORS.items() if kind.doors[0] == "people:enter"]
BY_ADDRESS = {"relays.link": "front:relay_lost", "jobs.correspondent": "jobs:ask_link"}
MANY = 8


def died(world: World, code: str) -> tuple[str, str]:
    """(the address of a dead link of this kind, the address of mail of whoever it was for)."""
    word = bearers.token(world, code)
    past = datetime.now(UTC) - timedelta(days=1)
    SecretLink.objects.update(expires_at=past)
    Correspondent.objects.update(expires_at=past)
    RelayLink.objects.update(expires_at=past)
    if code == "relays.link":
        relay = RelayLink.objects.get().relay
        contact = RelayContact.objects.create(
            relay=relay, chamber=relay.chamber, email="mairie@example.org", created_at=past
        )
        return bearers.WITH_DOORS[code].path(word), contact.email
    if code == "jobs.correspondent":
        return bearers.WITH_DOORS[code].path(word), Correspondent.objects.get().email
    return bearers.WITH_DOORS[code].path(word), world.person.email


def work() -> None:
    """What the worker does of what was asked."""
    tasks: Any = task_backends["default"]
    asked = [result.args for result in tasks.results if result.task is write_again]
    tasks.clear()
    for args in asked:
        write_again.call(*args)


def asked_again(client: Client, page: str, code: str, to: str, language: str) -> str:
    """Press the button of the page of a dead link; gives what it answers."""
    headers = {"accept-language": language}
    if code in BY_ADDRESS:
        answer = client.post(reverse(BY_ADDRESS[code]), {"email": to}, headers=headers)
    else:
        token = re.search(r'name="token" value="([^"]+)"', page)
        assert token is not None
        answer = client.post(reverse("people:link_again"), {"token": token[1]}, headers=headers)
    assert answer.status_code == 200
    work()
    return str(answer.content.decode())


def in_this_language(html: str, language: str) -> None:
    assert f'<html lang="{language}"' in html
    other = OTHER[language]
    assert list(left(other, Read(html, other).pieces, [settings.OIDC_LABEL, *theirs()])) == []


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("code", [*BY_THEIR_PAGE, *BY_ADDRESS])
def test_the_page_of_a_dead_link_sends_another(code: str, language: str) -> None:
    address, to = died(World(), code)
    Party.objects.update(language=language)
    Message.objects.all().delete()
    client = Client()
    dead = client.get(address, headers={"accept-language": language})
    assert dead.status_code == 404
    page = dead.content.decode()
    in_this_language(page, language)
    assert to not in page
    in_this_language(asked_again(client, page, code, to, language), language)
    [mail] = Message.objects.filter(to=to)
    in_this_language(f'<html lang="{language}"><p>{mail.subject}</p><p>{mail.body}</p>', language)
    fresh = re.search(rf"{settings.BASE_URL}(/\S+/)", mail.body)
    assert fresh is not None
    assert Client().get(fresh[1]).status_code == 302, mail.body


@pytest.mark.parametrize("code", [*BY_THEIR_PAGE, *BY_ADDRESS])
def test_one_mailbox_gets_few_whoever_asks_and_the_page_says_the_same(code: str) -> None:
    address, to = died(World(), code)
    Message.objects.all().delete()
    answers = []
    for number in range(MANY):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        page = client.get(address).content.decode()
        answers.append(re.sub(r'value="\w{64}"', "", asked_again(client, page, code, to, "fr")))
    assert set(answers) == {answers[0]}
    assert 0 < Message.objects.filter(to=to).count() < MANY
