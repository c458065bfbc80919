"""What a provider posts when somebody answers a text message: a form or a JSON object, read strictly.

Whoever sets the installation up reads why a body is refused; nothing here says whether a number is anybody's.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _

from etabli.foundation.people.engine.telephone import international

STOP_WORDS = frozenset({"stop", "arret", "arrêt"})
MAX_NAMES, MAX_NAME_LENGTH = 20, 40  # of the fields that came, in the answer


class Unreadable(Exception):
    """What was posted is no answer to a text message: `sentence` for whoever set the provider up, `reason` for the
    log, where nothing of what was posted stands."""

    def __init__(self, reason: str, sentence: str) -> None:
        super().__init__(reason)
        self.reason, self.sentence = reason, sentence


@dataclass(frozen=True)
class Reply:
    """Who answered ("+33612345678", "" when they don't say STOP), and whether they say STOP."""

    number: str
    says_stop: bool


def read_reply(request: HttpRequest) -> Reply:
    """Raises Unreadable."""
    fields = _posted_fields(request)
    number, words = (_text_field(fields, name) for name in settings.SMS_STOP_FIELDS)
    if words.strip().casefold().split(" ")[0].strip(".!") not in STOP_WORDS:
        return Reply("", says_stop=False)
    name = settings.SMS_STOP_FIELDS[0]
    if not (whole := international(_international(number))):
        raise Unreadable(
            f"the field {name} holds no telephone number",
            _("The field “%(name)s” holds no telephone number with its country, such as +33612345678.")
            % {"name": name},
        )
    return Reply(whole, says_stop=True)


def _posted_fields(request: HttpRequest) -> Mapping[str, Any]:
    if request.content_type != "application/json":
        return request.POST.dict()
    try:
        fields = json.loads(request.body)
    except (ValueError, RecursionError):
        fields = None
    if not isinstance(fields, dict):
        raise Unreadable("the body is no JSON object", _("The body is no JSON object."))
    return fields


def _text_field(fields: Mapping[str, Any], name: str) -> str:
    if name not in fields:
        names = ", ".join(str(key)[:MAX_NAME_LENGTH] for key in list(fields)[:MAX_NAMES]) or "-"
        raise Unreadable(
            f"the field {name} is missing",
            _(
                "There is no field “%(name)s”. The fields that came: %(shown)s. Name those that hold the number and "
                "the words in ETABLI_SMS_STOP_FIELDS, or have the provider post a form or a JSON object."
            )
            % {"name": name, "shown": names},
        )
    value = fields[name]
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise Unreadable(
            f"the field {name} holds no text", _("The field “%(name)s” holds no text.") % {"name": name}
        )
    return str(value)


def _international(number: str) -> str:
    """Providers write 33612345678 for +33612345678."""
    stripped = number.strip()
    return stripped if stripped.startswith(("+", "0")) else f"+{stripped}"
