"""What was read without being sure, or not read at all: each said once, with its place on the page."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any

from ..findings import SUMS, amount_en, amount_fr, day_en, day_fr, finding, first_passage
from ..model import Check, Found, Quote
from ..text.pages import fold
from ..text.vocabulary import exempt
from ..values.timing import VALIDITY
from .certainty import SURE


def doubts(quote: Quote) -> Iterator[Check]:
    """The doubtful values, then those that are missing beside others."""
    for fr, en, value in _values(quote):
        if value and value.confidence < SURE:
            said_fr, said_en = _worded(value.value)
            yield finding(
                "doubt", "info",
                f"Nous ne sommes pas sûrs {fr}\u00a0: «\u00a0{said_fr}\u00a0». Regardez sur le document.",
                f"We aren't sure of {en}: “{said_en}”. Look at the document.",
                SUMS, value,
            )  # fmt: skip
    yield from _totals(quote)
    yield from _lines(quote)
    yield from _head(quote)


def _values(quote: Quote) -> tuple[tuple[str, str, Found[Any] | None], ...]:
    totals = quote.totals
    return (
        ("du total HT", "the net total", totals.net),
        ("de la TVA", "the VAT", totals.vat),
        ("du total TTC", "the gross total", totals.gross),
        ("de l’acompte", "the deposit", totals.deposit),
        ("du reste à payer", "what is left to pay", totals.due),
        ("du numéro", "the number", quote.number),
        ("de la date", "the date", quote.issued_on),
        ("de la fin de validité", "the end of validity", quote.valid_until),
        ("du nom du prestataire", "the supplier's name", quote.supplier.name),
        ("du SIRET", "the SIRET number", quote.supplier.siret),
    )


def _worded(value: object) -> tuple[str, str]:
    if isinstance(value, Decimal):
        return amount_fr(value), amount_en(value)
    if isinstance(value, date):
        return day_fr(value), day_en(value)
    return str(value), str(value)


def _totals(quote: Quote) -> Iterator[Check]:
    """One total that is missing beside two others, or beside a net total with VAT."""
    net, vat, gross = quote.totals.net, quote.totals.vat, quote.totals.gross
    free = any(exempt(fold(p.text)) for p in quote.passages) or (net and gross and net.value == gross.value)
    missing = (
        ("le total HT", "the net total") if vat and gross and not net
        else ("la TVA", "the VAT") if net and gross and not vat and not free
        else ("le total TTC", "the gross total") if net and vat and not gross
        else None
    )  # fmt: skip
    if missing:
        yield finding(
            "total-part-unread", "info",
            f"Nous n’avons pas trouvé {missing[0]} avec certitude. Cherchez-le sur la page.",
            f"We didn't find {missing[1]} for certain. Look for it on the page.",
            SUMS, gross or net,
        )  # fmt: skip


def _lines(quote: Quote) -> Iterator[Check]:
    for at, line in enumerate(quote.lines):
        if not line.in_total:
            continue
        if line.amount is None:
            yield finding(
                "line-unread", "info",
                f"Ligne {at + 1}\u00a0: nous n’avons pas trouvé son montant. Est-elle comprise dans le prix\u00a0?",
                f"Line {at + 1}: we didn't find its amount. Is it included in the price?",
                SUMS, line=at, evidence=line.description, place=line.place,
            )  # fmt: skip
        elif line.confidence < SURE and (line.quantity is None or line.unit_price is None):
            yield finding(
                "line-doubt", "info",
                f"Ligne {at + 1}\u00a0: nous ne sommes pas sûrs de ses chiffres. Regardez sur le document.",
                f"Line {at + 1}: we aren't sure of its figures. Look at the document.",
                SUMS, line=at, evidence=line.description, place=line.place,
            )  # fmt: skip


def _head(quote: Quote) -> Iterator[Check]:
    lasts = first_passage(quote, VALIDITY)
    if (
        quote.source != "xml"
        and not quote.issued_on
        and not quote.valid_until
        and lasts
        and quote.kind != "invoice"
    ):
        yield finding(
            "validity-undated", "info",
            "Le devis parle de validité, mais nous n’avons pas trouvé sa date. Demandez jusqu’à quand il tient.",
            "The quote speaks of validity, but we didn't find its date. Ask until when it holds.",
            SUMS, lasts,
        )  # fmt: skip
