"""Stories of artisans, and which of them a session shows."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.models import StoredFile
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Consent, Organisation, Person
from etabli.programme.workshops.models import Session
from etabli.territory.places.models import Commune
from etabli.territory.register.trades import trade


class Channel(models.TextChoices):
    SITE = "site", _("website")
    FACEBOOK = "facebook", _("Facebook page")
    INSTAGRAM = "instagram", _("Instagram account")
    LISTING = "listing", _("business listing")
    MARKETPLACE = "marketplace", _("sales platform")
    OTHER = "other", _("something else")


class Story(models.Model):
    """What an artisan did to be found, what it took and what it brought.

    `channels`: codes of Channel separated by spaces, in its order. `sector` is that of the trade. `version` grows with
    each change of what is told; `consent` is the agreement to show the present one, there exactly while it is
    published. `paper_on`: the day on which the agreement was signed on paper, when it was.
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        ASKED = "asked", _("waiting for the artisan’s agreement")
        PUBLISHED = "published", _("published")
        WITHDRAWN = "withdrawn", _("taken off")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="stories")
    person = models.ForeignKey(
        Person, on_delete=models.PROTECT, null=True, blank=True, related_name="stories"
    )
    title = models.CharField(max_length=120, blank=True)
    shown_as = models.CharField(max_length=120, blank=True)
    trade_code = models.CharField(max_length=6, blank=True)
    sector = models.CharField(max_length=12, blank=True)
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="stories"
    )
    channels = models.CharField(max_length=80, blank=True)
    done = models.TextField(blank=True)
    start_minutes = models.PositiveIntegerField(null=True, blank=True)
    weekly_minutes = models.PositiveIntegerField(null=True, blank=True)
    start_cents = models.PositiveBigIntegerField(null=True, blank=True)
    monthly_cents = models.PositiveBigIntegerField(null=True, blank=True)
    brought = models.TextField(blank=True)
    figure = models.CharField(max_length=60, blank=True)
    quotation = models.TextField(blank=True)
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    photo_says = models.CharField(max_length=140, blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    paper_on = models.DateField(null=True, blank=True)
    written_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["chamber", "state"], name="story_by_chamber")]
        constraints = [
            models.CheckConstraint(
                condition=~Q(state="published") | Q(consent__isnull=False), name="story_shown_with_agreement"
            )
        ]
        verbose_name_plural = "stories"

    def __str__(self) -> str:
        return self.title or self.who or str(_("a story to be written"))

    @property
    def who(self) -> str:
        """How the artisan is called in public: as they chose, else by trade and commune."""
        return self.shown_as or ", ".join(filter(None, [self.trade, self.place]))

    @property
    def trade(self) -> str:
        return trade(self.trade_code).label if self.trade_code else ""

    @property
    def place(self) -> str:
        return self.commune.name if self.commune else ""

    @property
    def channel_labels(self) -> list[str]:
        return [str(Channel(code).label) for code in self.channels.split() if code in Channel.values]


class Selection(models.Model):
    """The stories that the adviser chose for a session, in the order of showing; empty: those that are proposed."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="selection")
    story_ids = models.JSONField(default=list)

    def __str__(self) -> str:
        return str(self.session)

    @property
    def chamber_id(self) -> int:
        return self.session.chamber_id
