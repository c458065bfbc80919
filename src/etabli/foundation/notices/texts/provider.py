"""Asking a provider of text messages, whoever it is: an address, a body with places to fill, a field that says yes."""

import json
import re
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Any
from urllib.parse import quote, quote_plus

from django.conf import settings

from etabli.foundation.outgoing import Answer, OutgoingError, OutgoingRequest, Unreached, send_request

TIMEOUT_SECONDS, MAX_ANSWER_BYTES = 20.0, 64 * 1024
RETRY_STATUSES = frozenset({429, 503})  # it says itself that it did nothing


class Outcome(Enum):
    """What became of a text message."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    LATER = "later"
    UNSURE = "unsure"


def send_text(*, to: str, text: str) -> Outcome:
    """Give one text message to the provider, once. UNSURE when it may have heard and no answer says so."""
    values = {"to": to, "digits": to.lstrip("+"), "sender": settings.SMS_SENDER, "text": text}
    body = None if settings.SMS_METHOD == "GET" else _body(values)
    outgoing = OutgoingRequest(settings.SMS_METHOD, body, _headers())
    try:
        answer = send_request(
            _fill_template(settings.SMS_URL, values, quote),
            seconds=TIMEOUT_SECONDS,
            most_bytes=MAX_ANSWER_BYTES,
            request=outgoing,
        )
    except Unreached:
        return Outcome.LATER
    except OutgoingError:
        return Outcome.UNSURE
    return _outcome(answer)


def _is_json() -> bool:
    return str(settings.SMS_BODY).lstrip().startswith(("{", "["))


def _headers() -> dict[str, str]:
    kind = "application/json" if _is_json() else "application/x-www-form-urlencoded"
    return {"Accept": "application/json", "Content-Type": kind, **settings.SMS_HEADERS}


def _body(values: Mapping[str, str]) -> bytes:
    """Each place is filled as its surroundings ask: within JSON's quotes, or in the fields of a form."""
    fill: Callable[[str], str] = (lambda value: json.dumps(value)[1:-1]) if _is_json() else quote_plus
    return _fill_template(settings.SMS_BODY, values, fill).encode()


def _fill_template(template: str, values: Mapping[str, str], fill: Callable[[str], str]) -> str:
    """In one pass: what a value holds is no place to fill."""
    return re.sub(r"\{(to|digits|sender|text)\}", lambda place: fill(values[place[1]]), template)


def _outcome(answer: Answer) -> Outcome:
    if answer.status in RETRY_STATUSES:
        return Outcome.LATER
    if answer.status >= 500:
        return Outcome.UNSURE
    is_accepted = 200 <= answer.status < 300 and _says_yes(answer.body)
    return Outcome.ACCEPTED if is_accepted else Outcome.REFUSED


def _says_yes(body: bytes) -> bool:
    """`SMS_ACCEPTED` is "messages.0.status=queued|sent": the way to a field, and what it holds then; without a value,
    it holds something. Empty: a status of 200 is enough."""
    path, equals, wanted = str(settings.SMS_ACCEPTED).partition("=")
    if not path:
        return True
    try:
        value = _value_at_path(json.loads(body), path.split("."))
    except (ValueError, LookupError, TypeError):
        return False
    if not equals:
        return bool(value)
    spelling = value if isinstance(value, str) else json.dumps(value)  # true, as JSON writes it, never True
    return spelling in wanted.split("|")


def _value_at_path(value: Any, path: list[str]) -> Any:
    for name in path:
        value = value[int(name)] if isinstance(value, list) else value[name]
    return value
