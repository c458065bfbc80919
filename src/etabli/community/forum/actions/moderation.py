"""What moderators do: publish what waits, take off with a reason, close a question and open it again."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.community.forum import notices
from etabli.community.forum.actions.writing import NotFit, NotNow, lock_post, lock_thread
from etabli.community.forum.models import MAX_REASON_LENGTH, Post, Thread
from etabli.community.forum.rules import may_close, may_moderate
from etabli.foundation.journal import action, change, undo_fields
from etabli.foundation.people.viewer import Viewer


@action(
    "forum.publish",
    sentence=_("published what was written about “%(subject)s”"),
    may=may_moderate,
    undo=undo_fields,
    subject="subject",
)
def publish(*, subject: Thread | Post, by: Viewer, at: datetime) -> Thread | Post:
    """People see it from now on, those who follow are told. Called inside the moderators' act."""
    writing = lock_post(subject) if isinstance(subject, Post) else lock_thread(subject)
    published_at = writing.published_at or at
    change(writing, published_at=published_at, hidden_at=None, hidden_reason="")
    if isinstance(writing, Post):
        notices.update_followers(writing, at)
    return writing


@action(
    "forum.hide",
    sentence=_("took off what was written about “%(subject)s”"),
    may=may_moderate,
    undo=undo_fields,
    subject="subject",
)
def hide(*, subject: Thread | Post, reason: str, by: Viewer, at: datetime) -> Thread | Post:
    """Its page says that it was taken off. Called inside the moderators' act; `reason` is what its author reads."""
    writing = lock_post(subject) if isinstance(subject, Post) else lock_thread(subject)
    return change(writing, hidden_at=at, hidden_reason=reason[:MAX_REASON_LENGTH])


@action(
    "forum.close",
    sentence=_("closed the question “%(subject)s”"),
    tells={"closed_reason": _("Reason")},
    may=may_close,
    undo=undo_fields,
    subject="thread",
)
def close_thread(*, thread: Thread, reason: str, by: Viewer, at: datetime) -> Thread:
    """It is still read, and takes no more answers; who asked is told why. Raises NotFit, NotNow."""
    thread = lock_thread(thread)
    if thread.merged_into_id is not None:
        raise NotNow(_("This question is no longer there."))
    if thread.closed_at is not None:
        raise NotNow(_("This question is closed already."))
    if not reason.strip():
        raise NotFit(_("Say why in a few words: everybody who reads the question sees it."))
    change(thread, closed_at=at, closed_reason=reason.strip()[:MAX_REASON_LENGTH])
    notices.update_closed(thread, at)
    return thread


@action(
    "forum.reopen",
    sentence=_("opened the question “%(subject)s” again"),
    may=may_close,
    undo=undo_fields,
    subject="thread",
)
def reopen_thread(*, thread: Thread, by: Viewer, at: datetime) -> Thread:
    """It takes answers again. Raises NotNow."""
    thread = lock_thread(thread)
    if thread.closed_at is None:
        raise NotNow(_("This question is not closed."))
    return change(thread, closed_at=None, closed_reason="")
