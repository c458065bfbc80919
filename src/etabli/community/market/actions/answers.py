"""Answering an ad, and taking the answer back."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.association.queries import member_of
from etabli.community.market import notices, records
from etabli.community.market.actions.answer_limit import (
    AdClosed,
    AdNotFit,
    count_answer,
    lock_ad,
    uncount_answer,
)
from etabli.community.market.models import MAX_MESSAGE_LENGTH, MAX_REASON_LENGTH, Ad, Answer, Letter
from etabli.community.market.rules import (
    is_author,
    is_writer,
    may_answer,
    may_moderate_letter,
    may_write_letter,
    why_aside,
)
from etabli.foundation.files.receiving import Examined
from etabli.foundation.files.stored_files import save_file
from etabli.foundation.journal import ActionError, CannotUndo, NotAllowed, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import as_json_value, subject_of
from etabli.foundation.people.viewer import Viewer


class AlreadyAnswered(ActionError):
    """This member has answered this ad."""


def _undo_answer(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: give the place back, or take one again while there are some."""
    answer: Any = subject_of(entry)
    lock_ad(answer.ad_id)
    answer.refresh_from_db()
    if as_json_value(answer, "withdrawn_at") != entry.after["withdrawn_at"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    before = {"withdrawn_at": answer.withdrawn_at}
    if entry.before["withdrawn_at"] is None:
        if why_aside(by, answer.ad) is not None:
            raise NotAllowed(_("You stand aside from this ad now: you can’t answer it any more."))
        count_answer(answer.ad, at)
        _set_withdrawn(answer, None)
        notices.update_answer(answer, at)
    else:
        uncount_answer(answer.ad_id)
        _set_withdrawn(answer, at)
    records.log_answer(answer, at)
    record(answer, before=before, after={"withdrawn_at": answer.withdrawn_at})


@action(
    "market.answer_ad",
    sentence=_("answered the ad “%(subject)s”"),
    may=may_answer,
    undo=_undo_answer,
    subject="ad",
)
def answer_ad(*, ad: Ad, message: str, upload: Examined | None, by: Viewer, at: datetime) -> Answer:
    """Answer an ad as a member, with a message and, if there is one, a quote in PDF. The artisan is told.

    Raises AdClosed, AlreadyAnswered, AdNotFit for an empty message, or FileRefused (no room).
    """
    member = member_of(by)
    if member is None:
        raise NotAllowed(_("Only a member of the association can answer an ad."))
    if not message.strip():
        raise AdNotFit(_("Write a few words to the artisan: who you are, what you propose."))
    count_answer(ad, at)
    former_answer = Answer.objects.filter(ad=ad, member=member).first()
    if former_answer is not None and former_answer.withdrawn_at is None:
        raise AlreadyAnswered(_("You have already answered this ad."))
    answer = former_answer or Answer(ad=ad, member=member)
    answer.ad, answer.message, answer.sent_at, answer.withdrawn_at = ad, message.strip(), at, None
    answer.quote = (
        save_file(upload, purpose="quote", chamber_id=ad.chamber_id, by=by, at=at) if upload else None
    )
    answer.save()
    records.log_answer(answer, at)
    record(answer, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    notices.update_answer(answer, at)
    return answer


@action(
    "market.withdraw_answer",
    sentence=_("withdrew the answer to the ad “%(subject)s”"),
    may=is_author,
    undo=_undo_answer,
    subject="answer",
)
def withdraw_answer(*, answer: Answer, by: Viewer, at: datetime) -> Answer:
    """The member takes their answer back: the artisan no longer sees it, and its place is free again."""
    lock_ad(answer.ad_id)
    answer.refresh_from_db(fields=["withdrawn_at"])
    if answer.withdrawn_at is not None:
        raise AdClosed(_("This answer was already withdrawn."))
    uncount_answer(answer.ad_id)
    _set_withdrawn(answer, at)
    records.log_answer(answer, at)
    record(answer, before={"withdrawn_at": None}, after={"withdrawn_at": answer.withdrawn_at})
    return answer


def _set_withdrawn(answer: Answer, withdrawn_at: datetime | None) -> None:
    answer.withdrawn_at = withdrawn_at
    answer.save(update_fields=["withdrawn_at"])


# Writing to one another about an answer: the artisan and the member, and nobody else.


def _undo_letter(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: put back, it waits to be read again."""
    undo_fields(entry, by, at)
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
def send_message(
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
        text=text.strip()[:MAX_MESSAGE_LENGTH],
        file=save_file(upload, purpose="letter", chamber_id=answer.chamber_id, by=by, at=at)
        if upload
        else None,
        sent_at=at,
    )
    record(letter, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    notices.update_letter(letter, at)
    return letter


@action(
    "market.keep_letter",
    sentence=_("left a reported message about “%(subject)s” where it is"),
    may=may_moderate_letter,
    undo=undo_fields,
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
    undo=undo_fields,
    subject="subject",
)
def hide_letter(*, subject: Letter, reason: str, by: Viewer, at: datetime) -> Letter:
    """Its reader no longer sees it; its author does, with the reason."""
    return change(subject, hidden_at=at, hidden_reason=reason.strip()[:MAX_REASON_LENGTH])
