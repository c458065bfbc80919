"""Counting what was shown, once a day is over: visits noted in files become rows, and their hash goes in the log."""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone

from etabli.community.neutrality import visits
from etabli.community.neutrality.draws import OTHER_FILTERS, SUBJECT_OF_LIST
from etabli.community.neutrality.log import append_entry
from etabli.community.neutrality.models import LogEntry, Showing

ALL = "*"  # in the place of filters: with whatever filters
MAX_FILTERS = 20  # filters of a list whose figures are kept each day; the others are in the total only
KEPT_DAYS = 100  # how long the figures of each filter are kept; the totals are for two years
KEPT_TOTAL_DAYS = 720
COUNTED_KIND = "showings.counted"

type _Found = tuple[Counter[int], Counter[int]]  # of each: shown, eligible


def count_days(at: datetime) -> None:
    """Count the days that are over. Run twice, or stopped half-way, a day is counted once."""
    for day in visits.days_with_visits():
        if day < timezone.localdate(at):
            _count_day(day, at)
            visits.visits_file(day).unlink(missing_ok=True)


def forget_showings(at: datetime) -> None:
    """The figures of each filter go after three months, the totals after two years; the log keeps their hashes."""
    today = timezone.localdate(at)
    Showing.objects.filter(day__lt=today - timedelta(days=KEPT_DAYS)).exclude(filters=ALL).delete()
    Showing.objects.filter(day__lt=today - timedelta(days=KEPT_TOTAL_DAYS)).delete()


def fingerprint(rows: Iterable[tuple[str, str, int, int]]) -> str:
    """The hash of figures (filters, subject, shown, eligible), whatever the order in which they come."""
    lines = sorted("|".join(map(str, row)) for row in rows)
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def _count_day(day: date, at: datetime) -> None:
    with transaction.atomic():
        if LogEntry.objects.filter(kind=COUNTED_KIND, payload__day=day.isoformat()).exists():
            return
        by_list, visited = _by_list(day)
        for list_name, by_filters in by_list.items():
            rows = list(_rows(list_name, day, by_filters))
            Showing.objects.bulk_create(rows, batch_size=500)
            payload = {
                "day": day.isoformat(),
                "list": list_name,
                "visits": visited[list_name],
                "all": fingerprint(row_text(row) for row in rows if row.filters == ALL),
                "filters": fingerprint(row_text(row) for row in rows if row.filters != ALL),
            }
            append_entry(COUNTED_KIND, payload, at=at)


def _by_list(day: date) -> tuple[dict[str, dict[str, _Found]], Counter[str]]:
    """By list, then by filters (the commonest, and ALL); and the visits of each list, however many parts it has."""
    visits_of: Counter[str] = Counter()
    drawn_counts: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    shown_counts: dict[tuple[str, str], Counter[int]] = defaultdict(Counter)
    members: dict[str, list[int]] = {}
    for line in _lines(day):
        if "ids" in line:
            members[line["eligible"]] = line["ids"]
        elif line["of"] in members:
            visits_of[line["list"]] += not line.get("follows")
            drawn_counts[line["list"]][line["filters"], line["of"]] += 1
            shown_counts[line["list"], line["filters"]].update(line["first"])
    return {
        name: _count_list(name, counts, shown_counts, members) for name, counts in drawn_counts.items()
    }, visits_of


def _count_list(
    name: str,
    counts: Counter[tuple[str, str]],
    shown: dict[tuple[str, str], Counter[int]],
    members: dict[str, list[int]],
) -> dict[str, _Found]:
    by_filters: Counter[str] = Counter()
    for (filters, _of), times in counts.items():
        by_filters[filters] += times
    totals = Counter({filters: times for filters, times in by_filters.items() if filters != OTHER_FILTERS})
    commonest = {filters for filters, _times in totals.most_common(MAX_FILTERS)}
    showings: dict[str, _Found] = {}
    for key in (*commonest, ALL):
        eligible: Counter[int] = Counter()
        for (filters, of), times in counts.items():
            if key in (filters, ALL):
                eligible.update(dict.fromkeys(members[of], times))
        first: Counter[int] = Counter()
        for filters in by_filters:
            if key in (filters, ALL):
                first.update(shown[name, filters])
        showings[key] = first, eligible
    return showings


def _rows(list_name: str, day: date, showings: dict[str, _Found]) -> Iterator[Showing]:
    kind = SUBJECT_OF_LIST[list_name]
    for filters, (shown, eligible) in showings.items():
        for number, times in eligible.items():
            yield Showing(
                day=day,
                list_name=list_name,
                filters=filters,
                subject=f"{kind}:{number}",
                shown=shown[number],
                eligible=times,
            )


def row_text(row: Showing) -> tuple[str, str, int, int]:
    """What the hash of a day holds of a row."""
    return row.filters, row.subject, row.shown, row.eligible


def _lines(day: date) -> Iterator[dict[str, Any]]:
    """What was noted; a line cut short by a full disk is left out."""
    with visits.visits_file(day).open(encoding="utf-8") as file:
        for line in file:
            try:
                yield json.loads(line)
            except json.JSONDecodeError:
                continue
