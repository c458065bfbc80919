"""Reading the log, and the figures of what was shown."""

import itertools
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Max, Min, QuerySet, Subquery, Sum
from django.utils.translation import gettext as _

from etabli.community.neutrality.counting import ALL
from etabli.community.neutrality.draws import LISTS
from etabli.community.neutrality.engine import START, Link, Verdict, verify
from etabli.community.neutrality.engine.exposure import Evenness, evenness
from etabli.community.neutrality.log import pseudonyms
from etabli.community.neutrality.models import Chain, LogEntry, Showing
from etabli.foundation.rooms import rooms

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


def problems() -> list[str]:
    """What is not as the log says, by the `proofs.py` of each app: sentences."""
    return [problem for room in rooms("proofs") for proof in room.PROOFS for problem in proof()]


def missing(hashes: Sequence[str]) -> list[str]:
    """Those of the hashes noted elsewhere that are in the log no more: it was written again since. One statement."""
    found = set(LogEntry.objects.filter(hash__in=hashes).values_list("hash", flat=True))
    return [
        _("The log was written again: it no longer holds %(hash)s.") % {"hash": one}
        for one in hashes
        if one not in found
    ]


@dataclass(frozen=True)
class Exposure:
    """How evenly a list showed everybody with these filters (ALL: whatever they were)."""

    list_name: str
    filters: str
    found: Evenness


def exposure(*, since: date, until: date) -> list[Exposure]:
    """Each list and filters, from a day to another (both counted), the most visited first: one statement.

    People compare within the same filters: a writer and a developer are not asked for as often.
    """
    rows = _between(since, until).exclude(filters=ALL).values("list_name", "filters", "subject")
    counts: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for row in rows.annotate(times=Sum("shown"), out_of=Sum("eligible")).order_by():
        counts[row["list_name"], row["filters"]].append((row["times"], row["out_of"]))
    found = [Exposure(*key, made) for key, pairs in counts.items() if (made := evenness(pairs))]
    return sorted(found, key=lambda one: (one.list_name, -one.found.visits, one.filters))


@dataclass(frozen=True)
class Share:
    """How often one subject ("member:12") stood among the first places, out of the visits of its filters."""

    list_name: str
    subject: str
    shown: int
    eligible: int


def shares(list_name: str, *, since: date, until: date, filters: str = ALL) -> list[Share]:
    """Of each subject of a list, by number: one statement."""
    rows = _between(since, until).filter(list_name=list_name, filters=filters).values("subject")
    found = rows.annotate(times=Sum("shown"), out_of=Sum("eligible")).order_by()
    made = [Share(list_name, row["subject"], row["times"], row["out_of"]) for row in found]
    return sorted(made, key=lambda share: int(share.subject.partition(":")[2]))


def _between(since: date, until: date) -> QuerySet[Showing]:
    return Showing.objects.filter(day__range=(since, until))


def verification(*, since: date, until: date) -> dict[str, Any]:
    """For machines: the verdict on the chain, what is not as it says, and how evenly the lists showed everybody."""
    found = verdict()
    return {
        "entries": found.entries,
        "broken_at": found.broken_at,
        "last_hash": found.last_hash,
        "problems": problems(),
        "exposure": {
            f"{one.list_name}?{one.filters}": {
                "members": one.found.members,
                "visits": one.found.visits,
                "least": round(one.found.least, 6),
                "most": round(one.found.most, 6),
                "max_over_min": one.found.ratio and round(one.found.ratio, 4),
            }
            for one in exposure(since=since, until=until)
        },
    }


def report(*, since: date, until: date) -> dict[str, Any]:
    """For machines: the verification, what the log holds, and the exposure of each, under the name of the log."""
    counts = [
        {**asdict(kind), "first_at": kind.first_at.isoformat(), "last_at": kind.last_at.isoformat()}
        for kind in kinds()
    ]
    return {
        **verification(since=since, until=until),
        "kinds": counts,
        "members": {name: _under_pseudonyms(name, since, until) for name in LISTS},
    }


def _under_pseudonyms(list_name: str, since: date, until: date) -> list[dict[str, Any]]:
    found = shares(list_name, since=since, until=until)
    numbers = {share.subject: int(share.subject.partition(":")[2]) for share in found}
    names = pseudonyms(LISTS[list_name], numbers.values())
    return [
        {"who": names.get(numbers[one.subject], ""), "shown": one.shown, "eligible": one.eligible}
        for one in found
    ]
