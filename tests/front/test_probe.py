from datetime import timedelta
from typing import Any
import pytest, time_machine
from django.test import Client
from tests import factories as make
from tests.programme.trip import AT, Trip
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.actions import sign_up
from etabli.foundation.seats.models import SignUp


@pytest.mark.django_db
def test_probe():
    with time_machine.travel(AT, tick=False):
        trip = Trip()
        person = trip.person()
        s = trip.session()
        row = sign_up(occasion=s.occasion, person=person, via="web", by=Viewer.nobody(), at=AT)
        s2 = trip.session(days=20)
        row2 = sign_up(occasion=s2.occasion, person=person, via="web", by=make.artisan(person), at=AT)
        s3 = trip.session(days=25)
        row3 = sign_up(
            occasion=s3.occasion,
            person=person,
            via="web",
            by=make.adviser(trip.chamber) if hasattr(make, "adviser") else trip.adviser,
            at=AT,
        )
        client = Client()
        make.become(client, link=make.link(person))
        for e in Entry.objects.all():
            print(e.pk, e.verb, e.actor_id, e.role, e.subject_type, e.subject_id, e.subject_label)
        import re

        for p in ("/historique/", f"/personnes/{person.pk}/historique/"):
            t = client.get(p).text
            print(
                p,
                re.findall(r"<li.*?</li>", t, re.S)[-8:]
                and [re.sub(r"<[^>]+>|\s+", " ", x)[:150] for x in re.findall(r"À \d.*?</", t)],
            )
    assert 0
