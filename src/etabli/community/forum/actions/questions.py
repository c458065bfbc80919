"""Asking a question, correcting it, taking it back while nobody has answered."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.association.trades import trades
from etabli.community.forum.actions.writing import (
    NotFit,
    NotNow,
    author_for,
    checked_text,
    corrected,
    hand_in,
    lock_thread,
    undo_correction,
)
from etabli.community.forum.models import MAX_TITLE_LENGTH, Thread, out
from etabli.community.forum.rules import is_author, may_ask
from etabli.foundation.journal import CannotUndo, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer

TELLS = {"title": _("Question"), "text": _("Text")}


def _undo_asking(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, while nobody else has answered."""
    thread: Any = subject_of(entry, lock=True)
    if thread.withdrawn_at is None and _is_answered(thread):
        raise CannotUndo(_("Somebody has answered: your question stays. You can still correct it."))
    undo_fields(entry, by, at)


def _is_answered(thread: Thread) -> bool:
    return thread.posts.filter(out()).exclude(author=thread.author_id).exists()


@action(
    "forum.ask",
    sentence=_("asked “%(subject)s”"),
    may=may_ask,
    may_undo=is_author,
    undo=_undo_asking,
)
def ask(
    *,
    organisation: Organisation,
    title: str,
    text: str,
    trade: str,
    is_public: bool = False,
    by: Viewer,
    at: datetime,
) -> Thread:
    """Ask the members of one's association, those of a trade before all. That of a new member,
    and what looks like spam, waits for a moderator.

    Raises NotFit, moderation's TooManyToday.
    """
    member = author_for(by)
    thread = Thread(
        organisation=organisation,
        author=member,
        title=_checked_title(title),
        text=checked_text(text),
        trade=_checked_trade(trade, organisation.pk),
        is_public=is_public,
        written_at=at,
        active_at=at,
    )
    hand_in(thread, by=by, at=at)
    record(thread, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return thread


@action(
    "forum.correct_question",
    sentence=_("corrected the question “%(subject)s”"),
    tells=TELLS,
    may=is_author,
    undo=undo_correction,
    subject="thread",
)
def correct_question(
    *, thread: Thread, title: str, text: str, trade: str, is_public: bool, by: Viewer, at: datetime
) -> Thread:
    """Change what it asks, of whom, and who reads it: never everybody what members answered among themselves.

    Raises NotFit, NotNow, moderation's TooManyToday.
    """
    thread = lock_thread(thread)
    if is_public and not thread.is_public and _is_answered(thread):
        raise NotFit(_("Members have answered among themselves: it can’t be opened to everybody any more."))
    fields = {"title": _checked_title(title), "text": checked_text(text), "is_public": is_public}
    fields["trade"] = _checked_trade(trade, thread.organisation_id)
    return corrected(thread, **fields, by=by, at=at)


@action(
    "forum.withdraw_question",
    sentence=_("took back the question “%(subject)s”"),
    may=is_author,
    undo=undo_fields,
    subject="thread",
)
def withdraw_question(*, thread: Thread, by: Viewer, at: datetime) -> Thread:
    """Nobody sees it any more but its author. Raises NotNow once somebody else has answered."""
    thread = lock_thread(thread)
    if thread.withdrawn_at is not None:
        raise NotNow(_("This question was already taken back."))
    if _is_answered(thread):
        raise NotNow(_("Somebody has answered: your question stays. You can still correct it."))
    return change(thread, withdrawn_at=at)


def _checked_title(title: str) -> str:
    title = " ".join(title.split())
    if not title:
        raise NotFit(_("Write your question in one sentence."))
    if len(title) > MAX_TITLE_LENGTH:
        raise NotFit(_("Write at most %(most)d characters.") % {"most": MAX_TITLE_LENGTH})
    return title


def _checked_trade(trade: str, organisation_id: int) -> str:
    if trade not in trades(organisation_id):
        raise NotFit(_("Choose the trade of those who may know."))
    return trade
