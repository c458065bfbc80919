"""What changing a session, or calling it off, would tell and to whom: done for good, read, then left as it was."""

from collections import Counter, defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db import transaction

from etabli.foundation.journal import take_undoable_entry_id
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.wording import Change, changes_of
from etabli.foundation.notices import topic_messages
from etabli.foundation.notices.models import Notice
from etabli.foundation.people.models import Person
from etabli.foundation.seats.message_preview import Letter, letter_of
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.models import Session

Status = SignUp.Status


@dataclass(frozen=True)
class ChangePreview:
    """What would change, a mail of each wording with the names of those who would get it, how many are told by how they
    stand, and whom to call; how many of these also get a text message."""

    changes: tuple[Change, ...]
    letters: tuple[tuple[Letter, tuple[str, ...]], ...]
    standing: Counter[str]
    to_call: tuple[Person, ...]
    texts: int

    @property
    def texts_cost(self) -> Decimal:
        """What the text messages cost, each as long as one."""
        return settings.SMS_PRICE * self.texts

    @property
    def concerns_somebody(self) -> bool:
        return bool(self.letters or self.to_call)


def preview_change(act: Callable[..., Any], *, session: Session, at: datetime, **given: Any) -> ChangePreview:
    """Do `act` (`change_session`, `call_off`), read what that told, put everything as it was. Raises what it raises."""
    with transaction.atomic():
        session_after = Session.objects.select_related("occasion", "adviser", "theme", "venue__commune").get(
            pk=session.pk
        )
        concerned = _concerned(session_after)
        act(session=session_after, at=at, **given)
        entry = Entry.objects.filter(
            pk=take_undoable_entry_id() or 0
        ).first()  # none of what can't be taken back
        notices = Notice.objects.filter(created_at=at, owner__in=concerned)
        notices = notices.exclude(owner__person__email="", call=None)  # who hears nothing from anybody
        written = [
            notice
            for notice in notices.select_related("owner__person").order_by("pk")
            if topic_messages.write_words(notice)
        ]
        rehearsed = _preview_of(written, concerned, entry)
        transaction.set_rollback(True)
    return rehearsed


def _concerned(session: Session) -> dict[int, list[SignUp]]:
    """The sign-ups by the party of whom one tells: several when somebody brought the others."""
    sign_ups = session.occasion.sign_ups.exclude(status=Status.WITHDRAWN)
    grouped: dict[int, list[SignUp]] = defaultdict(list)
    for row in sign_ups.select_related("person", "brought_by__person").order_by("number"):
        grouped[row.recipient.party_id].append(row)
    return grouped


def _preview_of(
    notices: list[Notice], concerned: dict[int, list[SignUp]], entry: Entry | None
) -> ChangePreview:
    notices_by_text: dict[tuple[str, str], list[Notice]] = defaultdict(list)
    for notice in notices:
        if notice.owner.person.email:
            notices_by_text[notice.title, notice.text].append(notice)
    persons = {notice.owner_id: notice.owner.person for notice in notices}
    rows = [row for party in persons for row in concerned[party]]
    return ChangePreview(
        changes=tuple(changes_of([entry])[entry.pk]) if entry else (),
        letters=tuple(
            (letter_of(group[0]), tuple(notice.owner.person.name for notice in group))
            for group in notices_by_text.values()
        ),
        standing=Counter(str(row.status) for row in rows),
        to_call=tuple(person for person in persons.values() if not person.email),
        texts=sum(notice.leaves_at is not None and not notice.owner.person.email for notice in notices),
    )
