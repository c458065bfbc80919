"""Ads, where else they are shown, their answers, what is written between both, and the alerts of the members."""

from collections.abc import Iterable

from django.db import models
from django.db.models import F, Q
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.community.association.models import Member
from etabli.foundation.files.models import StoredFile
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Consent, Organisation, Person

# Codes kept in one text, one a line: an association's own trade is named in words, with spaces.


def join_codes(codes: Iterable[str]) -> str:
    """The distinct codes, one a line, as they are stored; "" for none."""
    return "\n".join(dict.fromkeys(codes))


def split_codes(text: str) -> tuple[str, ...]:
    """The codes of a text that `join_codes` made."""
    return tuple(text.splitlines())


MAX_ANSWERS = 12
MAX_REASON_LENGTH = 300
MAX_MESSAGE_LENGTH = 4000


def _seed() -> str:
    return get_random_string(32)


class AdOutcome(models.TextChoices):
    """What came of an ad, as the artisan tells it."""

    HERE = "here", _("I work with one of those who answered")
    ELSEWHERE = "elsewhere", _("I work with somebody else")
    NONE = "none", _("Nothing was done")


class NotChosenReason(models.TextChoices):
    """Why none of those who answered was chosen, as far as figures tell it."""

    PRICE = "price", _("Too expensive")
    UNSUITED = "unsuited", _("No answer was what I looked for")
    TIME = "time", _("It was not the right moment")
    MYSELF = "myself", _("I did it myself")
    OTHER = "other", _("Something else")


class Destination(models.TextChoices):
    """Where an ad goes beside the members of the association."""

    FEED = "feed", _("open lists: a public page, feeds and files that other sites read")
    EMBED = "embed", _("the list of ads that other sites show within their pages")
    MAIL = "mail", _("a portal, by an e-mail whose text is ready")


class Ad(models.Model):
    """What an artisan looks for, without their name; belongs to their chamber.

    `needs` is a list of short sentences to show. `budget` is an amount; when it is empty, `budget_blank_why` says why.
    `trades` holds the ids of the trades that it concerns, as `join_codes` makes them; empty, all of them.
    `epci_code` is the wide place by its code, empty when it isn't known. `relayed_by`: whoever passed it on.
    `answers_taken` is only moved by conditional updates; `draw_seed` gives the order in which the answers are shown.

    `published_at`: null while a moderator has not read it. `hidden_at`: a moderator took it away. `alerted_through`:
    the last member who was told of it, null before the first; `alerted_at`: all were. `asked_at`: the artisan was
    asked what came of it.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="ads")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="ads")
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, related_name="+")
    brief_ref = models.CharField(max_length=60)
    title = models.CharField(_("title"), max_length=160)
    text = models.TextField(_("text"))
    needs = models.JSONField(default=list)
    trades = models.TextField(blank=True)
    place = models.CharField(_("place"), max_length=120)
    epci_code = models.CharField(max_length=9, blank=True)
    budget = models.CharField(_("budget"), max_length=200, blank=True)
    budget_blank_why = models.CharField(_("why the budget is blank"), max_length=200, blank=True)
    deadline_on = models.DateField(_("answers until"))
    answers_cap = models.PositiveSmallIntegerField(_("answers at most"), default=6)
    answers_taken = models.PositiveSmallIntegerField(default=0)
    relayed_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    draw_seed = models.CharField(max_length=32, default=_seed, editable=False)
    passed_on_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=MAX_REASON_LENGTH, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawal_reason = models.CharField(max_length=MAX_REASON_LENGTH, blank=True)
    alerted_through = models.PositiveBigIntegerField(null=True, blank=True)
    alerted_at = models.DateTimeField(null=True, blank=True)
    reminded_on = models.DateField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    came_of = models.CharField(_("what came of it"), max_length=10, choices=AdOutcome, blank=True)
    came_of_answer = models.ForeignKey(
        "Answer", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    came_of_reason = models.CharField(_("reason"), max_length=10, choices=NotChosenReason, blank=True)
    came_of_why = models.CharField(_("why"), max_length=MAX_REASON_LENGTH, blank=True)
    came_of_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(answers_taken__lte=F("answers_cap")), name="ad_answers_capped"
            ),
            models.UniqueConstraint(
                fields=["brief_ref"], condition=Q(withdrawn_at=None), name="ad_once_per_brief"
            ),
        ]
        indexes = [
            models.Index(fields=["chamber", "deadline_on"], name="ad_open"),
            models.Index(fields=["deadline_on"], condition=Q(alerted_at=None), name="ad_to_tell"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def places_left(self) -> int:
        return self.answers_cap - self.answers_taken

    @property
    def trade_codes(self) -> tuple[str, ...]:
        return split_codes(self.trades)

    @property
    def is_waiting(self) -> bool:
        """A moderator has still to read it."""
        return self.published_at is None and self.hidden_at is None and self.withdrawn_at is None


class Sending(models.Model):
    """An ad, passed on beyond the association: one row per ad and destination (and portal, for a mail).

    `portal` names where a mail goes. The artisan agrees to each apart (`consent`, about the ad and this destination).
    """

    ad = models.ForeignKey(Ad, on_delete=models.PROTECT, related_name="sendings")
    destination = models.CharField(max_length=10, choices=Destination)
    portal = models.CharField(_("portal"), max_length=120, blank=True)
    consent = models.ForeignKey(Consent, on_delete=models.PROTECT, null=True, related_name="+")
    sent_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ad", "destination", "portal"], name="ad_sent_once_there")
        ]

    def __str__(self) -> str:
        return self.ad.title

    @property
    def chamber_id(self) -> int:
        return self.ad.chamber_id

    @property
    def person(self) -> Person:
        return self.ad.person


class Answer(models.Model):
    """A member's answer to an ad, sealed. One row per member and ad, withdrawn or not."""

    ad = models.ForeignKey(Ad, on_delete=models.PROTECT, related_name="answers")
    member = models.ForeignKey(Member, on_delete=models.PROTECT, related_name="answers")
    message = models.TextField(_("message"))
    quote = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ad", "member"], name="answer_once_per_member")]

    def __str__(self) -> str:
        return self.ad.title

    @property
    def chamber_id(self) -> int:
        return self.ad.chamber_id

    @property
    def person(self) -> Person:
        """The artisan to whom it is sent."""
        return self.ad.person


class Letter(models.Model):
    """A message between the artisan and a member who answered, in the thread of that answer.

    `written_by`: its author. `hidden_at`: a moderator, to whom it was reported, took it away.
    """

    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, related_name="letters")
    by_artisan = models.BooleanField()
    written_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("message"))
    file = models.ForeignKey(StoredFile, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    hidden_at = models.DateTimeField(null=True, blank=True)
    hidden_reason = models.CharField(max_length=MAX_REASON_LENGTH, blank=True)

    class Meta:
        indexes = [models.Index(fields=["answer", "sent_at"], name="letter_of_answer")]

    def __str__(self) -> str:
        return self.answer.ad.title

    @property
    def chamber_id(self) -> int:
        return self.answer.ad.chamber_id


class Alert(models.Model):
    """Which new ads a member is told of. Without a row: those of their own trade, wherever they are.

    `trades` and `epci_codes` as `join_codes` makes them; empty, all of them. `stopped_at`: none at all.
    """

    member = models.OneToOneField(Member, on_delete=models.PROTECT, related_name="ad_alert")
    trades = models.TextField(blank=True)
    epci_codes = models.TextField(blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.member.display_name

    @property
    def organisation_id(self) -> int:
        return self.member.organisation_id


class ReadingRule(models.Model):
    """How an association reads the ads: before they are out (no row), or after."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="ads_reading")
    after = models.BooleanField(_("read once they are out"), default=False)

    def __str__(self) -> str:
        return self.organisation.name

    @property
    def chamber_id(self) -> int | None:
        return self.organisation.chamber_id
