"""The text messages. `notices.models` gives them with the others."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Organisation


class TextMessage(models.Model):
    """One text message to one person, from the instant it is decided to the instant it has left.

    `to`: the number as machines write it ("+33612345678"). `parts`: how many messages it takes; `cost`: what they cost
    in euros, by the price of when they left. `handed_at`: from then on the provider may have it: it never leaves twice.
    """

    class Status(models.TextChoices):
        QUEUED = "queued", _("waiting to leave")
        SENDING = "sending", _("leaving")
        SENT = "sent", _("sent")
        UNSURE = "unsure", _("perhaps left")
        FAILED = "failed", _("could not be sent")
        STOPPED = "stopped", _("not sent: they want none")

    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=120, unique=True)
    to = models.CharField(max_length=20)
    body = models.TextField()
    parts = models.PositiveSmallIntegerField()
    cost = models.DecimalField(max_digits=14, decimal_places=4, default=0)
    status = models.CharField(max_length=10, choices=Status, default=Status.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    due_at = models.DateTimeField()
    handed_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["status", "due_at"], name="text_due")]

    def __str__(self) -> str:
        return f"{self.status} #{self.pk}"
