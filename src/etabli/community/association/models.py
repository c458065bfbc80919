"""The members of an association: who applies, who is in it, what they owe and paid, who is suspended."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.community.association.grounds import GROUNDS, rule_of
from etabli.community.association.trades import trade_label
from etabli.foundation.parties import PartyKind
from etabli.foundation.parties.models import Capacity, Party
from etabli.foundation.people.models import Organisation


def _nonce() -> str:
    return get_random_string(22)


class MemberKind(models.TextChoices):
    """A company is a member through the user who acts for it, and has no vote."""

    PERSON = "person", _("person")
    COMPANY = "company", _("company")


class OwnTrade(models.Model):
    """A trade that this association added to the common list. Its name is its id: `Member.trade` holds it."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="own_trades")
    name = models.CharField(_("trade"), max_length=40)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation", Lower("name"), condition=Q(withdrawn_at=None), name="own_trade_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class DuesRules(models.Model):
    """How an association asks for its dues. No row: the defaults. `last_receipt` counts the receipts given."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="dues_rules")
    grace_days = models.PositiveSmallIntegerField(_("days of grace"), default=60)
    remind_days = models.PositiveSmallIntegerField(_("days of notice"), default=15)
    pay_to = models.TextField(_("how to pay"), blank=True)
    last_receipt = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return str(self.organisation)


class Category(models.Model):
    """A category of dues with its amount for one period; `kind` says for whom, "" for both."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="dues_categories")
    name = models.CharField(_("name"), max_length=60)
    kind = models.CharField(_("for whom"), max_length=10, choices=MemberKind, blank=True)
    amount_cents = models.PositiveIntegerField(_("amount"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation", Lower("name"), condition=Q(withdrawn_at=None), name="category_once"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Member(models.Model):
    """A user's place in an association, until `left_on`. `commune_code` is the commune's INSEE code.

    One row per user and association: whoever comes back finds the same one (`joined_on` stays their first day,
    `returned_on` says since when they are back), with all that hangs on it. `suspended_at`: null, not suspended.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="members")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="member_of")
    kind = models.CharField(
        _("person or company"), max_length=10, choices=MemberKind, default=MemberKind.PERSON
    )
    display_name = models.CharField(_("name shown"), max_length=120)
    trade = models.CharField(_("trade"), max_length=40)
    commune_code = models.CharField(_("commune"), max_length=5, blank=True)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    joined_on = models.DateField()
    returned_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    suspended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "user"], condition=models.Q(left_on=None), name="member_once"
            )
        ]
        indexes = [models.Index(fields=["organisation", "display_name"], name="member_by_name")]

    def __str__(self) -> str:
        return self.display_name

    @property
    def chamber_id(self) -> int | None:
        """The chamber in whose département the association works."""
        return self.organisation.chamber_id

    @property
    def trade_label(self) -> str:
        return trade_label(self.trade)

    @property
    def offered_category(self) -> Category | None:
        """The category chosen for them, unless it was withdrawn since."""
        return self.category if self.category is not None and self.category.withdrawn_at is None else None

    @property
    def in_force(self) -> bool:
        """Neither gone nor suspended."""
        return self.left_on is None and self.suspended_at is None


class Period(models.Model):
    """What dues are asked for: a year, or any other period; they are due on `due_on`."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="dues_periods")
    name = models.CharField(_("name"), max_length=40)
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    due_on = models.DateField(_("to be paid by"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="period_ends_after_start"),
            models.UniqueConstraint(
                "organisation", Lower("name"), condition=Q(withdrawn_at=None), name="period_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Dues(models.Model):
    """What a member owes for a period. `paid_cents` sums the payments in force; it moves with them.

    `waived_at`: the board no longer asks for it. `reminded`: how many of the letters of `reminding` have left, and
    `remind_on` the day of the next.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="dues")
    period = models.ForeignKey(Period, on_delete=models.PROTECT, related_name="dues")
    paid_cents = models.PositiveIntegerField(default=0)
    amount_cents = models.PositiveIntegerField(_("amount"))
    due_on = models.DateField(_("to be paid by"))
    reminded = models.PositiveSmallIntegerField(default=0)
    remind_on = models.DateField(null=True, blank=True)
    waived_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member", "period"], name="dues_once_per_period"),
            models.CheckConstraint(condition=Q(paid_cents__lte=F("amount_cents")), name="dues_not_overpaid"),
        ]
        indexes = [
            models.Index(fields=["due_on"], name="dues_by_day"),
            models.Index(fields=["remind_on"], name="dues_to_remind"),
        ]

    def __str__(self) -> str:
        return f"{self.member} ({self.period})"

    @property
    def left_cents(self) -> int:
        """What is still to be paid."""
        return 0 if self.waived_at else self.amount_cents - self.paid_cents


class Payment(models.Model):
    """Money received for dues, in part or whole. `number`: that of its receipt, in the order of the association."""

    dues = models.ForeignKey(Dues, on_delete=models.PROTECT, related_name="payments")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    method = models.CharField(_("means"), max_length=20)
    reference = models.CharField(_("reference"), max_length=80, blank=True)
    amount_cents = models.PositiveIntegerField(_("amount"))
    paid_on = models.DateField(_("paid on"))
    number = models.PositiveIntegerField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation", "number"], name="receipt_number_once"),
        ]

    def __str__(self) -> str:
        return str(self.dues.member)

    @property
    def receipt(self) -> str:
        """The number as it is printed: "R-2027-0042"."""
        return f"R-{self.paid_on:%Y}-{self.number:04d}"


class Application(Capacity):
    """Somebody asks to join. The board sees it once its address is proved (`confirmed_at`).

    `nonce` makes the link of the mails, by which the applicant follows it (`links`). `question` is what the board
    asks, `answer` what came back, `reason` why it was refused. `chamber`: the one beside which the association works.
    """

    PARTY_KIND = PartyKind.APPLICANT

    class State(models.TextChoices):
        SENT = "sent", _("address to confirm")
        WAITING = "waiting", _("waiting")
        ASKED = "asked", _("question asked")
        ACCEPTED = "accepted", _("accepted")
        REFUSED = "refused", _("refused")
        WITHDRAWN = "withdrawn", _("request withdrawn")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="applications")
    kind = models.CharField(
        _("person or company"), max_length=10, choices=MemberKind, default=MemberKind.PERSON
    )
    name = models.CharField(_("name"), max_length=120)
    company = models.CharField(_("company"), max_length=120, blank=True)
    email = models.EmailField(_("e-mail"))
    trade = models.CharField(_("trade"), max_length=40)
    commune_code = models.CharField(_("commune"), max_length=5, blank=True)
    text = models.TextField(_("text"), blank=True)
    state = models.CharField(max_length=12, choices=State, default=State.SENT)
    nonce = models.CharField(max_length=22, default=_nonce)
    sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    question = models.TextField(_("question"), blank=True)
    answer = models.TextField(_("answer"), blank=True)
    reason = models.TextField(_("reason"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    member = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "organisation",
                Lower("email"),
                condition=Q(state__in=["sent", "waiting", "asked"]),
                name="application_once",
            )
        ]

    def __str__(self) -> str:
        return self.company or self.name


class Suspension(models.Model):
    """A member is suspended until `ends_on`, on a `ground` of the list and for a `reason` in words; they may appeal.

    `suspended_by`: whoever did it. `referred_at`: the general assembly was asked, and the member
    keeps their place until it has voted. `decided_at`: the appeal was judged, or the assembly voted. `ended_at`: it no
    longer holds. One from before grounds and ends were asked for has neither.
    """

    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="suspensions")
    ground = models.CharField(_("ground"), max_length=20, blank=True)
    reason = models.TextField(_("reason"))
    suspended_by = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    suspended_at = models.DateTimeField()
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    referred_at = models.DateTimeField(null=True, blank=True)
    appeal = models.TextField(_("appeal"), blank=True)
    appealed_at = models.DateTimeField(null=True, blank=True)
    decision = models.TextField(_("decision"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["member"], condition=Q(ended_at=None), name="suspension_once")
        ]
        indexes = [
            models.Index(fields=["ends_on"], condition=Q(ended_at=None), name="suspension_to_end"),
        ]

    def __str__(self) -> str:
        return str(self.member)

    @property
    def organisation_id(self) -> int:
        return self.member.organisation_id

    @property
    def waits_for_assembly(self) -> bool:
        """The assembly is asked and has not voted: the member keeps their place."""
        return self.referred_at is not None and self.decided_at is None and self.ended_at is None

    @property
    def ground_text(self) -> str:
        return str(GROUNDS[self.ground].text) if self.ground in GROUNDS else ""

    @property
    def rule(self) -> str:
        """The rule that the ground comes from."""
        return rule_of(self.ground)
