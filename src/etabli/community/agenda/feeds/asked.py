"""The pairs of events that the board is asked about, and those that it decided."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from etabli.community.agenda import wording
from etabli.community.agenda.feeds.models import FeedEvent, FeedPair
from etabli.community.agenda.feeds.queries import when
from etabli.community.agenda.feeds.rules import seen_by
from etabli.community.agenda.models import EventDate
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer

REASONS = {
    "title": _("near titles"),
    "uid": _("one identifier in one feed"),
    "url": _("one address"),
    "same_start": _("the same beginning"),
    "near_start": _("nearly the same beginning"),
    "same_day": _("the same day"),
    "overlap": _("days in common"),
    "same_place": _("the same place"),
    "commune": _("the same commune"),
    "organiser": _("the same organiser"),
}


@dataclass(frozen=True)
class Side:
    """One of the two, in words. `link`: where people read it."""

    title: str
    when: str
    where: str
    source: str
    link: str


@dataclass(frozen=True)
class Question:
    """A pair, with both sides and what speaks for it. `has_ours`: one of them is ours, which is shown in any case."""

    pair: FeedPair
    first: Side
    second: Side
    why: str

    @property
    def has_ours(self) -> bool:
        return self.pair.own_date_id is not None


def asked_pairs(viewer: Viewer, *, at: datetime) -> QuerySet[FeedPair]:
    """Those that wait for an answer, the likeliest first. Raises NotVisible."""
    pairs = _pairs(viewer).filter(decision="", lapsed_at=None, event__gone_at=None, event__ends_at__gt=at)
    return pairs.order_by("-score", "event__starts_at", "pk")


def decided_pairs(viewer: Viewer, *, at: datetime) -> QuerySet[FeedPair]:
    """What was decided of events that are to come, the latest first. Raises NotVisible."""
    pairs = _pairs(viewer).exclude(decision="").filter(lapsed_at=None, event__ends_at__gt=at)
    return pairs.order_by("-decided_at", "-pk")


def get_pair(viewer: Viewer, pk: int) -> FeedPair:
    """One statement. Raises NotVisible."""
    pair = _pairs(viewer).filter(pk=pk).first()
    if pair is None:
        raise NotVisible
    return pair


def questions(pairs: Sequence[FeedPair]) -> list[Question]:
    """The pairs in words."""
    return [Question(pair, _side(pair.event), _second(pair), _why(pair)) for pair in pairs]


def _pairs(viewer: Viewer) -> QuerySet[FeedPair]:
    condition = seen_by(viewer)
    if condition is None:
        raise NotVisible
    return FeedPair.objects.filter(condition).select_related(
        "organisation",
        "event__feed",
        "event__commune",
        "other__feed",
        "other__commune",
        "own_date__event__organisation",
        "own_date__event__commune",
        "own_date__event__author",
    )


def _second(pair: FeedPair) -> Side:
    if pair.other is not None:
        return _side(pair.other)
    assert pair.own_date is not None  # the one or the other, by a constraint
    return _own_side(pair.own_date)


def _side(event: FeedEvent) -> Side:
    return Side(event.title, when(event.span), event.place, event.feed.name, event.link)


def _own_side(date: EventDate) -> Side:
    event = date.event
    link = reverse("agenda:event", args=[event.pk])
    return Side(event.title, wording.when(date.span), wording.where(event), event.signed_by, link)


def _why(pair: FeedPair) -> str:
    return ", ".join(str(REASONS[name]) for name in pair.reasons if name in REASONS)
