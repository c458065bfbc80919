"""Writing to one another about an answer: the artisan and the member, and nobody else."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.market import notices
from etabli.community.market.actions.places import AdNotFit
from etabli.community.market.models import LONGEST_MESSAGE, LONGEST_REASON, Answer, Letter
from etabli.community.market.rules import is_writer, may_moderate_letter, may_write_letter
from etabli.foundation.files.receiving import Examined
from etabli.foundation.files.storage import store
from etabli.foundation.journal import action, change, record, reverse
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer


def _undo_letter(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: put back, it waits to be read again."""
    reverse(entry, by, at)
    letter: Any = subject_of(entry)
    if letter.withdrawn_at is None:
        notices.update_letter(letter, at, restored=True)


@action(
    "market.write_letter",
    sentence=_("wrote a message about “%(subject)s”"),
    may=lambda by, subject: (
        is_writer(by, subject) if isinstance(subject, Letter) else may_write_letter(by, subject)
    ),
    undo=_undo_letter,
    subject="answer",
)
def write_letter(
    *, answer: Answer, text: str, upload: Examined | None = None, by: Viewer, at: datetime
) -> Letter:
    """Write to the other side. They are told that a message waits, by a link: no address is given to anybody.

    Raises AdNotFit for an empty message, or FileRefused (no room).
    """
    if not text.strip():
        raise AdNotFit(_("The message is empty: write a few words."))
    letter = Letter.objects.create(
        answer=answer,
        by_artisan=by.is_person(answer.ad.person_id),
        written_by_id=by.actor.party_id,
        text=text.strip()[:LONGEST_MESSAGE],
        file=store(upload, purpose="letter", chamber_id=answer.chamber_id, by=by, at=at) if upload else None,
        sent_at=at,
    )
    record(letter, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    notices.update_letter(letter, at)
    return letter


@action(
    "market.keep_letter",
    sentence=_("left a reported message about “%(subject)s” where it is"),
    may=may_moderate_letter,
    undo=reverse,
    subject="subject",
)
def keep_letter(*, subject: Letter, by: Viewer, at: datetime) -> Letter:
    """A moderator read it and leaves it, or puts it back."""
    return change(subject, hidden_at=None, hidden_reason="")


@action(
    "market.hide_letter",
    sentence=_("took away a message about “%(subject)s”"),
    tells={"hidden_reason": _("Reason")},
    may=may_moderate_letter,
    undo=reverse,
    subject="subject",
)
def hide_letter(*, subject: Letter, reason: str, by: Viewer, at: datetime) -> Letter:
    """Its reader no longer sees it; its author does, with the reason."""
    return change(subject, hidden_at=at, hidden_reason=reason.strip()[:LONGEST_REASON])
