"""Somebody asked for everything to be erased: when, and what became of it."""

from django.db import models
from django.db.models import Q

from etabli.foundation.own_data.by_address import outsider_of
from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Capacity, Party
from etabli.foundation.people.models import Organisation, Person, User


class Erasure(models.Model):
    """A request to erase all that is held of a person, of an account, or of an address that an organisation knows from
    outside: it is done at `due_at`, and can be taken back until then (`cancelled_at`). `owner`: in
    which capacity they are known.

    `is_late`: nobody asked, the chamber has heard nothing for longer than it may keep. Once done, the row stays as the
    proof: it leads to an empty row.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    is_late = models.BooleanField(default=False)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(db_index=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(cancelled_at=None, done_at=None), name="erasure_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def subject(self) -> Person | User | Capacity:
        """Whose data it is: one statement."""
        if self.owner.kind == PartyKind.PERSON:
            return Person.objects.get(party=self.owner_id)
        if self.owner.kind == PartyKind.USER:
            return User.objects.get(party=self.owner_id)
        return outsider_of(self.owner)


class ErasedRow(models.Model):
    """A line of the list of what was erased (`erased.py`): of which model, which number, on which day."""

    model = models.CharField(max_length=80)
    key = models.CharField(max_length=40)
    day = models.DateField(db_index=True)

    def __str__(self) -> str:
        return f"{self.model} {self.key}"
