"""Signing somebody up, who may be unknown."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, Irreversible, action, anyone, record
from etabli.foundation.people.actions import give_consent, welcome_person
from etabli.foundation.people.models import Consent, Person
from etabli.foundation.people.queries import active_consent
from etabli.foundation.people.viewer import Viewer, of_person
from etabli.foundation.seats import actions as seats
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops.actions.locking import open_session
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.queries import recognised
from etabli.programme.workshops.rules import sign_up_refusal
from etabli.territory.places.models import Commune
from etabli.territory.register.actions import attach_artisan
from etabli.territory.register.models import Business


class SignUpNotOpen(ActionError):
    """The public can't sign up today; the staff can."""


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
    NotPublished, SignUpNotOpen, OccasionClosed, AlreadySignedUp (with the sign-up).
    """
    open_session(session)
    if not by.is_staff_of(session.chamber_id):
        _refuse_unless_open(session, at)
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


def _refuse_unless_open(session: Session, at: datetime) -> None:
    if refusal := sign_up_refusal(session, timezone.localdate(at)):
        raise SignUpNotOpen(refusal)


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
