"""Some who sign up otherwise than one by one: three of one business, whom a town hall signs up, who needs something.

And the artisan whose trip is told: she waits for a full workshop, and a place comes free for her.
"""

from etabli.demo.cast import ARTISAN
from etabli.demo.stage import Stage
from etabli.foundation.people.models import Membership, Person, Role
from etabli.foundation.people.viewer import Viewer, of_membership, of_person
from etabli.foundation.seats.actions import withdraw
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops import actions as workshops
from etabli.programme.workshops.models import Session
from etabli.territory.relays.models import Relay

NEED = "Je marche avec une canne : une chaise près de l’entrée m’aiderait."


def sign_up(stage: Stage, session: Session) -> None:
    """For one session to come that has places left. All of them are invented."""
    came = workshops.sign_up_for_session(
        session=session,
        name="Zéphyrine W.",  # three letters find her
        email="zephyrine@demo.invalid",
        business_name="Atelier de la démonstration",
        trade_code="4399CZ",
        others=["Wilfried W.", "Ysaline W."],
        by=Viewer.nobody(),
        at=stage.at,
    )
    workshops.tell_need(sign_up=came, text=NEED, by=of_person(came.person), at=stage.at)
    hall = Relay.objects.filter(organisation__isnull=False).earliest("pk")
    workshops.sign_up_for_session(
        session=session,
        name="Quitterie V.",
        phone="05 56 00 00 00",
        via=hall.code,
        relay=hall,
        by=of_membership(_secretary(hall)),
        at=stage.at,
    )


def wait(stage: Stage, session: Session) -> None:
    """The artisan is the first to wait for this session, which is full."""
    artisan = Person.objects.get(email=ARTISAN)
    workshops.sign_up_for_session(
        session=session,
        person=artisan,
        name=artisan.name,
        email=artisan.email,
        by=of_person(artisan),
        at=stage.at,
    )


def give_back(stage: Stage, session: Session) -> None:
    """Somebody who has a place can't come any more: it is held for the first who waits."""
    leaves = session.occasion.sign_ups.filter(status=SignUp.Status.SEATED).latest("number")
    withdraw(sign_up=leaves, by=of_person(leaves.person), at=stage.at)


def _secretary(hall: Relay) -> Membership:
    memberships = Membership.objects.filter(organisation=hall.organisation, role=Role.RELAY)
    return memberships.select_related("user", "organisation").earliest("pk")
