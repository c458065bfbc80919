"""What was told to whom, and how each wants to be told."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.notices.texts.models import TextMessage as TextMessage
from etabli.foundation.notify.mail_layout import Block, parse_blocks
from etabli.foundation.notify.models import Message
from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Organisation, SecretLink

OPEN_KEY_SUFFIX = "now"  # how the key of the message ends that its reader has not had yet


class Notice(models.Model):
    """One thing told to its owner. `url` is the page of ours that it leads to.

    `organisation_id`: for whom a user acts. `key` says what it is about: told once.
    What was said once and for all has its `title` and `text` from the act on. What tells how something stands has a
    `topic` and `facts`, from which its words are written when it is shown or leaves (`topic_messages.py`).
    `see` says what one finds on its page; `contact`, who answers for it. `shown_at`: what a topic tells stood on a
    page that they opened; `read_at`: they said that they have read it. `link`: by what a mail opens it, when that is
    narrower than their whole space. `meeting` (`Meeting.as_json`) goes with the mail as a calendar file. `leaves_at`:
    its own mail is written then; `digest_due_at`: it waits for the daily mail of that instant. `by_stranger`: somebody
    nobody knows caused it. `language`: of its words, once it has any. `failed_at`: its words could not be written, and
    are tried again (`failure_told` to the staff). `is_held`: nobody asked for it, and it stands nowhere before it has
    its place (`budget`).
    """

    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=40)
    topic = models.CharField(max_length=40, blank=True)
    facts = models.JSONField(default=dict)
    title = models.CharField(max_length=200, blank=True)
    text = models.TextField(blank=True)
    url = models.CharField(max_length=200)
    see = models.CharField(max_length=120, blank=True)
    contact = models.CharField(max_length=120, blank=True)
    language = models.CharField(max_length=10, blank=True)
    link = models.ForeignKey(SecretLink, on_delete=models.SET_NULL, null=True, related_name="+")
    meeting = models.JSONField(null=True)
    by_stranger = models.BooleanField(default=False)
    key = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField()
    shown_at = models.DateTimeField(null=True)
    read_at = models.DateTimeField(null=True)
    digest_due_at = models.DateTimeField(null=True)
    leaves_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    failure_told = models.BooleanField(default=False)
    is_held = models.BooleanField(default=False)

    about: models.Model | None = None  # what a topic tells of, once `topic_messages.write_words` has found it

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["owner", "organisation_id", "-id"], name="notice_of_owner"),
            models.Index(fields=["owner"], condition=models.Q(read_at=None), name="notice_unread"),
            models.Index(
                fields=["digest_due_at"],
                condition=models.Q(digest_due_at__isnull=False),
                name="notice_digest",
            ),
            models.Index(
                fields=["leaves_at"], condition=models.Q(leaves_at__isnull=False), name="notice_leaves"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def blocks(self) -> list[Block]:
        """What it says, in pieces: paragraphs, and what somebody wrote."""
        return parse_blocks(self.text)

    @property
    def lasting_key(self) -> str:
        """Its key once its reader has had it."""
        return (
            f"{self.key.removesuffix(OPEN_KEY_SUFFIX)}{self.pk}"
            if self.key.endswith(f":{OPEN_KEY_SUFFIX}")
            else self.key
        )


class UnaskedContact(models.Model):
    """A message that its party had not asked for (`Kind.unasked`), and that took one of their places at `at`; or that
    was `refused` one, for the staff to know.

    `key`: of the notice, or of the mail that no notice goes with. The place is free again when the `mail`, or the
    `notice`, is taken back before they had it: this row goes with it.
    """

    class Refused(models.TextChoices):
        BUDGET = "budget"
        NOT_NOW = "not_now"

    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=40)
    key = models.CharField(max_length=120, unique=True)
    at = models.DateTimeField()
    refused = models.CharField(max_length=10, choices=Refused, blank=True)
    mail = models.ForeignKey(Message, on_delete=models.CASCADE, null=True, related_name="+")
    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["owner", "-at"], name="unasked_contact_of_owner")]

    def __str__(self) -> str:
        return self.key


class NotNow(models.Model):
    """ "Not now": until then nothing reaches this party that they have not asked for; unless they took it back."""

    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    said_at = models.DateTimeField()
    until = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"#{self.pk}"


class PhoneCall(models.Model):
    """That somebody who has no e-mail is to be told a message by telephone.

    `about`: what it concerns ("occasion:12"), to list what is to be said of one thing. `before`: after that, it is too
    late. `tries`, `tried_at`: how often nobody answered, and when last. `told_at`: somebody told them.
    """

    notice = models.OneToOneField(Notice, on_delete=models.CASCADE, related_name="call")
    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    about = models.CharField(max_length=60, blank=True, db_index=True)
    since = models.DateTimeField()
    before = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    tried_at = models.DateTimeField(null=True)
    told_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["chamber", "before"], condition=models.Q(told_at=None), name="phone_call_waiting"
            )
        ]

    def __str__(self) -> str:
        return str(self.notice)


class Preference(models.Model):
    """How somebody wants to be told: for a kind of message, a channel; the quiet hours; the hour of the daily mail.

    Who has no row has the defaults of each kind and of the fields below. `texts_stopped_at`: since when they want no
    text message (STOP).
    """

    class Channel(models.TextChoices):
        MAIL = "mail", _("by e-mail, at once")
        DIGEST = "digest", _("in one e-mail a day")
        HERE = "here", _("only on this site")

    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation_id = models.BigIntegerField(null=True)
    channels = models.JSONField(default=dict)
    quiet_from = models.TimeField(_("from"), default=time(20, 0))
    quiet_until = models.TimeField(_("until"), default=time(7, 30))
    quiet_on_sunday = models.BooleanField(_("also on Sundays"), default=True)
    digest_at = models.TimeField(_("hour of the daily e-mail"), default=time(8, 0))
    texts_stopped_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "organisation_id"], name="preference_of_user_once"),
            models.UniqueConstraint(
                fields=["owner"],
                condition=models.Q(organisation_id=None),
                name="preference_of_person_once",
            ),
        ]

    def __str__(self) -> str:
        return f"#{self.pk}"
