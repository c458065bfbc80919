"""Which events of neighbours may be one, with another or with ours: asked of the board, and asked anew once one of
them changes. What the board said to be one is shown once (`FeedEvent.head`, `head_date`)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from etabli.community.agenda import wording
from etabli.community.agenda.engine.duplicates import EventCard, likely_pairs
from etabli.community.agenda.feeds.models import Decision, FeedEvent, FeedPair
from etabli.community.agenda.models import EventDate, out
from etabli.foundation.likely_pairs import LikelyPair

OURS = "ours"
type Member = tuple[str, int]  # an event of a neighbour or a date of ours, and its number


@transaction.atomic
def ask_pairs(organisation_id: int, at: datetime) -> None:
    """Compare what is to come: what is likely is asked, what no longer is, or says something else, lapses."""
    events = {event.pk: event for event in _events(organisation_id, at)}
    dates = {date.pk: date for date in _dates(organisation_id, at)}
    cards = [*map(_card, events.values()), *map(_own_card, dates.values())]
    likely = {}
    for pair in likely_pairs(cards, ZoneInfo(settings.TIME_ZONE)):
        if pair.second > 0:  # two of ours are for whoever wrote them
            row = _row(organisation_id, pair, events, dates, at)
            likely[_key(row)] = row
    known = {
        _key(row): row for row in FeedPair.objects.select_for_update().filter(organisation=organisation_id)
    }
    FeedPair.objects.bulk_create(row for key, row in likely.items() if key not in known)
    changed = []
    for key, row in known.items():
        lapsed_at = None if key in likely else row.lapsed_at or at
        if lapsed_at != row.lapsed_at:
            row.lapsed_at = lapsed_at
            changed.append(row)
    FeedPair.objects.bulk_update(changed, ["lapsed_at"], batch_size=200)
    regroup(organisation_id)


def regroup(organisation_id: int) -> None:
    """Of the events that were said to be one, directly or through others, which one is shown: a date of ours, else the
    one that was never put behind another."""
    same = FeedPair.objects.filter(
        organisation=organisation_id, decision=Decision.SAME, lapsed_at=None, event__feed__ended_at=None
    ).exclude(other__feed__ended_at__isnull=False)
    standing = [pair for pair in same.order_by("pk").select_related("event", "other") if _stands(pair)]
    heads = _heads(standing)
    rows = FeedEvent.objects.filter(feed__organisation=organisation_id)
    rows = rows.exclude(head=None, head_date=None) | rows.filter(pk__in=heads)
    changed = []
    for event in rows:
        kind, number = heads.get(event.pk, ("", 0))
        head, head_date = (number if kind == "event" else None), (number if kind == OURS else None)
        if (event.head_id, event.head_date_id) != (head, head_date):
            event.head_id, event.head_date_id = head, head_date
            changed.append(event)
    FeedEvent.objects.bulk_update(changed, ["head", "head_date"], batch_size=200)


def _stands(pair: FeedPair) -> bool:
    return pair.event.gone_at is None and (pair.other is None or pair.other.gone_at is None)


def _heads(pairs: Iterable[FeedPair]) -> dict[int, Member]:
    """By event that is not shown, the one that is."""
    parents: dict[Member, Member] = {}
    behind: set[Member] = set()

    def root(member: Member) -> Member:
        while (parent := parents.setdefault(member, member)) != member:
            member = parent
        return member

    for pair in pairs:
        first, second = ("event", pair.event_id), second_of(pair)
        parents[root(second)] = root(first)
        behind.add(first if pair.own_date_id is not None or pair.is_second_shown else second)
    groups: dict[Member, list[Member]] = defaultdict(list)
    for member in list(parents):
        groups[root(member)].append(member)
    heads = {}
    for group in groups.values():
        head = min(group, key=lambda member: (member[0] != OURS, member in behind, member[1]))
        heads.update({number: head for kind, number in group if kind == "event" and (kind, number) != head})
    return heads


def second_of(pair: FeedPair) -> Member:
    """The other one of the two."""
    return ("event", pair.other_id) if pair.other_id is not None else (OURS, pair.own_date_id or 0)


def _events(organisation_id: int, at: datetime) -> Iterable[FeedEvent]:
    events = FeedEvent.objects.filter(feed__organisation=organisation_id, feed__ended_at=None)
    return events.filter(gone_at=None, ends_at__gt=at).select_related("feed", "commune")


def _dates(organisation_id: int, at: datetime) -> Iterable[EventDate]:
    dates = EventDate.objects.filter(out("event__"), event__organisation=organisation_id, withdrawn_at=None)
    return dates.filter(ends_at__gt=at).select_related(
        "event__commune", "event__organisation", "event__author"
    )


def _card(event: FeedEvent) -> EventCard:
    said = event.event
    return EventCard(
        pk=event.pk,
        feed=str(event.feed_id),
        uid=f"{event.uid}#{event.occurrence}",
        title=event.title,
        starts=said.starts,
        ends=said.ends,
        place=event.place,
        commune_code=event.commune_id or "",
        organiser=said.organiser,
        url=event.url,
    )


def _own_card(date: EventDate) -> EventCard:
    """Numbered below zero, so that it is the first of its pair."""
    event, starts_at = date.event, timezone.localtime(date.starts_at)
    last = wording.last_moment(date.span)
    return EventCard(
        pk=-date.pk,
        feed=OURS,
        uid=str(date.pk),
        title=event.title,
        starts=starts_at.date() if date.is_all_day else starts_at,
        ends=last.date() if date.is_all_day else last,
        place=event.place or (wording.where(event) if event.is_online else ""),
        commune_code=event.commune_id or "",
        organiser=event.organisation.name,
    )


def _row(
    organisation_id: int,
    pair: LikelyPair,
    events: Mapping[int, FeedEvent],
    dates: Mapping[int, EventDate],
    at: datetime,
) -> FeedPair:
    event = events[pair.second]
    own_date, other = dates.get(-pair.first), events.get(pair.first)
    return FeedPair(
        organisation_id=organisation_id,
        event=event,
        other=other,
        own_date=own_date,
        score=pair.score,
        reasons=list(pair.reasons),
        fingerprint=_fingerprint(
            _said(event), _said_of_ours(own_date) if own_date is not None else _said(other)
        ),
        asked_at=at,
    )


def _key(pair: FeedPair) -> tuple[int, int | None, int | None, str]:
    return pair.event_id, pair.other_id, pair.own_date_id, pair.fingerprint


def _said(event: FeedEvent | None) -> tuple[object, ...]:
    assert event is not None  # of two events, one at least is a neighbour's, and the other if it isn't ours
    return event.title, event.starts_at, event.ends_at, event.place, event.is_cancelled


def _said_of_ours(date: EventDate) -> tuple[object, ...]:
    return date.event.title, date.starts_at, date.ends_at, date.event.place, date.is_called_off


def _fingerprint(*said: object) -> str:
    return sha256(repr(said).encode("utf-8", "replace")).hexdigest()[:40]
