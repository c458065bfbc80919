"""Answering, correcting it, taking it back; accepting an answer; saying thank you."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.forum import notices
from etabli.community.forum.actions.writing import (
    NotFit,
    NotNow,
    author_for,
    checked_text,
    corrected,
    hand_in,
    lock_post,
    lock_thread,
    undo_correction,
)
from etabli.community.forum.models import Post, Thanks, Thread
from etabli.community.forum.rules import is_author, is_own, may_answer, may_thank
from etabli.foundation.journal import action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer


def _undo_answer(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: put back, those who follow are told unless they were."""
    undo_fields(entry, by, at)
    post: Any = subject_of(entry)
    if post.is_out:
        notices.update_followers(post, at)


def _undo_acceptance(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: accepted again, its author is told unless they were."""
    undo_fields(entry, by, at)
    thread: Any = subject_of(entry)
    if thread.accepted_id is not None:
        notices.update_accepted(thread, at)


@action(
    "forum.answer",
    sentence=_("answered “%(subject)s”"),
    may=may_answer,
    may_undo=is_author,
    undo=_undo_answer,
)
def answer(*, thread: Thread, text: str, quoted: Post | None = None, by: Viewer, at: datetime) -> Post:
    """Answer a question; `quoted` is the answer that it takes up. That of a new member waits for a moderator, then
    those who follow the question are told.

    Raises NotNow when it takes no more answers, NotFit, moderation's TooManyToday.
    """
    quoted = lock_post(quoted) if quoted is not None else None  # an answer is always held before its question
    thread, member = lock_thread(thread), author_for(by)
    if thread.merged_into is not None:  # while they were writing
        thread = lock_thread(thread.merged_into)
    if not thread.takes_answers:
        raise NotNow(_("This question takes no more answers."))
    if quoted is not None and (quoted.thread_id != thread.pk or not quoted.is_out):
        raise NotFit(_("The answer that you quote is no longer there."))
    post = Post(
        thread=thread,
        author=member,
        text=checked_text(text),
        quoted=quoted,
        written_at=at,
    )
    hand_in(post, by=by, at=at)
    record(post, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    if post.is_out:
        notices.update_followers(post, at)
    return post


@action(
    "forum.correct_answer",
    sentence=_("corrected their answer to “%(subject)s”"),
    tells={"text": _("Text")},
    may=is_author,
    undo=undo_correction,
    subject="post",
)
def correct_answer(*, post: Post, text: str, by: Viewer, at: datetime) -> Post:
    """Change what it says; what was certified is so no more. Raises NotFit, NotNow, moderation's TooManyToday."""
    post = lock_post(post)
    fields: dict[str, Any] = {"text": checked_text(text)}
    if post.certified_at is not None:
        fields["certified_at"] = None
    return corrected(post, **fields, by=by, at=at)


@action(
    "forum.withdraw_answer",
    sentence=_("took back their answer to “%(subject)s”"),
    may=is_author,
    undo=_undo_answer,
    subject="post",
)
def withdraw_answer(*, post: Post, by: Viewer, at: datetime) -> Post:
    """Its page says that it was taken back, and shows it no more. Raises NotNow."""
    post = lock_post(post)
    if post.withdrawn_at is not None:
        raise NotNow(_("This answer was already taken back."))
    return change(post, withdrawn_at=at)


@action(
    "forum.accept",
    sentence=_("accepted an answer to “%(subject)s”"),
    may=lambda by, post: is_author(by, post.thread),
    may_undo=is_author,
    undo=_undo_acceptance,
    subject="post",
)
def accept_answer(*, post: Post, by: Viewer, at: datetime) -> Thread:
    """Say which answer helped: it stands first, in the place of one that was accepted before. Raises NotNow."""
    post = lock_post(post)
    thread = lock_thread(post.thread)
    if not post.is_out or not thread.is_out:
        raise NotNow(_("This answer is no longer there."))
    if thread.accepted_id == post.pk:
        raise NotNow(_("You have accepted this answer already."))
    change(thread, accepted_id=post.pk, accepted_at=at)
    notices.update_accepted(thread, at)
    return thread


@action(
    "forum.release",
    sentence=_("stopped accepting an answer to “%(subject)s”"),
    may=is_author,
    undo=_undo_acceptance,
    subject="thread",
)
def release_answer(*, thread: Thread, by: Viewer, at: datetime) -> Thread:
    """No answer stands first any more. Raises NotNow when none did."""
    thread = lock_thread(thread)
    if thread.accepted_id is None:
        raise NotNow(_("No answer is accepted."))
    return change(thread, accepted_id=None, accepted_at=None)


@action(
    "forum.thank",
    sentence=_("said thank you for an answer to “%(subject)s”"),
    may=may_thank,
    may_undo=is_own,
    undo=undo_fields,
)
def thank(*, post: Post, by: Viewer, at: datetime) -> Thanks:
    """Once for each who does; nobody is told, and nothing but a number is shown. Raises NotNow."""
    post = lock_post(post)
    if not post.is_out:
        raise NotNow(_("This answer is no longer there."))
    rows = Thanks.objects.select_for_update(of=("self",))
    whose = {"person_id": by.person_id} if by.is_person(by.person_id) else {"member": author_for(by)}
    thanks, _new = rows.get_or_create(post=post, **whose, defaults={"given_at": at, "withdrawn_at": at})
    if thanks.withdrawn_at is None:
        raise NotNow(_("You have said thank you already."))
    return change(thanks, withdrawn_at=None)


@action(
    "forum.take_back_thanks",
    sentence=_("took back a thank you for an answer to “%(subject)s”"),
    may=is_own,
    undo=undo_fields,
    subject="thanks",
)
def take_back_thanks(*, thanks: Thanks, by: Viewer, at: datetime) -> Thanks:
    """It counts no more. Raises NotNow."""
    thanks = Thanks.objects.select_for_update().get(pk=thanks.pk)
    if thanks.withdrawn_at is not None:
        raise NotNow(_("You have taken it back already."))
    return change(thanks, withdrawn_at=at)
