"""What was told to whom, and how each wants to be told."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.notify.letter import Block, blocks
from etabli.foundation.parties.models import Party


class Notice(models.Model):
    """One thing told to its owner. `url` is the page of ours that it leads to.

    `organisation_id`: for whom a user acts.
    `digest_due_at`: it waits for the daily mail of that instant. `key` says what it is about: told once.
    """

    owner = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", db_index=False)
    organisation_id = models.BigIntegerField(null=True)
    kind = models.CharField(max_length=40)
    title = models.CharField(max_length=200)
    text = models.TextField()
    url = models.CharField(max_length=200)
    key = models.CharField(max_length=120, unique=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)
    digest_due_at = models.DateTimeField(null=True)

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
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def blocks(self) -> list[Block]:
        """What it says, in pieces: paragraphs, and what somebody wrote."""
        return blocks(self.text)


class Preference(models.Model):
    """How somebody wants to be told: for a kind of message, a channel; the quiet hours; the hour of the daily mail.

    Who has no row has the defaults of each kind and of the fields below.
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
