"""Offers of jobs, those who wrote without an account, applications and what follows, alerts, the state of the list."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.community.association.trades import trade_label
from etabli.community.jobs.engine import Kind, Period, Remote, Terms, Unit
from etabli.foundation.files.models import StoredFile
from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Capacity, Party
from etabli.foundation.people.models import Organisation
from etabli.territory.places.models import Commune

KINDS = {
    Kind.PERMANENT: _("Permanent contract (CDI)"),
    Kind.FIXED_TERM: _("Fixed-term contract (CDD)"),
    Kind.INTERNSHIP: _("Internship, with an agreement"),
    Kind.APPRENTICESHIP: _("Apprenticeship"),
    Kind.MISSION: _("Freelance mission"),
}
REMOTE_LABELS = {
    Remote.ON_SITE: _("On the spot"),
    Remote.HYBRID: _("Partly from afar"),
    Remote.REMOTE: _("Wholly from afar"),
}
PERIOD_LABELS = {
    Period.HOUR: _("an hour"),
    Period.DAY: _("a day"),
    Period.MONTH: _("a month"),
    Period.YEAR: _("a year"),
    Period.WHOLE: _("for the whole mission"),
}
UNIT_LABELS = {Unit.DAYS: _("days"), Unit.WEEKS: _("weeks"), Unit.MONTHS: _("months")}
MAX_TEXT_LENGTH = 4000
MAX_REASON_LENGTH = 500


def _nonce() -> str:
    return get_random_string(22)


class Correspondent(Capacity):
    """An address to which an association writes about offers: of who offers from outside, applies, or asks for alerts.

    Their link is the row's number signed with the nonce (`links.py`); whoever opens it has read that mailbox.
    `chamber_id` is that of the association.
    """

    PARTY_KIND = PartyKind.CORRESPONDENT

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="correspondents")
    chamber_id = models.BigIntegerField(null=True)
    email = models.EmailField(_("e-mail"))
    nonce = models.CharField(max_length=22, default=_nonce)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "email"], name="correspondent_once")]

    def __str__(self) -> str:
        return f"#{self.pk}"


class Outcome(models.TextChoices):
    HERE = "here", _("Filled, by somebody who applied here")
    ELSEWHERE = "elsewhere", _("Filled otherwise")
    NOT_FILLED = "not_filled", _("Not filled")


class Job(models.Model):
    """An offer; belongs to the association that publishes it.

    `author`: whoever may change it, a member, an artisan or a correspondent.
    The fields of `engine.Terms` bear its names. `published_at` is null while it waits; `published_on` is the day on
    which it first appeared (`first_published_at`), and never moves. It is out until `expires_on`, that day included;
    `reminded_for` is the last day that its author was reminded of.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="jobs")
    author = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("kind of offer"), max_length=20, choices=KINDS)
    title = models.CharField(_("title of the offer"), max_length=120)
    employer = models.CharField(_("who offers it"), max_length=120, blank=True)
    website = models.URLField(_("website"), max_length=300, blank=True)
    duties = models.TextField(_("what is to be done"), max_length=MAX_TEXT_LENGTH, blank=True)
    skills = models.CharField(_("skills"), max_length=400, blank=True)
    trade = models.CharField(_("trade"), max_length=40, blank=True)
    commune = models.ForeignKey(Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    remote = models.CharField(max_length=10, choices=REMOTE_LABELS, default=Remote.ON_SITE)
    starts_on = models.DateField(null=True, blank=True)
    duration = models.PositiveSmallIntegerField(null=True, blank=True)
    duration_unit = models.CharField(max_length=10, choices=UNIT_LABELS, default=Unit.MONTHS)
    week_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    pay_low_cents = models.PositiveIntegerField(null=True, blank=True)
    pay_high_cents = models.PositiveIntegerField(null=True, blank=True)
    pay_period = models.CharField(max_length=10, choices=PERIOD_LABELS, default=Period.MONTH)
    agreement = models.BooleanField(default=False)
    diploma = models.CharField(max_length=160, blank=True)
    how_to_apply = models.TextField(max_length=MAX_TEXT_LENGTH, blank=True)
    apply_by_on = models.DateField(null=True, blank=True)

    written_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)
    first_published_at = models.DateTimeField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    expires_on = models.DateField(null=True, blank=True)
    reminded_for = models.DateField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=MAX_REASON_LENGTH, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)
    outcome_note = models.CharField(max_length=MAX_REASON_LENGTH, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["expires_on"],
                condition=Q(hidden_at=None, closed_at=None, withdrawn_at=None, published_at__isnull=False),
                name="job_out",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def terms(self) -> Terms:
        """All that its author wrote."""
        values = {name: getattr(self, name) for name in Terms.__dataclass_fields__}
        return Terms(
            **{
                **values,
                "kind": Kind(self.kind),
                "remote": Remote(self.remote),
                "duration_unit": Unit(self.duration_unit),
                "pay_period": Period(self.pay_period),
            }
        )

    @property
    def trade_label(self) -> str:
        return trade_label(self.trade) if self.trade else ""

    def is_out(self, today: date) -> bool:
        """Whether everybody sees it in the list."""
        is_in_force = self.hidden_at is None and self.closed_at is None and self.withdrawn_at is None
        return (
            is_in_force
            and self.published_at is not None
            and self.expires_on is not None
            and today <= self.expires_on
        )


class Application(models.Model):
    """What somebody wrote to the author of an offer, with their CV when they gave one.

    `shows_address`: they agreed that the author sees their e-mail address and writes to it.
    """

    job = models.ForeignKey(Job, on_delete=models.PROTECT, related_name="applications")
    correspondent = models.ForeignKey(Correspondent, on_delete=models.PROTECT, related_name="applications")
    name = models.CharField(_("name"), max_length=120)
    words = models.TextField(_("message"), max_length=MAX_TEXT_LENGTH)
    cv = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    shows_address = models.BooleanField(default=False)
    sent_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.job.title


class Message(models.Model):
    """What the author of the offer and the applicant then write to each other."""

    application = models.ForeignKey(Application, on_delete=models.CASCADE, related_name="messages")
    from_author = models.BooleanField()
    text = models.TextField(_("message"), max_length=MAX_TEXT_LENGTH)
    sent_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.application.job.title


class Rhythm(models.TextChoices):
    DAILY = "daily", _("each morning when there is something new")
    WEEKLY = "weekly", _("once a week when there is something new")


class Alert(models.Model):
    """A search whose new offers somebody wants by mail. `query` is that of the list's address, in its canonical order.

    It sends nothing until `confirmed_at`: the link of its mail was opened.
    """

    correspondent = models.ForeignKey(Correspondent, on_delete=models.PROTECT, related_name="alerts")
    query = models.CharField(max_length=400, blank=True)
    rhythm = models.CharField(max_length=10, choices=Rhythm)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["correspondent", "query"], condition=Q(withdrawn_at=None), name="alert_once"
            )
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
