"""Creating a session, changing it, calling it off."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, Irreversible, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import User
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions as seats
from etabli.foundation.seats.models import Occasion, Span, times_of
from etabli.programme.diary import actions as diary
from etabli.programme.workshops import changes
from etabli.programme.workshops.actions.locking import lock_session, open_session
from etabli.programme.workshops.models import Session, Theme, Venue
from etabli.programme.workshops.rules import may_open

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that a hand confuses


class NothingChanged(ActionError):
    """The session is already as it was asked to be."""


def _undo_creation(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: unpublish and let the adviser's half-day go, or publish again if it is still free."""
    session: Any = subject_of(entry)
    lock_session(session)
    occasion, before = session.occasion, {"published_at": session.published_at}
    if occasion.cancelled_at is not None:
        raise CannotUndo(_("It was called off: create a new session instead."))
    if session.published_at is not None:
        if occasion.sign_ups.exists():
            raise CannotUndo(_("People have signed up: call the session off instead, so that they are told."))
        _let_go(session, by, at)
        session.published_at = None
    elif occasion.starts_at <= at:
        raise CannotUndo(_("Its day and hour are past: create a new session instead."))
    else:
        _hold(session, by, at)
        session.published_at = at
    session.save(update_fields=["published_at"])
    record(session, before=before, after={"published_at": session.published_at})


@action(
    "workshops.create",
    sentence=_("created the session “%(subject)s”"),
    may=may_open,
    undo=_undo_creation,
)
def create_session(
    *,
    theme: Theme,
    venue: Venue,
    adviser: User,
    starts_at: datetime,
    ends_at: datetime,
    capacity: int,
    sittings: Sequence[Span] = (),
    by: Viewer,
    at: datetime,
) -> Session:
    """A session, published at once, in the chamber of the venue. Holds the adviser's half-days.

    `sittings`: its half-days when it has several; the first begins at `starts_at`, the last ends at `ends_at`. Raises
    the diary's HalfDayTaken. Undo unpublishes it, as long as nobody has ever signed up.
    """
    occasion = Occasion.objects.create(
        organisation=venue.chamber,
        title=theme.public_title,
        **times_of(sittings or [Span(starts_at, ends_at)]),
        place=venue.full_address,
        capacity=capacity,
    )
    session = Session.objects.create(
        chamber=venue.chamber,
        theme=theme,
        venue=venue,
        adviser=adviser,
        occasion=occasion,
        code=get_random_string(8, LETTERS),
        published_at=at,
    )
    _hold(session, by, at)
    record(session, before={"published_at": None}, after={"published_at": at})
    return session


def _undo_change(entry: Entry, by: Any, at: datetime) -> None:
    """The session as it was: everyone concerned is told again."""
    session: Any = subject_of(entry)
    open_session(session)
    now = changes.told(session)
    if any(now[name] != value for name, value in entry.after.items()):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    _move(session, changes.of_journal(entry.before), by, at)
    record(session, before=entry.after, after=entry.before)


@action(
    "workshops.change",
    sentence=_("changed the session “%(subject)s”"),
    tells={
        "theme": _("Theme"),
        "venue": _("Room"),
        "adviser": _("Adviser"),
        "starts_at": _("Beginning"),
        "ends_at": _("End"),
        "sittings": _("Half-days"),
        "capacity": _("Number of places"),
    },
    may=may_run,
    undo=_undo_change,
    subject="session",
)
def change_session(*, session: Session, wanted: changes.Plan, by: Viewer, at: datetime) -> Session:
    """Give the session another theme, room, adviser, time or number of places; those concerned are told once.

    Raises NotPublished, NothingChanged, the diary's HalfDayTaken, or what seats refuse of an occasion.
    """
    open_session(session)
    before = changes.told(session)
    if changes.plan_of(session) == wanted:
        raise NothingChanged(_("Nothing was changed."))
    _move(session, wanted, by, at)
    record(session, before=before, after=changes.told(session))
    return session


@action(
    "workshops.call_off",
    sentence=_("called off the session “%(subject)s”"),
    tells={"reason": _("Reason")},
    may=may_run,
    undo=Irreversible(_("People have been told that it is called off: create a new session instead.")),
    subject="session",
)
def call_off(*, session: Session, reason: str, by: Viewer, at: datetime) -> Session:
    """Call the session off: those concerned are told why, the adviser's half-days are free again.

    Raises NotPublished, or OccasionClosed of seats.
    """
    open_session(session)
    seats.cancel_occasion(occasion=session.occasion, reason=reason, by=by, at=at)
    _let_go(session, by, at)
    record(session, before={}, after={"reason": reason})
    return session


def _move(session: Session, wanted: changes.Plan, by: Viewer, at: datetime) -> None:
    """Bring a session, its occasion and the adviser's diary to `wanted`; called inside an action."""
    if session.occasion.cancelled_at is not None:
        raise seats.OccasionClosed(_("It was called off: create a new session instead."))
    session.theme, session.venue, session.adviser = wanted.theme, wanted.venue, wanted.adviser
    if differences := changes.of_occasion(session.occasion, wanted):
        seats.change_occasion(occasion=session.occasion, changes=differences, by=by, at=at)
    _hold(session, by, at)
    session.save(update_fields=["theme", "venue", "adviser"])


def _hold(session: Session, by: Viewer, at: datetime) -> None:
    """Bring the diary to the session as it is: let go what it needs no more, hold what it lacks, together."""
    wanted = changes.half_days_of(changes.plan_of(session))
    kept = set()
    for row in session.half_days.filter(released_at=None).select_related("adviser"):
        if (held := (row.adviser, row.on, row.half)) in wanted:
            kept.add(held)
        else:
            diary.release_half_day(half_day=row, by=by, at=at)
    taken = [
        diary.hold_half_day(adviser=who, on=on, half=half, what=session.occasion.title, by=by, at=at)
        for who, on, half in sorted(wanted - kept, key=lambda each: each[1:])
    ]
    session.half_days.remove(*session.half_days.exclude(released_at=None))
    session.half_days.add(*taken)


def _let_go(session: Session, by: Viewer, at: datetime) -> None:
    for row in session.half_days.filter(released_at=None):
        diary.release_half_day(half_day=row, by=by, at=at)
