"""The list: what comes, or what is past, narrowed down, a page at a time. General assemblies stand in it by themselves,
read where they are; so do the events of neighbours."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import Q, QuerySet
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from etabli.community.agenda import rules, wording
from etabli.community.agenda.engine import Span
from etabli.community.agenda.feeds import shown
from etabli.community.agenda.feeds.models import FeedEvent
from etabli.community.agenda.feeds.shown import Source
from etabli.community.agenda.models import EventDate
from etabli.community.assembly.models import Assembly
from etabli.community.assembly.queries import visible_assemblies_condition
from etabli.community.association.trades import trades
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.page_urls import address_of_row

PAGE_SIZE = 12
YES = "1"
MONTH = re.compile(r"20\d\d-(0[1-9]|1[0-2])")
ASSEMBLY, EVENT, NEIGHBOUR = 0, 1, 2  # in this order, of what begins at one instant
FLAGS = {"open": "is_open", "online": "is_online", "free": "is_free", "ours": "is_ours", "past": "is_past"}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Choice:
    """What is looked for, as an address holds it. `is_ours`: without neighbours; `trade`: the code of one, "" for all
    and for none; `month`: the one that is shown as a calendar ("2027-01"), `YES` for the present one, "" for the list.
    """

    is_open: bool = False
    is_online: bool = False
    is_free: bool = False
    is_ours: bool = False
    is_past: bool = False
    trade: str = ""
    month: str = ""

    @classmethod
    def of(cls, data: QueryDict, organisation_id: int | None = None) -> "Choice":
        """What an address asks for; a value that is wrong asks for nothing."""
        trade = data.get("trade", "")
        flags = {field: data.get(name) == YES for name, field in FLAGS.items()}
        month = data.get("month", "")
        return cls(
            **flags,
            trade=trade if trade and trade in trades(organisation_id) else "",
            month=month if month == YES or MONTH.fullmatch(month) else "",
        )

    def query(self, **changes: Any) -> str:
        """The canonical text of it, "" for nothing, with these fields changed."""
        choice = replace(self, **changes)
        values = [(name, YES) for name, field in FLAGS.items() if getattr(choice, field)]
        texts = {"trade": choice.trade, "month": choice.month}
        return urlencode([*values, *((name, text) for name, text in texts.items() if text)])

    @property
    def is_narrow(self) -> bool:
        """Less than all is asked for."""
        return self.is_open or self.is_online or self.is_free or self.is_ours or bool(self.trade)


@dataclass(frozen=True)
class Row:
    """A date in the list. `key`: where the list goes on after it; `was`: when it was to be, before it was moved.

    `publisher`: the neighbour whose it is, None of ours; `sources`: who else publishes it. `there`: its hour where it
    takes place, when that is another than ours. What a neighbour says nothing of (`price`) is blank.
    """

    key: "Key"
    title: str
    url: str
    span: Span
    where: str
    price: str
    is_open: bool
    is_cancelled: bool
    was: str = ""
    publisher: Source | None = None
    sources: Sequence[Source] = ()
    there: str = ""

    @property
    def until(self) -> datetime | None:
        """The end of what lasts a part of one day; else None."""
        has_none = self.span.is_all_day or self.span.ends_at == self.span.starts_at
        return None if has_none or self.last_moment is not None else self.span.ends_at

    @property
    def last_moment(self) -> datetime | None:
        """The end of what lasts beyond one day; else None."""
        last = wording.last_moment(self.span)
        return last if last.date() != timezone.localdate(self.span.starts_at) else None

    @property
    def leaf(self) -> date:
        """Its first day, with its hour where it has one."""
        starts_at = timezone.localtime(self.span.starts_at)
        return starts_at.date() if self.span.is_all_day else starts_at


@dataclass(frozen=True, order=True)
class Key:
    """The place of a row among all the others: its beginning, its kind, its number."""

    at: datetime
    kind: int
    pk: int

    def __str__(self) -> str:
        return f"{(self.at - _EPOCH) // timedelta(microseconds=1)}-{self.kind}-{self.pk}"

    @classmethod
    def read(cls, text: str) -> "Key | None":
        """The key of this text; None when it says nothing."""
        parts = text.split("-")
        if (
            len(parts) != 3
            or len(text) > 50
            or not all(part.isascii() and part.isdecimal() for part in parts)
        ):
            return None
        microseconds, kind, pk = (int(part) for part in parts)
        try:
            return cls(_EPOCH + timedelta(microseconds=microseconds), kind, min(pk, 2**62))
        except OverflowError:
            return None


@dataclass(frozen=True)
class Listing:
    """One page. `months`: the first day of each, with its rows; `following`: the key of the page after ("" on the
    last)."""

    rows: Sequence[Row]
    following: str

    @property
    def months(self) -> list[tuple[date, list[Row]]]:
        def month(row: Row) -> date:
            return timezone.localdate(row.span.starts_at).replace(day=1)

        return [(first, list(rows)) for first, rows in groupby(self.rows, key=month)]


def listed_events(
    viewer: Viewer, choice: Choice, *, after: str = "", at: datetime, has_neighbours: bool = True
) -> Listing:
    """A page of what comes, the nearest first; of what is past, the latest first. `after`: the key of the page;
    `has_neighbours`: False where it is known that there are none.

    Four statements, of which a visitor's list takes three; two less without neighbours.
    """
    key = Key.read(after)
    kinds = [_event_rows, _assembly_rows, *([_neighbour_rows] if has_neighbours else [])]
    rows = [row for rows_of in kinds for row in rows_of(viewer, choice, key, at)]
    rows.sort(key=lambda row: row.key, reverse=choice.is_past)
    page = rows[:PAGE_SIZE]
    if has_neighbours:
        page = _with_sources(page, at)
    return Listing(page, str(page[-1].key) if len(rows) > PAGE_SIZE else "")


def _with_sources(rows: Sequence[Row], at: datetime) -> list[Row]:
    """Who else publishes each of them: one statement."""
    numbers = {kind: [row.key.pk for row in rows if row.key.kind == kind] for kind in (EVENT, NEIGHBOUR)}
    of_dates, of_events = shown.sources_of(numbers[EVENT], numbers[NEIGHBOUR], at=at)
    known = {EVENT: of_dates, NEIGHBOUR: of_events, ASSEMBLY: {}}
    return [replace(row, sources=known[row.key.kind].get(row.key.pk, ())) for row in rows]


def shown_dates(viewer: Viewer, choice: Choice) -> QuerySet[EventDate]:
    """The dates that the lists show this viewer, with their events, past or not; in no order."""
    dates = EventDate.objects.filter(rules.listable_by(viewer, "event__"), withdrawn_at=None)
    for field in ("is_open", "is_online"):
        if getattr(choice, field):
            dates = dates.filter(**{f"event__{field}": True})
    if choice.is_free:
        dates = dates.filter(event__price_cents=0)
    if choice.trade:
        dates = dates.filter(event__trade=choice.trade)
    return dates.select_related("event__commune")


def shown_assemblies(viewer: Viewer, choice: Choice) -> QuerySet[Assembly]:
    """The general assemblies of the viewer's association, once they are convened: for its members, of no trade."""
    condition = visible_assemblies_condition(viewer)
    if choice.is_open or choice.trade or condition == Q(pk=None):
        return Assembly.objects.none()
    assemblies = Assembly.objects.filter(condition, convened_at__isnull=False)
    return assemblies.exclude(link="") if choice.is_online else assemblies


def shown_neighbours(viewer: Viewer, choice: Choice, *, at: datetime) -> QuerySet[FeedEvent]:
    """The events of neighbours: of no trade, and nobody knows to whom they are open."""
    if choice.is_open or choice.is_ours or choice.trade:
        return FeedEvent.objects.none()
    events = shown.shown_events(viewer, at=at)
    for field in ("is_online", "is_free"):
        if getattr(choice, field):
            events = events.filter(**{field: True})
    return events


def _event_rows(viewer: Viewer, choice: Choice, key: Key | None, at: datetime) -> Iterable[Row]:
    dates = _page(shown_dates(viewer, choice), EVENT, choice, key, at)
    return (event_row(date) for date in dates)


def event_row(date: EventDate) -> Row:
    event = date.event
    return Row(
        key=Key(date.starts_at, EVENT, date.pk),
        title=event.title,
        url=address_of_row("agenda:event", event.pk),
        span=date.span,
        where=wording.where(event),
        price=wording.price(event),
        is_open=event.is_open,
        is_cancelled=date.is_called_off,
        was=wording.beginning(date.moved_from, date.is_all_day) if date.moved_from is not None else "",
    )


def _assembly_rows(viewer: Viewer, choice: Choice, key: Key | None, at: datetime) -> Iterable[Row]:
    assemblies = _page(shown_assemblies(viewer, choice), ASSEMBLY, choice, key, at)
    return (assembly_row(assembly) for assembly in assemblies)


def assembly_row(assembly: Assembly) -> Row:
    return Row(
        key=Key(assembly.starts_at, ASSEMBLY, assembly.pk),
        title=assembly.title,
        url=reverse("assembly:assembly", args=[assembly.pk]),
        span=Span(assembly.starts_at, assembly.ends_at),
        where=assembly.place,
        price="",
        is_open=False,
        is_cancelled=assembly.cancelled_at is not None,
    )


def _neighbour_rows(viewer: Viewer, choice: Choice, key: Key | None, at: datetime) -> Iterable[Row]:
    events = _page(shown_neighbours(viewer, choice, at=at), NEIGHBOUR, choice, key, at)
    return (neighbour_row(event) for event in events)


def neighbour_row(event: FeedEvent) -> Row:
    return Row(
        key=Key(event.starts_at, NEIGHBOUR, event.pk),
        title=event.title,
        url="",
        span=event.span,
        where=shown.place(event),
        price=_("Free of charge") if event.is_free else "",
        is_open=False,
        is_cancelled=event.is_cancelled,
        publisher=shown.source_of(event),
        there=shown.their_hour(event),
    )


def _page[M: (EventDate, Assembly, FeedEvent)](
    rows: QuerySet[M], kind: int, choice: Choice, key: Key | None, at: datetime
) -> QuerySet[M]:
    """A page of one kind, and one row more, after this key."""
    sign, side, in_time = ("-", "lt", "lte") if choice.is_past else ("", "gt", "gt")
    rows = rows.filter(**{f"ends_at__{in_time}": at})
    if key is not None:
        beyond = Q(**{f"starts_at__{side}": key.at})
        if kind == key.kind:
            beyond |= Q(starts_at=key.at, **{f"pk__{side}": key.pk})
        elif (kind < key.kind) == choice.is_past:
            beyond |= Q(starts_at=key.at)
        rows = rows.filter(beyond)
    return rows.order_by(f"{sign}starts_at", f"{sign}pk")[: PAGE_SIZE + 1]
