"""The mail queue. A sent message stays a while (personal.py), so that one can read again what was told."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Message(models.Model):
    """One mail to one address, from the instant it is decided to the instant it has left."""

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting to leave")
        SENDING = "sending", _("leaving")
        SENT = "sent", _("sent")
        FAILED = "failed", _("could not be sent")

    key = models.CharField(max_length=120, unique=True)
    chamber_id = models.BigIntegerField(null=True, db_index=True)
    to = models.EmailField()
    subject = models.CharField(max_length=200)
    body = models.TextField()
    calendar = models.TextField(blank=True)
    unsubscribe = models.CharField(max_length=300, blank=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    created_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status", "due_at"], name="message_due")]

    def __str__(self) -> str:
        return f"{self.status} #{self.pk}"
