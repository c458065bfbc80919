"""What the State's public directory of businesses says of a SIRET that the register doesn't hold.

Off unless the installation names the directory (`ETABLI_COMPANY_LOOKUP`). Nothing but the SIRET leaves, and the log
doesn't hold it. An answer is kept for a day; after a failure, nobody waits again for a minute.
"""

from __future__ import annotations

import json
import logging
from urllib.parse import urlencode

from django.conf import settings
from django.core.cache import cache
from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.foundation.outgoing import OutgoingError, send_request
from etabli.foundation.people.limits import count_use_and_find_exceeded
from etabli.foundation.practice import current_copy
from etabli.territory.register.engine.directory import UnreadableAnswer, read_answer
from etabli.territory.register.engine.establishment import Establishment

TIMEOUT_SECONDS, MAX_BYTES = 3, 512 * 1024
MAX_PER_SECOND = 7  # what the directory allows to one address
CACHE_SECONDS, PAUSE_SECONDS = 24 * 3600, 60
PAUSED_KEY = "register:directory:paused"
log = logging.getLogger("etabli.register")


class CannotLookUp(ActionError):
    """The directory can't be asked, or doesn't answer: what was typed is kept as it is."""


def look_up(siret: str) -> Establishment | None:
    """What the directory says of these fourteen digits; None when it doesn't know them. Raises CannotLookUp."""
    if not settings.COMPANY_LOOKUP or current_copy() is not None:
        raise CannotLookUp(_("The register does not hold this SIRET: we keep it as you typed it."))
    key = f"register:directory:{siret}"
    if (cached := cache.get(key)) is not None:
        return cached or None
    if cache.get(PAUSED_KEY) or count_use_and_find_exceeded("directory", most=MAX_PER_SECOND, seconds=1):
        raise _cannot_look_up()
    answer = _fetch(siret)
    cache.set(key, answer or False, CACHE_SECONDS)
    return answer


def _fetch(siret: str) -> Establishment | None:
    query = urlencode({"q": siret, "page": 1, "per_page": 10})
    try:
        answer = send_request(
            f"{settings.COMPANY_LOOKUP}/search?{query}", seconds=TIMEOUT_SECONDS, most_bytes=MAX_BYTES
        )
        if answer.status != 200:
            raise OutgoingError(f"status {answer.status}")
        return read_answer(json.loads(answer.body), siret)
    except (OutgoingError, UnreadableAnswer, ValueError) as error:
        log.warning("the directory of businesses gave no answer: %s", error)
        cache.set(PAUSED_KEY, True, PAUSE_SECONDS)
        raise _cannot_look_up() from error


def _cannot_look_up() -> CannotLookUp:
    return CannotLookUp(_("The State’s directory does not answer: we keep your SIRET as you typed it."))
