"""Events of an association and of its members, and the dates on which they take place; and neighbours' feeds."""

from dataclasses import fields
from enum import StrEnum

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from etabli.community.agenda.engine import Details, Span
from etabli.community.agenda.feeds.models import (
    FeedEvent as FeedEvent,
    FeedNews as FeedNews,
    FeedPair as FeedPair,
    NeighbourFeed as NeighbourFeed,
)
from etabli.community.association.models import Member
from etabli.community.association.trades import trade_label
from etabli.foundation.people.models import Organisation
from etabli.foundation.seats.models import Occasion
from etabli.territory.places.models import Commune

MAX_TITLE_LENGTH = 120
MAX_TEXT_LENGTH = 6000
MAX_PLACE_LENGTH = 160
MAX_PLACES = 500  # of one date
MAX_LINK_LENGTH = 300
MAX_NOTE_LENGTH = 160
MAX_REASON_LENGTH = 500


def out(path: str = "") -> Q:
    """The condition on what people see, called off or not; `path`: the lookup to the event."""
    return Q(**{f"{path}published_at__isnull": False, f"{path}hidden_at": None, f"{path}withdrawn_at": None})


IS_OUT = out()


class State(StrEnum):
    """Where an event stands, for whoever wrote it."""

    WAITING = "waiting"
    REFUSED = "refused"
    OUT = "out"
    CANCELLED = "cancelled"
    WITHDRAWN = "withdrawn"


class Event(models.Model):
    """Something to which people come. The fields of `engine.Details` bear its names.

    `author`: the member who proposed it; null for the association's own, which its board writes.
    `published_at` is null while the board has not read it. `hidden_at`: it was refused, or taken off since. It is seen
    when it is called off (`cancelled_at`), and no more once it is withdrawn.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="events")
    author = models.ForeignKey(Member, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    title = models.CharField(_("title"), max_length=MAX_TITLE_LENGTH)
    text = models.TextField(_("what it is"), max_length=MAX_TEXT_LENGTH)
    place = models.CharField(_("place"), max_length=MAX_PLACE_LENGTH, blank=True)
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("commune")
    )
    is_online = models.BooleanField(_("online"), default=False)
    link = models.URLField(_("link to take part online"), max_length=MAX_LINK_LENGTH, blank=True)
    price_cents = models.PositiveIntegerField(_("price, in cents"), default=0)
    price_note = models.CharField(_("about the price"), max_length=MAX_NOTE_LENGTH, blank=True)
    trade = models.CharField(_("trade"), max_length=40, blank=True)
    is_open = models.BooleanField(_("open to all"), default=False)

    proposed_at = models.DateTimeField(_("proposed on"))
    published_at = models.DateTimeField(_("out since"), null=True, blank=True)
    edited_at = models.DateTimeField(_("corrected on"), null=True, blank=True)
    hidden_at = models.DateTimeField(_("not accepted on"), null=True, blank=True)
    hidden_reason = models.CharField(_("why the board refused it"), max_length=MAX_REASON_LENGTH, blank=True)
    cancelled_at = models.DateTimeField(_("called off on"), null=True, blank=True)
    cancelled_reason = models.CharField(_("why it was called off"), max_length=MAX_REASON_LENGTH, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)

    class Meta:
        verbose_name = _("event")

    def __str__(self) -> str:
        return self.title

    @property
    def details(self) -> Details:
        """All that its author wrote, beside the dates."""
        return Details(**{each.name: getattr(self, each.name) for each in fields(Details)})

    @property
    def state(self) -> State:
        """Where it stands."""
        if self.withdrawn_at is not None:
            return State.WITHDRAWN
        if self.hidden_at is not None:
            return State.REFUSED
        if self.published_at is None:
            return State.WAITING
        return State.OUT if self.cancelled_at is None else State.CANCELLED

    @property
    def is_out(self) -> bool:
        """Whether its readers see it, called off or not."""
        return self.state in {State.OUT, State.CANCELLED}

    @property
    def is_free(self) -> bool:
        return self.price_cents == 0

    @property
    def trade_label(self) -> str:
        return trade_label(self.trade) if self.trade else ""

    @property
    def signed_by(self) -> str:
        """Who answers for it: the member who proposed it, or the association."""
        return self.author.display_name if self.author is not None else self.organisation.name


class EventDate(models.Model):
    """One date of an event. `is_all_day`: from the first hour of a day to that of the day after the last one.

    `occasion`: its places, null where nobody signs up; one that is called off gives none any more.
    `moved_from`: when it was to begin, before it was moved for the last time; `reason`: why it was moved or called off.
    """

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="dates")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    is_all_day = models.BooleanField(_("all day"), default=False)
    moved_from = models.DateTimeField(_("was to begin"), null=True, blank=True)
    reason = models.CharField(_("why it changed"), max_length=MAX_REASON_LENGTH, blank=True)
    cancelled_at = models.DateTimeField(_("called off on"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn on"), null=True, blank=True)
    occasion = models.OneToOneField(
        Occasion, on_delete=models.PROTECT, null=True, blank=True, related_name="event_date"
    )

    class Meta:
        verbose_name = _("date of an event")
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="event_date_ends_after")
        ]
        indexes = [
            models.Index(fields=["starts_at", "id"], condition=Q(withdrawn_at=None), name="event_date_by_day")
        ]

    def __str__(self) -> str:
        return self.event.title

    @property
    def span(self) -> Span:
        return Span(self.starts_at, self.ends_at, self.is_all_day)

    @property
    def places(self) -> Occasion | None:
        """Its places; None where nobody signs up."""
        occasion = self.occasion
        return occasion if occasion is not None and occasion.cancelled_at is None else None

    @property
    def is_called_off(self) -> bool:
        """It alone, or its event."""
        return self.cancelled_at is not None or self.event.cancelled_at is not None
