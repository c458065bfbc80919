"""Craft businesses of a chamber's territory, and the artisans whom the chamber helps."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation, Person
from etabli.territory.places.models import Commune


class Business(models.Model):
    """An establishment as the official register gives it.

    `name` is empty when its owner asked the State not to publish it (`is_published` is then false): it counts,
    and is found by its SIRET only. `commune` is empty when `commune_code` is outside the communes we know.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    siret = models.CharField(max_length=14)
    name = models.CharField(_("name of the business"), max_length=160, blank=True)
    trade_code = models.CharField(max_length=6)
    sector = models.CharField(max_length=12, blank=True)
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="businesses"
    )
    commune_code = models.CharField(max_length=5)
    created_on = models.DateField(null=True, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    is_published = models.BooleanField(default=True)
    folded_name = models.CharField(max_length=160, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chamber", "siret"], name="business_once")]
        indexes = [
            models.Index(fields=["chamber", "commune"], name="business_by_commune"),
            models.Index(fields=["siret"], name="business_by_siret"),
        ]
        verbose_name_plural = "businesses"

    def __str__(self) -> str:
        return self.name or self.siret

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
    def chamber_id(self) -> int:
        return self.person.chamber_id


class Import(models.Model):
    """One reading of official files: what it did, and each row that it refused with the reason."""

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    files = models.CharField(max_length=400)
    read = models.PositiveIntegerField()
    kept = models.PositiveIntegerField()
    created = models.PositiveIntegerField()
    updated = models.PositiveIntegerField()
    closed = models.PositiveIntegerField()
    unchanged = models.PositiveIntegerField()
    rejected = models.JSONField(default=list)

    def __str__(self) -> str:
        return self.files
