"""Paths as they are: some put aside, one whose artisan comes back after a year, some that have arrived."""

from datetime import timedelta

from django.utils import timezone

from etabli.demo.shared import ARTISAN, Stage
from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.journeys.actions import note_milestone, note_visit, pause
from etabli.programme.journeys.models import Milestone

FEW = 3  # of each


def play(stage: Stage) -> None:
    """Three put aside until a day to come, three who come back after a year, three online and one who did it alone."""
    came = Person.objects.filter(chamber=stage.chamber, sign_ups__attendances__present=True)
    others = list(came.exclude(email=ARTISAN).order_by("pk").distinct()[: 4 * FEW])
    today = timezone.localdate(stage.at)
    for rank, person in enumerate(others[:FEW]):
        until = today + timedelta(days=40 + 20 * rank)
        at = stage.at - timedelta(days=5 + rank)
        pause(person=person, until=until if rank else None, by=of_person(person), at=at)
    for rank, person in enumerate(others[FEW : 2 * FEW]):
        before = stage.at - timedelta(days=370 + rank)
        journey = note_visit(person=person, journey=None, last_seen=None, at=before)
        if rank:
            note_visit(person=person, journey=journey, last_seen=before, at=stage.at - timedelta(days=rank))
    for rank, person in enumerate(others[2 * FEW : 3 * FEW + 1]):
        kind = Milestone.Kind.ONLINE if rank < FEW else Milestone.Kind.ALONE
        since = today - timedelta(days=20 + rank)
        at = stage.at - timedelta(days=10 + rank)
        note_milestone(person=person, kind=kind, reached_on=since, by=of_person(person), at=at)
