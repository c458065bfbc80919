"""What questions and answers have in common when they are written, corrected or taken back."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.association.models import Member
from etabli.community.association.queries import member_of
from etabli.community.forum.models import MAX_TEXT_LENGTH, Post, Thread
from etabli.community.forum.rules import is_read_first
from etabli.community.moderation.actions import submit
from etabli.foundation.journal import ActionError, NotAllowed, change, undo_fields, undo_parts
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.viewer import Viewer


class NotFit(ActionError):
    """Something in what was written can't be."""


class NotNow(ActionError):
    """The question or the answer is in a state in which this can't be done."""


def lock_thread(thread: Thread) -> Thread:
    """The question as it is now, kept from others until the end of the transaction."""
    threads = Thread.objects.select_for_update(of=("self",))
    return threads.select_related("author__user", "person").get(pk=thread.pk)


def lock_post(post: Post) -> Post:
    """The same of an answer, with its question."""
    posts = Post.objects.select_for_update(of=("self",))
    return posts.select_related("author__user", "thread__author__user", "thread__person").get(pk=post.pk)


def author_for(by: Viewer) -> Member:
    """The member who writes."""
    member = member_of(by)
    if member is None:
        raise NotAllowed(_("You can't do this in your present role."))
    return member


def checked_text(text: str) -> str:
    """Raises NotFit."""
    text = text.strip()
    if not text:
        raise NotFit(_("Write a few words."))
    if len(text) > MAX_TEXT_LENGTH:
        raise NotFit(_("Write at most %(most)d characters.") % {"most": MAX_TEXT_LENGTH})
    return text


def hand_in(writing: Thread | Post, *, by: Viewer, at: datetime) -> None:
    """Save what was just written: it is out, or in the moderators' queue when it waits for them. Raises moderation's
    TooManyToday."""
    is_waiting = is_read_first(writing)
    writing.published_at = None if is_waiting else at
    writing.save()
    if is_waiting:
        submit(subject=writing, by=by, at=at)


def corrected[W: (Thread, Post)](writing: W, *, by: Viewer, at: datetime, **fields: Any) -> W:
    """Change what its author wrote; the former words stay in the journal. What moderators took off, what a new
    member wrote and what looks like spam is read by them again. Raises NotNow, moderation's TooManyToday.
    """
    if writing.withdrawn_at is not None:
        raise NotNow(_("It was taken back: put it back before you correct it."))
    change(writing, **fields, edited_at=at)
    if writing.hidden_at is not None or is_read_first(writing):
        submit(subject=writing, is_out=writing.is_out, by=by, at=at)
    return writing


def undo_correction(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, with its place in the moderators' queue."""
    undo_parts(entry, "moderation.submit", by=by, at=at)
    undo_fields(entry, by, at)
