"""What a reader should look at in a quote: arithmetic, mentions, what comes back, what binds, the rental alarm.

Every finding is "possible, à vérifier": none is legal advice, and none judges a price. Amounts, delays and thresholds
come from `facts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from . import engagement, mentions, sums
from .contradictions import check_contradictions
from .doubts import doubts
from .facts import FACTS, Fact
from .model import Check, Quote
from .needs import Told
from .rental import rental
from .substance import substance
from .visibility import hidden_text


def check(
    quote: Quote, *, facts: Mapping[str, Fact] = FACTS, on: date | None = None, told: Told | None = None
) -> tuple[Check, ...]:
    """All findings, the gravest first. `on` is the day of reading; without it nothing depends on the day. `told` is
    what the quote says of the needs; without it nothing is said of its substance."""
    found = [
        *quote.notes,
        *mentions.kind(quote),
        *rental(quote, facts),
        *hidden_text(quote),
        *check_contradictions(quote),
        *sums.check_sums(quote),
        *engagement.binding(quote, facts),
        *engagement.payment(quote, facts),
        *mentions.legal(quote, facts),
        *mentions.practice(quote, on),
        *(substance(quote, facts, told) if told else ()),
        *doubts(quote),
    ]
    order = {"error": 0, "warning": 1, "info": 2, "ok": 3}
    return tuple(sorted(found, key=lambda c: order[c.severity]))
