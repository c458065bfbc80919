"""What is asked of a provider of text messages, and what its answers mean."""

from datetime import timedelta
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

from etabli.foundation.notices.models import TextMessage
from etabli.foundation.notices.texts.provider import Outcome, send_text
from etabli.foundation.people.models import Person
from etabli.site.environment import BadEnvironment, check_placeholders
from tests import factories as make
from tests.foundation.notices.texts.provider import Provider, minutes, signed_up

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "body", "ends"),
    [
        (200, b'{"messages": [{"status": "sent"}]}', "sent"),
        (200, b'{"messages": [{"status": "rejected"}]}', "failed"),
        (200, b'{"messages": []}', "failed"),
        (200, b"not json", "failed"),
        (401, b"{}", "failed"),
        (500, b"{}", "unsure"),
        (503, b"{}", "queued"),
    ],
)
def test_what_each_answer_means(
    provider: Provider, mason: Person, status: int, body: bytes, ends: str
) -> None:
    provider.status, provider.body = status, body
    signed_up(mason)
    minutes(make.AT)
    assert TextMessage.objects.get().status == ends


@pytest.mark.parametrize(
    ("accepted", "body", "outcome"),
    [
        ("success=true", b'{"success": true}', Outcome.ACCEPTED),
        ("success=true", b'{"success": false}', Outcome.REFUSED),
        ("success=true", b'{"success": "true"}', Outcome.ACCEPTED),
        ("error=null|", b'{"error": null}', Outcome.ACCEPTED),
        ("code=0", b'{"code": 0}', Outcome.ACCEPTED),
        ("code=0", b'{"code": 10}', Outcome.REFUSED),
        ("success", b'{"success": true}', Outcome.ACCEPTED),
        ("success", b'{"success": false}', Outcome.REFUSED),
    ],
)
def test_a_field_says_yes_as_json_writes_it(
    provider: Provider, settings: Any, accepted: str, body: bytes, outcome: Outcome
) -> None:
    settings.SMS_ACCEPTED, provider.body = accepted, body
    assert send_text(to="+33612345678", text="Bonjour") is outcome


def test_a_server_that_is_not_there_is_tried_again(provider: Provider, mason: Person, settings: Any) -> None:
    settings.SMS_URL = "http://127.0.0.1:9/send"
    signed_up(mason)
    minutes(make.AT)
    message = TextMessage.objects.get()
    assert (message.status, message.due_at) == ("queued", make.AT + timedelta(minutes=1))


def test_no_address_of_our_own_network_is_asked(provider: Provider, mason: Person, settings: Any) -> None:
    settings.OUTGOING_ALLOWED = set()
    signed_up(mason)
    assert minutes(make.AT) == 0
    assert provider.asked == []


def test_a_form_is_filled_as_forms_are(provider: Provider, mason: Person, settings: Any) -> None:
    settings.SMS_BODY = "recipient={digits}&message={text}&from={sender}"
    signed_up(mason)
    minutes(make.AT)
    headers, body = provider.asked[0]
    assert headers["Content-Type"] == "application/x-www-form-urlencoded"
    fields = parse_qs(body.decode())
    assert fields["recipient"] == ["33612345678"]
    assert fields["message"][0].startswith("Vous avez une place")


def test_an_address_is_filled_as_addresses_are(provider: Provider, mason: Person, settings: Any) -> None:
    settings.SMS_URL += "?to={to}&message={text}"
    settings.SMS_METHOD, settings.SMS_ACCEPTED = "GET", "status=100"
    signed_up(mason)
    assert minutes(make.AT) == 1
    asked = parse_qs(urlsplit(provider.asked[0][1].decode()).query)
    assert asked["to"] == ["+33612345678"]
    assert asked["message"][0].startswith("Vous avez une place")


def test_what_a_text_holds_is_no_place_to_fill(provider: Provider, settings: Any) -> None:
    assert send_text(to="+33612345678", text='{to} "{sender}"\n{text}') is Outcome.ACCEPTED
    assert provider.texts[0]["text"] == '{to} "{sender}"\n{text}'


@pytest.mark.parametrize("body", ["hello", '{"to": "{to}"}', '{"to": "{to}", "text": {text}'])
def test_what_is_sent_has_a_place_for_the_number_and_for_the_words(body: str) -> None:
    with pytest.raises(BadEnvironment, match="ETABLI_SMS_BODY"):
        check_placeholders("ETABLI_SMS_BODY", body, beside="https://sms.example.org/send")
