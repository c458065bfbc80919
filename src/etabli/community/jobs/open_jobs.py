"""The offers that are out, kept in memory by each process until one of them changes: a list costs what it shows."""

from collections.abc import Collection
from datetime import date, datetime
from functools import partial

from django.db.models import Q, QuerySet
from django.utils import timezone

from etabli.community.jobs.engine import (
    FilteredJobs,
    JobFilter,
    Period,
    Row,
    daily_pay,
    filter_jobs,
    monthly_pay,
)
from etabli.community.jobs.models import Job
from etabli.community.neutrality.row_cache import rows_of

IS_OUT = Q(hidden_at=None, closed_at=None, withdrawn_at=None, published_at__isnull=False)
COLUMNS = (
    "pk",
    "published_on",
    "kind",
    "trade",
    "remote",
    "commune_id",
    "pay_period",
    "pay_low_cents",
    "pay_high_cents",
)


def published_jobs(today: date) -> QuerySet[Job]:
    """The offers that everybody sees. Every list asks here."""
    return Job.objects.filter(IS_OUT, expires_on__gte=today)


def find_jobs(job_filter: JobFilter, *, at: datetime) -> FilteredJobs:
    """Those that answer to what is wanted, with the counts: one statement, and one more after a change."""
    today = timezone.localdate(at)
    cached_rows = rows_of("jobs", partial(_read_rows, today), today=today)
    if job_filter.pks is not None:  # words differ each time: not kept
        return filter_jobs(tuple(cached_rows.rows.values()), job_filter)
    return cached_rows.worked_out(
        job_filter, lambda: filter_jobs(tuple(cached_rows.rows.values()), job_filter)
    )


def _read_rows(today: date, pks: Collection[int] | None) -> dict[int, Row]:
    jobs = published_jobs(today) if pks is None else published_jobs(today).filter(pk__in=pks)
    return {values[0]: _row(*values) for values in jobs.order_by("pk").values_list(*COLUMNS)}


def _row(
    pk: int,
    published_on: date,
    kind: str,
    trade: str,
    remote: str,
    commune: str | None,
    period: str,
    low: int | None,
    high: int | None,
) -> Row:
    highest = max(low or 0, high or 0)
    month, day = monthly_pay(highest, Period(period)), daily_pay(highest, Period(period))
    is_mission = kind == "mission"
    return Row(
        pk,
        published_on,
        kind,
        trade,
        remote,
        commune or "",
        None if is_mission else month,
        day if is_mission else None,
    )
