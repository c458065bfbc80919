"""Parts of a whole that the page prints wrong though its totals agree: the percentage of a discount or a deposit, the
sub-total of a section, the VAT of one rate among several.

Of clear text alone, and only where the lines make a net total that is proved: then the whole is known."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..findings import SUMS, amount_en, amount_fr, finding
from ..model import Check, Line, Passage, Quote
from ..packing import short
from ..text.pages import fold
from ..values.arithmetic import CENT, cents, close
from .certainty import SURE, adds_up, are_proved
from .leftovers import PERCENT, amounts_in, running

_DISCOUNT = re.compile(r"^(remises?|rabais|ristourne)\b")
_DEPOSIT = re.compile(r"^(acompte|arrhes)\b")
_OTHER_WHOLE = re.compile(r"\b(solde|reste|mois|mensuel\w*|an|annuel\w*|materiel|hors|phase|etape|sur)\b")
_SECTION = re.compile(
    r"^(sous total|sous totaux)\b(?!.*\b(ttc|tva|remise|mois|mensuel\w*|option\w*|general)\b)"
)
_VAT = re.compile(r"^(montant |total |dont )?(tva|t v a)\b")
_ROUND = Decimal(10)  # a deposit is often rounded to ten euros


def check_shares(quote: Quote) -> Iterator[Check]:
    """The parts that don't come out, each as a warning with what it should be."""
    if quote.source not in ("text", "docx"):
        return
    yield from _deposit(quote)
    change = sum((each.amount for each in quote.totals.adjustments), Decimal(0))
    if quote.totals.net and adds_up(quote, change):
        yield from _discount(quote)
    if adds_up(quote) and not change:
        yield from _sections(quote)
        yield from _vat_of_rates(quote)


def _percentages(quote: Quote, label: re.Pattern[str]) -> Iterator[tuple[Passage, Decimal, Decimal]]:
    """The rows so labelled that print one percentage and one amount, with both."""
    for row in quote.passages:
        text = fold(row.text)
        shares, amounts = PERCENT.findall(row.text), _amounts(PERCENT.sub(" ", row.text))
        if label.search(text) and not _OTHER_WHOLE.search(text) and len(shares) == len(amounts) == 1:
            yield row, Decimal(shares[0].replace(",", ".")), amounts[0]


def _deposit(quote: Quote) -> Iterator[Check]:
    gross = quote.totals.gross
    if not gross or not are_proved(quote, quote.totals.net, gross):
        return
    printed = {amount for row in quote.passages for amount in amounts_in(row.text)}
    for row, share, amount in _percentages(quote, _DEPOSIT):
        slack = _ROUND if amount % _ROUND == 0 else Decimal(1)
        if any(abs(whole * share / 100 - amount) < slack for whole in printed | {gross.value}):
            continue
        yield _wrong("deposit-share", ("Acompte", "Deposit"), share, gross.value, amount, row)


def _discount(quote: Quote) -> Iterator[Check]:
    lines = [line for line in quote.lines if line.in_total]
    whole = sum((line.net_amount or Decimal(0) for line in lines), Decimal(0))
    bases = {*running(lines), *(amount for row in quote.passages for amount in amounts_in(row.text))}
    changes = quote.totals.adjustments
    for row, share, amount in _percentages(quote, _DISCOUNT):
        if len(changes) != 1 or abs(changes[0].amount) != amount:
            continue
        slack = Decimal(1) if amount == amount.to_integral_value() else 2 * CENT
        if not any(close(base * share / 100, amount, slack) for base in bases):
            yield _wrong("discount-share", ("Remise", "Discount"), share, whole, amount, row)


def _wrong(
    check: str, name: tuple[str, str], share: Decimal, whole: Decimal, amount: Decimal, row: Passage
) -> Check:
    rate, made = short(share) or "", cents(whole * share / 100)
    return finding(
        check, "warning",
        f"{name[0]} de {rate.replace('.', ',')}\u00a0% de {amount_fr(whole)}\u00a0: {amount_fr(made)}, le devis dit "
        f"{amount_fr(amount)}.",
        f"{name[1]} of {rate}% of {amount_en(whole)}: {amount_en(made)}, the quote says {amount_en(amount)}.",
        SUMS, row,
    )  # fmt: skip


def _sections(quote: Quote) -> Iterator[Check]:
    lines = [line for line in quote.lines if line.in_total and line.place]
    if any(line.confidence < SURE for line in lines):
        return
    known = {*running(lines)}
    start: tuple[int, float] = (0, 0.0)
    for row in quote.passages:
        amounts = _amounts(row.text)
        if not _SECTION.search(fold(row.text)) or len(amounts) != 1:
            continue
        end = (row.place.page, row.place.box[1])
        own = [line for line in lines if start < _top(line) <= end]
        made = sum((line.net_amount or Decimal(0) for line in own), Decimal(0))
        start = end
        if len(own) > 1 and amounts[0] not in known and any(_top(line) > end for line in lines):
            yield finding(
                "section-total", "warning",
                f"«\u00a0{row.text}\u00a0»\u00a0: les lignes au-dessus font {amount_fr(made)}.",
                f"“{row.text}”: the lines above make {amount_en(made)}.",
                SUMS, row,
            )  # fmt: skip


def _top(line: Line) -> tuple[int, float]:
    return (line.place.page, line.place.box[1]) if line.place else (0, 0.0)


def _vat_of_rates(quote: Quote) -> Iterator[Check]:
    """Where several rates are printed with the VAT of each, and that of one of them alone isn't what its lines make."""
    bases: dict[Decimal, Decimal] = {}
    for line in quote.lines:
        if line.in_total and line.vat_rate is None:
            return
        if line.in_total and line.vat_rate is not None:
            bases[line.vat_rate] = bases.get(line.vat_rate, Decimal(0)) + (line.net_amount or Decimal(0))
    rows = [(row, share, _amounts(PERCENT.sub(" ", row.text))) for row, share in _rates(quote)]
    named = [(row, share, amounts) for row, share, amounts in rows if bases.get(share) and amounts]
    wrong = [each for each in named if not _holds(each[2], bases[each[1]] * each[1] / 100)]
    if len(named) == len(bases) > 1 and len(wrong) == 1:
        row, share, amounts = wrong[0]
        if amounts[:-1] in ([], [bases[share]]):
            yield _wrong("vat-share", ("TVA", "VAT"), share, bases[share], amounts[-1], row)


def _rates(quote: Quote) -> Iterator[tuple[Passage, Decimal]]:
    for row in quote.passages:
        shares = PERCENT.findall(row.text)
        if _VAT.search(fold(row.text)) and len(shares) == 1:
            yield row, Decimal(shares[0].replace(",", "."))


def _holds(amounts: list[Decimal], vat: Decimal) -> bool:
    return any(close(amount, vat, Decimal("0.05")) for amount in amounts)


def _amounts(text: str) -> list[Decimal]:
    """The amounts of money of a row, each in all its readings: one that may be read in two ways counts as two."""
    return list(dict.fromkeys(amounts_in(text)))
