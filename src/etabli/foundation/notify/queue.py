"""Sending: decided inside an act, carried out by the worker (`delivery.py`)."""

import re
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.conf import settings
from django.tasks.base import DEFAULT_TASK_PRIORITY
from django.utils.translation import get_language

from etabli.foundation.journal import acting_now
from etabli.foundation.notify.mail_layout import ADDRESS_PATTERN
from etabli.foundation.notify.mailboxes import leaves_at, mailbox_of
from etabli.foundation.notify.models import Message
from etabli.foundation.notify.prose import Prose, line_of, subject_of
from etabli.foundation.priorities import Priority
from etabli.foundation.ui.language import with_language

# How `bulk_create` writes what has a `key`, in one statement: a row of this key that is there already stays as it is.
UPSERT_BY_KEY: dict[str, Any] = {"update_conflicts": True, "unique_fields": ["key"], "update_fields": ["key"]}


def send(*, to: str, at: datetime, code: bool = False, **mail: Any) -> Message | None:
    """Queue one mail, as `queue` says; a worker sends it from its instant on. Gives its row.

    An empty address sends nothing (None): the person has only a telephone.
    Called inside an action: when the act fails, nothing leaves.
    To tell a person or a user, use `notices.say`: it asks them how.
    """
    if not to:
        return None
    message = queue(to=to, at=at, code=code, **mail)
    if message.due_at <= at:
        from etabli.foundation.notify.tasks import deliver_message  # the task imports this module

        task = deliver_message.using(priority=Priority.CODE if code else DEFAULT_TASK_PRIORITY)
        task.enqueue(message.pk)
    return message


def queue(
    *,
    to: str,
    subject: str,
    body: Prose,
    key: str,
    chamber_id: int | None = None,
    calendar: str = "",
    unsubscribe: str = "",
    insist: bool = False,
    code: bool = False,
    staff_reads: bool = True,
    by_stranger: bool | None = None,
    language: str = "",
    sender: str = "",
    reply_to: str = "",
    at: datetime,
    due_at: datetime | None = None,
) -> Message:
    """The row of one mail, once per `key` for as long as messages are kept; it is due at `due_at` (else at once).

    What a stranger's act causes (`by_stranger`; by default, the act under way tells) counts in the limit of the
    mailbox, and may leave later with others (`mailboxes.py`). `code`: to sign in; whoever asks for it waits for it.
    `staff_reads`: the staff of `chamber_id` sees that it left, and what it says. `unsubscribe` is the address of ours
    that stops such mails (RFC 8058). `insist`: even to an address that no mail reached. `sender`: who writes it;
    `reply_to`: where answers go. `language`: of its words (else that in force); our addresses bring it along.
    """
    refuse_unless_prose(body)
    language = language or get_language() or ""
    message = Message(
        key=key,
        to=to,
        subject=subject_of(subject),
        body=_links_with_language(body, language),
        calendar=calendar,
        chamber_id=chamber_id,
        staff_reads=staff_reads and chamber_id is not None,
        unsubscribe=unsubscribe,
        insist=insist,
        language=language,
        sender=line_of(sender),
        reply_to=reply_to,
        due_at=due_at or at,
        created_at=at,
    )
    _count_for_mailbox(message, by_stranger=by_stranger, is_code=code)
    Message.objects.bulk_create([message], **UPSERT_BY_KEY)
    return message


def _links_with_language(body: str, language: str) -> str:
    own_site = f"{settings.BASE_URL}/"

    def address(match: re.Match[str]) -> str:
        return with_language(match[0], language) if match[0].startswith(own_site) else match[0]

    return ADDRESS_PATTERN.sub(address, body)


def _is_by_stranger() -> bool:
    by = acting_now()
    return by is not None and by.is_stranger


def _count_for_mailbox(message: Message, *, by_stranger: bool | None, is_code: bool) -> None:
    """What a stranger causes counts in the limit of the mailbox, and is held over it; a code counts, and never is."""
    if not is_code and not (_is_by_stranger() if by_stranger is None else by_stranger):
        return
    message.mailbox = mailbox_of(message.to)
    held_until = None if is_code else leaves_at(message.mailbox, message.created_at)
    if held_until is not None:
        message.held, message.due_at = True, max(held_until, message.due_at)


def refuse_unless_prose(text: str) -> None:
    """Raise TypeError for a text that may hold anything."""
    if not isinstance(text, Prose):
        raise TypeError("a text put together by hand may hold what somebody typed: see notify/prose.py")


def call_back(keys: Iterable[str]) -> set[str]:
    """Take out of the queue those of these messages that nobody has in hand; gives their keys.

    Called inside an action that sends what replaces them.
    """
    queued = Message.objects.filter(key__in=list(keys), status=Message.Status.QUEUED, handed_at=None)
    messages = list(queued.select_for_update())
    if messages:
        Message.objects.filter(pk__in=[message.pk for message in messages]).delete()
    return {message.key for message in messages}
