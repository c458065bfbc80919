"""Signing people up, who may be unknown: somebody, and those who come with them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import ActionError, Irreversible, action, anyone, record, undo_parts
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.undo import subject_of
from etabli.foundation.people.actions import add_person, give_consent
from etabli.foundation.people.models import Consent, Organisation, Person
from etabli.foundation.people.queries import active_consent, recognise_person
from etabli.foundation.people.viewer import Viewer, of_person
from etabli.foundation.seats import actions as seats, notices
from etabli.foundation.seats.models import SignUp
from etabli.foundation.text_lookups import equals
from etabli.programme.workshops.actions.locking import open_session
from etabli.programme.workshops.models import RelaySignUp, Session
from etabli.programme.workshops.rules import sign_up_refusal
from etabli.territory.places.models import Commune
from etabli.territory.register.actions import attach_artisan
from etabli.territory.register.craft_field import Craft
from etabli.territory.register.models import Business
from etabli.territory.relays.models import Relay


def _undo_sign_up(entry: Entry, by: Any, at: datetime) -> str:
    """Both ways: all the places that one form took are given back, or taken again; each is told once."""
    session: Any = subject_of(entry)
    open_session(session)
    sentence = undo_parts(entry, "seats.sign_up", by=by, at=at)
    record(session, before=entry.after, after=entry.before, label=entry.subject_label)
    return sentence


class SignUpNotOpen(ActionError):
    """The public can't sign up today; the staff can."""


@action(
    "workshops.sign_up",
    sentence=_("recorded a sign-up for “%(subject)s”"),
    may=anyone,
    undo=_undo_sign_up,
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
    others: Sequence[str] = (),
    via: str = "",
    relay: Relay | None = None,
    origin: str = "",
    and_write: Callable[[SignUp], object] | None = None,
    by: Viewer,
    at: datetime,
) -> SignUp:
    """Sign somebody up who may be unknown: one form, no account.

    `person` is whom the visitor proved to be, or whom the staff chose. Who is only recognised by what was typed
    keeps their details and consents as they are: whoever types an address has not proved that it is theirs.
    `others`: names of those who come with them; each has a place (`brought`), and who has an address is told for
    all. `relay`: who signs them up, having their agreement. `origin`: as for `seats.sign_up`.
    `and_write`: called with a place that is new, in its transaction. Raises NotPublished, SignUpNotOpen,
    OccasionClosed, AlreadySignedUp (with the sign-up) when nobody is new.
    """
    _lock_open_session(by, session, at)
    craft = Craft(business, trade_code, business_name)
    contact = {"name": name, "email": email, "phone": phone}
    known = person or recognise_person(session.chamber, **contact)
    person = known or _welcome(session.chamber, contact, commune, craft, by, at)
    place: dict[str, Any] = {"occasion": session.occasion, "via": via, "origin": origin, "by": by, "at": at}
    existing = _current_sign_up(session, person) if others and known else None
    first = existing or seats.sign_up(holder=person, **place)
    sign_ups = [*([] if existing else [first]), *_brought_by(first, others, commune, craft, place)]
    if not sign_ups:
        raise seats.AlreadySignedUp(first)
    if relay is not None and first in sign_ups:
        _note_relay(first, relay, name, by, at)
    if and_write is not None and first in sign_ups:
        and_write(first)
    if may_contact and (known is None or by.is_person(person.pk) or by.is_staff_of(session.chamber_id)):
        _agree(person, by, at)
    record(session, before={}, after={"sign_ups": [m.pk for m in sign_ups]}, label=session.occasion.title)
    return first


def _lock_open_session(by: Viewer, session: Session, at: datetime) -> None:
    """Lock a session that one may join today: the staff always, the others when sign-up is open."""
    open_session(session)
    refusal = sign_up_refusal(session, timezone.localdate(at))
    if refusal and not by.is_staff_of(session.chamber_id):
        raise SignUpNotOpen(refusal)


@action(
    "workshops.recall",
    sentence=_("asked again for a place in “%(subject)s”"),
    may=anyone,
    undo=Irreversible(_("A mail that has left can't be called back.")),
    subject="sign_up",
)
def recall_place(*, sign_up: SignUp, by: Viewer, at: datetime) -> None:
    """Somebody who has a place signed up again, from where nothing proves that it is them: the mail that leads to the
    place is sent again to its owner, once a day at most.
    """
    notices.tell_again(sign_up, at)
    record(sign_up, before={}, after={}, label=sign_up.occasion.title)


def _current_sign_up(session: Session, person: Person) -> SignUp | None:
    """The place that somebody has already, or their number in the waiting list."""
    sign_ups = session.occasion.sign_ups.exclude(status=SignUp.Status.WITHDRAWN).filter(person=person)
    return sign_ups.select_related("person", "occasion").first()


def _brought_by(
    first: SignUp, names: Sequence[str], commune: Commune | None, craft: Craft, place: dict[str, Any]
) -> list[SignUp]:
    """Sign up those of these names who come with somebody and have no place yet; `place` as `seats.sign_up` takes it.

    One whom they brought before is the same, as long as nothing of their own could be touched: no address.
    """
    people, by, at = [], place["by"], place["at"]
    for name in names:
        of_theirs = Person.objects.filter(equals("name", name), chamber=first.chamber_id, email="", phone="")
        person = (
            of_theirs.filter(user=None, sign_ups__brought_by__person=first.person_id).order_by("pk").first()
        )
        if person is None:
            contact = {"name": name, "email": "", "phone": ""}
            person = _welcome(first.occasion.organisation, contact, commune, craft, by, at)
        elif first.occasion.sign_ups.exclude(status=SignUp.Status.WITHDRAWN).filter(person=person).exists():
            continue
        people.append(person)
    return [seats.sign_up(holder=companion, brought_by=first, **place) for companion in people]


def _note_relay(sign_up: SignUp, relay: Relay, name: str, by: Viewer, at: datetime) -> None:
    """What the relay wrote, who wrote it, and that the person agreed."""
    fields = {"relay": relay, "name": name, "agreed_at": at, "recorded_by_id": by.actor.party_id}
    RelaySignUp.objects.update_or_create(sign_up=sign_up, defaults=fields)


def _welcome(
    chamber: Organisation,
    contact: Mapping[str, str],
    commune: Commune | None,
    craft: Craft,
    by: Viewer,
    at: datetime,
) -> Person:
    """Somebody whom nobody knew, with their commune and craft."""
    person = add_person(chamber=chamber, **contact, by=by, at=at)
    if commune or craft != Craft():
        attach_artisan(
            person=person, commune=commune, **craft.fields, by=_recording_viewer(person, by), at=at
        )
    return person


def _agree(person: Person, by: Viewer, at: datetime) -> None:
    if active_consent(person, Consent.Purpose.CONTACT) is None:
        give_consent(person=person, purpose=Consent.Purpose.CONTACT, by=_recording_viewer(person, by), at=at)


def _recording_viewer(person: Person, by: Viewer) -> Viewer:
    """Who writes down what was typed of somebody: the staff; otherwise it was said by themselves."""
    return by if by.is_staff_of(person.chamber_id) else of_person(person)
