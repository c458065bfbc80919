"""Feeds of neighbours, and what they bring; which of it may be one event, as the board decides."""

from datetime import timedelta, tzinfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from etabli.community.agenda.engine import Span
from etabli.foundation.calendars.engine.events import CalendarEvent
from etabli.foundation.calendars.engine.texts import MAX_TITLE, MAX_UID
from etabli.foundation.people.models import Organisation
from etabli.territory.places.models import Commune

MAX_NAME_LENGTH = 80
MAX_ADDRESS_LENGTH = 500
MAX_PLACE_LENGTH = 200
FAILURES_BEFORE_NOTICE = 3  # failures in a row from which the board is told: one alone is a night of repairs
SHOWN_WITHOUT_NEWS = timedelta(days=30)  # how long what a feed brought is shown when it is read no more


class NeighbourFeed(models.Model):
    """An agenda or news that somebody else publishes at an address, and that an association shows.

    `page`: where people read what it says, of an entry that gives no address. `etag` and `modified`: what its server
    said last, to be asked only for what changed since. `failure` says why the last try brought nothing (`words`), and
    `failures` how many in a row did; `notified_at`: the board was told of it. `summary`: what was left out and what is
    doubted, counted.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="neighbour_feeds")
    name = models.CharField(_("name of the neighbour"), max_length=MAX_NAME_LENGTH)
    url = models.CharField(_("address of the feed"), max_length=MAX_ADDRESS_LENGTH)
    page = models.CharField(_("page to read"), max_length=MAX_ADDRESS_LENGTH, blank=True)
    added_at = models.DateTimeField(_("added on"))
    ended_at = models.DateTimeField(_("read no more since"), null=True, blank=True)

    title = models.CharField(_("what it calls itself"), max_length=MAX_TITLE, blank=True)
    etag = models.CharField(_("mark of its last version"), max_length=300, blank=True)
    modified = models.CharField(_("date of its last version"), max_length=60, blank=True)
    tried_at = models.DateTimeField(_("last tried on"), null=True, blank=True)
    read_at = models.DateTimeField(_("last read on"), null=True, blank=True)
    next_at = models.DateTimeField(_("to be read again on"), null=True, blank=True)
    failure = models.CharField(_("why it was not read"), max_length=20, blank=True)
    failures = models.PositiveSmallIntegerField(_("tries that failed in a row"), default=0)
    has_unstable_uids = models.BooleanField(_("changes its identifiers"), default=False)
    notified_at = models.DateTimeField(_("the board was told on"), null=True, blank=True)
    summary = models.JSONField(_("what was left out and what is doubted"), default=dict, blank=True)

    class Meta:
        verbose_name = _("feed of a neighbour")
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "url"], condition=Q(ended_at=None), name="neighbour_feed_once"
            )
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(ended_at=None), name="neighbour_feed_due"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_broken(self) -> bool:
        """Whether the board is to look at it."""
        return self.ended_at is None and (self.failures >= FAILURES_BEFORE_NOTICE or self.has_unstable_uids)


class FeedEvent(models.Model):
    """An event that a feed brought. `data` is the event as it says it (`CalendarEvent.as_json`), in its own times and
    zones; the other fields are what lists look at.

    `occurrence` names its date where it repeats. `is_free`: it says that nothing is paid. `gone_at`: the feed no longer
    holds it. Where the board decided that it is the same as others, and another of them is shown, `head` or `head_date`
    is that one.
    """

    feed = models.ForeignKey(NeighbourFeed, on_delete=models.CASCADE, related_name="events")
    uid = models.CharField(_("identifier"), max_length=MAX_UID)
    occurrence = models.CharField(_("date that its rule gives it"), max_length=40, blank=True)
    data = models.JSONField(_("what the feed says"))
    title = models.CharField(_("title"), max_length=MAX_TITLE)
    place = models.CharField(_("place"), max_length=MAX_PLACE_LENGTH, blank=True)
    commune = models.ForeignKey(
        Commune, on_delete=models.SET_NULL, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    url = models.TextField(_("address"), blank=True)
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    is_all_day = models.BooleanField(_("all day"), default=False)
    is_online = models.BooleanField(_("online"), default=False)
    is_free = models.BooleanField(_("said to be free of charge"), default=False)
    is_cancelled = models.BooleanField(_("called off"), default=False)
    first_read_at = models.DateTimeField(_("first read on"))
    gone_at = models.DateTimeField(_("gone since"), null=True, blank=True)
    head = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, blank=True, related_name="same_events"
    )
    head_date = models.ForeignKey(
        "agenda.EventDate", on_delete=models.SET_NULL, null=True, blank=True, related_name="same_events"
    )

    class Meta:
        verbose_name = _("event of a neighbour")
        constraints = [
            models.UniqueConstraint(fields=["feed", "uid", "occurrence"], name="feed_event_once"),
            models.CheckConstraint(condition=Q(ends_at__gte=F("starts_at")), name="feed_event_ends_after"),
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], condition=Q(gone_at=None), name="feed_event_by_day")
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def event(self) -> CalendarEvent:
        """As its feed says it."""
        return CalendarEvent.from_json(self.data)

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at, self.is_all_day)

    @property
    def own_zone(self) -> tzinfo | None:
        """The zone in which its feed gives its hours; None of days, and of hours of no zone."""
        return getattr(self.event.starts, "tzinfo", None)

    @property
    def link(self) -> str:
        """Where people read it: its own page, or that of whoever publishes it; "" when neither is known."""
        return self.url or self.feed.page


class FeedNews(models.Model):
    """Something that a feed says, of which it says no day."""

    feed = models.ForeignKey(NeighbourFeed, on_delete=models.CASCADE, related_name="news")
    uid = models.CharField(_("identifier"), max_length=MAX_UID)
    title = models.CharField(_("title"), max_length=MAX_TITLE)
    text = models.TextField(_("what it says"), blank=True)
    url = models.TextField(_("address"), blank=True)
    published_at = models.DateTimeField(_("published on"), null=True, blank=True)

    class Meta:
        verbose_name = _("news of a neighbour")
        constraints = [models.UniqueConstraint(fields=["feed", "uid"], name="feed_news_once")]

    def __str__(self) -> str:
        return self.title

    @property
    def link(self) -> str:
        """Where people read it."""
        return self.url or self.feed.page


class Decision(models.TextChoices):
    """What the board said of two events."""

    SAME = "same", _("the same event")
    DIFFERENT = "different", _("two events")


class FeedPair(models.Model):
    """Two events that may be one: one of a feed, and another of a feed or a date of ours (`own_date`).

    `reasons`: as `engine.duplicates` names them. `fingerprint`: what both said when they were compared; once one of
    them says something else, the pair and its decision hold no more (`lapsed_at`), and another is asked.
    `is_second_shown`: which of them the list shows, where they are the same; of a date of ours, always ours.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="feed_pairs")
    event = models.ForeignKey(FeedEvent, on_delete=models.CASCADE, related_name="pairs")
    other = models.ForeignKey(
        FeedEvent, on_delete=models.CASCADE, null=True, blank=True, related_name="other_pairs"
    )
    own_date = models.ForeignKey(
        "agenda.EventDate", on_delete=models.CASCADE, null=True, blank=True, related_name="feed_pairs"
    )
    score = models.PositiveSmallIntegerField(_("how likely, of 100"))
    reasons = models.JSONField(_("what speaks for it"), default=list)
    fingerprint = models.CharField(_("what both said"), max_length=40)
    asked_at = models.DateTimeField(_("asked on"))
    lapsed_at = models.DateTimeField(_("no longer asked since"), null=True, blank=True)
    decision = models.CharField(_("what was decided"), max_length=10, choices=Decision, blank=True)
    is_second_shown = models.BooleanField(_("the second one is shown"), default=False)
    decided_at = models.DateTimeField(_("decided on"), null=True, blank=True)

    class Meta:
        verbose_name = _("pair of events that may be one")
        constraints = [
            models.CheckConstraint(
                condition=Q(other=None, own_date__isnull=False) | Q(other__isnull=False, own_date=None),
                name="feed_pair_of_two",
            ),
            models.UniqueConstraint(fields=["event", "other", "fingerprint"], name="feed_pair_once"),
            models.UniqueConstraint(fields=["event", "own_date", "fingerprint"], name="feed_pair_own_once"),
        ]

    def __str__(self) -> str:
        return self.event.title
