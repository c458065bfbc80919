"""What a reader should look at in a quote: arithmetic, mentions, what comes back, what binds, the rental alarm.

Every finding is "possible, à vérifier": none is legal advice, and none judges a price. Amounts, delays and thresholds
come from `facts`.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from . import mentions, sums
from .contradictions import check_contradictions
from .facts import FACTS, Fact
from .model import Check, Quote
from .visibility import hidden_text


def check(quote: Quote, *, facts: Mapping[str, Fact] = FACTS, on: date | None = None) -> tuple[Check, ...]:
    """All findings, the gravest first. `on` is the day of reading; without it nothing depends on the day."""
    found = [
        *mentions.kind(quote),
        *hidden_text(quote),
        *check_contradictions(quote),
        *sums.check_sums(quote),
        *mentions.rental(quote, facts),
        *mentions.binding(quote, facts),
        *mentions.legal(quote, facts),
        *mentions.payment(quote, facts),
        *mentions.practice(quote, on),
        *mentions.substance(quote),
    ]
    order = {"error": 0, "warning": 1, "info": 2, "ok": 3}
    return tuple(sorted(found, key=lambda c: order[c.severity]))
