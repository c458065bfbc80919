"""What was told to whom, and how each wants to be told."""

from datetime import time

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Membership, Person

ONE_OWNER = models.Q(person=None, membership__isnull=False) | models.Q(person__isnull=False, membership=None)


class Notice(models.Model):
    """One thing told to a person, or to a user in one role. `url` is the page of ours that it leads to.

    `digest_due_at`: it waits for the daily mail of that instant. `key` says what it is about: told once.
    """

    person = models.ForeignKey(Person, on_delete=models.CASCADE, null=True, related_name="notices")
    membership = models.ForeignKey(Membership, on_delete=models.CASCADE, null=True, related_name="notices")
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
        constraints = [models.CheckConstraint(condition=ONE_OWNER, name="notice_one_owner")]
        indexes = [
            models.Index(fields=["person"], condition=models.Q(read_at=None), name="notice_unread_person"),
            models.Index(fields=["membership"], condition=models.Q(read_at=None), name="notice_unread_user"),
            models.Index(
                fields=["digest_due_at"],
                condition=models.Q(digest_due_at__isnull=False),
                name="notice_digest",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def owner(self) -> Person | Membership:
        found = self.person or self.membership
        assert found is not None  # the constraint
        return found


class Preference(models.Model):
    """How somebody wants to be told: for a kind of message, a channel; the quiet hours; the hour of the daily mail.

    Who has no row has the defaults of each kind and of the fields below.
    """

    class Channel(models.TextChoices):
        MAIL = "mail", _("by e-mail, at once")
        DIGEST = "digest", _("in one e-mail a day")
        HERE = "here", _("only on this site")

    person = models.OneToOneField(Person, on_delete=models.CASCADE, null=True, related_name="preference")
    membership = models.OneToOneField(
        Membership, on_delete=models.CASCADE, null=True, related_name="preference"
    )
    channels = models.JSONField(default=dict)
    quiet_from = models.TimeField(_("from"), default=time(20, 0))
    quiet_until = models.TimeField(_("until"), default=time(7, 30))
    quiet_on_sunday = models.BooleanField(_("also on Sundays"), default=True)
    digest_at = models.TimeField(_("hour of the daily e-mail"), default=time(8, 0))

    class Meta:
        constraints = [models.CheckConstraint(condition=ONE_OWNER, name="preference_one_owner")]

    def __str__(self) -> str:
        return f"#{self.pk}"
