"""What is kept of it: the kits of the relays; the groups, the mailings and what they brought."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation, Person
from etabli.programme.coverage.engine import Season
from etabli.programme.outreach.engine.criteria import Criteria
from etabli.territory.relays.models import ContactNote, Relay

UNDO_DELAY = timedelta(minutes=1)  # until then, all of it can be taken back


class Segment(models.Model):
    """A group of people, by what is true of them now (`engine.criteria`): who is in it changes by itself."""

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(_("name of the group"), max_length=80)
    criteria = models.JSONField(default=dict)
    created_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def chosen(self) -> Criteria:
        return Criteria.of(self.criteria)


class InformationNotice(models.Model):
    """The chamber states that since this day, whoever signs up is told that it may write to them, and that they may
    refuse: what the ground "participant" rests on. At most one is in force; without it, there is no such ground."""

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    since_on = models.DateField(_("told since the day"))
    recorded_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["chamber"], condition=models.Q(withdrawn_at=None), name="information_notice_once"
            )
        ]

    def __str__(self) -> str:
        return str(self.since_on)


class Mailing(models.Model):
    """One text to one group. A draft until `sent_at`; it then leaves from `leaves_at` on, until `ended_at`.

    `session_ids`: the sessions that it announces. `stopped_at`: what has not left waits.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    segment = models.ForeignKey(
        Segment, on_delete=models.PROTECT, null=True, blank=True, related_name="mailings"
    )
    subject = models.CharField(_("subject"), max_length=120)
    body = models.TextField(_("text"), max_length=4000)
    session_ids = models.JSONField(default=list, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject

    @property
    def via(self) -> str:
        """What a sign-up that came by this mailing bears."""
        return f"lettre-{self.pk}"

    @property
    def leaves_at(self) -> datetime | None:
        return self.sent_at and self.sent_at + UNDO_DELAY

    @property
    def is_draft(self) -> bool:
        return self.sent_at is None


class Recipient(models.Model):
    """What becomes of one person in one mailing. `ground`: on what they are written to (`grounds.GROUNDS`).

    `why` (`engine.audience.Why`): since the adviser chose, or between the sending and their turn, there was a reason
    not to write to them after all; without a `ground`, it was there as the adviser sent it.
    """

    class Status(models.TextChoices):
        LEFT_OUT = "left_out", _("left out by the adviser")
        WITHDRAWN = "withdrawn", _("taken in again")
        WAITING = "waiting", _("waits for its turn")
        WRITTEN = "written", _("handed to the mail")
        DROPPED = "dropped", _("no longer to be written to")

    mailing = models.ForeignKey(Mailing, on_delete=models.PROTECT, related_name="recipients")
    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=10, choices=Status)
    ground = models.CharField(max_length=12, blank=True)
    why = models.CharField(max_length=12, blank=True)
    written_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailing", "person"], name="recipient_once")]
        indexes = [
            models.Index(fields=["mailing", "status"], name="recipient_by_status"),
            models.Index(fields=["person", "-written_at"], name="recipient_latest"),
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def chamber_id(self) -> int:
        return self.mailing.chamber_id

    @property
    def key(self) -> str:
        """That of the mail in the queue: one mailing never leaves twice for one person."""
        return f"mailing:{self.mailing_id}:{self.person_id}"


class MailingVisit(models.Model):
    """How many times the links of a mailing were opened on a day. No person, no instant."""

    mailing = models.ForeignKey(Mailing, on_delete=models.CASCADE, related_name="visit_counts")
    on = models.DateField()
    visits = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["mailing", "on"], name="mailing_visit_once_a_day")]

    def __str__(self) -> str:
        return f"{self.mailing_id} {self.on}: {self.visits}"


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
