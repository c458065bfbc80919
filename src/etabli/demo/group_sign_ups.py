"""Some who sign up otherwise than one by one: three of one business, whom a town hall signs up, who needs something.

And the artisan whose trip is told: she waits for a full workshop, and a place comes free for her.
"""

from datetime import timedelta
from math import pi, sin
from random import Random

from etabli.demo.shared import ARTISAN, Filling
from etabli.foundation.files.engine import kinds
from etabli.foundation.files.receiving import Examined
from etabli.foundation.people.models import Membership, Person, Role
from etabli.foundation.people.viewer import Viewer, of_membership, of_person
from etabli.foundation.seats.actions import withdraw
from etabli.foundation.seats.models import SignUp
from etabli.programme.workshops import actions as workshops
from etabli.programme.workshops.engine.strokes import Strokes
from etabli.programme.workshops.models import Attendance, Session
from etabli.programme.workshops.themes.sheets import session_sheets
from etabli.territory.relays.models import Relay

NEED = "Je marche avec une canne : une chaise près de l’entrée m’aiderait."


def sign_up(filling: Filling, session: Session) -> None:
    """For one session to come that has places left. All of them are invented."""
    came = workshops.sign_up_for_session(
        session=session,
        name="Zéphyrine W.",  # three letters find her
        email="zephyrine@demo.invalid",
        business_name="Atelier de la démonstration",
        trade_code="4399CZ",
        others=["Wilfried W.", "Ysaline W."],
        by=Viewer.nobody(),
        at=filling.at,
    )
    workshops.tell_need(sign_up=came, text=NEED, by=of_person(came.required_person), at=filling.at)
    hall = Relay.objects.filter(organisation__isnull=False).earliest("pk")
    workshops.sign_up_for_session(
        session=session,
        name="Quitterie V.",
        phone="05 56 00 00 00",
        via=hall.code,
        relay=hall,
        by=of_membership(_secretary(hall)),
        at=filling.at,
    )


def wait(filling: Filling, session: Session) -> None:
    """The artisan is the first to wait for this session, which is full."""
    artisan = Person.objects.get(email=ARTISAN)
    workshops.sign_up_for_session(
        session=session,
        person=artisan,
        name=artisan.name,
        email=artisan.email,
        by=of_person(artisan),
        at=filling.at,
    )


def give_back(filling: Filling, session: Session) -> None:
    """Somebody who has a place can't come any more: it is held for the first who waits."""
    leaves = session.occasion.sign_ups.filter(status=SignUp.Status.SEATED).latest("number")
    withdraw(sign_up=leaves, by=of_person(leaves.required_person), at=filling.at)


def _secretary(hall: Relay) -> Membership:
    memberships = Membership.objects.filter(organisation=hall.organisation, role=Role.RELAY)
    return memberships.select_related("user", "organisation").earliest("pk")


# A sheet signed on the tablet, and its certificates sent: invented curves, by nobody's hand.

FORGETFUL_RANK, LATE_RANK = 1, 3  # by order of arrival


def sign_sheet(filling: Filling, session: Session) -> None:
    """Those who came sign, but one who forgets; one came late, another types her name; then the trainer, the mails."""
    occasion, hand = session.occasion, Random(session.pk)
    came = Attendance.objects.filter(sign_up__occasion=occasion, present=True)
    for rank, row in enumerate(came.select_related("sign_up__person", "sign_up__occasion").order_by("pk")):
        at = occasion.starts_at + timedelta(minutes=rank)
        if rank == LATE_RANK:
            at += timedelta(minutes=25)
            workshops.mark_presence(
                sign_up=row.sign_up, present=True, arrived_at=at, by=filling.adviser, at=occasion.ends_at
            )
        if rank != FORGETFUL_RANK:
            signature = row.sign_up.name if rank == LATE_RANK + 1 else invented_signature(hand)
            workshops.sign_half_day(
                sign_up=row.sign_up, half=1, signature=signature, by=filling.adviser, at=at
            )
    workshops.sign_half_day_as_trainer(
        session=session,
        trainer=filling.user,
        half=1,
        signature=invented_signature(hand),
        by=filling.adviser,
        at=occasion.ends_at,
    )
    workshops.send_certificates(session=session, by=filling.adviser, at=occasion.ends_at)


def invented_signature(hand: Random) -> Strokes:
    """A line that goes up and down as a hurried hand does, and a stroke under it."""
    waves = [(hand.uniform(1, 7), hand.uniform(0, 2 * pi), hand.uniform(8, 30)) for _ in range(3)]
    width, left = hand.randint(260, 430), hand.randint(40, 110)
    line = []
    for step in range(90):
        part = step / 89
        rise = sum(size * sin(turns * 2 * pi * part + start) for turns, start, size in waves)
        horizontal_swing = 18 * sin(9 * pi * part)  # the loops
        line.append((round(left + width * part + horizontal_swing), round(95 + rise * (1.15 - 0.6 * part))))
    low = hand.randint(150, 175)
    under = [(left + width * step // 12, low - 2 * step) for step in range(13)]
    return [line, under]


# What came after some of the past sessions: a report, and for the last one documents sent to those
# present.

ONE_IN = 4  # one session in four has its report
WENT_WELL = (
    "Les exemples d’ici ont fait parler tout le monde.",
    "Chacun est reparti avec sa première action écrite.",
    "La démonstration sur un vrai téléphone a rassuré.",
)
TO_IMPROVE = (
    "Prévoir une rallonge : les prises sont loin des tables.",
    "Garder plus de temps pour les mots de passe.",
    "",
)


def report(filling: Filling, session: Session, rank: int) -> None:
    """The adviser's minute, that evening."""
    came = session.occasion.sign_ups.filter(attendances__present=True).distinct().count()
    workshops.write_report(
        session=session,
        present=came,
        went_well=WENT_WELL[rank // ONE_IN % len(WENT_WELL)],
        to_change=TO_IMPROVE[rank // ONE_IN % len(TO_IMPROVE)],
        material=session.shown_content.material[:2],
        note="",
        by=filling.adviser,
        at=session.occasion.ends_at + timedelta(minutes=20),
    )


def give_documents(filling: Filling, session: Session) -> None:
    """The sheets in one file, and a page of the State; then the mails."""
    at = session.occasion.ends_at + timedelta(minutes=30)
    file = Examined("fiches-de-l-atelier.pdf", kinds.PDF, session_sheets(session, copies=1))
    for title, upload, url in (
        ("Les fiches de l’atelier", file, ""),
        ("Être aidé en cas d’arnaque", None, "https://17cyber.gouv.fr/"),
    ):
        workshops.add_document(
            session=session, title=title, upload=upload, url=url, by=filling.adviser, at=at
        )
    workshops.send_documents(session=session, by=filling.adviser, at=at)
