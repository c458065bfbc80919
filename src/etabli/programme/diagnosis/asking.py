"""Asking for a half-day of support, at the end or from the path: a wish, of the artisan or of whoever says their
name."""

from datetime import datetime

from django.db import transaction

from etabli.foundation.people.actions import welcome_person
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.queries import recognised
from etabli.foundation.people.viewer import Viewer
from etabli.programme.demand.actions import express_wish
from etabli.programme.demand.models import Wish
from etabli.territory.places.models import Commune


@transaction.atomic
def ask_for_half_day(
    *,
    chamber: Organisation,
    person: Person | None = None,
    name: str = "",
    email: str = "",
    phone: str = "",
    commune: Commune | None = None,
    source: str = Wish.Source.DIAGNOSIS,
    by: Viewer,
    at: datetime,
) -> Wish:
    """Write the wish down; whom the chamber doesn't know yet is written down first."""
    person = person or recognised(chamber, name=name, email=email, phone=phone)
    if person is None:
        person = welcome_person(chamber=chamber, name=name, email=email, phone=phone, by=by, at=at)
    return express_wish(
        chamber=person.chamber,
        kind=Wish.Kind.HALF_DAY,
        person=person,
        source=source,
        commune=commune,
        by=by,
        at=at,
    )
