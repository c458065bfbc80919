"""What a visit to a site brought back, what an artisan will mend of it, and whether we look again by ourselves."""

from datetime import timedelta

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation, Person
from etabli.programme.visibility.engine.checks.address import readable_address

MAX_ADDRESS_LENGTH = 300
FINDING_LENGTH = 40


class SiteCheck(models.Model):
    """One look at a site. `key` is its address here; `address`: host and path. Without a person, it belongs to the
    browser that asked, for a day. `beside`: the staff of the chamber asked, beside the artisan, and read it too.
    `result`: as `reports.kept` writes it; empty until it was done. `withdrawn_at`: its artisan took it off.
    """

    class Status(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        DONE = "done", _("Done")

    KEPT = timedelta(days=1)  # of a visitor

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    key = models.CharField(max_length=24, unique=True)
    address = models.CharField(_("address of the site"), max_length=MAX_ADDRESS_LENGTH)
    status = models.CharField(max_length=8, choices=Status, default=Status.WAITING)
    asked_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    result = models.JSONField(default=dict, blank=True)
    beside = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-asked_at"], name="site_check_of_person"),
            models.Index(fields=["status", "asked_at"], name="site_check_waiting"),
        ]

    def __str__(self) -> str:
        return readable_address(self.address)


class VisibilityStep(models.Model):
    """A finding that an artisan put on their path, or the staff of the chamber `beside` them. `finding`: its id in
    `data/findings.toml`."""

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    finding = models.CharField(max_length=FINDING_LENGTH)
    address = models.CharField(_("address of the site"), max_length=MAX_ADDRESS_LENGTH)
    planned_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    beside = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "finding"], name="visibility_step_of_person")]

    def __str__(self) -> str:
        return self.finding

    @property
    def site(self) -> str:
        """The address as people write it."""
        return readable_address(self.address)


class SiteWatch(models.Model):
    """That an artisan wishes us to look at their site again each quarter. `withdrawn_at`: no more."""

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    address = models.CharField(_("address of the site"), max_length=MAX_ADDRESS_LENGTH)
    asked_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "address"], name="site_watch_of_person")]

    def __str__(self) -> str:
        return readable_address(self.address)
