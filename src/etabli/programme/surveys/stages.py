"""A questionnaire with a name on it is a sign of life; most bear none, so that it is no stage."""

from django.db.models import QuerySet

from etabli.foundation.stages import Stage, Times
from etabli.programme.surveys.models import Answer


def _named_answers(chamber_id: int) -> QuerySet[Answer]:
    return Answer.objects.filter(session__chamber_id=chamber_id, person__isnull=False, withdrawn_at=None)


STAGES: list[Stage] = []
LIFE = [Times(_named_answers, "person", "answered_on")]
