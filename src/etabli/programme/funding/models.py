"""Training funds with their rules by date, the documents of a person, and the files that ask a fund to pay."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation, Person, User
from etabli.programme.demand.models import Wish
from etabli.programme.funding.engine import Setting
from etabli.programme.support.models import Appointment

STANDING = models.Q(withdrawn_at=None)


class Status(models.TextChoices):
    """What somebody is in their business: funds ask for it, and the register doesn't say it."""

    MICRO = "micro", _("Micro-entrepreneur")
    SOLE = "sole", _("Sole trader")
    MANAGER = "manager", _("Head of a company")
    SPOUSE = "spouse", _("Spouse who works in the business")
    EMPLOYEE = "employee", _("Employee")


class DocumentKind(models.TextChoices):
    """What a fund may want to see beside the application."""

    CFP = "cfp", _("Certificate of the contribution to training (CFP)")
    REGISTER = "register", _("Extract of the register of companies")
    BANK = "bank", _("Bank details")
    IDENTITY = "identity", _("Proof of identity")
    PROGRAMME = "programme", _("Programme of the half-day, signed")
    AGREEMENT = "agreement", _("Training agreement, signed")


class Means(models.TextChoices):
    """How the artisan paid."""

    TRANSFER = "transfer", _("by bank transfer")
    CHEQUE = "cheque", _("by cheque")
    CARD = "card", _("by card")
    CASH = "cash", _("in cash")


class RestPayer(models.TextChoices):
    """Who pays what a fund was asked for and did not grant."""

    FUND = "fund", _("Another fund")
    ARTISAN = "artisan", _("The artisan")
    UNKNOWN = "unknown", _("We don’t know yet")


class Fund(models.Model):
    """Whoever may pay for half-days of this chamber: a training fund, a region. `withdrawn_at`: chosen no more."""

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="funds")
    name = models.CharField(_("Name of the fund"), max_length=120)
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chamber", "name"], condition=STANDING, name="fund_once")
        ]

    def __str__(self) -> str:
        return self.name


class FundValue(models.Model):
    """One value of a fund's rules, from a day on until another of the same key begins; null ends the rule.

    `source`: where it was read. `checked_by`, `checked_on`: who compared it with its source, and when; before that it
    is “to be checked”. It is never changed: another follows it, or it is withdrawn.
    """

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="values")
    key = models.CharField(max_length=24)
    starts_on = models.DateField(_("From which day"))
    value = models.JSONField(null=True)
    source = models.CharField(_("Where it is written"), max_length=300)
    set_at = models.DateTimeField()
    checked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    checked_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["fund", "key", "starts_on"], condition=STANDING, name="fund_value_once"
            )
        ]

    def __str__(self) -> str:
        return self.fund.name

    @property
    def chamber_id(self) -> int:
        return self.fund.chamber_id

    @property
    def setting(self) -> Setting:
        """As the engine reads it."""
        return Setting(self.key, self.starts_on, self.value, self.checked_on is not None)


class FundLogo(models.Model):
    """The logo of a fund, as it stands on the papers that it is sent: a JPEG in base64, and its size in pixels. The
    last one that stands counts."""

    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="logos")
    picture = models.TextField()
    width = models.PositiveSmallIntegerField()
    height = models.PositiveSmallIntegerField()
    added_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.fund.name

    @property
    def chamber_id(self) -> int:
        return self.fund.chamber_id


class TrainingBody(models.Model):
    """What funds call the chamber: its number as a training body."""

    chamber = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    registration = models.CharField(_("Number of the training body"), max_length=40, blank=True)

    def __str__(self) -> str:
        return str(self.chamber)


class PersonDocument(models.Model):
    """The chamber has seen this document of somebody; it serves each of their files while it is valid.

    `valid_until`: the last day of it, null for one that doesn't expire. The document itself is not kept.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="funding_documents")
    kind = models.CharField(_("Document"), max_length=12, choices=DocumentKind)
    received_on = models.DateField(_("Received on"))
    valid_until = models.DateField(_("Valid until"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-received_on", "-pk"]

    def __str__(self) -> str:
        return str(self.get_kind_display())

    @property
    def chamber_id(self) -> int:
        return self.person.chamber_id


class FundingFile(models.Model):
    """Half-days of one person for which a fund is asked to pay.

    Until it is sent it is judged by the rules of its first day. `application` is what was sent then, and what
    counts from then on: `rules` (key to value) and `halves` (day, minutes, cents), so that no later change reaches
    it. `reminded_on`: when its person was asked for what is missing. `is_accepted`: what the fund answered, null
    while it hasn’t; `rest_payer`: who pays what it did not grant, "" while nobody has said it; `appeals`: each
    refusal that was appealed against (`refused_on`, `refusal`), with the day and the reason of the appeal (`on`,
    `reason`). `payments`: what came, each with its day (`on`, `cents`);
    `paid_cents`: in all, `paid_on`: the last. `credits`: the credit notes on its bill (`number`, `on`, `cents`,
    `reason`, `hours_stay` where the price alone was wrong; once another follows, `artisan_cents` and `open_cents`: what
    it takes off the artisan's part, and off what nobody is said to pay); `returns`: what was given back to the fund
    (`on`, `cents`). `artisan_payments`: what came of the part that the artisan pays (`on`, `cents`, and of `Means`,
    `means`), below zero what was given back to them. `overruled_note`: why the chamber asks though the rules say no;
    `closed_on`, `closed_note`: since when, and why, nothing more of the bill is waited for. `completes`: the file
    of the same half-days whose fund is asked first; this one asks another fund for what that one leaves.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="funding_files")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="funding_files")
    fund = models.ForeignKey(Fund, on_delete=models.PROTECT, related_name="files")
    completes = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="completed_by"
    )
    status = models.CharField(_("Status in the business"), max_length=12, choices=Status, blank=True)
    opened_at = models.DateTimeField()
    reminded_on = models.DateField(null=True, blank=True)
    application = models.JSONField(default=dict, blank=True)
    sent_on = models.DateField(null=True, blank=True)
    is_accepted = models.BooleanField(null=True, blank=True)
    answered_on = models.DateField(null=True, blank=True)
    answer_note = models.CharField(_("What the fund says"), max_length=300, blank=True)
    rest_payer = models.CharField(_("Who pays the rest"), max_length=8, choices=RestPayer, blank=True)
    appealed_on = models.DateField(null=True, blank=True)
    appeals = models.JSONField(default=list, blank=True)
    billed_on = models.DateField(null=True, blank=True)
    bill_number = models.CharField(_("Number of the bill"), max_length=40, blank=True)
    payments = models.JSONField(default=list, blank=True)
    paid_on = models.DateField(null=True, blank=True)
    paid_cents = models.PositiveIntegerField(null=True, blank=True)
    artisan_payments = models.JSONField(default=list, blank=True)
    overruled_note = models.CharField(_("Why it is asked all the same"), max_length=300, blank=True)
    credits = models.JSONField(default=list, blank=True)
    returns = models.JSONField(default=list, blank=True)
    closed_on = models.DateField(null=True, blank=True)
    closed_note = models.CharField(_("Why the rest is not waited for"), max_length=300, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.person.name

    @property
    def number(self) -> str:
        """How a file is named on papers, and found."""
        return f"D{self.pk:05}"

    @property
    def frozen(self) -> list[dict[str, Any]]:
        """The half-days as they were sent; none before."""
        return list(self.application.get("halves", []))

    @property
    def left_out(self) -> list[int]:
        """The half-days, by their `FileHalf`, that were called off when it was billed, or closed without a bill: theirs
        again only once that is taken back."""
        return list(self.application.get("left_out", []))

    @property
    def sent_before(self) -> list[str]:
        """The days (ISO) on which it was sent before `sent_on`, for half-days that have moved since; none mostly."""
        return list(self.application.get("sent_before", []))


class FileHalf(models.Model):
    """A half-day of a file: no other file may ask for it, but one that completes it (`is_completing`). Its request,
    where there is one, leads to its day of now."""

    file = models.ForeignKey(FundingFile, on_delete=models.PROTECT, related_name="halves")
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="funding")
    wish = models.ForeignKey(Wish, on_delete=models.PROTECT, null=True, blank=True, related_name="funding")
    is_completing = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["appointment", "is_completing"],
                condition=STANDING,
                name="half_day_paid_once_by_appointment",
            ),
            models.UniqueConstraint(
                fields=["wish", "is_completing"], condition=STANDING, name="half_day_paid_once_by_request"
            ),
        ]

    def __str__(self) -> str:
        return str(self.appointment.half_day)

    @property
    def chamber_id(self) -> int:
        return self.file.chamber_id


class HalfSignature(models.Model):
    """The artisan signed for a half-day of support; shaped as a signature of workshops (strokes, or a name typed)."""

    appointment = models.OneToOneField(Appointment, on_delete=models.PROTECT, related_name="signed")
    signature = models.JSONField(null=True)
    signed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.appointment.person.name

    @property
    def chamber_id(self) -> int:
        return self.appointment.chamber_id


class AdviserSignature(models.Model):
    """The adviser who gave it signed for a half-day of support; shaped as that of the artisan."""

    appointment = models.OneToOneField(Appointment, on_delete=models.PROTECT, related_name="adviser_signed")
    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    signature = models.JSONField(null=True)
    signed_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.appointment.person.name

    @property
    def chamber_id(self) -> int:
        return self.appointment.chamber_id
