"""A brief and its answers, one for each need of the catalogue."""

from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from etabli.foundation.files.models import StoredFile
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Organisation, Person, SecretLink
from etabli.foundation.ui.language import reader_language
from etabli.procurement.briefs import engine
from etabli.procurement.needs.catalogue import load


class Outcome(models.TextChoices):
    SITE = "site", _("a website")
    PAGE = "page", _("a page on social networks")
    LISTING = "listing", _("a business listing")
    SHOP = "shop", _("an online shop")
    CAMPAIGN = "campaign", _("an advertising campaign")
    NONE = "none", _("no site for now")


class Weight(models.TextChoices):
    MUST = "must", _("essential")
    SHOULD = "should", _("important")
    COULD = "could", _("useful")
    NOT = "not", _("not asked for")


class Brief(models.Model):
    """What an artisan wants. Amounts in cents; a blank budget may say why; `version` grows at each handing over."""

    class State(models.TextChoices):
        DRAFT = "draft", _("being written")
        READY = "ready", _("ready to show")
        WITHDRAWN = "withdrawn", _("put away")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="briefs")
    title = models.CharField(_("title"), max_length=120, blank=True)
    trade = models.CharField(_("your trade"), max_length=80, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome)
    budget_low_cents = models.PositiveBigIntegerField(null=True, blank=True)
    budget_high_cents = models.PositiveBigIntegerField(null=True, blank=True)
    budget_blank_why = models.CharField(max_length=200, blank=True)
    deadline_on = models.DateField(null=True, blank=True)
    set_aside = models.JSONField(
        default=list
    )  # ids of `engine.Contradiction`s that the artisan knows of, and keeps
    state = models.CharField(max_length=12, choices=State, default=State.DRAFT)
    version = models.PositiveIntegerField(default=1)
    started_at = models.DateTimeField()
    handed_over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "state"], name="brief_by_person"),
            models.Index(fields=["chamber", "state"], name="brief_by_chamber"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(budget_low_cents=None, budget_high_cents=None)
                | Q(budget_low_cents__lte=models.F("budget_high_cents")),
                name="brief_budget_in_order",
            )
        ]

    def __str__(self) -> str:
        """Its title; without one, what is wanted and by which trade."""
        return self.title or engine.untitled(capfirst(self.get_outcome_display()), self.trade)


class BriefAnswer(models.Model):
    """What a brief says about one need. `answer` is a ready answer's label or the artisan's own words.

    `is_draft`: put off by "Later" while it was being written. The words are kept; the brief doesn't say them yet.
    """

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="answers")
    need_id = models.CharField(max_length=40)
    number = models.PositiveSmallIntegerField()
    weight = models.CharField(max_length=8, choices=Weight)
    answer = models.TextField(blank=True)
    note = models.TextField(blank=True)
    is_draft = models.BooleanField(default=False)
    written_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["brief", "need_id"], name="brief_answer_once")]

    def __str__(self) -> str:
        return f"{self.get_need_id_display()} · {self.brief}"

    def get_need_id_display(self) -> str:
        """The need as people call it."""
        need = load().get(self.need_id)
        return need.label.in_language(reader_language()) if need else self.need_id

    @property
    def chamber_id(self) -> int:
        return self.brief.chamber_id


class Attachment(models.Model):
    """A photo joined to a brief; or, without a photo, the address of a site that its artisan likes.

    `caption`: what the photo shows, or what they like there. `rank`: its place among the photos, or among the sites.
    """

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="attachments")
    photo = models.ForeignKey(StoredFile, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    address = models.URLField(max_length=300, blank=True)
    caption = models.CharField(max_length=140, blank=True)
    rank = models.PositiveSmallIntegerField()
    written_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["rank", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(photo__isnull=False) | ~Q(address=""), name="brief_attachment_photo_or_address"
            )
        ]

    def __str__(self) -> str:
        return self.caption or self.address or str(self.brief)

    @property
    def chamber_id(self) -> int:
        return self.brief.chamber_id


class AdCorrection(models.Model):
    """What the artisan corrected in the ad of a brief: `engine.Corrections`. `text` empty: the brief's own words."""

    brief = models.OneToOneField(Brief, on_delete=models.CASCADE, related_name="correction")
    hidden = models.JSONField(default=list)
    restored = models.JSONField(default=list)
    text = models.TextField(blank=True)
    written_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.brief)

    @property
    def chamber_id(self) -> int:
        return self.brief.chamber_id


class BriefVersion(models.Model):
    """What a brief said when it was handed over. `content` is a `snapshots.Snapshot`; those in force: `versions_of`."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    content = models.JSONField()
    written_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()

    class Meta:
        ordering = ["brief", "written_at"]

    def __str__(self) -> str:
        return f"{self.brief} · {self.number}"


class BriefComment(models.Model):
    """A remark of the artisan or of the staff of their chamber: on one need, or on the whole (`need_id` empty)."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="comments")
    need_id = models.CharField(max_length=40, blank=True)
    text = models.TextField()
    written_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    resolved_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["brief", "need_id"], name="comment_by_brief")]

    def __str__(self) -> str:
        return str(self.brief)

    @property
    def chamber_id(self) -> int:
        return self.brief.chamber_id


class BriefLink(models.Model):
    """A secret link by which whoever bears it reads the brief, and nothing else. It is cut off on the link itself."""

    brief = models.ForeignKey(Brief, on_delete=models.CASCADE, related_name="links")
    link = models.OneToOneField(SecretLink, on_delete=models.CASCADE, related_name="brief_link")
    shows_contact = models.BooleanField(default=False)

    def __str__(self) -> str:
        return str(self.brief)

    @property
    def chamber_id(self) -> int:
        return self.brief.chamber_id
