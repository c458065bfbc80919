"""The association answers for what an answer says: certifying it, and taking that back."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.forum import records
from etabli.community.forum.actions.writing import NotNow, lock_post
from etabli.community.forum.models import Post
from etabli.community.forum.rules import may_certify
from etabli.foundation.journal import action, change, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.viewer import Viewer


def _undo(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, in the log too."""
    undo_fields(entry, by, at)
    post: Any = subject_of(entry)
    records.log_certification(post, by, at)


@action(
    "forum.certify",
    sentence=_("certified an answer to “%(subject)s” for the association"),
    may=may_certify,
    undo=_undo,
    subject="post",
)
def certify(*, post: Post, by: Viewer, at: datetime) -> Post:
    """Say that the board has checked what it says; once it is corrected, nothing says so any more. Raises NotNow."""
    post = lock_post(post)
    if not post.is_out:
        raise NotNow(_("This answer is no longer there."))
    if post.certified_at is not None:
        raise NotNow(_("This answer is certified already."))
    change(post, certified_at=at)
    records.log_certification(post, by, at)
    return post


@action(
    "forum.end_certificate",
    sentence=_("took back the certificate of an answer to “%(subject)s”"),
    may=may_certify,
    undo=_undo,
    subject="post",
)
def end_certificate(*, post: Post, by: Viewer, at: datetime) -> Post:
    """The association answers for it no more. Raises NotNow."""
    post = lock_post(post)
    if post.certified_at is None:
        raise NotNow(_("This answer is not certified."))
    change(post, certified_at=None)
    records.log_certification(post, by, at)
    return post
