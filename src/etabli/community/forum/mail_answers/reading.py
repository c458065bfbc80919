"""A mail of a stranger is read in a child process with limits, as a file that comes in."""

import json
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import override

from etabli.community.forum.engine.mail_reply import MAX_BYTES as MAX_BYTES, Kind
from etabli.foundation.confined import call_confined
from etabli.foundation.notices.notice_mails import reply_line

SECONDS, MEMORY_MB, PATIENCE_SECONDS = 20, 1024, 40
BEGINNING_BYTES = (
    500_000  # of a mail that is too large, what is read to know whose it is, and to give it back
)


@dataclass(frozen=True)
class ReadMail:
    """What was read: `sender`, the address that it says it is from; `number`, what tells it from others."""

    kind: Kind
    text: str
    is_cut: bool
    pictures: int
    sender: str
    recipients: tuple[str, ...]
    number: str


def read_mail(content: bytes) -> ReadMail | None:
    """None for a mail of which nothing can be read."""
    request = {"markers": [_reply_line(language) for language, _name in settings.LANGUAGES]}
    answer, ended_well = call_confined(
        "etabli.community.forum.engine.mail_reply.serving:serve",
        json.dumps(request).encode() + b"\n" + content,
        seconds=SECONDS,
        memory_mb=MEMORY_MB,
        patience=PATIENCE_SECONDS,
        most=1_000_000,
    )
    if not ended_well or not answer:
        return None
    given = json.loads(answer)
    kind, recipients = Kind(given.pop("kind")), tuple(given.pop("recipients"))
    return ReadMail(kind=kind, recipients=recipients, **given)


def _reply_line(language: str) -> str:
    with override(language):
        return str(reply_line())
