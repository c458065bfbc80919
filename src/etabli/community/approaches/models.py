"""What an association asked of institutions, what came of it; and whether its sector's figures are public."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.models import StoredFile
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Organisation

MAX_TEXT_LENGTH = 4000


class Approach(models.Model):
    """One approach to an institution, on one subject. `opened_at`: null, only the members read it.

    `led_by` names those who went, as the board writes it; `outcome` is empty while nothing came of it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("date"))
    institution = models.CharField(_("institution"), max_length=160)
    subject = models.CharField(_("subject of the approach"), max_length=200)
    led_by = models.CharField(_("who went"), max_length=200)
    text = models.TextField(_("what was asked"), max_length=MAX_TEXT_LENGTH, blank=True)
    outcome = models.TextField(_("what came of it"), max_length=MAX_TEXT_LENGTH, blank=True)
    document = models.ForeignKey(
        StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    written_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["organisation", "-on"], name="approach_by_day")]

    def __str__(self) -> str:
        return f"{self.institution}, {self.subject}"[:200]


class FollowUp(models.Model):
    """What happened next: a letter, a meeting, an answer."""

    approach = models.ForeignKey(Approach, on_delete=models.PROTECT, related_name="follow_ups")
    on = models.DateField(_("date"))
    text = models.TextField(_("what happened"), max_length=MAX_TEXT_LENGTH)
    written_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.approach)


class SectorFigures(models.Model):
    """The board's choice about the figures of its sector: public since `opened_at`, or for the members only."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return str(self.organisation)
