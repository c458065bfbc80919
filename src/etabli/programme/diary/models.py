"""An adviser's half-day holds one thing; what of their time is no workshop and no support."""

from datetime import datetime, time, timedelta

from django.db import models
from django.utils import timezone
from django.utils.crypto import get_random_string
from django.utils.translation import gettext_lazy as _

from etabli.foundation.people.models import Membership, Organisation, User
from etabli.foundation.ui.typography import day, span


class Half(models.TextChoices):
    """The two halves of a working day."""

    MORNING = "am", _("morning")
    AFTERNOON = "pm", _("afternoon")


class HalfDay(models.Model):
    """A half-day of an adviser, held for one thing until it is released."""

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="half_days")
    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="half_days")
    on = models.DateField()
    half = models.CharField(max_length=2, choices=Half)
    what = models.CharField(max_length=160)
    released_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["adviser", "on", "half"],
                condition=models.Q(released_at=None),
                name="half_day_holds_one_thing",
            )
        ]

    def __str__(self) -> str:
        return f"{day(self.on)}, {self.get_half_display()}"


class DiaryEntry(models.Model):
    """Leave, a meeting or anything else of an adviser, from one instant to another; only colleagues read its title.

    It holds each half-day that it touches (`half_days`); two that don't overlap may share one. `withdrawn_at`: it
    stands no more.
    """

    class Kind(models.TextChoices):
        LEAVE = "leave", _("Time off")
        MEETING = "meeting", _("Meeting")
        OTHER = "other", _("Something else")

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="diary_entries")
    adviser = models.ForeignKey(User, on_delete=models.PROTECT, related_name="diary_entries")
    kind = models.CharField(max_length=8, choices=Kind)
    title = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    half_days = models.ManyToManyField(HalfDay, related_name="entries")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["starts_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="diary_entry_ends_after_it_starts"
            )
        ]
        indexes = [models.Index(fields=["adviser", "ends_at"], name="diary_entry_of_adviser")]

    def __str__(self) -> str:
        return self.title or self.get_kind_display()

    @property
    def is_whole_days(self) -> bool:
        """From midnight to midnight."""
        ends = (timezone.localtime(self.starts_at).time(), timezone.localtime(self.ends_at).time())
        return ends == (time(), time())

    @property
    def last_on(self) -> datetime:
        """An instant of its last day."""
        return timezone.localtime(self.ends_at - timedelta(microseconds=1))

    @property
    def when(self) -> str:
        """Its days, or its day and hours, in words."""
        if not self.is_whole_days:
            return span(self.starts_at, self.ends_at)
        first, last = day(self.starts_at), day(self.last_on)
        return first if first == last else f"{first} – {last}"


def new_nonce() -> str:
    """What tells one link from the one that was cut off."""
    return get_random_string(16)


class DiaryFeed(models.Model):
    """The link by which an adviser's own calendar follows their diary; `ended_at`: it opens nothing any more."""

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="diary_feeds")
    nonce = models.CharField(max_length=16, default=new_nonce)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"], condition=models.Q(ended_at=None), name="diary_feed_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return str(self.membership.user.name)

    @property
    def chamber_id(self) -> int:
        return self.membership.organisation_id


class OutsideCalendar(models.Model):
    """An adviser's own calendar, elsewhere: an address that is secret, of which only busy times are kept.

    `read_at`: when it was last read; `failure`: why the last try failed ("" when it went well), `tried_at` when it was.
    """

    membership = models.ForeignKey(Membership, on_delete=models.PROTECT, related_name="outside_calendars")
    url = models.CharField(max_length=1000)
    made_at = models.DateTimeField()
    tried_at = models.DateTimeField(null=True, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)
    failure = models.CharField(max_length=12, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["membership"],
                condition=models.Q(ended_at=None),
                name="outside_calendar_one_at_a_time",
            )
        ]

    def __str__(self) -> str:
        return str(self.membership.user.name)

    @property
    def chamber_id(self) -> int:
        return self.membership.organisation_id


class BusyTime(models.Model):
    """When a calendar from elsewhere is busy: never with what."""

    calendar = models.ForeignKey(OutsideCalendar, on_delete=models.CASCADE, related_name="busy_times")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at"]
        indexes = [models.Index(fields=["calendar", "ends_at"], name="busy_time_of_calendar")]

    def __str__(self) -> str:
        return span(self.starts_at, self.ends_at)
