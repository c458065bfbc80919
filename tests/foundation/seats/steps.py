"""Small steps of the tests of places: a place taken, a row as the database holds it, mails that leave, that one got."""

from datetime import datetime, timedelta
from typing import Any

import icalendar
from django.db import transaction

from etabli.foundation.notify.models import Message
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats import actions
from etabli.foundation.seats.models import Occasion, SignUp
from tests import factories as make
from tests.factories import AT

LATER = AT + timedelta(hours=1)
NOBODY = Viewer.nobody()


def seat(occasion: Occasion, person: Person | None = None, at: datetime = AT) -> SignUp:
    person = person or make.person(occasion.organisation)
    return actions.sign_up(occasion=occasion, holder=person, by=NOBODY, at=at)


def fresh(row: Any) -> Any:
    return type(row).objects.get(pk=row.pk)


def leave() -> None:
    """The mails that wait in the queue leave."""
    make.mails().filter(status=Message.Status.QUEUED).update(status=Message.Status.SENT)


def mails(person: Person) -> list[Message]:
    """Those that have left for them, and those that would be written now: they wait all the same."""
    with transaction.atomic():
        found = list(make.mails().filter(to=person.email).order_by("pk"))
        transaction.set_rollback(True)
    return found


def calendar_of(message: Message) -> Any:
    calendar = icalendar.Calendar.from_ical(message.calendar)
    return calendar, calendar.walk("VEVENT")[0]
