"""A message of the staff before it is sent: what each would get, word for word, and who would have to be called."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from etabli.foundation.journal import take_undoable_entry_id
from etabli.foundation.notices import notice_mails
from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.mail_layout import Block, parse_blocks
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions
from etabli.foundation.seats.models import StaffMessage
from etabli.foundation.seats.staff_message_texts import thread_of
from etabli.foundation.signed_links import hide_links


@dataclass(frozen=True)
class Letter:
    """A mail as it would be written, to one of these readers."""

    to: str
    sender: str
    subject: str
    language: str
    blocks: list[Block]


@dataclass(frozen=True)
class Preview:
    """A mail in each language in which it is read, the names of those who get it, those to call, and when it leaves
    (None: no mail does). `mark` is another one when the readers are others."""

    letters: tuple[Letter, ...]
    names: tuple[str, ...]
    to_call: tuple[Person, ...]
    leaves_at: datetime | None
    mark: str

    @property
    def number(self) -> int:
        """How many it concerns, by mail or by telephone."""
        return len(self.names) + len(self.to_call)


def preview(*, title: str, text: str, by: Viewer, at: datetime, **to: Any) -> Preview:
    """Write it and send it, read what that makes, put everything as it was. Raises what `write_message` raises."""
    with transaction.atomic():
        message = actions.write_message(title=title, text=text, by=by, at=at, **to)
        sent_at = message.leaves_at
        actions.send_message(message=message, by=Viewer.system(message.chamber_id), at=sent_at)
        take_undoable_entry_id()  # nothing was done that may be taken back
        made = _read_preview(message, sent_at)
        transaction.set_rollback(True)
    return made


def _read_preview(message: StaffMessage, sent_at: datetime) -> Preview:
    rows = Notice.objects.filter(key__startswith=f"{thread_of(message)}:").order_by("pk")
    notices = list(rows.select_related("owner__person"))
    by_mail = [notice for notice in notices if notice.owner.person.email]
    first_by_language = {notice.language: notice for notice in reversed(by_mail)}
    return Preview(
        letters=tuple(letter_of(notice) for notice in by_mail if notice in first_by_language.values()),
        names=tuple(notice.owner.person.name for notice in by_mail),
        to_call=tuple(notice.owner.person for notice in notices if not notice.owner.person.email),
        leaves_at=sent_at if by_mail else None,
        mark=_fingerprint(notices),
    )


def letter_of(notice: Notice) -> Letter:
    """The whole mail of a notice that waits to leave, written within a transaction that is then rolled back."""
    mail = notice_mails.queue_mail(notice.pk)
    assert mail is not None  # it has an address, and is due
    body = hide_links(mail.body, f"… {_('(the link of each)')}")
    return Letter(
        notice.owner.person.name, mail.sender, mail.subject, notice.language[:2], parse_blocks(body)
    )


def _fingerprint(notices: Sequence[Notice]) -> str:
    readers = ",".join(str(notice.owner_id) for notice in notices)
    return sha256(readers.encode()).hexdigest()[:16]
