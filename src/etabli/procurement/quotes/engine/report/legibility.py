"""Whether a picture was read well enough to say anything of who made the quote."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

from ..findings import SUMS, amount_en, amount_fr, finding
from ..model import Check, Found, Quote
from .certainty import PROVED

_LEGIBLE = 0.75  # of the letters' mean confidence: sharp photos and scans have 0.9, blurred ones 0.6 and less
_DOUBTFUL = 0.6
_THOUSAND = 1000


def is_poorly_read(quote: Quote) -> bool:
    """Whether it was read from a picture of which what is missing, or doesn't add up, may be our reading's fault."""
    if quote.source != "ocr":
        return False
    if not quote.lines or disputed_total(quote):
        return True
    verified = any(t and t.confidence >= PROVED for t in (quote.totals.net, quote.totals.gross))
    return quote.legibility < _LEGIBLE and not verified


def disputed_total(quote: Quote) -> tuple[str, Decimal, Decimal] | None:
    """The total ("net", "gross") that differs from what makes it by thousands that a picture's reading loses before a
    space ("870" for "1 870"), with the smaller and the larger of the two. None of what a person wrote."""
    if quote.source != "ocr":
        return None
    for name, total, parts in _equations(quote):
        known = [part for part in parts if part is not None]
        if total is None or total.confidence == 1 or len(known) < len(parts):
            continue
        if _loses_thousands(total.value, known):
            low, high = sorted((sum(known, Decimal(0)), total.value))
            return name, low, high
    return None


def _loses_thousands(total: Decimal, parts: list[Decimal]) -> bool:
    """Whether whole thousands are missing, of a total or of what is added up to make it, and one of them is below."""
    apart = abs(sum(parts, Decimal(0)) - total)
    return bool(apart) and apart % _THOUSAND == 0 and min(*parts, total) < _THOUSAND


def _equations(quote: Quote) -> Iterator[tuple[str, Found[Decimal] | None, list[Decimal | None]]]:
    """Each total with what is added up to make it."""
    totals, lines = quote.totals, [line for line in quote.lines if line.in_total]
    changes: list[Decimal | None] = [change.amount for change in totals.adjustments]
    if lines:
        yield "net", totals.net, [*(line.net_amount for line in lines), *changes]
        yield "gross", totals.gross, [*(line.gross_amount for line in lines), *changes]
    yield "gross", totals.gross, [part.value if part else None for part in (totals.net, totals.vat)]


def with_disputed_total_unsure(quote: Quote) -> Quote:
    """The quote whose disputed total is no longer sure: it is asked about."""
    dispute = disputed_total(quote)
    if dispute is None:
        return quote
    name = dispute[0]
    total: Found[Decimal] = getattr(quote.totals, name)
    doubted: dict[str, Any] = {name: replace(total, confidence=min(total.confidence, _DOUBTFUL))}
    return replace(quote, totals=replace(quote.totals, **doubted))


def poor_reading_checks(quote: Quote) -> Iterator[Check]:
    """What is said of such a picture: what to do, and the total to read again."""
    yield finding(
        "photo-poor", "info",
        "Posez la feuille à plat et droite, en pleine lumière, puis photographiez-la en entier. Ou envoyez le devis en "
        "PDF. Ce que nous n’avons pas lu est peut-être bien sur le devis.",
        "Lay the sheet flat and straight, in full light, then photograph the whole of it. Or send the quote as a PDF. "
        "What we did not read may well be on the quote.",
        SUMS,
    )  # fmt: skip
    dispute = disputed_total(quote)
    if dispute:
        name, low, high = dispute
        total: Found[Decimal] = getattr(quote.totals, name)
        yield finding(
            "total-disputed", "info",
            f"À relire\u00a0: nous lisons {amount_fr(low)} ou {amount_fr(high)}.",
            f"To read again: we read {amount_en(low)} or {amount_en(high)}.",
            SUMS, total,
        )  # fmt: skip
