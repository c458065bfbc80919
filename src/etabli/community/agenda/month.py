"""The agenda by month: what the lists show, on the days of one month, past ones too."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.agenda import wording
from etabli.community.agenda.engine import Span
from etabli.community.agenda.feeds.models import FeedEvent
from etabli.community.agenda.feeds.shown import Source
from etabli.community.agenda.listing import (
    Choice,
    Row,
    assembly_row,
    neighbour_row,
    shown_assemblies,
    shown_dates,
    shown_neighbours,
)
from etabli.community.agenda.models import EventDate
from etabli.foundation.calendars.engine.month import (
    Month,
    MonthEntry,
    month_after,
    month_asked,
    month_before,
    month_of,
)
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.page_urls import address_of_row

# A month holds a hundred dates and more: what it says of each, and nothing more.
_SAID = (
    *("event", "starts_at", "ends_at", "is_all_day", "cancelled_at"),
    *(f"event__{name}" for name in ("title", "place", "commune", "is_online", "cancelled_at")),
    "event__commune__name",
)


def event_month(viewer: Viewer, choice: Choice, *, at: datetime, has_neighbours: bool = True) -> Month:
    """The month that is chosen, else that of `at`, with what this viewer reads of it; beside it,
    the months as far as there is something to read, today's among them. One statement of each kind that is shown, and
    on each side where today is not, one more until something is there. `has_neighbours`: False where it is known that
    there are none."""
    today = timezone.localdate(at)
    first = month_asked(choice.month, (), today)
    after = month_after(first)
    since, until = _midnight(first), _midnight(after)
    dates, assemblies = shown_dates(viewer, choice), shown_assemblies(viewer, choice)
    neighbours = shown_neighbours(viewer, choice, at=at) if has_neighbours else FeedEvent.objects.none()
    within = {"starts_at__lt": until, "ends_at__gt": since}
    entries = [
        *(entry for date in dates.filter(**within).only(*_SAID) for entry in _entries_of_date(date)),
        *(entry for row in map(assembly_row, assemblies.filter(**within)) for entry in _entries_of(row)),
        *(entry for row in map(neighbour_row, neighbours.filter(**within)) for entry in _entries_of(row)),
    ]
    shown = (dates, assemblies, neighbours)
    return replace(
        month_of(entries, first),
        previous=month_before(first) if today < first or _is_any(shown, starts_at__lt=since) else None,
        following=after if today >= after or _is_any(shown, starts_at__gte=until) else None,
    )


def _is_any(shown: Iterable[QuerySet[Any]], **when: datetime) -> bool:
    """Whether one of these holds something that begins then."""
    return any(rows.filter(**when).exists() for rows in shown)


def _entries_of_date(date: EventDate) -> Iterable[MonthEntry]:
    event = date.event
    url = address_of_row("agenda:event", event.pk)
    return _entries(date.span, event.title, wording.where(event), url, is_cancelled=date.is_called_off)


def _entries_of(row: Row) -> Iterable[MonthEntry]:
    publisher = row.publisher
    url = row.url if publisher is None else publisher.link
    return _entries(row.span, row.title, row.where, url, is_cancelled=row.is_cancelled, publisher=publisher)


def _entries(
    span: Span, title: str, where: str, url: str, *, is_cancelled: bool, publisher: Source | None = None
) -> Iterable[MonthEntry]:
    """One for each day that it lasts; with its hour on the first alone."""
    begins, last = timezone.localtime(span.starts_at), wording.last_moment(span)
    notes = [publisher.name] if publisher is not None else []
    note = " · ".join([*notes, _("called off")] if is_cancelled else notes)
    yield MonthEntry(begins, title, where, url, note, is_all_day=span.is_all_day)
    for number in range((last.date() - begins.date()).days):
        starts_at = _midnight(begins.date() + timedelta(days=number + 1))
        yield MonthEntry(starts_at, title, where, url, note, is_all_day=True)


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))
