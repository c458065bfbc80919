"""Craft businesses of a chamber's territory, and the artisans whom the chamber helps."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.models import StoredFile
from etabli.foundation.people.models import Organisation, Person
from etabli.territory.places.models import Commune


class Business(models.Model):
    """An establishment of the official register, or a business that only the chamber's own lists know (no SIRET then).

    `name` is empty when its owner asked the State not to publish it (`is_published` is then false): it counts,
    and is found by its SIRET only. `other_names`: its trade names, its legal name, the person whose it is.
    `commune` is empty when `commune_code` is outside the communes we know. `headcount`: INSEE's code of a band of
    employees. `is_probable`: it carries no craft code, and is taken for a craft by its activity, legal form and
    headcount. `fingerprint` sums up what the official file said last, so that a refresh writes what changed only.
    `corrected` holds what people of the chamber put right: {field: what the official file said then}; the field itself
    holds their word. `merged_into`: it is a duplicate of that one.

    Each index is paid for on each of the millions of rows of an import: those of Meta do for the keys as well.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+", db_index=False)
    siret = models.CharField(max_length=14, blank=True)
    name = models.CharField(_("name of the business"), max_length=160, blank=True)
    other_names = models.CharField(_("other names"), max_length=300, blank=True)
    trade_code = models.CharField(max_length=6, blank=True)
    naf_code = models.CharField(max_length=6, blank=True)
    legal_form = models.CharField(max_length=4, blank=True)
    headcount = models.CharField(max_length=2, blank=True)
    is_probable = models.BooleanField(default=False)
    sector = models.CharField(max_length=12, blank=True)
    commune = models.ForeignKey(
        Commune,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="businesses",
        db_index=False,
    )
    commune_code = models.CharField(max_length=5, blank=True)
    address = models.CharField(_("address"), max_length=160, blank=True)
    postal_code = models.CharField(_("postal code"), max_length=5, blank=True)
    phone = models.CharField(_("telephone"), max_length=24, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    created_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    is_published = models.BooleanField(default=True)
    fingerprint = models.BigIntegerField(default=0)
    corrected = models.JSONField(default=dict, blank=True)
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="duplicates",
        db_index=False,
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chamber", "siret"], condition=~models.Q(siret=""), name="business_once"
            )
        ]
        indexes = [
            models.Index(fields=["commune", "chamber"], name="business_by_place"),
            models.Index(
                fields=["merged_into"],
                condition=models.Q(merged_into__isnull=False),
                name="business_by_duplicate",
            ),
            models.Index(fields=["siret"], name="business_by_siret"),
        ]
        verbose_name_plural = "businesses"

    def __str__(self) -> str:
        return self.name or self.siret or str(_("Name not published"))

    @property
    def called(self) -> tuple[str, ...]:
        """All its names, the one that is shown first; the official one too, where ours was put in its place."""
        return (self.name, *filter(None, [*self.other_names.split(" · "), self.corrected.get("name", "")]))

    @property
    def siren(self) -> str:
        return self.siret[:9]


class Artisan(models.Model):
    """What a person is by trade. The business is known when they gave their SIRET."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="artisan")
    business = models.ForeignKey(
        Business, on_delete=models.PROTECT, null=True, blank=True, related_name="artisans"
    )
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="artisans"
    )
    trade_code = models.CharField(max_length=6, blank=True)
    business_name = models.CharField(max_length=160, blank=True)

    def __str__(self) -> str:
        return str(self.person)

    @property
    def business_names(self) -> tuple[str, ...]:
        """All that their business is called, as they say it and in the register: what would tell who they are."""
        registered = self.business.called if self.business else ()
        return tuple(dict.fromkeys(name for name in (self.business_name, *registered) if name))

    @property
    def chamber_id(self) -> int:
        return self.person.chamber_id


class BusinessNote(models.Model):
    """What the chamber wants to remember of a business, in a sentence. `withdrawn_at`: written by mistake."""

    business = models.ForeignKey(Business, on_delete=models.PROTECT, related_name="notes")
    text = models.TextField(_("what to remember"), max_length=2000)
    at = models.DateTimeField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["business", "-at"], name="note_by_business")]

    def __str__(self) -> str:
        return str(self.business)

    @property
    def chamber_id(self) -> int:
        return self.business.chamber_id


class Duplicate(models.Model):
    """Two businesses that may be one (`one` has the smaller number); `reasons` are the engine's, the strongest first.

    `kept_apart_at`: somebody said that they are two; they aren't proposed again.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    one = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="+")
    score = models.PositiveSmallIntegerField()
    reasons = models.JSONField(default=list)
    kept_apart_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["one", "other"], name="duplicate_once")]
        indexes = [models.Index(fields=["chamber", "-score", "id"], name="duplicate_by_score")]

    def __str__(self) -> str:
        return f"{self.one} / {self.other}"


class Import(models.Model):
    """One reading of official files, or of a spreadsheet of the chamber: where it stands, what it did, and the rows
    that it refused with the reason of each (at most a thousand; `rejected_count` counts all).

    `message` says why it came to nothing. `undone_at`: what it did was taken back.
    """

    class Kind(models.TextChoices):
        SIRENE = "sirene", _("Official files")
        SHEET = "sheet", _("Spreadsheet")

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        READING = "reading", _("Files being read")
        WRITING = "writing", _("Register being written")
        DONE = "done", _("Done")
        REFUSED = "refused", _("Refused")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    kind = models.CharField(max_length=8, choices=Kind, default=Kind.SIRENE)
    status = models.CharField(max_length=8, choices=Status, default=Status.DONE)
    files = models.CharField(max_length=400)
    read = models.PositiveIntegerField(default=0)
    kept = models.PositiveIntegerField(default=0)
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    closed = models.PositiveIntegerField(default=0)
    moved = models.PositiveIntegerField(default=0)
    reopened = models.PositiveIntegerField(default=0)
    unchanged = models.PositiveIntegerField(default=0)
    rejected = models.JSONField(default=list, blank=True)
    rejected_count = models.PositiveIntegerField(default=0)
    done_rows = models.PositiveIntegerField(default=0)
    total_rows = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    message = models.CharField(max_length=400, blank=True)

    def __str__(self) -> str:
        return self.files


class Proposal(models.Model):
    """The official file now says something else than when the chamber corrected this field: somebody chooses.

    `official` and `ours` are what each says, as written. Settled (`outcome`), or waiting.
    """

    class Outcome(models.TextChoices):
        WAITING = "", _("To decide")
        OURS = "ours", _("Ours was kept")
        OFFICIAL = "official", _("The official one was taken")

    business = models.ForeignKey(Business, on_delete=models.CASCADE, related_name="proposals")
    field = models.CharField(max_length=20)
    official = models.CharField(max_length=300, blank=True)
    ours = models.CharField(max_length=300, blank=True)
    seen_on = models.DateField()
    settled_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.WAITING, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["business", "field"], condition=models.Q(outcome=""), name="proposal_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.business}: {self.field}"

    @property
    def chamber_id(self) -> int:
        return self.business.chamber_id


class Postings(models.Model):
    """The businesses of a chamber that bear a word, packed (see `engine.searching.postings`): `size` of them.

    `key` is in bytes, whose order is the same in both databases: a word, "=" and a word of a trade, "@" and the code
    of a commune. A word has several rows once businesses have changed: `is_late` marks the later ones, until the
    index is built anew.
    """

    chamber_id = models.BigIntegerField()
    key = models.BinaryField()
    size = models.PositiveIntegerField()
    data = models.BinaryField()
    is_late = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["chamber_id", "key", "size"], name="postings_by_key"),
            models.Index(fields=["chamber_id"], condition=models.Q(is_late=True), name="postings_late"),
        ]
        verbose_name_plural = "postings"

    def __str__(self) -> str:
        return bytes(self.key).decode()


class Lookalikes(models.Model):
    """The words that left a trace in the same bucket (see `engine.searching.traces`), separated by spaces."""

    chamber_id = models.BigIntegerField()
    bucket = models.PositiveIntegerField()
    words = models.TextField()
    is_late = models.BooleanField(default=False)

    class Meta:
        indexes = [
            models.Index(fields=["chamber_id", "bucket"], name="lookalikes_by_bucket"),
            models.Index(fields=["chamber_id"], condition=models.Q(is_late=True), name="lookalikes_late"),
        ]
        verbose_name_plural = "lookalikes"

    def __str__(self) -> str:
        return str(self.bucket)


class Sheet(models.Model):
    """A spreadsheet of the chamber as it was given. `signature` stands for the names of its columns, `columns` says
    what each holds ("" for what we don't take), once somebody said so: the next one of this signature is read the same
    way. `towns`: by what is written and is no commune, in simple letters, the code of the one that is meant; under "",
    that of the rows that name none. `answers`: what was said of rows in doubt (`sheets.reviewing`). `imported`:
    what became of it, from the moment that its import was asked for.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, related_name="+")
    name = models.CharField(max_length=160)
    given_at = models.DateTimeField()
    signature = models.CharField(max_length=32)
    columns = models.JSONField(default=list, blank=True)
    towns = models.JSONField(default=dict, blank=True)
    answers = models.JSONField(default=dict, blank=True)
    imported = models.OneToOneField(
        Import, on_delete=models.CASCADE, null=True, blank=True, related_name="sheet"
    )

    class Meta:
        indexes = [models.Index(fields=["chamber", "signature"], name="sheet_by_signature")]

    def __str__(self) -> str:
        return self.name


class SheetRow(models.Model):
    """What a row of an imported spreadsheet did to a business: its source for good, and the way back.

    `before` and `after` hold the fields that it changed; `before` is empty for a business that it created.
    `proposed`: what it says otherwise than the official file, by field. `business` is null once it was taken back.
    """

    imported = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField()
    business = models.ForeignKey(
        Business, on_delete=models.SET_NULL, null=True, blank=True, related_name="sheet_rows"
    )
    is_new = models.BooleanField(default=False)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    proposed = models.JSONField(default=dict, blank=True)
    notes = models.TextField(blank=True)

    def __str__(self) -> str:
        return f"{self.imported}, {self.line}"

    @property
    def chamber_id(self) -> int:
        return self.imported.chamber_id
