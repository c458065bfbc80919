"""The agenda by month: what the lists show, on the days of one month, past ones too."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db.models import Max, Min, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from etabli.community.agenda.listing import (
    Choice,
    Row,
    assembly_row,
    event_row,
    neighbour_row,
    shown_assemblies,
    shown_dates,
    shown_neighbours,
)
from etabli.foundation.calendars.engine.month import (
    Month,
    MonthEntry,
    month_after,
    month_asked,
    month_before,
    month_of,
)
from etabli.foundation.people.viewer import Viewer


def event_month(viewer: Viewer, choice: Choice, *, at: datetime) -> Month:
    """The month that is chosen, else that of `at`, with what this viewer reads of it; beside it,
    the months as far as there is something to read, today's among them. Two statements of each kind that is shown."""
    today = timezone.localdate(at)
    first = month_asked(choice.month, (), today)
    since, until = _midnight(first), _midnight(month_after(first))
    dates, assemblies = shown_dates(viewer, choice), shown_assemblies(viewer, choice)
    neighbours = shown_neighbours(viewer, choice, at=at)
    within = {"starts_at__lt": until, "ends_at__gt": since}
    rows = [
        *map(event_row, dates.filter(**within)),
        *map(assembly_row, assemblies.filter(**within)),
        *map(neighbour_row, neighbours.filter(**within)),
    ]
    days = [today, *_bounds(dates), *_bounds(assemblies), *_bounds(neighbours)]
    return replace(
        month_of((entry for row in rows for entry in _entries(row)), first),
        previous=month_before(first) if min(days) < first else None,
        following=month_after(first) if max(days) >= month_after(first) else None,
    )


def _bounds(shown: QuerySet[Any]) -> Iterable[date]:
    """The days on which the first and the last of these begin; none of nothing."""
    bounds = shown.order_by().aggregate(Min("starts_at"), Max("starts_at"))
    return (timezone.localdate(bound) for bound in bounds.values() if bound is not None)


def _entries(row: Row) -> Iterable[MonthEntry]:
    """One for each day that it lasts; with its hour on the first alone."""
    begins, last = timezone.localtime(row.span.starts_at), row.last_moment
    publisher = row.publisher
    url, notes = (row.url, []) if publisher is None else (publisher.link, [publisher.name])
    note = " · ".join([*notes, *([_("called off")] if row.is_cancelled else [])])
    yield MonthEntry(begins, row.title, row.where, url, note, is_all_day=row.span.is_all_day)
    for number in range((last.date() - begins.date()).days if last is not None else 0):
        starts_at = _midnight(begins.date() + timedelta(days=number + 1))
        yield MonthEntry(starts_at, row.title, row.where, url, note, is_all_day=True)


def _midnight(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time.min))
