"""Who acts, is written to, or owns: one row for each capacity of somebody."""

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from django.db import models

from etabli.foundation.parties import NOBODY, SYSTEM, PartyKind


class PartyManager(models.Manager["Party"]):
    def make_permanent(self) -> None:
        """The two rows that every installation has: all visitors whom nobody knows, and the machine."""
        self.bulk_create(
            [Party(pk=NOBODY, kind=PartyKind.NOBODY), Party(pk=SYSTEM, kind=PartyKind.SYSTEM)],
            ignore_conflicts=True,
        )


class Party(models.Model):
    """One capacity in which somebody acts, is written to, or owns.

    Two capacities of one human being are two parties: the person whom a chamber helps, and the user who signs in for
    an organisation. They are written to, copied and erased apart. Whatever refers to somebody refers to a party, never
    by a text. A party outlives the row that it stands for: two authors stay two once both are erased.

    `language`: in which they read ("fr", "en"); "" for that of the installation.
    """

    kind = models.CharField(max_length=20, choices=PartyKind)
    language = models.CharField(max_length=10, blank=True)

    objects = PartyManager()

    def __str__(self) -> str:
        return f"{self.kind} #{self.pk}"


class Capacity(models.Model):
    """A model whose every row is a capacity of somebody: its party is made with it.

    `save` makes it; before `bulk_create`, call `give_parties`.
    """

    PARTY_KIND: ClassVar[PartyKind]
    language = ""  # in which whoever makes themselves known reads: that of their party, when it is made

    party = models.OneToOneField(Party, on_delete=models.PROTECT, related_name="%(class)s", editable=False)

    class Meta:
        abstract = True

    def save(self, *args: Any, update_fields: Iterable[str] | None = None, **kwargs: Any) -> None:
        """As Django's; a row without a party gets one first."""
        if not self.party_id:
            self.party = Party.objects.create(kind=self.PARTY_KIND, language=self.language)
        super().save(*args, update_fields=update_fields, **kwargs)

    @classmethod
    def give_parties(cls, rows: Sequence["Capacity"]) -> None:
        """Make the parties of rows that are not saved yet: one statement."""
        parties = Party.objects.bulk_create([Party(kind=cls.PARTY_KIND) for _row in rows])
        for row, party in zip(rows, parties, strict=True):
            row.party = party
