"""What no other app holds of somebody's path: its pauses, their visits, what was reached without us, our calls."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.foundation.parties.models import Party
from etabli.foundation.people.models import Organisation, Person

AWAY_AFTER = timedelta(days=60)  # without a visit: whoever comes back then is told where they were
MIN_VISIT_INTERVAL = timedelta(hours=1)  # a visit is written down no oftener


class Journey(models.Model):
    """The path of one person. It is made when there is something to write down, and never closed.

    Where they stand is worked out from the rows of the other apps (`stages.Stage`) and from these instants, and
    never stored. `paused_at`: they put it aside, until the day `pause_until` if they named one, on which they are
    written to once (`reminded_at`). `resumed_at`: they took it up again by a word of their own; any other act does so
    too. `seen_at`: they last opened it. `away_since` and `back_at`: the latest time that they came back to it, and when
    they had been there before.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.OneToOneField(Person, on_delete=models.PROTECT, related_name="journey")
    paused_at = models.DateTimeField(null=True, blank=True)
    pause_until = models.DateField(_("until"), null=True, blank=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    resumed_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    away_since = models.DateTimeField(null=True, blank=True)
    back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["pause_until"],
                condition=models.Q(pause_until__isnull=False, reminded_at=None),
                name="journey_to_remind",
            )
        ]

    def __str__(self) -> str:
        return str(_("the path of %(person)s") % {"person": self.person})


class Milestone(models.Model):
    """What somebody reached, by their own word or as their adviser heard it, and no other app knows.

    At most one of a kind is in force for a person. `withdrawn_at`: noted by mistake.
    """

    class Kind(models.TextChoices):
        ONLINE = "online", _("They are found on the internet")
        ALONE = "alone", _("They did it without help")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="milestones")
    kind = models.CharField(max_length=8, choices=Kind)
    reached_on = models.DateField()
    noted_at = models.DateTimeField()
    noted_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "kind"], condition=models.Q(withdrawn_at=None), name="milestone_once"
            )
        ]
        indexes = [models.Index(fields=["chamber", "kind"], name="milestone_by_chamber")]

    def __str__(self) -> str:
        plain = {self.Kind.ONLINE: _("found on the internet"), self.Kind.ALONE: _("done without help")}
        return str(plain[self.Kind(self.kind)])

    @property
    def label(self) -> str:
        """As its artisan reads it."""
        own_labels = {
            self.Kind.ONLINE: _("People find me on the internet"),
            self.Kind.ALONE: _("I did what I wanted, without help"),
        }
        return str(own_labels[self.Kind(self.kind)])


class ContactNote(models.Model):
    """A call to an artisan and what came of it, or a line that their adviser wants to remember.

    `again_on`: the day that was agreed for another call. `withdrawn_at`: written by mistake.
    """

    class Kind(models.TextChoices):
        CALL = "call", _("call")
        NOTE = "note", _("note")

    class Outcome(models.TextChoices):
        REACHED = "reached", _("We spoke")
        UNREACHABLE = "unreachable", _("Nobody answered")
        ALONE = "alone", _("Done without help")
        NOT_NOW = "not_now", _("Not now")
        CALL_BACK = "call_back", _("To call back on a day")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="contact_notes")
    kind = models.CharField(max_length=8, choices=Kind)
    outcome = models.CharField(_("what came of it"), max_length=12, choices=Outcome, blank=True)
    again_on = models.DateField(_("the day of the other call"), null=True, blank=True)
    text = models.TextField(_("a line to remember"), max_length=2000, blank=True)
    at = models.DateTimeField()
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["person", "-at"], name="contact_note_of_person"),
            models.Index(fields=["chamber", "kind", "at"], name="contact_note_by_chamber"),
        ]

    def __str__(self) -> str:
        return self.person.name

    @property
    def rests_until(self) -> date | None:
        """Until when whoever said "not now" is left in peace; None after any other word, or once it is over."""
        until = timezone.localdate(self.at) + timedelta(days=settings.NOT_NOW_DAYS)
        return until if self.outcome == self.Outcome.NOT_NOW and until > timezone.localdate() else None
