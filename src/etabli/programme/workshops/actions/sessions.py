"""Creating a session, announcing it, changing it, calling it off."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from django.utils.crypto import get_random_string
from django.utils.translation import gettext, gettext_lazy as _

from etabli.foundation.journal import ActionError, CannotUndo, Irreversible, action, record
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.models import User
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions as seats
from etabli.foundation.seats.models import Occasion, SignUp, Span, times_of
from etabli.foundation.ui.typography import full_day
from etabli.programme.diary import actions as diary
from etabli.programme.diary.models import Half, HalfDay
from etabli.programme.workshops import session_changes
from etabli.programme.workshops.actions.locking import lock_session, open_session
from etabli.programme.workshops.actions.room_closures import refuse_if_taken
from etabli.programme.workshops.models import Audience, Session, Theme, Venue
from etabli.programme.workshops.occasion_texts import KIND, practical_of
from etabli.programme.workshops.rules import may_open
from etabli.programme.workshops.themes.versions import version_in_force
from etabli.territory.relays.models import Relay

ANNOUNCED_FIELDS = ("theme", "venue", "starts_at", "ends_at", "sittings")  # what those concerned are told of
CODE_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that a hand confuses


class NothingChanged(ActionError):
    """The session is already as it was asked to be."""


def _undo_creation(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: take the session back and let the half-days go, or restore it as it was if they are still free."""
    session: Any = subject_of(entry)
    lock_session(session)
    occasion, before = session.occasion, _state(session)
    if occasion.cancelled_at is not None:
        raise CannotUndo(_("It was called off: create a new session instead."))
    if session.taken_back_at is None:
        _refuse_if_joined(session)
        _let_go(session, by, at)
        session.published_at, session.taken_back_at = None, at
    elif occasion.starts_at <= at:
        raise CannotUndo(_("Its day and hour are past: create a new session instead."))
    else:
        session.published_at = at if entry.before.get("published_at") else None
        session.taken_back_at = None
        refuse_if_taken(session)
        _adjust_half_days(session, by, at)
    session.save(update_fields=["published_at", "taken_back_at"])
    record(session, before=before, after=_state(session))


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
    co_advisers: Sequence[User] = (),
    audience: str = Audience.ALL,
    audience_theme: Theme | None = None,
    audience_relay: Relay | None = None,
    opens_on: date | None = None,
    closes_on: date | None = None,
    note: str = "",
    announce: bool = True,
    beside: Collection[int] = (),
    by: Viewer,
    at: datetime,
) -> Session:
    """A session in the chamber of the venue, announced at once unless it is only prepared. Holds its half-days, beside
    these entries of the diary where they have them.

    What makes it are the fields of `session_changes.Plan`. Raises RoomTaken, or the diary's HalfDayTaken. Undo takes it
    back, as long as nobody has ever signed up.
    """
    plan = session_changes.Plan(
        theme, venue, adviser, starts_at, ends_at, capacity, tuple(sittings), tuple(co_advisers)
    )
    plan = replace(plan, audience=audience, audience_theme=audience_theme, audience_relay=audience_relay)
    plan = replace(plan, opens_on=opens_on, closes_on=closes_on, note=note)
    session = _created(plan, at if announce else None)
    refuse_if_taken(session)
    _adjust_half_days(session, by, at, beside)
    record(session, before={"published_at": None, "taken_back_at": at}, after=_state(session))
    return session


def _created(plan: session_changes.Plan, published_at: datetime | None) -> Session:
    version = version_in_force(plan.theme, plan.venue.chamber_id)
    occasion = Occasion.objects.create(
        organisation=plan.venue.chamber,
        kind=KIND,
        title=plan.theme.public_title,
        **times_of(plan.spans),
        place=plan.venue.full_address,
        practical=practical_of(version, plan.venue),
        capacity=plan.capacity,
    )
    session = Session.objects.create(
        chamber=plan.venue.chamber,
        occasion=occasion,
        code=get_random_string(8, CODE_LETTERS),
        published_at=published_at,
        **{name: getattr(plan, name) for name in session_changes.FIELDS},
        version=version,
    )
    if plan.co_advisers:
        session.co_advisers.set(plan.co_advisers)
    return session


def _undo_announcement(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways, as long as nobody has signed up."""
    session: Any = subject_of(entry)
    open_session(session, drafts=True)
    if session.published_at is not None:
        _refuse_if_joined(session)
    before = {"published_at": session.published_at}
    session.published_at = None if session.published_at is not None else at
    session.save(update_fields=["published_at"])
    record(session, before=before, after={"published_at": session.published_at})


@action(
    "workshops.announce",
    sentence=_("announced the session “%(subject)s”"),
    may=may_run,
    undo=_undo_announcement,
    subject="session",
)
def announce_session(*, session: Session, by: Viewer, at: datetime) -> Session:
    """Show a session that was being prepared to everybody. Raises NotPublished, NothingChanged, OccasionClosed."""
    open_session(session, drafts=True)
    if session.published_at is not None:
        raise NothingChanged(_("This session is announced already."))
    if session.occasion.cancelled_at is not None or session.occasion.starts_at <= at:
        raise seats.OccasionClosed(_("Its day and hour are past: create a new session instead."))
    session.published_at = at
    session.save(update_fields=["published_at"])
    record(session, before={"published_at": None}, after={"published_at": at})
    return session


def _undo_change(entry: Entry, by: Any, at: datetime) -> str:
    """The session as it was: everyone concerned is told again. Gives what says so, if that is somebody."""
    session: Any = subject_of(entry)
    open_session(session, drafts=True)
    now = session_changes.announced_facts(session)
    if any(now[name] != value for name, value in entry.after.items() if name != "word"):
        raise CannotUndo(_("Something changed since: take back the later change first."))
    words = {"word": entry.before.get("word", ""), "former_word": entry.after.get("word", "")}
    _move(session, session_changes.plan_of_journal(session, entry.before), by, at, **words)
    record(session, before=entry.after, after=entry.before)
    is_back = entry.undoes_id is None or entry.restores
    is_other = any(entry.before.get(name) != entry.after.get(name) for name in ANNOUNCED_FIELDS)
    concerned = session.occasion.sign_ups.exclude(status=SignUp.Status.WITHDRAWN)
    if not (is_back and is_other and concerned.exists()):
        return ""
    return gettext("It is back as it was. Whoever had the e-mail about the change gets another one.")


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
        "co_advisers": _("Other advisers"),
        "audience": _("Open to"),
        "audience_theme": _("Workshop that they came to"),
        "audience_relay": _("Relay"),
        "opens_on": _("Sign-up from"),
        "closes_on": _("Sign-up until"),
        "note": _("Note for colleagues"),
        "word": _("Word to those who signed up"),
    },
    may=may_run,
    undo=_undo_change,
    subject="session",
)
def change_session(
    *,
    session: Session,
    wanted: session_changes.Plan,
    release: Collection[int] = (),
    beside: Collection[int] = (),
    word: str = "",
    by: Viewer,
    at: datetime,
) -> Session:
    """Bring a session to what is wanted of it; when that concerns those who signed up, they are told once, with `word`
    beside, in the words of `by`.

    `release`: who goes to the waiting list when fewer places are left than people hold, as CapacityTaken of seats says.
    `beside`: the entries of the diary that have some of its half-days too. Raises NotPublished, NothingChanged,
    RoomTaken, the diary's HalfDayTaken, or what seats refuse of an occasion.
    """
    open_session(session, drafts=True)
    before = session_changes.announced_facts(session)
    if session_changes.plan_of(session) == wanted:
        raise NothingChanged(
            _("Nothing was changed. For a word alone: “Write to those who signed up”.")
            if word
            else _("Nothing was changed.")
        )
    _move(session, wanted, by, at, beside, release=release, word=word)
    words = ({"word": ""}, {"word": word}) if word else ({}, {})
    record(
        session, before={**before, **words[0]}, after={**session_changes.announced_facts(session), **words[1]}
    )
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
    """Call the session off: those concerned are told why; the adviser's half-days are free again.

    Raises NotPublished, or OccasionClosed of seats.
    """
    open_session(session, drafts=True)
    seats.cancel_occasion(occasion=session.occasion, reason=reason, by=by, at=at)
    _let_go(session, by, at)
    record(session, before={}, after={"reason": reason})
    return session


def _move(
    session: Session,
    plan: session_changes.Plan,
    by: Viewer,
    at: datetime,
    shared_entries: Collection[int] = (),
    **facts: Any,
) -> None:
    """Bring a session, its occasion and the adviser's diary to `plan`; called inside an action. `told`: what
    `change_occasion` of seats takes beside."""
    if session.occasion.cancelled_at is not None:
        raise seats.OccasionClosed(_("It was called off: create a new session instead."))
    is_moved = (session.venue_id, tuple(session.occasion.spans)) != (plan.venue.pk, plan.spans)
    if session.theme_id != plan.theme.pk:
        session.version = version_in_force(plan.theme, session.chamber_id)
    for name in session_changes.FIELDS:
        setattr(session, name, getattr(plan, name))
    if differences := session_changes.occasion_changes(session.occasion, plan, session.version):
        seats.change_occasion(occasion=session.occasion, changes=differences, by=by, at=at, **facts)
    if is_moved:
        refuse_if_taken(session)
    session.co_advisers.set(plan.co_advisers)
    _adjust_half_days(session, by, at, shared_entries)
    session.save(update_fields=[*session_changes.FIELDS, "version"])


def _state(session: Session) -> dict[str, Any]:
    return {"published_at": session.published_at, "taken_back_at": session.taken_back_at}


def _refuse_if_joined(session: Session) -> None:
    if session.occasion.sign_ups.exists():
        raise CannotUndo(_("People have signed up: call the session off instead, so that they are told."))


def _adjust_half_days(
    session: Session, by: Viewer, at: datetime, shared_entries: Collection[int] = ()
) -> None:
    """Bring the diary to the session as it is: let go what it needs no more, hold what it lacks, together."""
    half_days = session_changes.half_days_of(session_changes.plan_of(session))
    kept_half_days = set()
    for row in session.half_days.filter(released_at=None).select_related("adviser"):
        if (half_day := (row.adviser, row.on, row.half)) in half_days:
            kept_half_days.add(half_day)
        else:
            _release(session, row, by, at)
    missing = sorted(half_days - kept_half_days, key=lambda each: (each[1:], each[0].pk))
    title = session.occasion.title
    new_rows = [
        diary.share_half_day(adviser=adviser, on=on, half=half, description=title, entry_ids=shared_entries)
        or _hold_half_day(adviser, on, half, title, by, at)
        for adviser, on, half in missing
    ]
    session.half_days.remove(*session.half_days.exclude(released_at=None))
    session.half_days.add(*new_rows)


def _hold_half_day(adviser: User, on: date, half: str, title: str, by: Viewer, at: datetime) -> HalfDay:
    try:
        return diary.hold_half_day(adviser=adviser, on=on, half=half, what=title, by=by, at=at)
    except diary.HalfDayTaken:
        values = {"who": adviser.name, "day": full_day(on), "half": Half(half).label}
        raise diary.HalfDayTaken(
            _("%(who)s has something else on %(day)s, %(half)s: choose another half-day.") % values
        ) from None


def _let_go(session: Session, by: Viewer, at: datetime) -> None:
    for row in session.half_days.filter(released_at=None):
        _release(session, row, by, at)


def _release(session: Session, row: HalfDay, by: Viewer, at: datetime) -> None:
    if diary.leave_half_day(row):
        session.half_days.remove(row)
    else:
        diary.release_half_day(half_day=row, by=by, at=at)
