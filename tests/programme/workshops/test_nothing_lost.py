"""What `etabli bench nothing-lost` reads in the database: somebody who has two places in one session is seen."""

from datetime import UTC, datetime

import pytest
from django.db import connection

from bench.nothing_lost.inside import state
from bench.nothing_lost.judging import judged
from etabli.foundation.seats.models import Occasion
from etabli.programme.workshops.models import Session
from tests import factories

pytestmark = pytest.mark.django_db


def test_a_person_with_two_places_in_one_session_is_seen(session: Session) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX person_email_once_per_chamber")  # which makes it impossible
    for name in ("Zoé Exemple", "Zoé Exemple"):
        who = factories.person(session.chamber, name=name, email="zoe@example.org")
        factories.sign_up(session.occasion, who)
    held = state()
    assert (judged([], [], [], held).doubled, held["faults"]) == (1, [])


def test_a_place_too_many_is_seen(session: Session) -> None:
    for number in range(2):
        who = factories.person(session.chamber, name=f"Exemple {number}", email=f"{number}@example.org")
        factories.sign_up(session.occasion, who)
    Occasion.objects.filter(pk=session.occasion_id).update(taken=1, capacity=1)
    assert judged([], [], [], state()).oversold == 2  # one person too many, and a count that doesn't say so


def test_a_mail_that_waits_leaves_and_is_told(session: Session) -> None:
    from etabli.foundation.notify.prose import gettext
    from etabli.foundation.notify.queue import send

    send(to="zoe@example.org", subject="Zoé", body=gettext("Your place"), key="k", at=datetime.now(UTC))
    (row,) = state()["messages"]
    assert (row["to"], row["status"]) == ("zoe@example.org", "sent")
