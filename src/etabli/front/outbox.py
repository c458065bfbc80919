"""The mails that left, as they may be shown: a secret link is the artisan's own, and opens their space."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext as _

from etabli.foundation.notify.models import Message
from etabli.foundation.notify.queries import outbox
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.practice import is_fiction

LATEST = 40


@dataclass(frozen=True)
class Mail:
    """One mail; in real life the secret of its links is left out."""

    to: str
    subject: str
    body: str
    status: str
    created_at: datetime
    has_calendar: bool


def mails(viewer: Viewer) -> list[Mail]:
    """The latest mails of the viewer's chamber; of everybody where all is fiction, and none leaves."""
    everything = is_fiction()
    return list(_shown(outbox(viewer, everything=everything)[:LATEST], with_links=everything))


def _secret() -> re.Pattern[str]:
    """The path of a secret link, with what follows it."""
    before, after = reverse("people:enter", args=["token"]).split("token")
    return re.compile(rf"{re.escape(before)}[^/\s]+{re.escape(after)}\S*")


def _shown(found: Iterable[Message], *, with_links: bool) -> Iterable[Mail]:
    secret = _secret()
    for message in found:
        body = message.body if with_links else secret.sub(f"/… {_('(secret link)')}", message.body)
        yield Mail(
            message.to,
            message.subject,
            body,
            message.get_status_display(),
            message.created_at,
            bool(message.calendar),
        )
