"""One table: the acts, in order. Nothing updates or deletes a row, save erasure (see personal.py)."""

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from etabli.foundation.journal.registry import write_entries
from etabli.foundation.parties.models import Party


class _Journal(models.Manager["Entry"]):
    """An act under way keeps its entries to write them at once: whoever reads finds them written."""

    def get_queryset(self) -> models.QuerySet["Entry"]:
        write_entries()
        return super().get_queryset()


class Entry(models.Model):
    """One act: who, in which role, when, on what, before and after.

    `before` and `after` hold the fields of the subject that the act changed, as JSON. An undo is an
    entry too: it `undoes` another, with the two sides exchanged; `root` is the act with which this coming and going
    began, and one that `restores` leaves it standing. `parent` is the act within which this one was done; it has
    `parts`. `erased_at`: what it said of somebody was erased at their request; it can't be taken back.
    """

    at = models.DateTimeField(db_index=True)
    verb = models.CharField(max_length=80)
    actor = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    actor_name = models.CharField(max_length=200, blank=True)
    role = models.CharField(max_length=20)
    organisation_id = models.BigIntegerField(null=True)
    chamber_id = models.BigIntegerField(null=True, db_index=True)
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    subject_label = models.CharField(max_length=200, blank=True)
    before = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    after = models.JSONField(encoder=DjangoJSONEncoder, default=dict)
    undoes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="undone_by")
    root = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+")
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    restores = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = _Journal()

    class Meta:
        base_manager_name = "objects"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["subject_type", "subject_id", "-at"], name="journal_by_subject")]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject_type}:{self.subject_id}"

    def get_verb_display(self) -> str:
        """What was done, as the history tells it, whoever did it."""
        from etabli.foundation.journal.wording import sentence_without_actor  # it reads this model

        return sentence_without_actor(self)
