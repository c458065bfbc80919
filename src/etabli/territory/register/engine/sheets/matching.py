"""Which business of a commune a row without a SIRET speaks of: only when that is sure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from etabli.territory.places.engine import fold

SURE, APART = 93, 6  # out of a hundred; how far behind the second must be
EMPTY_WORDS = frozenset({
    "sarl", "eurl", "sas", "sasu", "sa", "ei", "eirl", "snc", "scop",
    "ets", "etablissements", "entreprise", "societe", "monsieur", "madame", "mr", "mme", "m",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Candidate:
    """A business of the commune, and all that it is called."""

    key: int
    names: tuple[str, ...]


def plain(name: str) -> str:
    """A name without what says its legal form, in simple letters; whole when nothing else is left."""
    words = fold(name).split()
    return " ".join([word for word in words if word not in EMPTY_WORDS] or words)


def same_business(names: Sequence[str], candidates: Sequence[Candidate]) -> int | None:
    """The key of the only one that bears one of these names, or nearly; None when none does, or several."""
    wanted = [plain(name) for name in names if name]
    scored = sorted(
        ((_likeness(wanted, candidate), candidate.key) for candidate in candidates), reverse=True
    )[:2]
    if not scored or scored[0][0] < SURE:
        return None
    if len(scored) == 2 and scored[0][0] - scored[1][0] < APART:
        return None
    return scored[0][1]


def _likeness(wanted: Sequence[str], candidate: Candidate) -> float:
    """Of one or two letters that differ in a short name, another business may be made: those must be the same."""
    best = 0.0
    for name in candidate.names:
        here = plain(name)
        for one in wanted:
            if one == here:
                return 100.0
            if min(len(one), len(here)) >= 8:
                best = max(best, min(99.0, fuzz.token_sort_ratio(one, here)))
    return best
