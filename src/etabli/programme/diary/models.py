"""An adviser's half-day holds one thing."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation, User
from etabli.foundation.ui.typography import day


class Half(models.TextChoices):
    """The two halves of a working day."""

    MORNING = "am", _("morning")
    AFTERNOON = "pm", _("afternoon")


class HalfDay(models.Model):
    """A half-day of an adviser, held for one thing until it is released."""

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="half_days")
    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="half_days")
    on = models.DateField()
    half = models.CharField(max_length=2, choices=Half)
    what = models.CharField(max_length=160)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["adviser", "on", "half"],
                condition=models.Q(released_at=None),
                name="half_day_holds_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{day(self.on)}, {self.get_half_display()}"
