"""What the chamber aims at in a season, what its programme costs, and since when an artisan is found online."""

from django.core.validators import MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation, Person
from etabli.territory.places.models import Epci


class Goal(models.Model):
    """So many people in a season: registered, come or helped; in an EPCI, or in all of the territory (`epci` null).

    `season` is the code of one ("2027-1"). `withdrawn_at`: it is aimed at no more.
    """

    class Measure(models.TextChoices):
        REGISTERED = "registered", _("people registered")
        ATTENDED = "attended", _("people who came")
        SUPPORTED = "supported", _("people who had a half-day of support")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    epci = models.ForeignKey(
        Epci, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("Territory")
    )
    season = models.CharField(_("Half-year"), max_length=6)
    measure = models.CharField(_("What is counted"), max_length=10, choices=Measure)
    people = models.PositiveIntegerField(_("How many people"), validators=[MinValueValidator(1)])
    set_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chamber", "season", "measure", "epci"],
                condition=models.Q(withdrawn_at=None),
                name="goal_once",
            ),
            models.UniqueConstraint(  # null is like no other: the constraint above lets it stand twice
                fields=["chamber", "season", "measure"],
                condition=models.Q(withdrawn_at=None, epci=None),
                name="goal_of_all_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.people} {self.get_measure_display()}"


class Costs(models.Model):
    """What a session and a half-day of support cost this chamber, all included; 0 for what nobody has said."""

    chamber = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    session_cents = models.PositiveIntegerField(default=0)
    half_day_cents = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.chamber)


class OnlinePresence(models.Model):
    """The chamber saw that somebody is found on the internet: at this address, since this day.

    At most one is in force for a person. `withdrawn_at`: noted by mistake, or there no more.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="online_presences")
    address = models.URLField(_("address of their site or page"), max_length=300)
    since_on = models.DateField(_("online since"))
    noted_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(withdrawn_at=None), name="online_once"
            )
        ]

    def __str__(self) -> str:
        return self.address

    @property
    def chamber_id(self) -> int:
        return self.person.chamber_id
