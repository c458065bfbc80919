"""Communes, their intercommunal bodies, and the roads between them. Facts: the same for every chamber."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Epci(models.Model):
    """An intercommunal body: the territory that people mean by "here"."""

    code = models.CharField(max_length=9, primary_key=True)
    name = models.CharField(max_length=120)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Arrondissement(models.Model):
    """A division of the département, under a sub-prefect."""

    code = models.CharField(max_length=4, primary_key=True)
    name = models.CharField(max_length=80)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Commune(models.Model):
    """A commune; its primary key is its INSEE code, so that `commune_id` is readable everywhere.

    `postal_codes` and `former_codes` (of the communes merged into it) are separated by spaces; `lat` and `lon`
    are those of the town, in degrees.
    """

    code = models.CharField(max_length=5, primary_key=True)
    name = models.CharField(_("commune"), max_length=80)
    epci = models.ForeignKey(Epci, on_delete=models.PROTECT, related_name="communes")
    arrondissement = models.ForeignKey(
        Arrondissement, on_delete=models.PROTECT, null=True, blank=True, related_name="communes"
    )
    population = models.PositiveIntegerField()
    lat = models.FloatField()
    lon = models.FloatField()
    postal_codes = models.CharField(max_length=80)
    former_codes = models.CharField(max_length=80, blank=True)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Road(models.Model):
    """Two neighbouring communes that one can drive between; `km` in a straight line between the towns."""

    a = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="+")
    b = models.ForeignKey(Commune, on_delete=models.CASCADE, related_name="+")
    km = models.FloatField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["a", "b"], name="road_once")]

    def __str__(self) -> str:
        return f"{self.a_id}–{self.b_id}"


class Edition(models.Model):
    """One loading of the facts above: when, and how many rows it brought."""

    loaded_at = models.DateTimeField()
    communes = models.PositiveIntegerField()
    roads = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.communes} communes, {self.roads} roads"


class Contours(models.Model):
    """Official outlines, by the code of a commune or of an EPCI: rings of (longitude, latitude), simplified.

    Those in force are the last loaded that were not withdrawn; without any, the map is drawn around the towns.
    """

    name = models.CharField(max_length=160)
    outlines = models.JSONField()
    loaded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "contours"

    def __str__(self) -> str:
        return self.name
