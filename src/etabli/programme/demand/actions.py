"""Writing a wish down."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    action,
    anyone,
    change,
    record,
    undo_fields,
    undo_parts,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.models import MAX_NOTE_LENGTH, Wish
from etabli.programme.demand.queries import is_answered, pending_half_day_wish, person_id_of
from etabli.territory.places.models import Commune


class StillAnswered(ActionError):
    """Something answers this wish."""


def _undo(entry: Entry, by: Any, at: datetime) -> None:
    """`undo_fields`, both ways, but a wish stays while something answers it, and a request away beside another."""
    wish: Any = subject_of(entry, lock=True)
    if wish.withdrawn_at is None and is_answered(wish):
        raise CannotUndo(_("A half-day is booked for this request: call it off first."))
    is_back = wish.withdrawn_at is not None and wish.kind == Wish.Kind.HALF_DAY
    if is_back and pending_half_day_wish(wish.person_id) is not None:
        raise CannotUndo(_("They have asked for a half-day again since: one request is enough."))
    undo_fields(entry, by, at)


@action("demand.express", sentence=_("expressed a wish: %(subject)s"), may=anyone, undo=_undo)
def express_wish(
    *,
    chamber: Organisation,
    kind: str,
    theme_code: str = "",
    theme: str = "",
    person: Person | None = None,
    source: str,
    commune: Commune | None = None,
    trade_code: str = "",
    note: str = "",
    by: Viewer,
    at: datetime,
) -> Wish:
    """Write down that somebody would like a theme, or a half-day. Only the day is kept, not the hour.

    `theme`: its title, as the history will tell it.
    """
    wish = Wish.objects.create(
        chamber=chamber,
        kind=kind,
        theme_code=theme_code,
        person=person,
        source=source,
        commune=commune,
        trade_code=trade_code,
        note=note,
        expressed_on=timezone.localdate(at),
    )
    record(wish, before={"withdrawn_at": at}, after={"withdrawn_at": None}, label=theme or str(wish))
    return wish


@action(
    "demand.withdraw",
    sentence=_("took back a wish: %(subject)s"),
    may=lambda by, wish: by.is_staff_of(wish.chamber_id),
    undo=_undo,
    subject="wish",
)
def withdraw_wish(*, wish: Wish, by: Viewer, at: datetime) -> Wish:
    """It was written down by mistake. Raises StillAnswered."""
    if is_answered(wish):
        raise StillAnswered(_("A half-day is booked for this request: call it off first."))
    return change(wish, withdrawn_at=at)


@action(
    "demand.say_more",
    sentence=_("said more about a wish: %(subject)s"),
    tells={"note": _("What they said")},
    may=anyone,
    undo=undo_fields,
    subject="wish",
)
def say_more(*, wish: Wish, note: str, by: Viewer, at: datetime) -> Wish:
    """What was said before stays above it. The caller knows who says it: `asking.add_words`."""
    return change(wish, note=f"{wish.note}\n{note}".strip()[:MAX_NOTE_LENGTH])


class OtherPerson(ActionError):
    """These two requests are not those of one person."""


def _undo_join(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: it waits beside the other again, or goes again while nothing answers it."""
    wish: Any = subject_of(entry, lock=True)
    if wish.withdrawn_at is None and is_answered(wish):
        raise CannotUndo(_("A half-day is booked for this request: call it off first."))
    undo_parts(entry, by=by, at=at)
    undo_fields(entry, by, at)


@action(
    "demand.join",
    sentence=_("said that a request of %(subject)s is the same as another of theirs"),
    may=lambda by, wish: by.is_staff_of(wish.chamber_id),
    undo=_undo_join,
    subject="wish",
)
def join_wishes(*, wish: Wish, kept: Wish, by: Viewer, at: datetime) -> Wish:
    """`wish` was asked twice: it goes, and what was said with it is added to `kept`. Raises OtherPerson,
    StillAnswered."""
    if (
        wish.pk == kept.pk
        or wish.kind != kept.kind
        or person_id_of(wish) is None
        or person_id_of(wish) != person_id_of(kept)
    ):
        raise OtherPerson(_("These requests are not those of one person: look again."))
    if is_answered(wish):
        raise StillAnswered(_("A half-day is booked for this request: call it off first."))
    if wish.note and wish.note not in kept.note:
        say_more(wish=kept, note=wish.note, by=by, at=at)
    return change(wish, withdrawn_at=at, label=str(kept.person))
