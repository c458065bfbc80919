"""Which amounts of a table come back each month: by its headings, by the titles over them, by the sums below them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MONTHLY = re.compile(
    r"\b(mensualites?|mensuel\w*|par mois|loyers?|monthly|(ht|ttc|prix|tarif|montant) (eur )?mois)\b"
)
ONCE = re.compile(r"\b(une fois|unique|mise en service|frais de (dossier|mise)|once)\b")
ONCE_HEADING = re.compile(
    rf"{ONCE.pattern}|\b(uniques|ponctuel(le)?s?|installation|setup|one (off|time)|einmalig\w*)\b"
)
_BY_MONTH = re.compile(rf"{MONTHLY.pattern}|\b(abonnements?|recurrent\w*)\b")
_YEARLY = re.compile(r"\b(annuel\w*|an|ans|annees?|yearly)\b")


def said_by(titles: Iterable[str], before: bool | None = None) -> bool | None:
    """Whether folded titles say of what is below them that it comes back each month; `before` when they don't say."""
    for title in titles:
        if len(title.split()) > 6:
            continue
        if ONCE_HEADING.search(title):
            before = False
        elif _BY_MONTH.search(title) and not _YEARLY.search(title):
            before = True
    return before


def monthly(
    own: Sequence[bool], titles: Sequence[Sequence[str]], sums: Sequence[str | None], first: bool | None
) -> list[bool]:
    """Of each record of a table, whether it comes back each month. `own`: as its row and the headings say, `titles`:
    printed right above it, `sums`: what it says when it is a sum, `first`: what the table's own title says."""
    result: list[bool] = []
    since, said = 0, first
    for at, mine in enumerate(own):
        said = said_by(titles[at], said)
        result.append(mine if said is None else said)
        label = sums[at]
        if label is not None:
            if said is None and not any(own) and MONTHLY.search(label):
                result[since:] = [True] * (len(result) - since)
            since = len(result)
    return result
