"""Files that people entrust to us: private, kept as given, never served by their path."""

import uuid

from django.db import models

from etabli.foundation.parties.models import Party


def _path(stored: "StoredFile", name: str) -> str:
    return f"{stored.key.hex[:2]}/{stored.key.hex}"


class StoredFile(models.Model):
    """A file as it was given, a picture without its camera's notes. Who may read it is decided by the object that
    holds it; `unheld_since`: no object does any more. `given_by`: who gave it.
    """

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    chamber_id = models.BigIntegerField(null=True, db_index=True)
    name = models.CharField(max_length=160)
    content = models.FileField(upload_to=_path)
    content_type = models.CharField(max_length=80)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    purpose = models.CharField(max_length=40)
    given_by = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    unheld_since = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["chamber_id", "given_by", "created_at"], name="file_by_giver")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_erased(self) -> bool:
        """Nothing of it is left but its name."""
        return not self.content


class Installation(models.Model):
    """The installation that this database belongs to, in one row. `restored_at`: this database came back from a backup
    then, and nobody has agreed yet to what it would have leave the store.
    """

    identity = models.CharField(max_length=32)
    restored_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.identity


class ErasedContent(models.Model):
    """A file's content that is erased for good: the row goes once the store says that nothing of it is left."""

    name = models.CharField(max_length=100, unique=True)

    def __str__(self) -> str:
        return self.name
