"""That two persons are one: the trail of each joining; and the pairs that are two."""

from django.db import models
from django.db.models import Q


class Merging(models.Model):
    """`merged` is `kept`, says the chamber: one person for its staff from `made_at` on, until `undone_at`.

    `reasons` (keys of `engine.likeness.POINTS`) and `checked`, in the adviser's words: why. What `merged` had went to
    `kept` at `joined_at`; the ways in, the agreements and the choices of how to be told, at `proved_at`. `moved` holds
    what went, to come back equal (`row_moves`). `merged_said_at`, `kept_said_at`: when whoever comes in as one of them
    said that it is they; `refused_at`: that it isn't.
    """

    chamber = models.ForeignKey("people.Organisation", on_delete=models.PROTECT, related_name="+")
    kept = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    merged = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="mergings")
    reasons = models.JSONField(default=list)
    checked = models.TextField(max_length=300, blank=True)
    made_at = models.DateTimeField()
    merged_said_at = models.DateTimeField(null=True, blank=True)
    kept_said_at = models.DateTimeField(null=True, blank=True)
    joined_at = models.DateTimeField(null=True, blank=True)
    proved_at = models.DateTimeField(null=True, blank=True)
    refused_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    moved = models.JSONField(default=dict)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merged"], condition=Q(undone_at=None), name="merging_once")
        ]

    def __str__(self) -> str:
        return f"{self.merged} / {self.kept}"


class TwoPersons(models.Model):
    """Somebody said, at `kept_apart_at`, that these two of a chamber who look alike are two (`one` < `other`): they
    aren't proposed again. Empty: that was taken back."""

    chamber = models.ForeignKey("people.Organisation", on_delete=models.CASCADE, related_name="+")
    one = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    kept_apart_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="two_persons_once")]

    def __str__(self) -> str:
        return f"{self.one} / {self.other}"
