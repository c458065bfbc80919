"""Answers that somebody kept, and the steps that the chamber has checked."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.papers.words import formatted_code


def new_nonce() -> str:
    return secrets.token_hex(16)


class KeptAnswers(models.Model):
    """What was answered to the questions "where to start": by the artisan `person`, or by somebody who gave no name and
    holds the link to it.

    `answers`: by the id of each question, the id of its answer (`data/questions.toml`); `version` is that of the
    questions. Nothing else is known of who answered without a name. `words`: what leads back to the latter from a sheet
    of paper (`links.NUMBER_OF_WORDS` of the list of paper codes). `done`: the ids of the steps that are done.
    `withdrawn_at`: keeping them was taken back.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="kept_answers"
    )
    nonce = models.CharField(max_length=32, default=new_nonce)
    words = models.CharField(max_length=60, null=True, blank=True, unique=True)
    answers = models.JSONField(default=dict)
    done = models.JSONField(default=list)
    version = models.PositiveIntegerField()
    begun_at = models.DateTimeField()
    answered_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "kept answers"
        indexes = [models.Index(fields=["person", "answered_at"], name="kept_answers_of_person")]

    def __str__(self) -> str:
        return str(_("answers to “Where to start?”"))

    @property
    def printed_words(self) -> str:
        """Its words as they stand on paper; "" of an artisan's, who needs none."""
        return formatted_code(tuple((self.words or "").split()))


class StepCheck(models.Model):
    """That somebody of the chamber has read a step over against its source, in that version of it.

    The latest counts. One that was taken back has `withdrawn_at`.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    step = models.CharField(max_length=40)
    version = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    checked_on = models.DateField()
    checked_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["chamber", "step", "version"], name="step_checked_by")]

    def __str__(self) -> str:
        return self.step
