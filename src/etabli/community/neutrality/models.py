"""The chained log, its last link noted apart, and the salts of its pseudonyms."""

from django.db import models
from django.utils.crypto import get_random_string


class LogEntry(models.Model):
    """One entry of the chain: never updated, never deleted."""

    number = models.PositiveBigIntegerField(unique=True)
    at = models.DateTimeField()
    kind = models.CharField(max_length=40, db_index=True)
    payload = models.JSONField()
    previous_hash = models.CharField(max_length=64, unique=True)
    hash = models.CharField(max_length=64, unique=True)

    class Meta:
        ordering = ["number"]

    def __str__(self) -> str:
        return f"{self.number} {self.kind}"


class Chain(models.Model):
    """The one row (pk 1) that notes how far the chain goes; to append is first to update it, one at a time."""

    length = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="chain_is_one")]

    def __str__(self) -> str:
        return f"{self.length}"


def _salt() -> str:
    return get_random_string(32)


class Salt(models.Model):
    """The key of one subject's pseudonym ("member:12"); erasing the person deletes it."""

    subject = models.CharField(max_length=60, unique=True)
    value = models.CharField(max_length=32, default=_salt)

    def __str__(self) -> str:
        return self.subject
