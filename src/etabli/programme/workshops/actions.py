"""Creating a session, signing up, marking who came."""

from datetime import datetime

from django.db.models import F
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, Irreversible, action, anyone, record, reverse
from etabli.foundation.people.actions import give_consent, welcome_person
from etabli.foundation.people.models import Consent, Person, User
from etabli.foundation.people.queries import active_consent, find_person
from etabli.foundation.people.rules import may_run
from etabli.foundation.people.viewer import Viewer, of_person
from etabli.foundation.seats import actions as seats
from etabli.foundation.seats.models import Occasion, SignUp
from etabli.programme.diary import actions as diary
from etabli.programme.workshops.models import Attendance, Session, Theme, Venue
from etabli.territory.places.models import Commune
from etabli.territory.register.actions import attach_artisan
from etabli.territory.register.models import Business

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that a hand confuses


class NotPublished(ActionError):
    """Nobody can sign up yet."""


@action(
    "workshops.create",
    sentence=_("Session created: %(subject)s"),
    may=may_run,
    undo=reverse,
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

    Raises the diary's HalfDayTaken. Undo unpublishes it.
    """
    local = timezone.localtime(starts_at)
    held = diary.hold_half_day(
        adviser=adviser,
        on=local.date(),
        half="am" if local.hour < 13 else "pm",
        what=theme.title,
        by=by,
        at=at,
    )
    occasion = Occasion.objects.create(
        organisation=venue.chamber,
        title=theme.title,
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


@action(
    "workshops.sign_up",
    sentence=_("Sign-up for %(subject)s"),
    may=anyone,
    undo=Irreversible(_("Give the place back from the page of the sign-up.")),
    subject="session",
)
def sign_up_for_session(
    *,
    session: Session,
    name: str,
    email: str,
    phone: str,
    commune: Commune | None = None,
    business: Business | None = None,
    may_contact: bool = False,
    via: str = "",
    by: Viewer,
    at: datetime,
) -> SignUp:
    """Sign somebody up who may be unknown: one form, no account.

    A person whom the chamber knows by this address keeps their details as they are: whoever types an address
    has not proved that it is theirs. Raises NotPublished, OccasionClosed, AlreadySignedUp (with the sign-up).
    """
    if session.published_at is None:
        raise NotPublished(_("Sign-up is not open yet."))
    Occasion.objects.filter(pk=session.occasion_id).update(arrivals=F("arrivals"))  # one at a time from here
    person = find_person(session.chamber, email)
    if person is None:
        person = _welcome(session, name, email, phone, commune, business, by, at)
    taken = seats.sign_up(occasion=session.occasion, person=person, via=via, by=by, at=at)
    if may_contact and active_consent(person, Consent.Purpose.CONTACT) is None:
        give_consent(person=person, purpose=Consent.Purpose.CONTACT, by=of_person(person), at=at)
    record(session, before={}, after={"sign_up": taken.pk}, label=session.occasion.title)
    return taken


@action(
    "workshops.mark",
    sentence=_("Presence of %(subject)s"),
    may=may_run,
    undo=reverse,
    subject="sign_up",
)
def mark_presence(*, sign_up: SignUp, present: bool | None, by: Viewer, at: datetime) -> Attendance:
    """Write down whether somebody came; None takes the mark off."""
    attendance, _new = Attendance.objects.get_or_create(sign_up=sign_up)
    before = {"present": attendance.present}
    attendance.present, attendance.marked_at = present, at
    attendance.save()
    record(attendance, before=before, after={"present": present})
    return attendance


def _welcome(
    session: Session,
    name: str,
    email: str,
    phone: str,
    commune: Commune | None,
    business: Business | None,
    by: Viewer,
    at: datetime,
) -> Person:
    person = welcome_person(chamber=session.chamber, name=name, email=email, phone=phone, by=by, at=at)
    if commune is not None or business is not None:
        attach_artisan(person=person, business=business, commune=commune, by=of_person(person), at=at)
    return person
