"""What a reader should look at in a quote: arithmetic, mentions, what comes back, what binds, the rental alarm.

Every finding is "possible, à vérifier": none is legal advice, and none judges a price. Amounts, delays and thresholds
come from `facts`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from ..findings import SUMS, finding
from ..model import Check, Quote
from . import engagement, mentions, sums
from .contradictions import check_contradictions
from .doubts import doubts
from .facts import FACTS, Fact
from .needs import NeedMentions
from .rental import rental
from .substance import substance

_MUCH = 0.25  # of a document's letters: spreadsheets leave some beside the page


def check(
    quote: Quote,
    *,
    facts: Mapping[str, Fact] = FACTS,
    on: date | None = None,
    needs: NeedMentions | None = None,
) -> tuple[Check, ...]:
    """All findings, the gravest first. `on` is the day of reading; without it nothing depends on the day. `needs` is
    what the quote says of the needs; without it nothing is said of its substance."""
    findings = [
        *quote.notes,
        *mentions.kind(quote),
        *rental(quote, facts),
        *_hidden_text(quote),
        *check_contradictions(quote),
        *sums.check_sums(quote),
        *engagement.binding(quote, facts),
        *engagement.payment(quote, facts),
        *mentions.legal(quote, facts),
        *mentions.practice(quote, on),
        *(substance(quote, facts, needs) if needs else ()),
        *doubts(quote),
    ]
    order = {"error": 0, "warning": 1, "info": 2, "ok": 3}
    return tuple(sorted(findings, key=lambda c: order[c.severity]))


def _hidden_text(quote: Quote) -> Iterator[Check]:
    """A good part of the document's text can't be seen."""
    if quote.hidden_share < _MUCH:
        return
    share = round(quote.hidden_share * 100)
    yield finding(
        "hidden-text", "warning",
        f"Ce fichier contient du texte que l’on ne voit pas sur la page ({share}\u00a0% du texte)\u00a0: nous ne "
        "l’avons pas lu. Comparez avec ce que vous voyez.",
        f"This file holds text that can't be seen on the page ({share}% of the text): we didn't read it. Compare "
        "with what you see.", SUMS,
    )  # fmt: skip
