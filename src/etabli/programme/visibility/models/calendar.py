"""Twelve weeks of ideas that an artisan keeps, and the link by which their own calendar follows them."""

from django.db import models
from django.db.models import Q
from django.utils.crypto import get_random_string
from django.utils.formats import date_format

from etabli.foundation.people.models import Organisation, Person


def new_nonce() -> str:
    """What tells one link from the one that was cut off."""
    return get_random_string(16)


class ContentCalendar(models.Model):
    """Twelve weeks from a Monday; the latest of a person is theirs today. `trade`: an id of the data.

    `reminds`: they asked to be told each Monday of what is planned. `beside`: the staff of the chamber planned it with
    the artisan, and read its ideas too. `withdrawn_at`: taken away.
    """

    chamber = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    trade = models.CharField(max_length=20)
    starts_on = models.DateField()
    reminds = models.BooleanField(default=False)
    kept_at = models.DateTimeField()
    beside = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["person", "-kept_at"], name="content_calendar_of_person")]

    def __str__(self) -> str:
        return date_format(self.starts_on, "j F Y")


class PlannedPost(models.Model):
    """An idea in a week. `week`: its Monday; `idea`: its id in the data; `text`: begun by its artisan, "" for none.

    `withdrawn_at`: taken out.
    """

    calendar = models.ForeignKey(ContentCalendar, on_delete=models.CASCADE, related_name="posts")
    week = models.DateField()
    idea = models.CharField(max_length=40)
    text = models.TextField(max_length=2000, blank=True)
    done_on = models.DateField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.idea

    @property
    def chamber_id(self) -> int:
        return self.calendar.chamber_id

    @property
    def person_id(self) -> int:
        return self.calendar.person_id


class CalendarFeed(models.Model):
    """The link by which an artisan's own calendar follows their weeks; `ended_at`: it opens nothing any more."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    nonce = models.CharField(max_length=16, default=new_nonce)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(ended_at=None), name="calendar_feed_one_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return str(self.person)

    @property
    def chamber_id(self) -> int:
        return self.person.chamber_id
