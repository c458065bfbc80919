"""The address of whoever has just signed up, put right by the browser that typed it."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from etabli.foundation.journal import Irreversible, action, record
from etabli.foundation.people.actions import PersonAlreadyExists, add_person
from etabli.foundation.people.models import Person, SecretLink
from etabli.foundation.people.queries import find_person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import notices
from etabli.foundation.seats.actions.sign_ups import sign_up as take_place, withdraw
from etabli.foundation.seats.models import SignUp
from etabli.foundation.seats.place_events import Because

CORRECTION_DELAY = timedelta(days=1)  # after which a browser corrects nothing more


def may_correct(by: Viewer, sign_up: SignUp) -> bool:
    """The browser that made the sign-up: it bears its link, and nothing else."""
    return by.holds(SecretLink.Scope.SIGN_UP, sign_up.pk)


@action(
    "seats.correct_address",
    sentence=_("corrected the e-mail address given for “%(subject)s”"),
    may=may_correct,
    undo=Irreversible(_("Correct it once more: the former address is proved by a code too.")),
    subject="sign_up",
)
def correct_address(*, sign_up: SignUp, name: str, email: str, by: Viewer, at: datetime) -> SignUp:
    """The sign-up goes to whoever has this address; the caller has seen that a code came back from it.

    A person who is here by this sign-up alone, whom nobody has come in as, gets the address; the links that left for
    the former one open nothing more. Otherwise the place is given back and taken anew for whoever has the address:
    whoever types somebody else's changes nothing of theirs. `name`: what was typed, for somebody new.
    """
    person_of_address = find_person(sign_up.required_person.chamber, email)
    if person_of_address is None and is_known_by_this_alone(sign_up, at):
        _set_address(sign_up.required_person, email, at)
        placed = sign_up
        notices.update_sign_up(placed, Because.PLACE, at)
    else:
        placed = _sign_up_of_address(sign_up, person_of_address, name, email, by, at)
    record(placed, before={}, after={}, label=sign_up.occasion.title)
    return placed


def is_known_by_this_alone(sign_up: SignUp, at: datetime) -> bool:
    """Whether all that the chamber knows of them is this sign-up, which nobody has come back to by a mail."""
    person = sign_up.required_person
    is_new = person.created_at == sign_up.signed_up_at > at - CORRECTION_DELAY and person.user_id is None
    other_sign_ups = person.sign_ups.exclude(pk=sign_up.pk)
    return is_new and not other_sign_ups.exists() and not person.links.exclude(used_on=None).exists()


def _set_address(person: Person, email: str, at: datetime) -> None:
    person.email = email
    try:
        with transaction.atomic():
            person.save(update_fields=["email"])
    except IntegrityError:
        raise PersonAlreadyExists from None
    person.links.filter(revoked_at=None).update(revoked_at=at)


def _sign_up_of_address(
    sign_up: SignUp, person_of_address: Person | None, name: str, email: str, by: Viewer, at: datetime
) -> SignUp:
    person = person_of_address or add_person(
        chamber=sign_up.required_person.chamber, name=name, email=email, phone="", by=by, at=at
    )
    if sign_up.status != SignUp.Status.WITHDRAWN:
        withdraw(sign_up=sign_up, by=by, at=at)
    existing = sign_up.occasion.sign_ups.filter(person=person).exclude(status=SignUp.Status.WITHDRAWN).first()
    placed = existing or take_place(occasion=sign_up.occasion, holder=person, via=sign_up.via, by=by, at=at)
    sign_up.brought.update(brought_by=placed)
    return placed
