"""The offers that are out, kept in memory by each process until one of them changes: a list costs what it shows."""

from datetime import date, datetime
from functools import lru_cache

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.crypto import get_random_string

from etabli.community.jobs.engine import Found, Narrowing, Period, Row, by_day, by_month, narrowed
from etabli.community.jobs.models import Board, Job

STANDS = Q(hidden_at=None, closed_at=None, withdrawn_at=None, published_at__isnull=False)
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


def out(today: date) -> QuerySet[Job]:
    """The offers that everybody sees. Every list asks here."""
    return Job.objects.filter(STANDS, expires_on__gte=today)


def found(wanted: Narrowing, *, at: datetime) -> Found:
    """Those that answer to what is wanted, with the counts: one statement, and one more after a change."""
    today, mark = timezone.localdate(at), _mark()
    if wanted.found is not None or not mark:  # words differ each time: not kept
        return narrowed(_rows(mark, today), wanted)
    return _found(mark, today, wanted)


def note_change() -> None:
    """What was worked out of the offers no longer holds. Called in the transaction that changes one."""
    Board.objects.update_or_create(pk=1, defaults={"mark": get_random_string(22)})


def _mark() -> str:
    return Board.objects.filter(pk=1).values_list("mark", flat=True).first() or ""


def _rows(mark: str, today: date) -> tuple[Row, ...]:
    return _kept_rows(mark, today) if mark else _read_rows(today)


@lru_cache(maxsize=2)
def _kept_rows(mark: str, today: date) -> tuple[Row, ...]:
    return _read_rows(today)


@lru_cache(maxsize=128)
def _found(mark: str, today: date, wanted: Narrowing) -> Found:
    return narrowed(_kept_rows(mark, today), wanted)


def _read_rows(today: date) -> tuple[Row, ...]:
    return tuple(_row(*values) for values in out(today).values_list(*COLUMNS))


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
    month, day = by_month(highest, Period(period)), by_day(highest, Period(period))
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
