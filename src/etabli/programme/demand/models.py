"""A wish: a theme or a half-day, from whom, how it came to be known."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation, Person
from etabli.territory.places.models import Commune

MAX_NOTE_LENGTH = 500  # signs


class Wish(models.Model):
    """Somebody would like a theme, or a half-day of support. `person` is empty when they gave no name. `note`: what
    they said with it, in their words."""

    class Kind(models.TextChoices):
        THEME = "theme", _("a theme")
        HALF_DAY = "half_day", _("a half-day of support")

    class Source(models.TextChoices):
        SURVEY = "survey", _("questionnaire")
        PHONE = "phone", _("telephone")
        DIAGNOSIS = "diagnosis", _("diagnosis")
        CATALOGUE = "catalogue", _("page of a theme")
        FOLLOW_UP = "follow_up", _("news after a half-day")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="wishes")
    kind = models.CharField(max_length=10, choices=Kind)
    theme_code = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="wishes")
    source = models.CharField(max_length=10, choices=Source)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    trade_code = models.CharField(max_length=6, blank=True)
    note = models.CharField(max_length=MAX_NOTE_LENGTH, blank=True)
    expressed_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "wishes"
        indexes = [models.Index(fields=["chamber", "kind", "expressed_on"], name="wish_by_chamber")]

    def __str__(self) -> str:
        return str(self.get_kind_display())
