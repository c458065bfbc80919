"""A season to plan, and the plans that were proposed for it: none is ever erased, so that two can be compared."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation
from etabli.foundation.ui.typography import full_day


class Season(models.Model):
    """From when to when workshops are planned, and what was said by hand about it.

    `settings` is the JSON of `season.settings.Settings`.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="seasons")
    name = models.CharField(_("name"), max_length=80)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    settings = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_on", "-pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def sentence(self) -> str:
        """From when to when, in words."""
        return _("from %(first)s to %(last)s") % {
            "first": full_day(self.starts_on),
            "last": full_day(self.ends_on),
        }


class Proposal(models.Model):
    """A plan of a season, as the solver proposed it and as people have changed it since.

    `inputs` is what it was worked out from, pins and bans included: the JSON that `etabli plan` reads. `sessions` is a
    list of `season.plans.Planned`, `bans` what must not be. `bound`: nobody can serve more people with these inputs,
    which is proven; none when it isn't known. `base` is the plan that this one started from.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("being worked out")
        DONE = "done", _("ready")
        FAILED = "failed", _("not found")

    season = models.ForeignKey(Season, on_delete=models.PROTECT, related_name="proposals")
    base = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    number = models.PositiveSmallIntegerField()
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    inputs = models.JSONField(default=dict)
    sessions = models.JSONField(default=list)
    bans = models.JSONField(default=list)
    value = models.FloatField(null=True)
    bound = models.FloatField(null=True)
    why = models.TextField(blank=True)
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["season", "number"], name="proposal_number_once")]

    def __str__(self) -> str:
        return _("%(season)s, plan %(number)d") % {"season": self.season.name, "number": self.number}

    @property
    def chamber_id(self) -> int:
        return self.season.chamber_id
