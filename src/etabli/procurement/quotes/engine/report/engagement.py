"""Findings on money over time: what comes back, what binds, what renews, what is paid first and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from ..findings import (
    PRACTICE,
    amount_en,
    amount_fr,
    duration_en,
    duration_fr,
    finding,
    first_passage,
    is_mentioned,
)
from ..model import Check, Found, Passage, Quote
from ..text.dates import duration_in
from ..text.numbers import readings
from ..text.pages import fold
from ..values.commitment import monthly_prices, notice_in, renewal_in, total_over_term
from .certainty import adds_up, are_proved, is_french, reread
from .facts import Fact


def binding(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    """Commitment, renewal, what comes back every month or year, and a price that may change."""
    yield from _commitment(quote, facts)
    yield from _renewal(quote)
    yield from _recurring(quote)
    revised = first_passage(
        quote,
        r"\b(revision|revise|revisable|indexation|indexe)\w*\b.{0,40}\b(prix|tarif|loyer|indice)|"
        r"\b(prix|tarif|loyer)s?\b.{0,40}\b(revis|index)|\bsyntec\b",
    )
    if revised:
        yield finding(
            "revision", "info",
            "Le prix peut changer en cours de contrat. Demandez de combien, et quand.",
            "The price may change during the contract. Ask by how much, and when.",
            PRACTICE, revised,
        )  # fmt: skip


def _commitment(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    commitment = quote.commitment
    if not commitment:
        return
    sold = next((line for line in quote.lines if line.place and line.place == commitment.place), None)
    if sold:
        yield reread(
            "commitment",
            f"Êtes-vous engagé pour {commitment.months} mois\u00a0? Une ligne les compte, mais nous ne lisons pas "
            "d’engagement.",
            f"Are you bound for {commitment.months} months? A line counts them, but we read no commitment.",
            evidence=sold.description, place=sold.place,
        )  # fmt: skip
        return
    over = commitment.total_over_term
    total = f" Total sur la durée\u00a0: {amount_fr(over)}." if over else ""
    total_en = f" Total over the term: {amount_en(over)}." if over else ""
    yield finding(
        "commitment", "warning" if commitment.months >= facts["long_term_months"].value else "info",
        f"Ce document vous engage pour {commitment.months} mois.{total} Demandez comment l’arrêter avant.",
        f"This document binds you for {commitment.months} months.{total_en} Ask how to end it earlier.",
        PRACTICE, place=commitment.place, evidence=_printed(quote, commitment.place),
    )  # fmt: skip


def _printed(quote: Quote, place: object) -> str:
    return next((p.text for p in quote.passages if place is not None and p.place == place), "")


def _renewal(quote: Quote) -> Iterator[Check]:
    renewal, notice = renewal_in(quote.passages), notice_in(quote.passages)
    if not renewal:
        return
    fr = "Notez la date avant laquelle il faut prévenir pour l’arrêter."
    en = "Note the date before which you must give notice."
    if notice:
        fr = f"Pour l’arrêter, il faut prévenir {duration_fr(*notice)} avant la fin."
        en = f"To stop it, you must give notice {duration_en(*notice)} before the end."
    yield finding(
        "renewal", "warning", f"Le contrat se renouvelle tout seul. {fr}", f"The contract renews by itself. {en}",
        "C. conso., art. L215-1 (ne protège que les consommateurs et non-professionnels)", renewal,
    )  # fmt: skip


def _recurring(quote: Quote) -> Iterator[Check]:
    recurring = [(at, line) for at, line in enumerate(quote.lines) if line.recurring]
    for at, line in recurring:
        when = ("chaque mois", "every month") if line.recurring == "month" else ("chaque année", "every year")
        yield finding(
            "recurring", "info",
            f"«\u00a0{line.description}\u00a0» semble à payer {when[0]}.",
            f"“{line.description}” seems to be due {when[1]}.",
            PRACTICE, line=at, evidence=line.description, place=line.place,
        )  # fmt: skip
    for passage, price in () if recurring else monthly_prices(quote.passages):
        text = passage.text.strip(" .;:-•")
        apart = adds_up(quote) and not _is_counted(quote, price)
        fr, en = (", en plus du total", ", on top of the total") if apart else ("", "")
        yield finding(
            "recurring", "info",
            f"«\u00a0{text}\u00a0»\u00a0: c’est à payer chaque mois{fr}.", f"“{text}”: this is due every month{en}.",
            PRACTICE, passage,
        )  # fmt: skip
    total = total_over_term(12, quote.lines, ())
    if total and len([line for _at, line in recurring if line.in_total]) > 1:
        yield finding(
            "yearly-cost", "info",
            f"Ce qui revient fait {amount_fr(total)} par an, à part de ce qui se paie une fois.",
            f"What comes back makes {amount_en(total)} a year, apart from what is paid once.",
            PRACTICE,
        )  # fmt: skip


def _is_counted(quote: Quote, price: str) -> bool:
    """Whether a price asked each month may be in the total: it is that of a line, once or for months."""
    printed = readings(re.sub(r"\s", "", price), None)
    amounts = {value for line in quote.lines for value in (line.unit_price, line.amount) if value}
    return any(value * months in amounts for value in printed for months in range(1, 61))


_PAID = (  # speaks of payment, folded
    r"paiement|reglement|payable|acompte|arrhes|echeance|payment|deposit|zahl|"
    r"a la (commande|livraison|reception|signature)"
)
_FIRST = r"(?:acompte|arrhes|deposit|anzahlung|avance|a la (?:commande|signature)|au (?:debut|demarrage))"
_WITHIN = r"(?:(?!\b(?:livraison|solde|fin|remise)\b).){0,30}?"
_SHARE = re.compile(
    rf"\b{_FIRST}\b{_WITHIN}\b(?P<a>\d{{1,3}}) ?%|(?<!\d )\b(?P<b>\d{{1,3}}) ?%{_WITHIN}\b{_FIRST}\b"
)
_AMOUNT = re.compile(
    r"\b(?:acompte|arrhes)\b[^€\d]{0,40}(?P<each>\d[\d\s.,]{0,14})\s?(?:€|euros?\b|eur\b)", re.I
)


def payment(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    """Deposit and delays."""
    yield from _large_deposit(quote, facts["deposit_percent"])
    yield from _delay(quote, facts)
    yield from _indemnity(quote, facts["recovery_indemnity"])


def _large_deposit(quote: Quote, limit: Fact) -> Iterator[Check]:
    share, at = deposit_share(quote)
    if share is not None and share > limit.value:
        yield finding(
            "deposit", "warning",
            f"Un acompte de {share:.0f} % est demandé avant de commencer. Vous pouvez demander moins, ou un "
            "paiement par étapes.",
            f"A deposit of {share:.0f} % is asked before starting. You may ask for less, or for payment by stages.",
            limit.source, at,
        )  # fmt: skip


def deposit_share(quote: Quote) -> tuple[Decimal | None, Passage | Found[Decimal] | None]:
    """What is asked before the work begins, as a percentage of the whole, and where it is printed."""
    gross = quote.totals.gross.value if quote.totals.gross else None
    for passage in quote.passages:
        match = _SHARE.search(fold(passage.text))
        percent = int(match["a"] or match["b"]) if match else 0
        if match and 0 < percent <= 100 and "remise" not in fold(passage.text)[: match.start()]:
            return Decimal(percent), passage
    if quote.kind != "invoice" and quote.totals.deposit and gross and are_proved(quote, quote.totals.gross):
        return quote.totals.deposit.value * 100 / gross, quote.totals.deposit
    for passage in quote.passages:
        printed = _AMOUNT.search(passage.text)
        values = readings(re.sub(r"\s", "", printed["each"]), None) if printed else ()
        if values and gross and 0 < values[0] <= gross:
            return values[0] * 100 / gross, passage
    return None, None


def _delay(quote: Quote, facts: Mapping[str, Fact]) -> Iterator[Check]:
    terms = first_passage(
        quote, r"\b(paiement|reglement|payable)\b.{0,40}\b\d{1,3} jours|payment.{0,30}\d{1,3} days"
    )
    duration = duration_in(terms.text) if terms else None
    month_end = bool(terms and re.search(r"fin d[eu] mois|end of (the )?month", fold(terms.text)))
    days = facts["payment_days_month_end" if month_end else "payment_days"]
    if terms and duration and duration[1] == "day" and duration[0] > days.value:
        end_fr, end_en = (" fin de mois", " end of month") if month_end else ("", "")
        yield finding(
            "payment-delay", "warning",
            f"Le délai de paiement ({duration[0]} jours{end_fr}) dépasse les {days.value} jours permis entre "
            "professionnels.",
            f"The payment delay ({duration[0]} days{end_en}) is over the {days.value} days allowed between businesses.",
            days.source, terms,
        )  # fmt: skip
    usual = facts["payment_days_default"]
    if quote.source != "xml" and not is_mentioned(quote, _PAID):
        yield finding(
            "payment-unsaid", "info",
            f"Le document ne dit pas quand payer. Sans accord, c’est {usual.value} jours après la livraison.",
            f"The document doesn't say when to pay. Without an agreement it is {usual.value} days after delivery.",
            usual.source,
        )  # fmt: skip


def _indemnity(quote: Quote, fixed: Fact) -> Iterator[Check]:
    named = first_passage(quote, r"indemnite forfaitaire|frais de recouvrement")
    asked = (
        re.search(r"(?P<each>\d[\d\s.,]*?)(?:,00)?\s?(?:€|euros?\b|eur\b)", named.text, re.I)
        if named
        else None
    )
    values = readings(re.sub(r"\s", "", asked["each"]), None) if asked else ()
    if named and values and values[0] != fixed.value:
        yield finding(
            "indemnity", "info",
            f"L’indemnité pour retard de paiement est de {fixed.value}\u00a0€ entre professionnels. Le document dit "
            f"{amount_fr(values[0])}.",
            f"The indemnity for late payment is €{fixed.value} between businesses. The document says "
            f"{amount_en(values[0])}.",
            fixed.source, named,
        )  # fmt: skip
    elif (
        quote.kind == "invoice"
        and quote.source == "text"
        and is_french(quote)
        and not named
        and not is_mentioned(quote, rf"\b{fixed.value} (eur|euros)?\b.*retard")
    ):
        yield finding(
            "indemnity", "info",
            f"Cette facture ne parle pas de l’indemnité de {fixed.value}\u00a0€ due en cas de retard de paiement.",
            f"This invoice doesn't speak of the €{fixed.value} indemnity due for late payment.",
            fixed.source,
        )  # fmt: skip
