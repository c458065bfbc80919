"""Individual support: a half-day for one artisan, and what came of it.

A request is a wish of `demand` for a half-day; it is not copied here.
"""

from datetime import date, datetime, time, timedelta

from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Organisation, Person, User
from etabli.programme.demand.models import Wish
from etabli.programme.diary.models import HalfDay

STEPS = 3
HOURS = {"am": (time(9), time(12, 30)), "pm": (time(14), time(17, 30))}


def hours_of(on: date, half: str) -> tuple[datetime, datetime]:
    """The instants at which that half of that day begins and ends."""
    start, end = (datetime.combine(on, clock) for clock in HOURS[half])
    return timezone.make_aware(start), timezone.make_aware(end)


def _length(start: datetime, end: datetime) -> int:
    return int((end - start) / timedelta(minutes=1))


class Appointment(models.Model):
    """A half-day of an adviser for one artisan; its report once it is over.

    `sequence` is that of the calendar file: it grows each time the half-day is booked, moved, called off or restored.
    `came_at`, `left_at`: between which hours its artisan was really there, `hours_note` why, once somebody noted it.
    `next_step`: what the artisan can do alone, one step a line, `STEPS` at most; `steps_done`: those lines that they
    have done, by their words, so that a report that is corrected keeps them.
    """

    class Outcome(models.TextChoices):
        HELPED = "helped", _("Done: the artisan can go on alone")
        GO_ON = "go_on", _("Done: another appointment is needed")
        NO_HELP = "no_help", _("Done, but it was not what they needed")
        ABSENT = "absent", _("The artisan did not come")
        UNREACHABLE = "unreachable", _("Could not be reached")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="appointments")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    wish = models.ForeignKey(
        Wish, on_delete=models.PROTECT, null=True, blank=True, related_name="appointments"
    )
    half_day = models.ForeignKey(HalfDay, on_delete=models.PROTECT, related_name="appointments")
    place = models.CharField(_("place"), max_length=200)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    sequence = models.PositiveSmallIntegerField(default=0)
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True)
    report = models.TextField(_("what was done"), blank=True)
    next_step = models.CharField(_("next steps"), max_length=600, blank=True)
    steps_done = models.JSONField(default=list, blank=True)
    reported_at = models.DateTimeField(null=True, blank=True)
    came_at = models.TimeField(_("Came at"), null=True, blank=True)
    left_at = models.TimeField(_("Left at"), null=True, blank=True)
    hours_note = models.CharField(_("Why"), max_length=200, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["wish"], condition=models.Q(cancelled_at=None), name="appointment_once_per_wish"
            )
        ]

    def __str__(self) -> str:
        return self.person.name

    @property
    def hours(self) -> tuple[datetime, datetime]:
        """The instants at which it begins and ends."""
        return hours_of(self.half_day.on, self.half_day.half)

    @property
    def hours_done(self) -> tuple[datetime, datetime]:
        """The instants between which its artisan was there: those that were noted, its hours otherwise."""
        if self.came_at is None or self.left_at is None:
            return self.hours
        start, end = (datetime.combine(self.half_day.on, clock) for clock in (self.came_at, self.left_at))
        return timezone.make_aware(start), timezone.make_aware(end)

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return _length(*self.hours)

    @property
    def minutes_done(self) -> int:
        """How long its artisan was there."""
        return _length(*self.hours_done)

    @property
    def adviser_name(self) -> str:
        return self.half_day.adviser.name

    @property
    def steps(self) -> list[str]:
        """What was agreed for after it, one step each."""
        return [line.strip() for line in self.next_step.splitlines() if line.strip()]

    @property
    def steps_left(self) -> list[tuple[int, str]]:
        """Those that are not done yet, with their number, the first is 1."""
        return [(number, step) for number, step in enumerate(self.steps, 1) if step not in self.steps_done]


def _nonce() -> str:
    return get_random_string(22)


class DayOffer(models.Model):
    """Half-days of one adviser that are offered by mail to whoever asked for one: none is held meanwhile, and the last
    offer of a request is the one that counts.

    `days`: each as `2027-01-11/am`; `answer`: the one that was chosen, or `NONE`. `nonce` makes the link of the mail.
    """

    NONE = "none"

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="day_offers")
    wish = models.ForeignKey(Wish, on_delete=models.PROTECT, related_name="day_offers")
    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    place = models.CharField(_("place"), max_length=200)
    days = models.JSONField(default=list)
    nonce = models.CharField(max_length=22, default=_nonce)
    offered_at = models.DateTimeField()
    answer = models.CharField(_("the day that was chosen"), max_length=16, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.person.name


class FollowUp(models.Model):
    """How it goes some months after a half-day: asked once, answered in one press by the artisan, or by the staff for
    them. `address`: where they say that they are found on the internet, which nobody has checked. `useful`: whether the
    half-day was of use, which the first one asks."""

    class Answer(models.TextChoices):
        GOING = "going", _("It is going well")
        HELP = "help", _("I need help")
        STOPPED = "stopped", _("I have stopped")

    class Useful(models.TextChoices):
        YES = "yes", _("Yes")
        PARTLY = "partly", _("Partly")
        NO = "no", _("No")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="follow_ups")
    appointment = models.ForeignKey(Appointment, on_delete=models.PROTECT, related_name="follow_ups")
    months = models.PositiveSmallIntegerField()
    asked_at = models.DateTimeField()
    answer = models.CharField(_("how it goes"), max_length=8, choices=Answer, blank=True)
    useful = models.CharField(_("was it useful"), max_length=6, choices=Useful, blank=True)
    address = models.URLField(_("address of your site or page"), max_length=300, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["months"]
        constraints = [models.UniqueConstraint(fields=["appointment", "months"], name="follow_up_once")]

    def __str__(self) -> str:
        return self.person.name
