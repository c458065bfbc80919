"""What `etabli neutrality verify` holds against the log, beside the chain itself.

An app that writes commitments or hashes in the log has a module of this name, whose `PROOFS` are functions without
arguments: each gives a sentence per thing that is not as the log says.
"""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from etabli.community.neutrality.engine import commitment
from etabli.community.neutrality.exposure_counts import ALL, COUNTED_KIND, fingerprint, row_text
from etabli.community.neutrality.models import DrawSeed, LogEntry, Showing


def seeds_are_those_committed_to() -> Iterator[str]:
    """Each seed is that of its commitment, which came before any use; each revealed one is the one that served."""
    seeds_by_key = {(seed.day.isoformat(), seed.list_name): seed for seed in DrawSeed.objects.all()}
    committed: dict[tuple[str, str], tuple[int, str]] = {}
    entries = LogEntry.objects.filter(kind__in=["draw.committed", "draw.revealed", COUNTED_KIND]).order_by(
        "number"
    )
    for number, kind, said_of in entries.values_list("number", "kind", "payload"):
        key = said_of["day"], said_of["list"]
        values = {"list": key[1], "day": key[0], "number": number}
        if kind == "draw.committed":
            if key in committed:
                yield _("Two seeds for one day: list %(list)s, %(day)s, entry %(number)d.") % values
            committed[key] = number, said_of["commitment"]
        elif key not in committed:
            yield (
                _("A draw without a commitment before it: list %(list)s, %(day)s, entry %(number)d.") % values
            )
        elif kind == "draw.revealed" and commitment(said_of["seed"]) != committed[key][1]:
            yield (
                _("A seed that is not the one committed to: list %(list)s, %(day)s, entry %(number)d.")
                % values
            )
    for key, (number, committed_at) in committed.items():
        seed = seeds_by_key.pop(key, None)
        if seed is None or commitment(seed.seed) != committed_at or seed.commitment != committed_at:
            values = {"list": key[1], "day": key[0], "number": number}
            yield _("The seed of a draw was changed: list %(list)s, %(day)s, entry %(number)d.") % values
    for day, list_name in seeds_by_key:
        yield _("A seed that the log doesn’t know: list %(list)s, %(day)s.") % {"list": list_name, "day": day}


def figures_are_those_counted() -> Iterator[str]:
    """The figures of each day that are kept have the hash that was written when they were counted."""
    committed_hashes = {
        (said_of["day"], said_of["list"]): said_of
        for said_of in LogEntry.objects.filter(kind=COUNTED_KIND).values_list("payload", flat=True)
    }
    for (day, list_name), parts in _figures():
        said_of = committed_hashes.get((day.isoformat(), list_name), {})
        for part, rows in parts.items():
            if fingerprint(rows) != said_of.get(part):
                yield _("Figures were changed: list %(list)s, %(day)s.") % {"list": list_name, "day": day}


type _Rows = list[tuple[str, str, int, int]]


def _figures() -> Iterator[tuple[tuple[date, str], dict[str, _Rows]]]:
    """By day and list: the totals and, while they are kept, those of each filter. One day in memory at a time."""
    under_way: tuple[date, str] | None = None
    parts: dict[str, _Rows] = defaultdict(list)
    for row in Showing.objects.order_by("day", "list_name").iterator(chunk_size=2000):
        if under_way is not None and under_way != (row.day, row.list_name):
            yield under_way, parts
            parts = defaultdict(list)
        under_way = row.day, row.list_name
        parts["all" if row.filters == ALL else "filters"].append(row_text(row))
    if under_way is not None:
        yield under_way, parts


PROOFS = [seeds_are_those_committed_to, figures_are_those_counted]
