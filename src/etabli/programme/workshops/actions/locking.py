"""The first statement of an act on a session: one at a time from there."""

from django.db.models import BigIntegerField
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError
from etabli.foundation.kept_statements import Given, KeptStatement
from etabli.programme.workshops.models import Session

_LOCKED = KeptStatement(
    Session.objects.filter(pk=Given("pk", BigIntegerField()))
    .select_related("occasion", "chamber")
    .select_for_update(of=("self", "occasion"), no_key=True)
)


class NotPublished(ActionError):
    """Nobody joins it: it is being prepared, or its creation was taken back, and then nobody changes it either."""


def lock_session(session: Session) -> None:
    """One act at a time on this session from here on, on what is true now.

    SQLite knows no locked rows: there, an act is alone from its BEGIN IMMEDIATE on.
    """
    _LOCKED.refresh(session, pk=session.pk)


def open_session(session: Session, *, drafts: bool = False) -> None:
    """Lock a session that is announced, or with `drafts` being prepared; raises NotPublished otherwise."""
    lock_session(session)
    if session.taken_back_at is not None:
        raise NotPublished(_("This session is no longer announced: its creation was taken back."))
    if session.published_at is None and not drafts:
        raise NotPublished(_("This session is not announced yet: announce it first."))
