"""A watch: somebody wants to be told when a workshop comes near, or on a theme."""

from datetime import date

from django.db import models

from etabli.foundation.people.models import Organisation, Person
from etabli.programme.workshops.models import Theme
from etabli.territory.places.models import Commune


class Watch(models.Model):
    """What somebody asked to be told of: workshops near a commune, on a theme, or both. `via`: the code of the relay
    through which they came. `sessions_known`: the numbers of the sessions that they know of already. Its last day is
    `ends_on`.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="watches")
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    via = models.CharField(max_length=40, blank=True)
    asked_at = models.DateTimeField()
    ends_on = models.DateField()
    sessions_known = models.JSONField(default=list)
    told_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "watches"
        indexes = [models.Index(fields=["chamber", "ends_on"], name="watch_by_chamber")]

    def __str__(self) -> str:
        return f"#{self.pk}"

    def stands(self, on: date) -> bool:
        """Whether they are still to be told on this day."""
        return self.withdrawn_at is None and self.ends_on >= on
