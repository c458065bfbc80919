"""A link in a message brings the language of the message to a browser that has chosen none; and nothing to others."""

from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from django.utils.translation import override
from pytest_django import Settings

from etabli.foundation.notices.models import Notice
from etabli.foundation.notices.texts import sending
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import Prose
from etabli.foundation.notify.queue import queue
from etabli.foundation.people.models import Person
from etabli.foundation.seats import actions
from etabli.foundation.ui.language import with_language
from tests import factories as make
from tests.factories import AT

pytestmark = pytest.mark.django_db
FRENCH = {"accept-language": "fr"}


@pytest.fixture
def jeweller() -> Person:
    person = make.person(make.chamber())
    person.party.language = "en"
    person.party.save()
    return person


def mail_to(person: Person) -> Message:
    occasion = make.soon(person.chamber)
    actions.sign_up(occasion=occasion, holder=person, by=make.artisan(person), at=timezone.now())
    return make.mails().get()


def link_of(message: Message) -> str:
    [line] = [line for line in message.body.splitlines() if line.startswith(f"{settings.BASE_URL}/l/")]
    return line.removeprefix(settings.BASE_URL)


def spoken(answer: Any) -> str:
    return "en" if '<html lang="en"' in answer.content.decode() else "fr"


def test_a_french_phone_reads_on_in_english_from_the_link_of_an_english_mail(
    client: Client, jeweller: Person
) -> None:
    answer = client.get(link_of(mail_to(jeweller)), headers=FRENCH, follow=True)
    assert spoken(answer) == "en"
    assert spoken(client.get("/ateliers/", headers=FRENCH)) == "en", "the next page too"


def test_whoever_chose_a_language_keeps_it(client: Client, jeweller: Person) -> None:
    client.post("/langue/setlang/", {"language": "fr"})
    assert spoken(client.get(link_of(mail_to(jeweller)), headers=FRENCH, follow=True)) == "fr"
    assert spoken(client.get("/ateliers/?lire=en", headers=FRENCH)) == "fr"


def test_a_plain_link_brings_it_too_and_what_is_no_language_of_ours_does_nothing(client: Client) -> None:
    assert spoken(client.get("/ateliers/?lire=xx", headers=FRENCH)) == "fr"
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies
    assert spoken(client.get("/ateliers/?lire=en", headers=FRENCH)) == "en"
    assert spoken(client.get("/aide/", headers=FRENCH)) == "en"


def test_only_our_addresses_in_a_message_of_another_language_bring_it(settings: Settings) -> None:
    settings.BASE_URL = "https://etabli.example.org"
    text = Prose(
        "See: https://etabli.example.org/a/?b=1. Or https://example.org/ or https://etabli.example.org.uk/"
    )
    mail = {"to": "zoe@example.org", "subject": "Look", "body": text, "at": AT}
    assert queue(**mail, key="a", language="fr").body == text
    assert queue(**mail, key="b", language="en").body == text.replace("?b=1", "?b=1&lire=en")
    with override("en"):
        assert "lire=en" in queue(**mail, key="c").body
    assert with_language("/a/#part", "en") == "/a/?lire=en#part"


def test_a_text_message_and_a_calendar_entry_bring_it(jeweller: Person, settings: Settings) -> None:
    message = mail_to(jeweller)
    assert "lire=en" in message.calendar.replace("\r\n ", "")
    notice = Notice.objects.get(key=message.key)
    assert sending.text_of(notice, jeweller).endswith("/?lire=en")
