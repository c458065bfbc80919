"""The mails that left, as they may be shown: a secret link is the artisan's own, and opens their space."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from etabli.foundation.notices.actions import ENDED_STATUSES
from etabli.foundation.notify.mail_layout import Block, html_of, parse_blocks
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.queries import outbox
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.practice import is_fiction
from etabli.foundation.signed_links import hide_links
from etabli.foundation.text_lookups import contains
from etabli.foundation.ui.fast_components import StateKind

PAGE_SIZE = 12

# How the state of a mail is drawn; those that are not named wait to leave.
STATE_KINDS: dict[str, StateKind] = {
    Message.Status.SENT: "ok",
    Message.Status.JOINED: "ok",
    Message.Status.UNSURE: "ask",
    Message.Status.FAILED: "stop",
}


@dataclass(frozen=True)
class ShownMail:
    """One mail; in real life the secret of its links is left out."""

    pk: int
    to: str
    subject: str
    blocks: list[Block]
    status: str
    kind: StateKind
    created_at: datetime
    has_calendar: bool
    may_send_again: bool


def mails(viewer: Viewer, *, text: str = "", page: str | None = None) -> Page[ShownMail]:
    """The mails of the viewer's chamber, the latest first, those whose address or subject holds `text`; of everybody
    where all is fiction, and none leaves.
    """
    everything = is_fiction()
    rows = outbox(viewer, everything=everything).filter(contains("to", text) | contains("subject", text))
    shown: Page[Any] = Paginator(rows, PAGE_SIZE).get_page(page)
    shown.object_list = list(_shown_mails(viewer, shown.object_list, with_links=everything))
    return shown


def get_message(viewer: Viewer, pk: int) -> Message:
    """One mail of the viewer's chamber; of anybody where all is fiction; NotVisible otherwise."""
    message = outbox(viewer, everything=is_fiction()).filter(pk=pk).first()
    if message is None:
        raise NotVisible
    return message


def letter(viewer: Viewer, pk: int) -> str:
    """The HTML of one mail."""
    message = get_message(viewer, pk)
    body = message.body if is_fiction() else hide_links(message.body, f"{settings.BASE_URL}/…")
    return html_of(message.subject, body, message.language)


def _shown_mails(viewer: Viewer, messages: Iterable[Message], *, with_links: bool) -> Iterable[ShownMail]:
    for message in messages:
        body = message.body if with_links else hide_links(message.body, f"… {_('(secret link)')}")
        yield ShownMail(
            message.pk,
            message.to,
            message.subject,
            parse_blocks(body),
            f"{message.get_status_display()}{f', {why}' if (why := message.get_trouble_display()) else ''}",
            STATE_KINDS.get(message.status, "wait"),
            message.created_at,
            bool(message.calendar),
            message.status in ENDED_STATUSES and viewer.is_staff_of(message.chamber_id),
        )
