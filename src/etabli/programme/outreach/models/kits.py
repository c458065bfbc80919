"""What was sent to relays, season by season, and what they answered."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation
from etabli.programme.coverage.engine import Season
from etabli.territory.relays.models import ContactNote, Relay


class Round(models.Model):
    """One click that sent the same thing to one or several relays. `withdrawn_at`: called back before it left."""

    class Kind(models.TextChoices):
        KIT = "kit", _("kit")
        TOLD = "told", _("results of the half-year")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=4, choices=Kind)
    season = models.CharField(max_length=6)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.season}"

    @property
    def told_season(self) -> Season:
        return Season.read(self.season) or Season.of(self.at.date())


class Sending(models.Model):
    """What one relay got in a round. `again`: sent a second time because somebody asked for it in so many words.

    `kind`, `season` and `withdrawn_at` follow those of its round: by them the database sees to it that nothing is
    sent twice.
    `answer` and `answer_text` are what the relay said of it last.
    """

    class Answer(models.TextChoices):
        POSTED = "posted", _("the poster is up")
        PUBLISHED = "published", _("it is published")
        NOT_NOW = "not_now", _("not this time")
        HELP = "help", _("we need a hand")

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="sendings")
    relay = models.ForeignKey(Relay, on_delete=models.CASCADE, related_name="sendings")
    kind = models.CharField(max_length=4, choices=Round.Kind)
    season = models.CharField(max_length=6)
    again = models.BooleanField(default=False)
    at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    note = models.ForeignKey(ContactNote, on_delete=models.SET_NULL, null=True, related_name="+")
    answer = models.CharField(_("your answer"), max_length=10, choices=Answer, blank=True)
    answer_text = models.CharField(_("a few words"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["relay", "-at"], name="sending_by_relay")]
        constraints = [
            models.UniqueConstraint(
                fields=["relay", "kind", "season"],
                condition=models.Q(withdrawn_at=None, again=False),
                name="sent_once_a_season",
            )
        ]

    def __str__(self) -> str:
        return str(self.relay)

    @property
    def chamber_id(self) -> int:
        return self.relay.chamber_id
