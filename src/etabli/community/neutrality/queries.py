"""Reading the log."""

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min

from etabli.community.neutrality.engine import START, Link, Verdict, verify
from etabli.community.neutrality.models import Chain, LogEntry


@dataclass(frozen=True)
class KindCount:
    """How many entries of one kind, and between when and when."""

    kind: str
    entries: int
    first_at: datetime
    last_at: datetime


def verdict() -> Verdict:
    """Is the log as it was written? Two statements; the entries are read in a stream."""
    chain = Chain.objects.filter(pk=1).first()
    entries = LogEntry.objects.order_by("number").iterator(chunk_size=2000)
    links = (Link(e.number, e.at, e.kind, e.payload, e.previous_hash, e.hash) for e in entries)
    length, last_hash = (chain.length, chain.last_hash) if chain else (0, START)
    return verify(links, length=length, last_hash=last_hash)


def kinds() -> list[KindCount]:
    """What the log holds, by kind: one statement."""
    rows = (
        LogEntry.objects.order_by("kind")
        .values("kind")
        .annotate(entries=Count("pk"), first_at=Min("at"), last_at=Max("at"))
    )
    return [KindCount(**row) for row in rows]


def report() -> dict[str, Any]:
    """The report for machines: the verdict, and what the log holds."""
    found = verdict()
    counts = [
        {**asdict(kind), "first_at": kind.first_at.isoformat(), "last_at": kind.last_at.isoformat()}
        for kind in kinds()
    ]
    return {
        "entries": found.entries,
        "broken_at": found.broken_at,
        "last_hash": found.last_hash,
        "kinds": counts,
    }
