"""Paths as they are: some put aside, one whose artisan comes back after a year, some that have arrived."""

from datetime import timedelta

from django.utils import timezone

from etabli.demo.shared import ARTISAN, Filling
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.journeys.actions import note_milestone, note_visit, pause
from etabli.programme.journeys.models import Milestone

COUNT_OF_EACH = 3  # of each


def fill_paths(filling: Filling) -> None:
    """Three put aside until a day to come, three who come back after a year, three online and one who did it alone."""
    came = Person.objects.filter(chamber=filling.chamber, sign_ups__attendances__present=True)
    other_persons = list(came.exclude(email=ARTISAN).order_by("pk").distinct()[: 4 * COUNT_OF_EACH])
    today = timezone.localdate(filling.at)
    for rank, person in enumerate(other_persons[:COUNT_OF_EACH]):
        until = today + timedelta(days=40 + 20 * rank)
        at = filling.at - timedelta(days=5 + rank)
        pause(person=person, until=until if rank else None, by=of_person(person), at=at)
    for rank, person in enumerate(other_persons[COUNT_OF_EACH : 2 * COUNT_OF_EACH]):
        before = filling.at - timedelta(days=370 + rank)
        journey = note_visit(person=person, journey=None, last_seen=None, at=before)
        if rank:
            note_visit(person=person, journey=journey, last_seen=before, at=filling.at - timedelta(days=rank))
    for rank, person in enumerate(other_persons[2 * COUNT_OF_EACH : 3 * COUNT_OF_EACH + 1]):
        kind = Milestone.Kind.ONLINE if rank < COUNT_OF_EACH else Milestone.Kind.ALONE
        since = today - timedelta(days=20 + rank)
        at = filling.at - timedelta(days=10 + rank)
        note_milestone(person=person, kind=kind, reached_on=since, by=of_person(person), at=at)
