"""The chained log, its last link noted apart, the salts of its pseudonyms; seeds, what was shown, interests."""

from django.conf import settings
from django.db import models
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation

MAX_INTEREST_LENGTH = 300


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


class DrawSeed(models.Model):
    """What a list's draws of one day come from. Its `commitment` is public the day before, itself two days later."""

    day = models.DateField()
    list_name = models.CharField(max_length=20)
    seed = models.CharField(max_length=64)
    commitment = models.CharField(max_length=64)
    committed_at = models.DateTimeField()
    revealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "list_name"], name="one_seed_a_day")]

    def __str__(self) -> str:
        return f"{self.list_name} {self.day}"


class Showing(models.Model):
    """How often one subject ("member:12") stood among the first places of a list during a day.

    `shown` of the `eligible` visits in which it could have been there, with those `filters` ("" when none is set).
    """

    day = models.DateField()
    list_name = models.CharField(max_length=20)
    filters = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=60)
    shown = models.PositiveIntegerField()
    eligible = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["day", "list_name", "filters", "subject"], name="one_showing_a_day"
            )
        ]
        indexes = [models.Index(fields=["subject", "day"], name="showing_subject")]

    def __str__(self) -> str:
        return f"{self.list_name} {self.day} {self.subject}"


class DeclaredInterest(models.Model):
    """What may weigh on somebody who acts for an association: told by them, or known from their roles (ROLES).

    Public as long as it lasts; with the name of who holds it when `is_named`. `about`: the one thing or organisation
    that it is about ("market.ad:12", "people.organisation:3"), in which they take no part; "" when it is general.
    """

    class Kind(models.TextChoices):
        ROLES = "roles", _("role in a chamber of trades")
        ROLE_ELSEWHERE = "role", _("role in another organisation")
        KIN = "kin", _("family or close friend")
        BUSINESS = "business", _("business")
        OTHER = "other", _("another tie")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("what it is"), max_length=10, choices=Kind)
    text = models.CharField(_("in a sentence"), max_length=MAX_INTEREST_LENGTH)
    about = models.CharField(max_length=60, blank=True)
    is_named = models.BooleanField(_("my name is shown with it"), default=False)
    declared_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"],
                condition=models.Q(kind="roles", ended_at=None),
                name="roles_declared_once",
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def chamber_id(self) -> int | None:
        return self.organisation.chamber_id


class Edition(models.Model):
    """What changed of late in a drawn list, as `row_cache.py` writes it; another text after each change of a row."""

    list_name = models.CharField(max_length=20, primary_key=True)
    changes = models.TextField()

    def __str__(self) -> str:
        return self.list_name
