"""What a moderator decides of a profile or of a piece: it is let out, or taken off with a reason."""

from datetime import datetime

from django.utils.translation import gettext_lazy as _

from etabli.community.directory.models import Piece, Profile
from etabli.community.directory.rules import may_moderate
from etabli.foundation.journal import action, change, reverse
from etabli.foundation.people.viewer import Viewer

LONGEST_REASON = 300


@action(
    "directory.let_out",
    sentence=_("let out “%(subject)s” in the directory"),
    may=may_moderate,
    undo=reverse,
    subject="subject",
)
def let_out(*, subject: Profile | Piece, by: Viewer, at: datetime) -> Profile | Piece:
    """Everybody may see it, as its member chose."""
    if isinstance(subject, Piece):
        return change(subject, hidden_at=None, hidden_reason="")
    published_at = subject.published_at or (at if subject.offered_at else None)
    return change(subject, published_at=published_at, hidden_at=None, hidden_reason="")


@action(
    "directory.hide",
    sentence=_("took “%(subject)s” off the directory"),
    tells={"hidden_reason": _("Reason")},
    may=may_moderate,
    undo=reverse,
    subject="subject",
)
def hide(*, subject: Profile | Piece, reason: str, by: Viewer, at: datetime) -> Profile | Piece:
    """Nobody but its member sees it any more; they read why."""
    return change(subject, hidden_at=at, hidden_reason=reason.strip()[:LONGEST_REASON])
