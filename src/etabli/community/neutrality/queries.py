"""Reading the log."""

import itertools
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Min, Subquery

from etabli.community.neutrality.engine import START, Link, Verdict, verify
from etabli.community.neutrality.models import Chain, LogEntry

WRITTEN = ("number", "at", "kind", "payload", "previous_hash", "hash")  # in the order of Link


@dataclass(frozen=True)
class KindCount:
    """How many entries of one kind, and between when and when."""

    kind: str
    entries: int
    first_at: datetime
    last_at: datetime


def verdict() -> Verdict:
    """Is the log as it was written? Two statements; the entries are read in a stream.

    The chain's row is read with the entries, in their very statement: an entry written meanwhile is in neither, and
    a site at work is never told that its log was changed.
    """
    chain = Chain.objects.filter(pk=1)
    note = [Subquery(chain.values("length")), Subquery(chain.values("last_hash"))]
    entries = LogEntry.objects.order_by("number").values_list(*WRITTEN, *note).iterator(chunk_size=2000)
    first = next(entries, None)
    if first is None:  # the row alone says whether there were some
        return verify((), length=chain.values_list("length", flat=True).first() or 0)
    length, last_hash = first[len(WRITTEN) :]
    links = (Link(*entry[: len(WRITTEN)]) for entry in itertools.chain([first], entries))
    return verify(links, length=length or 0, last_hash=last_hash or START)


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
