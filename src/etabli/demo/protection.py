"""What artisans noted of what protects their business: gestures done, put aside, to be done again; who holds what."""

from datetime import timedelta

from django.utils import timezone

from etabli.demo.shared import ARTISAN, Filling
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.protection.actions import mark_gesture, note_account
from etabli.programme.protection.catalogue import load
from etabli.programme.protection.engine import Mark
from etabli.programme.protection.models import HeldAccount
from etabli.programme.protection.queries import get_gesture

DONE_MONTHS_AGO = {"updates": 2, "lost-phone": 2, "backup": 7}  # the last one is to be done again
ONE_IN = 3  # of those who came to a workshop, one in so many
KIND = HeldAccount.Kind
ACCOUNTS = (
    (KIND.DOMAIN, "atelier-exemple.invalid", "Le prestataire du site", "", "À demander par écrit"),
    (KIND.MAILBOX, "La boîte de l’atelier", "Moi", ARTISAN, "Le numéro de mon portable"),
    (KIND.LISTING, "La fiche de l’atelier", "Ma fille", "fille@demo.invalid", ""),
)


def fill_protection(filling: Filling) -> None:
    """The gestures and the sheet of the artisan one plays; a few gestures of some of those who came."""
    artisan = Person.objects.get(email=ARTISAN)
    for id, months in DONE_MONTHS_AGO.items():
        _mark_done(artisan, id, filling, days_ago=30 * months)
    for kind, name, holder, email, recovery in ACCOUNTS:
        note_account(
            person=artisan,
            kind=kind,
            name=name,
            holder=holder,
            email=email,
            recovery=recovery,
            by=of_person(artisan),
            at=filling.at - timedelta(days=20),
        )
    came = Person.objects.filter(chamber=filling.chamber, sign_ups__attendances__present=True)
    gestures = load().gestures
    for rank, person in enumerate(came.exclude(pk=artisan.pk).order_by("pk").distinct()[::ONE_IN]):
        for gesture in gestures[: 1 + rank % 5]:
            _mark_done(person, gesture.id, filling, days_ago=1 + rank % 90)


def _mark_done(person: Person, id: str, filling: Filling, *, days_ago: int) -> None:
    at = filling.at - timedelta(days=days_ago)
    mark = Mark(True, timezone.localdate(at))
    mark_gesture(person=person, gesture=get_gesture(id), mark=mark, by=of_person(person), at=at)
