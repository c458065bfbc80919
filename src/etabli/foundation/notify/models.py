"""The mail queue. A sent message stays a while (personal.py), so that one can read again what was told."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.notify.refusals import Trouble

TROUBLES = {
    Trouble.UNKNOWN: _("this address does not exist"),
    Trouble.CLOSED: _("this mailbox is closed"),
    Trouble.NO_SERVER: _("what follows the @ takes no mail"),
    Trouble.FULL: _("the mailbox is full"),
    Trouble.REFUSED: _("their mail server refuses our e-mails"),
    Trouble.SILENT: _("their mail server does not answer"),
    Trouble.OURS: _("our own mail server refuses to send"),
}


class Message(models.Model):
    """One mail to one address, from the instant it is decided to the instant it has left.

    `handed_at`: from then on the mail server may have it (delivery.py). `trouble`: why it was refused last.
    `sender`: in whose name it is written, beside our own address; "" for the installation's.
    `language`: that of its words, "" for that of the installation.
    `staff_reads`: the staff of `chamber_id` reads it among the mails that left; else nobody but whom it was sent to.
    `mailbox` (mailboxes.py): whose limit it counts in, when somebody nobody knows caused it. `held`: it was over that
    limit; all those that are held for one mailbox leave as one. `reply_to`: where answers go, "" to our own address.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting to leave")
        SENDING = "sending", _("leaving")
        SENT = "sent", _("sent")
        UNSURE = "unsure", _("perhaps left")
        FAILED = "failed", _("could not be sent")
        JOINED = "joined", _("sent with others, in one e-mail")

    key = models.CharField(max_length=120, unique=True)
    chamber_id = models.BigIntegerField(null=True, db_index=True)
    staff_reads = models.BooleanField(default=False)
    sender = models.CharField(max_length=160, blank=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    calendar = models.TextField(blank=True)
    insist = models.BooleanField(default=False)
    language = models.CharField(max_length=10, blank=True)
    unsubscribe = models.CharField(max_length=300, blank=True)
    reply_to = models.EmailField(blank=True)
    mailbox = models.EmailField(blank=True)
    held = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    created_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)
    trouble = models.CharField(max_length=10, choices=TROUBLES, blank=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [
            models.Index(fields=["status", "due_at"], name="message_due"),
            models.Index(
                fields=["mailbox", "created_at"], condition=~models.Q(mailbox=""), name="message_by_mailbox"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.status} #{self.pk}"


class Unreachable(models.Model):
    """An address that mails don't reach, since when and why; until somebody lifts it."""

    address = models.EmailField()
    chamber_id = models.BigIntegerField(null=True)
    trouble = models.CharField(max_length=10, choices=TROUBLES)
    since = models.DateTimeField()
    told_at = models.DateTimeField(null=True)
    lifted_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["address"], condition=models.Q(lifted_at=None), name="unreachable_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.trouble} #{self.pk}"
