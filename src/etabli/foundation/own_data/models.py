"""Somebody asked for everything to be erased: when, and what became of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from etabli.foundation.people.models import Organisation, Person


class Erasure(models.Model):
    """A request to erase all that is held of a person, or of an account: it is done at `due_at`, and can be taken back
    until then (`cancelled_at`). `is_late`: nobody asked, the chamber has heard nothing for longer than it may keep.

    Once done, the row stays, as the proof: it leads to an empty row.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, related_name="erasures")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="erasures"
    )
    is_late = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(person=None, user__isnull=False) | Q(person__isnull=False, user=None),
                name="erasure_of_one",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(cancelled_at=None, done_at=None), name="erasure_person_once"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(cancelled_at=None, done_at=None), name="erasure_user_once"
            ),
        ]

    def __str__(self) -> str:
        return str(self.person or self.user)
