"""What is read by moderators, what was reported, what was contested; the rules of an association."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Organisation

MAX_TEXT_LENGTH = 2000


class Case(models.Model):
    """Where one thing stands with the moderators: one row per thing, for ever.

    `subject_type` is "app.model" in lower case; `title` as it was when it was handed in; `author`: whoever is told.
    `is_out`: people see it, read or not. `reason` is a code of the association's reasons, `words` what the moderator
    added. `decided_by`: whoever made the last decision. `closed_from`: the state in which its author took it back, ""
    while it stands.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("to be read")
        UNREAD = "unread", _("reported, not read yet")
        ACCEPTED = "accepted", _("read and accepted")
        REFUSED = "refused", _("read and refused")
        HIDDEN = "hidden", _("hidden")
        WITHDRAWN = "withdrawn", _("taken out")

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    subject_type = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    title = models.CharField(_("title"), max_length=200)
    author = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=20, choices=State, default=State.WAITING)
    closed_from = models.CharField(max_length=20, choices=State, blank=True)
    is_out = models.BooleanField(default=False)
    submitted_at = models.DateTimeField()
    reason = models.CharField(_("reason"), max_length=40, blank=True)
    words = models.TextField(_("what the moderators add"), max_length=MAX_TEXT_LENGTH, blank=True)
    decided_by = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["subject_type", "subject_id"], name="case_once_per_thing")
        ]
        indexes = [models.Index(fields=["organisation", "state", "submitted_at"], name="case_queue")]

    def __str__(self) -> str:
        return self.title


class Report(models.Model):
    """Somebody says that a thing should not be there. `source` tells reporters apart, and names nobody.

    `email` is only what a visitor left to be told what came of it. `closed_at`: a moderator decided since.
    """

    class Reason(models.TextChoices):
        FALSE = "false", _("It is not true, or no longer true")
        INSULTING = "insulting", _("It attacks or insults somebody")
        ADVERTISING = "advertising", _("It is advertising, or has nothing to do here")
        PERSONAL = "personal", _("It shows somebody’s private life, or a picture that isn’t theirs")
        UNLAWFUL = "unlawful", _("It is forbidden by law")
        OTHER = "other", _("Something else")

    chamber = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="reports")
    reason = models.CharField(_("what is wrong"), max_length=20, choices=Reason)
    text = models.TextField(_("in your words"), max_length=MAX_TEXT_LENGTH, blank=True)
    email = models.EmailField(_("e-mail"), blank=True)
    reporter = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    reporter_organisation_id = models.BigIntegerField(null=True, blank=True)
    source = models.CharField(max_length=64)
    sent_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.case.title


class Appeal(models.Model):
    """The author contests a refusal. `accepted` is null until somebody decides; `against` decided before.

    `referred_at`: nobody was free to answer, the general assembly votes. `is_shown`: meanwhile people see again what
    they saw before.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="appeals")
    text = models.TextField(_("why you disagree"), max_length=MAX_TEXT_LENGTH)
    written_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    against = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    sent_at = models.DateTimeField()
    referred_at = models.DateTimeField(null=True, blank=True)
    is_shown = models.BooleanField(default=False)
    accepted = models.BooleanField(null=True, blank=True)
    words = models.TextField(_("the answer"), max_length=MAX_TEXT_LENGTH, blank=True)
    decided_by = models.ForeignKey(Party, on_delete=models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case"],
                condition=models.Q(accepted=None, withdrawn_at=None),
                name="appeal_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return self.case.title


class Reason(models.Model):
    """A ready-made reason as an association words it; a code of `reasons.READY_REASONS` takes the place of that one.

    `is_offered`: moderators may choose it. `withdrawn_at`: the row says nothing any more.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    text = models.CharField(_("reason, as its author reads it"), max_length=300)
    is_offered = models.BooleanField(default=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["organisation", "code"], name="reason_once")]

    def __str__(self) -> str:
        return self.text


class Limits(models.Model):
    """What an association decided; without a row, these defaults hold.

    A new member's things wait until `accepted_needed` were accepted, or `days_needed` days after they joined; until
    then they hand in `daily_limit` a day at most. `reports_needed` people send a thing back to the queue.
    """

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="+")
    accepted_needed = models.PositiveSmallIntegerField(_("things accepted"), default=3)
    days_needed = models.PositiveSmallIntegerField(_("days in the association"), default=30)
    daily_limit = models.PositiveSmallIntegerField(_("things a day for a new member"), default=3)
    reports_needed = models.PositiveSmallIntegerField(
        _("people who report a thing, for it to be read again"), default=3
    )
    remind_after_hours = models.PositiveSmallIntegerField(
        _("hours before moderators are reminded"), default=24
    )

    def __str__(self) -> str:
        return str(self.organisation)
