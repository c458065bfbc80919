"""The first stage of the path: the questions are answered."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy

from etabli.foundation.registries import Stage, Times
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.diagnosis.models import KeptAnswers


def _answered(chamber_id: int) -> QuerySet[KeptAnswers]:
    """All the questions have an answer. They count from the day on which they were begun: an answer may change
    later."""
    questions = [question.id for question in load().questions]
    return KeptAnswers.objects.filter(
        chamber_id=chamber_id, person__isnull=False, withdrawn_at=None, answers__has_keys=questions
    )


STAGES = [
    Stage("diagnosis", 10, gettext_lazy("Where to start"), Times(_answered, "person", "begun_at")),
]
