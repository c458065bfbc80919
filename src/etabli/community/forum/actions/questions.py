"""Asking a question, correcting it, taking it back while nobody has answered."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from etabli.community.association.queries import association_of
from etabli.community.association.trades import trades
from etabli.community.forum import notices
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
from etabli.community.forum.engine import telling_words
from etabli.community.forum.models import MAX_TITLE_LENGTH, Thread, out
from etabli.community.forum.rules import is_author, may_ask, may_ask_as_artisan, may_withdraw
from etabli.foundation.journal import CannotUndo, action, change, record, undo_fields
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.actions import give_consent
from etabli.foundation.people.models import Consent, Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import one_line
from etabli.territory.register.models import Artisan

TELLS = {"title": _("Question"), "text": _("Text")}


def _undo_asking(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, while nobody else has answered."""
    thread: Any = subject_of(entry, lock=True)
    if thread.withdrawn_at is None and _is_answered(thread):
        raise CannotUndo(_("Somebody has answered: your question stays. You can still correct it."))
    undo_fields(entry, by, at)


def _is_answered(thread: Thread) -> bool:
    """By another; so is what moderators merged, and made of answers."""
    if thread.merged_into_id is not None or thread.split_from_id is not None or thread.merged.exists():
        return True
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
        title=checked_title(title),
        text=checked_text(text),
        trade=checked_trade(trade, organisation.pk),
        is_public=is_public,
        written_at=at,
        active_at=at,
    )
    hand_in(thread, by=by, at=at)
    record(thread, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return thread


@action(
    "forum.ask_as_artisan",
    sentence=_("asked the professionals “%(subject)s”"),
    may=may_ask_as_artisan,
    may_undo=may_withdraw,
    undo=_undo_asking,
    also_undone_by=lambda by, _entry, thread: is_author(by, thread),
)
def ask_as_artisan(
    *,
    person: Person,
    title: str,
    text: str,
    trade: str = "",
    is_public: bool = False,
    is_named: bool = False,
    by: Viewer,
    at: datetime,
) -> Thread:
    """Ask the association that works beside the chamber, the members of a trade before all ("": all of them). Unless
    `is_named`, nobody there reads who asks. The first one of a person waits for a moderator.

    By the staff beside them: the agreement is recorded, and the artisan is told. Raises NotFit, NotNow.
    """
    organisation = association_of(person.chamber_id)
    if organisation is None:
        raise NotNow(_("No association answers questions here yet."))
    thread = Thread(
        organisation=organisation,
        person=person,
        is_named=is_named,
        craft_code=Artisan.objects.filter(person=person).values_list("trade_code", flat=True).first() or "",
        title=checked_title(title),
        text=checked_text(text),
        trade=checked_trade(trade, organisation.pk) if trade else "",
        is_public=is_public,
        written_at=at,
        active_at=at,
    )
    _check_anonymous(thread)
    hand_in(thread, by=by, at=at)
    record(thread, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    if not by.is_person(person.pk):
        give_consent(person=person, purpose=Consent.Purpose.BESIDE, about=thread, by=by, at=at)
        notices.update_asked_beside(thread, by, at)
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
    *,
    thread: Thread,
    title: str,
    text: str,
    trade: str,
    is_public: bool,
    is_named: bool = False,
    by: Viewer,
    at: datetime,
) -> Thread:
    """Change what it asks, of whom, and who reads it: never everybody what members answered among themselves.
    `is_named`: whether they read which artisan asks.

    Raises NotFit, NotNow, moderation's TooManyToday.
    """
    thread = lock_thread(thread)
    if is_public and not thread.is_public and _is_answered(thread):
        raise NotFit(_("Members have answered among themselves: it can’t be opened to everybody any more."))
    fields: dict[str, Any] = {
        "title": checked_title(title),
        "text": checked_text(text),
        "is_public": is_public,
    }
    fields["trade"] = checked_trade(trade, thread.organisation_id) if trade or not thread.is_artisans else ""
    if thread.person is not None:
        fields["is_named"] = is_named
        _check_anonymous(Thread(person=thread.person, **fields))
    return corrected(thread, **fields, by=by, at=at)


@action(
    "forum.withdraw_question",
    sentence=_("took back the question “%(subject)s”"),
    may=may_withdraw,
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


def _check_anonymous(thread: Thread) -> None:
    """Raises NotFit for words that tell which artisan asks, unless they chose to be named."""
    if thread.person is None or thread.is_named:
        return
    artisan = Artisan.objects.filter(person=thread.person).select_related("business").first()
    names = [thread.person.name, *(artisan.business_names if artisan else ())]
    words = telling_words(f"{thread.title}\n{thread.text}", names)
    if words:
        raise NotFit(
            _("These words tell who asks: %(words)s. Take them out, or choose to show the name.")
            % {"words": ", ".join(f"“{word}”" for word in words)}
        )


def checked_title(title: str) -> str:
    """Raises NotFit."""
    title = one_line(title)
    if not title:
        raise NotFit(_("Write your question in one sentence."))
    if len(title) > MAX_TITLE_LENGTH:
        raise NotFit(_("Write at most %(most)d characters.") % {"most": MAX_TITLE_LENGTH})
    return title


def checked_trade(trade: str, organisation_id: int) -> str:
    """Raises NotFit for one that is not on the list of this association."""
    if trade not in trades(organisation_id):
        raise NotFit(_("Choose the trade of those who may know."))
    return trade
