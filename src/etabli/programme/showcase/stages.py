"""Telling one's story to others, as a stage of the path."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from etabli.foundation.registries import Stage, Times
from etabli.programme.showcase.models import Story


def _published(chamber_id: int) -> QuerySet[Story]:
    return Story.objects.filter(chamber_id=chamber_id, person__isnull=False, state=Story.State.PUBLISHED)


STAGES = [
    Stage(
        "story", 98, gettext_lazy("A story, told to others"), Times(_published, "person", "consent__given_at")
    ),
]
