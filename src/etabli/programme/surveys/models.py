"""Versioned questionnaires, and the answers to them."""

from django.db import models
from django.utils.crypto import get_random_string

from etabli.foundation.people.models import Person
from etabli.programme.surveys.engine import Question, parse
from etabli.programme.workshops.models import Session


class Questionnaire(models.Model):
    """One version of a questionnaire. Once published it never changes: answers stay readable with it."""

    code = models.SlugField(max_length=40)
    version = models.PositiveSmallIntegerField()
    content = models.JSONField()
    published_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="questionnaire_version_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"

    @property
    def questions(self) -> tuple[Question, ...]:
        return parse(self.content)


def _key() -> str:
    return get_random_string(22)


class Answer(models.Model):
    """What one person present answered. Its key is random and only the day is kept.

    `person` is there only when they chose to leave their name, so as to be called back.
    """

    key = models.CharField(max_length=22, primary_key=True, default=_key)
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="answers")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="given")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="answers"
    )
    answered_on = models.DateField()
    answers = models.JSONField(default=dict)

    def __str__(self) -> str:
        return str(self.questionnaire)

    @property
    def chamber_id(self) -> int:
        return self.session.chamber_id
