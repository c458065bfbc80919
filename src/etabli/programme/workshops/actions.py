"""Creating a session, changing it, signing up, marking who came."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import (
    ActionError,
    CannotUndo,
    Irreversible,
    action,
    anyone,
    record,
    reverse,
    undo,
)
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.actions import give_consent, welcome_person
from etabli.foundation.people.models import Consent, Person, User
from etabli.foundation.people.queries import active_consent
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer, of_person
from etabli.foundation.seats import actions as seats
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.programme.diary import actions as diary
from etabli.programme.diary.models import HalfDay
from etabli.programme.workshops import changes
from etabli.programme.workshops.models import Attendance, Session, Theme, Venue
from etabli.programme.workshops.queries import recognised
from etabli.programme.workshops.rules import may_open
from etabli.territory.places.models import Commune
from etabli.territory.register.actions import attach_artisan
from etabli.territory.register.models import Business

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that a hand confuses


class NotPublished(ActionError):
    """Its creation was taken back: nobody joins it, and it is changed by nobody."""


class NotBegun(ActionError):
    """Nobody can be at the door yet."""


class NothingChanged(ActionError):
    """The session is already as it was asked to be."""


class NoSeat(ActionError):
    """Whoever has no place in a session that takes place is neither present nor absent."""


def _undo_creation(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: unpublish and let the adviser's half-day go, or publish again if it is still free."""
    session: Any = subject_of(entry)
    _lock(session)
    occasion, before = session.occasion, {"published_at": session.published_at}
    if occasion.cancelled_at is not None:
        raise CannotUndo(_("It was called off: create a new session instead."))
    if session.published_at is not None:
        if occasion.sign_ups.exists():
            raise CannotUndo(_("People have signed up: call the session off instead, so that they are told."))
        diary.release_half_day(half_day=session.half_day, by=by, at=at)
        session.published_at = None
    elif occasion.starts_at <= at:
        raise CannotUndo(_("Its day and hour are past: create a new session instead."))
    else:
        session.half_day = held_for(session.adviser, occasion.starts_at, occasion.title, by, at)
        session.published_at = at
    session.save(update_fields=["published_at", "half_day"])
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
    by: Viewer,
    at: datetime,
) -> Session:
    """A session, published at once, in the chamber of the venue. Holds the adviser's half-day.

    Raises the diary's HalfDayTaken. Undo unpublishes it, as long as nobody has ever signed up.
    """
    held = held_for(adviser, starts_at, theme.public_title, by, at)
    occasion = Occasion.objects.create(
        organisation=venue.chamber,
        title=theme.public_title,
        starts_at=starts_at,
        ends_at=ends_at,
        place=venue.full_address,
        capacity=capacity,
    )
    session = Session.objects.create(
        chamber=venue.chamber,
        theme=theme,
        venue=venue,
        adviser=adviser,
        occasion=occasion,
        half_day=held,
        code=get_random_string(8, LETTERS),
        published_at=at,
    )
    record(session, before={"published_at": None}, after={"published_at": at})
    return session


def _undo_change(entry: Entry, by: Any, at: datetime) -> None:
    """The session as it was: everyone concerned is told again."""
    session: Any = subject_of(entry)
    _open(session)
    if changes.told(session) != entry.after:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    move(session, changes.of_journal(entry.before), by, at)
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
    _open(session)
    before = changes.told(session)
    if changes.plan_of(session) == wanted:
        raise NothingChanged(_("Nothing was changed."))
    move(session, wanted, by, at)
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
    """Call the session off: those concerned are told why, the adviser's half-day is free again.

    Raises NotPublished, or OccasionClosed of seats.
    """
    _open(session)
    seats.cancel_occasion(occasion=session.occasion, reason=reason, by=by, at=at)
    if session.half_day is not None and session.half_day.released_at is None:
        diary.release_half_day(half_day=session.half_day, by=by, at=at)
    record(session, before={}, after={"reason": reason})
    return session


@action(
    "workshops.add_venue",
    sentence=_("added the room “%(subject)s”"),
    may=may_run,
    undo=reverse,
)
def add_venue(
    *, name: str, commune: Commune, address: str, capacity: int, accessible: bool, by: Viewer, at: datetime
) -> Venue:
    """A room of the chamber of `by`. Undo takes it out of the choices."""
    assert by.chamber_id is not None  # may_run has seen to it
    venue = Venue.objects.create(
        chamber_id=by.chamber_id,
        name=name,
        commune=commune,
        address=address,
        capacity=capacity,
        accessible=accessible,
    )
    record(venue, before={"withdrawn_at": at}, after={"withdrawn_at": None})
    return venue


@action(
    "workshops.sign_up",
    sentence=_("recorded a sign-up for “%(subject)s”"),
    may=anyone,
    undo=Irreversible(_("Give the place back from the page of the sign-up.")),
    subject="session",
)
def sign_up_for_session(
    *,
    session: Session,
    person: Person | None = None,
    name: str = "",
    email: str = "",
    phone: str = "",
    commune: Commune | None = None,
    business: Business | None = None,
    trade_code: str = "",
    business_name: str = "",
    may_contact: bool = False,
    via: str = "",
    by: Viewer,
    at: datetime,
) -> SignUp:
    """Sign somebody up who may be unknown: one form, no account.

    `person` is whom the visitor proved to be. One whom the chamber only recognises by what was typed keeps their
    details and consents as they are: whoever types an address has not proved that it is theirs. Raises
    NotPublished, OccasionClosed, AlreadySignedUp (with the sign-up).
    """
    _open(session)
    person = person or recognised(session.chamber, name=name, email=email, phone=phone)
    is_new = person is None
    if person is None:
        person = welcome_person(chamber=session.chamber, name=name, email=email, phone=phone, by=by, at=at)
        _attach(person, commune, business, trade_code, business_name, at)
    taken = seats.sign_up(occasion=session.occasion, person=person, via=via, by=by, at=at)
    if may_contact and (is_new or by.is_person(person.pk) or by.is_staff_of(session.chamber_id)):
        _agree(person, at)
    record(session, before={}, after={"sign_up": taken.pk}, label=session.occasion.title)
    return taken


def _undo_mark(entry: Entry, by: Any, at: datetime) -> None:
    """The mark as it was before, as long as the place stands on which it rests."""
    seats.lock(sign_ups__attendance=entry.subject_id)
    attendance: Any = subject_of(entry)
    if entry.before["present"] is not None:
        _refuse_unless_seated(attendance.sign_up)
    reverse(entry, by, at)


@action(
    "workshops.mark",
    sentence=_("recorded whether %(subject)s came"),
    tells={"present": _("Came")},
    may=may_run,
    undo=_undo_mark,
    subject="sign_up",
)
def mark_presence(*, sign_up: SignUp, present: bool | None, by: Viewer, at: datetime) -> Attendance:
    """Write down whether somebody came; None takes the mark off. Raises NoSeat."""
    seats.lock(pk=sign_up.occasion_id)
    sign_up.refresh_from_db(fields=["status", "occasion"])
    _refuse_unless_seated(sign_up)
    attendance, _new = Attendance.objects.get_or_create(sign_up=sign_up)
    before = {"present": attendance.present}
    attendance.present, attendance.marked_at = present, at
    attendance.save()
    record(attendance, before=before, after={"present": present})
    return attendance


def _undo_walk_in(entry: Entry, by: Any, at: datetime) -> None:
    """Both ways: take them off the roll as if they had not come, or put them on it again."""
    attendance: Any = subject_of(entry)
    within = Entry.objects.filter(verb="seats.seat_at_door", subject_id=str(attendance.sign_up_id))
    seated = (
        within.select_for_update().filter(pk__lt=entry.pk).latest("pk")
    )  # before the occasion, as its own undo
    seats.lock(pk=attendance.sign_up.occasion_id)
    attendance.refresh_from_db(fields=["present"])
    if attendance.present != entry.after["present"]:
        raise CannotUndo(_("Something changed since: take back the later change first."))
    attendance.present = entry.before["present"]
    attendance.save(update_fields=["present"])
    undo(entry=seated, by=by, at=at)
    record(attendance, before=entry.after, after=entry.before)


@action(
    "workshops.walk_in",
    sentence=_("recorded that %(subject)s came without a sign-up"),
    may=may_run,
    undo=_undo_walk_in,
    subject="session",
)
def add_walk_in(
    *, session: Session, name: str, email: str, phone: str, by: Viewer, at: datetime
) -> Attendance:
    """Somebody is in the room without a seat: give them one, and mark them present.

    Raises NotPublished, NotBegun before the day itself, AlreadySignedUp (seats) for somebody who is on the roll.
    """
    _open(session)
    if timezone.localdate(at) < timezone.localdate(session.occasion.starts_at):
        raise NotBegun(_("The session has not begun: sign this person up instead."))
    person = recognised(session.chamber, name=name, email=email, phone=phone)
    if person is None:
        person = welcome_person(chamber=session.chamber, name=name, email=email, phone=phone, by=by, at=at)
    seated = seats.seat_at_door(occasion=session.occasion, person=person, by=by, at=at)
    attendance, _new = Attendance.objects.get_or_create(sign_up=seated)
    attendance.present, attendance.marked_at = True, at
    attendance.save()
    record(attendance, before={"present": None}, after={"present": True})
    return attendance


def _lock(session: Session) -> None:
    """The first statement of an act on a session: one at a time from here, on what is true now.

    SQLite knows no locked rows: there, an act is alone from its BEGIN IMMEDIATE on.
    """
    rows = Session.objects.select_related("occasion", "chamber")
    session.refresh_from_db(from_queryset=rows.select_for_update(of=("self", "occasion"), no_key=True))


def _open(session: Session) -> None:
    """Lock a session that is announced; raises NotPublished when it no longer is."""
    _lock(session)
    if session.published_at is None:
        raise NotPublished(_("This session is no longer announced: its creation was taken back."))


def _refuse_unless_seated(sign_up: SignUp) -> None:
    if sign_up.occasion.cancelled_at is not None:
        raise NoSeat(_("This session was called off: nobody is marked."))
    if sign_up.status != SignUp.Status.SEATED:
        raise NoSeat(_("This person has no place in this session any more."))


def held_for(adviser: User, starts_at: datetime, what: str, by: Viewer, at: datetime) -> HalfDay:
    """Hold the half-day in which a session begins; called inside an action."""
    on, half = changes.half_of(starts_at)
    return diary.hold_half_day(adviser=adviser, on=on, half=half, what=what, by=by, at=at)


def move(session: Session, wanted: changes.Plan, by: Viewer, at: datetime) -> None:
    """Bring a session, its occasion and the adviser's diary to `wanted`; called inside an action."""
    if session.occasion.cancelled_at is not None:
        raise seats.OccasionClosed(_("It was called off: create a new session instead."))
    moved = (session.adviser_id, changes.half_of(session.occasion.starts_at)) != (
        wanted.adviser.pk,
        changes.half_of(wanted.starts_at),
    )
    session.theme, session.venue, session.adviser = wanted.theme, wanted.venue, wanted.adviser
    if differences := changes.of_occasion(session.occasion, wanted):
        seats.change_occasion(occasion=session.occasion, changes=differences, by=by, at=at)
    if moved:
        if session.half_day is not None and session.half_day.released_at is None:
            diary.release_half_day(half_day=session.half_day, by=by, at=at)
        session.half_day = held_for(wanted.adviser, wanted.starts_at, wanted.theme.public_title, by, at)
    session.save(update_fields=["theme", "venue", "adviser", "half_day"])


def _attach(
    person: Person,
    commune: Commune | None,
    business: Business | None,
    trade_code: str,
    business_name: str,
    at: datetime,
) -> None:
    if commune or business or trade_code or business_name:
        attach_artisan(
            person=person,
            business=business,
            commune=commune,
            trade_code=trade_code,
            business_name=business_name,
            by=of_person(person),
            at=at,
        )


def _agree(person: Person, at: datetime) -> None:
    if active_consent(person, Consent.Purpose.CONTACT) is None:
        give_consent(person=person, purpose=Consent.Purpose.CONTACT, by=of_person(person), at=at)
