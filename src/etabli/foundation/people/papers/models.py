"""The code of a paper. `people.models` gives it with the others."""

from django.db import models

MAX_TRIES = 5  # wrong digits, one after the other


class PaperCode(models.Model):
    """What opens a link of scope PAPER beside its words: the link has no address that opens anything.

    `key`: the three words, hashed with the installation's key, by which the row is met. `digits`: the four digits,
    hashed slowly. `tries`: of the digits, since they were right last.
    """

    link = models.OneToOneField("people.SecretLink", on_delete=models.CASCADE, related_name="paper_code")
    key = models.CharField(max_length=64, unique=True)
    digits = models.CharField(max_length=160)
    tries = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.tries} of {MAX_TRIES} tries"

    @property
    def is_blocked(self) -> bool:
        """Tried wrongly too often: it opens nothing any more."""
        return self.tries >= MAX_TRIES
