"""Quotes that were given to read, what people corrected of them, and the findings that they set aside."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.models import StoredFile
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Organisation, Person
from etabli.procurement.briefs.models import Brief


class QuoteReading(models.Model):
    """A quote of an artisan, and what was read in it.

    `decoded` is the engine's quote under the version of its shape (`engine.stored`); `refusal` says why there is none,
    in both languages ({"fr": ..., "en": ...}); `gross` is what the quote comes to, when certain. `shared_at`: the
    adviser sees it from then on. `withdrawn_at`: put away. `erase_at`: when its files (with `erase_whole`, all of it)
    are deleted for good, on request; `erased_at`: they were.

    `holder`: the browser in which it was given without an account, as a party; the clock forgets it after a day
    (`KEPT`). Whoever reads it there has no other name, and `person` is None until somebody keeps it in their space.
    `held_longer`: it was kept without an e-mail being typed. No link may have been sent: that browser goes on reading
    it for a month (`KEPT_LONGER`).
    """

    KEPT, KEPT_LONGER = timedelta(days=1), timedelta(days=30)

    class Status(models.TextChoices):
        WAITING = "waiting", _("being read")
        READ = "read", _("has been read")
        REFUSED = "refused", _("could not be read")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="quotes")
    holder = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    brief = models.ForeignKey(Brief, on_delete=models.SET_NULL, null=True, blank=True, related_name="quotes")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    answer_ref = models.CharField(max_length=40, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    decoded = models.JSONField(null=True, blank=True)
    refusal = models.JSONField(default=dict, blank=True)
    supplier = models.CharField(max_length=160, blank=True)
    gross = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    held_longer = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    shared_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    erase_at = models.DateTimeField(null=True, blank=True)
    erase_whole = models.BooleanField(default=False)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "withdrawn_at"], name="quote_by_person"),
            models.Index(fields=["status", "uploaded_at"], name="quote_to_read"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["person", "answer_ref"],
                condition=Q(withdrawn_at=None) & ~Q(answer_ref=""),
                name="quote_once_per_answer",
            ),
            models.CheckConstraint(
                condition=Q(person__isnull=False) | Q(holder__isnull=False), name="quote_of_somebody"
            ),
        ]

    def __str__(self) -> str:
        return self.file.name

    @property
    def name(self) -> str:
        """What to call it in a list: its supplier, or the name of its file."""
        return self.supplier or self.file.name

    @property
    def is_held(self) -> bool:
        """Nobody has kept it: it goes a day after it was given."""
        return self.person_id is None

    @property
    def held_until(self) -> datetime:
        """When the browser in which it was given without an account reads it no more."""
        is_longer = self.held_longer and not self.is_held
        return self.uploaded_at + (self.KEPT_LONGER if is_longer else self.KEPT)


def _seed() -> str:
    return get_random_string(32)


class Drawing(models.Model):
    """In which order the quotes of a brief stand side by side: drawn by lot when the first one is compared, and never
    again. Its commitment stands in the neutrality log. A quote that came with an answer keeps the draw of its ad."""

    brief = models.OneToOneField(Brief, on_delete=models.CASCADE, related_name="+")
    seed = models.CharField(max_length=32, default=_seed, editable=False)
    drawn_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.brief)

    @property
    def chamber_id(self) -> int:
        return self.brief.chamber_id


class FurtherFile(models.Model):
    """A further file of a quote, after its own: the photo of another page. `withdrawn_at`: taken out."""

    reading = models.ForeignKey(QuoteReading, on_delete=models.CASCADE, related_name="further")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.file.name


class Correction(models.Model):
    """What a person says of a value or a line of a quote (`correcting.Change`): one row for each target. `author`:
    who did; `restored_at`: taken back, the reading speaks again."""

    reading = models.ForeignKey(QuoteReading, on_delete=models.CASCADE, related_name="corrections")
    target = models.CharField(max_length=40)
    values = models.JSONField()
    read_as = models.JSONField()
    anchor = models.JSONField(null=True, blank=True)
    author = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    author_name = models.CharField(max_length=200)
    corrected_at = models.DateTimeField()
    restored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["reading", "target"], name="correction_once")]

    def __str__(self) -> str:
        return str(self.reading)

    @property
    def chamber_id(self) -> int:
        return self.reading.chamber_id

    @property
    def person(self) -> Person | None:
        return self.reading.person


class Dismissal(models.Model):
    """A finding that a person set aside, or a need on which they say otherwise than the reading: its key in the sheet
    ("need:hosting"), and why. One row per finding; it stays whatever is read again.

    `says`: what the quote does for that need, according to them; empty, the finding is only set aside. `author`: who
    did."""

    class Says(models.TextChoices):
        COVERED = "covered", _("It is in the quote")
        MISSING = "missing", _("It is not in the quote")
        UNCLEAR = "unclear", _("It is not clear")

    reading = models.ForeignKey(QuoteReading, on_delete=models.CASCADE, related_name="dismissals")
    finding = models.CharField(max_length=80)
    says = models.CharField(max_length=8, choices=Says, blank=True)
    reason = models.CharField(max_length=300)
    author = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    author_name = models.CharField(max_length=200, blank=True)
    dismissed_at = models.DateTimeField()
    restored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["reading", "finding"], name="dismissal_once")]

    def __str__(self) -> str:
        return str(self.reading)

    @property
    def chamber_id(self) -> int:
        return self.reading.chamber_id

    @property
    def person(self) -> Person | None:
        return self.reading.person
