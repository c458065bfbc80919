"""What was computed beforehand for the desk of a chamber."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation


class Estimate(models.Model):
    """The estimate of one kind (`kinds.KINDS`) for one chamber, as it stood at `computed_at`.

    `values` holds codes, numbers and ids, in the shape of this `version` of the kind.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(_("kind"), max_length=16)
    version = models.PositiveSmallIntegerField(_("version"))
    computed_at = models.DateTimeField(_("computed"))
    values = models.JSONField(_("values"))

    class Meta:
        constraints = [models.UniqueConstraint(fields=["chamber", "kind"], name="estimate_once_a_kind")]

    def __str__(self) -> str:
        return f"{self.kind} ({self.chamber_id})"
