"""Paid campaigns that artisans keep, what really came of them, and what the chamber assumes."""

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation, Person
from etabli.programme.visibility.campaigns.data import guide


class Campaign(models.Model):
    """A plan that an artisan kept: the four answers by which it was made. `goal`, `trade`, `place`: ids of the data.

    `started_on`: the first day of the ads. `beside`: the staff of the chamber made it with the artisan, and read the
    plan too. `withdrawn_at`: taken away.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    goal = models.CharField(max_length=20)
    trade = models.CharField(max_length=20)
    place = models.CharField(max_length=20)
    budget_cents = models.PositiveIntegerField(validators=[MinValueValidator(1)])
    started_on = models.DateField()
    kept_at = models.DateTimeField()
    beside = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-kept_at"], name="campaign_of_person")]

    def __str__(self) -> str:
        return f"{self.budget_cents // 100} €, {self.started_on:%d/%m/%Y}"


class CampaignFigures(models.Model):
    """One network of a campaign: what it was to get, then what really came. Figures are typed together, all or none.
    `contacts` may be more than `clicks`: people call or come without clicking.

    `noted_on`: the day on which they were typed last; None, they are not known. `rates`: what was believed of the
    network when the plan was kept, as `campaigns/kept_rates.py` writes it; None of plans kept before that was.
    """

    campaign = models.ForeignKey(Campaign, on_delete=models.CASCADE, related_name="figures")
    network = models.CharField(max_length=20)
    planned_cents = models.PositiveIntegerField()
    rates = models.JSONField(null=True, blank=True)
    spent_cents = models.PositiveIntegerField(null=True, blank=True)
    customers = models.PositiveIntegerField(null=True, blank=True)
    contacts = models.PositiveIntegerField(null=True, blank=True)
    clicks = models.PositiveIntegerField(null=True, blank=True)
    views = models.PositiveIntegerField(null=True, blank=True)
    noted_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["campaign", "network"], name="campaign_figures_once"),
            models.CheckConstraint(
                condition=Q(noted_on=None) | Q(views__gte=F("clicks"), contacts__gte=F("customers")),
                name="campaign_figures_narrow",
            ),
        ]

    def __str__(self) -> str:
        return self.network

    @property
    def chamber_id(self) -> int:
        return self.campaign.chamber_id

    @property
    def person_id(self) -> int:
        return self.campaign.person_id


class CampaignAssumption(models.Model):
    """What the chamber assumes in the place of what comes with the package, and where it has it from.

    `stage`: one of the engine's, or LEARN, of which `value` is an amount of euros. `withdrawn_at`: what comes with the
    package counts again.
    """

    LEARN = "learn"

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    network = models.CharField(max_length=20)
    stage = models.CharField(max_length=20)
    value = models.DecimalField(_("Figure"), max_digits=10, decimal_places=4)
    source = models.CharField(_("Where it comes from"), max_length=200)
    url = models.URLField(_("Address of the source"), blank=True)
    checked_on = models.DateField(_("Checked on"), null=True, blank=True)
    set_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chamber", "network", "stage"],
                condition=Q(withdrawn_at=None),
                name="campaign_assumption_once",
            )
        ]

    def __str__(self) -> str:
        names = {network.id: network.short.fr for network in guide().networks}
        return names.get(self.network, self.network)
