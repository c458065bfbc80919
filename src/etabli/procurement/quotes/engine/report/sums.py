"""Arithmetic findings: a printed error is shown as printed, a value that isn't sure is said to be missing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from ..findings import SUMS, amount_en as _en, amount_fr as _fr, finding
from ..model import Check, Found, Line, Quote
from ..packing import short
from ..values.arithmetic import CENT, cents, close, comes_to
from .certainty import (
    SURE,
    VOUCHED,
    are_proved,
    is_explained,
    is_like_another,
    is_wrong_line,
    is_wrong_sum,
    is_wrong_total,
    is_wrong_vat,
    makes_the_total,
    reread,
    speaks_of_tax,
)


def check_sums(quote: Quote) -> Iterator[Check]:
    """What does not add up in the figures, and what could not be read of them."""
    yield from _lines(quote)
    yield from _sum_of_lines(quote)
    yield from _gross(quote)
    yield from _vat(quote)
    yield from _mislabelled(quote)
    yield from _unread(quote)


def _lines(quote: Quote) -> Iterator[Check]:
    for at, line in enumerate(quote.lines):
        if line.included or not _misses_its_product(line) or is_explained(quote, line):
            continue
        if line.amount is None or line.quantity is None or line.unit_price is None:
            continue
        fr, en = _not_its_product(line, line.quantity, line.unit_price, line.amount)
        evidence = f"{line.description} · {line.quantity} × {line.unit_price} = {line.amount}"
        if is_wrong_line(quote, line):
            yield finding(
                "line-arithmetic", "error", f"Ligne {at + 1}\u00a0: {fr}", f"Line {at + 1}: {en}", SUMS, line=at,
                evidence=evidence, place=line.place,
            )  # fmt: skip
        elif not is_like_another(quote, line):
            yield reread(
                "line", f"Ligne {at + 1}\u00a0: avons-nous bien lu\u00a0? {fr}",
                f"Line {at + 1}: did we read it right? {en}", line=at, evidence=evidence, place=line.place,
            )  # fmt: skip


def _misses_its_product(line: Line) -> bool:
    """Whether no equation of the line came out; of what a person wrote, whether its plain product does."""
    if line.confidence < VOUCHED or line.discount or line.amount is None:
        return line.confidence < SURE
    return not comes_to((line.quantity or Decimal(0)) * (line.unit_price or Decimal(0)), line.amount)


def _not_its_product(line: Line, quantity: Decimal, price: Decimal, amount: Decimal) -> tuple[str, str]:
    count = short(quantity) or ""
    fr, en = f"{count.replace('.', ',')} × {_fr(price)}", f"{count} × {_en(price)}"
    if line.discount:
        return (
            f"{fr}, moins la remise ({line.discount}), ne donne pas {_fr(amount)}.",
            f"{en}, less the discount ({line.discount}), doesn't make {_en(amount)}.",
        )
    made = cents(quantity * price)
    return (
        f"{fr} = {_fr(made)}, le devis dit {_fr(amount)}.",
        f"{en} = {_en(made)}, the quote says {_en(amount)}.",
    )


def _sum_of_lines(quote: Quote) -> Iterator[Check]:
    lines = [line for line in quote.lines if line.in_total]
    target = quote.totals.net
    amounts = [line.net_amount for line in lines]
    if not amounts or any(a is None for a in amounts):
        target, amounts = quote.totals.gross, [line.gross_amount for line in lines]
    known = [a for a in amounts if a is not None]
    if not target or not known or len(known) < len(amounts):
        return
    total = sum(known, Decimal(0))
    changes = [a.amount for a in quote.totals.adjustments]
    slack = CENT * max(1, len(known))
    again = sum((line.amount or Decimal(0) for line in lines if line.recurring), Decimal(0))
    sums = [total, total - again, total + sum(changes, Decimal(0)), *(total + change for change in changes)]
    if any(close(s, target.value, slack) for s in sums):
        return
    if any(is_wrong_line(quote, line) and makes_the_total(quote, line) for line in lines):
        return  # said of that line
    if is_wrong_sum(quote, lines, target, total - target.value):
        yield finding(
            "lines-total", "warning",
            f"Les lignes lues font {_fr(total)}, le devis dit {_fr(target.value)}.",
            f"The lines read make {_en(total)}, the quote says {_en(target.value)}.",
            SUMS, target,
        )  # fmt: skip
        return
    yield reread(
        "lines",
        f"Avons-nous bien lu toutes les lignes\u00a0? Elles font {_fr(total)}, nous lisons un total de "
        f"{_fr(target.value)}. Il manque peut-être une ligne ou une remise.",
        f"Did we read all the lines? They make {_en(total)}, we read a total of {_en(target.value)}. A line or a "
        "discount may be missing.",
        target,
    )  # fmt: skip


def _gross(quote: Quote) -> Iterator[Check]:
    totals = quote.totals
    if not (totals.net and totals.vat and totals.gross):
        return
    made = totals.net.value + totals.vat.value
    if close(made, totals.gross.value, CENT):
        yield Check(
            "totals", "ok",
            f"HT + TVA font bien le total TTC\u00a0: {_fr(totals.net.value)} + {_fr(totals.vat.value)} = "
            f"{_fr(totals.gross.value)}.",
            f"Net + VAT make the total: {_en(totals.net.value)} + {_en(totals.vat.value)} = {_en(totals.gross.value)}.",
            totals.gross.printed, SUMS, None, totals.gross.place,
        )  # fmt: skip
        return
    sum_fr = f"{_fr(totals.net.value)} HT + {_fr(totals.vat.value)} de TVA = {_fr(made)}"
    sum_en = f"{_en(totals.net.value)} net + {_en(totals.vat.value)} VAT = {_en(made)}"
    if is_wrong_total(quote, made - totals.gross.value):
        yield finding(
            "totals", "error",
            f"{sum_fr}, le devis dit {_fr(totals.gross.value)} TTC.",
            f"{sum_en}, the quote says {_en(totals.gross.value)}.",
            SUMS, totals.gross,
        )  # fmt: skip
        return
    yield reread(
        "totals",
        f"Avons-nous bien lu les totaux\u00a0? {sum_fr}, nous lisons {_fr(totals.gross.value)} TTC.",
        f"Did we read the totals right? {sum_en}, we read {_en(totals.gross.value)}.",
        totals.gross,
    )  # fmt: skip


def _vat(quote: Quote) -> Iterator[Check]:
    for share in quote.totals.breakdown:
        if share.rate is None or share.base is None or share.vat is None:
            continue
        made, rate = cents(share.base * share.rate / 100), short(share.rate) or ""
        if close(made, share.vat, Decimal("0.05")):
            continue
        fr = f"TVA à {rate.replace('.', ',')}\u00a0% de {_fr(share.base)}\u00a0: {_fr(made)}"
        en = f"VAT at {rate}% of {_en(share.base)}: {_en(made)}"
        evidence = f"{rate} % · {share.base} · {share.vat}"
        if is_wrong_vat(quote, share):
            yield finding(
                "vat", "error", f"{fr}, le devis dit {_fr(share.vat)}.", f"{en}, the quote says {_en(share.vat)}.",
                SUMS, quote.totals.vat, evidence=evidence,
            )  # fmt: skip
        else:
            yield reread(
                "vat", f"Avons-nous bien lu la TVA\u00a0? {fr}, nous lisons {_fr(share.vat)}.",
                f"Did we read the VAT right? {en}, we read {_en(share.vat)}.", quote.totals.vat, evidence=evidence,
            )  # fmt: skip


_NET, _GROSS = re.compile(r"\b(ht|hors taxes?)\b"), re.compile(r"\b(ttc|toutes taxes)\b")
_NAMES = (
    ("net", "le total hors taxes", "the total without tax", _GROSS, _NET),
    ("vat", "la TVA", "the VAT", _GROSS, re.compile(r"\b(tva|ht)\b")),
    ("gross", "le total TTC", "the total with tax", _NET, _GROSS),
)  # each with the words that belong to another, and those that are its own


def _mislabelled(quote: Quote) -> Iterator[Check]:
    """A total of which the sums prove what it is, and whose own label says another."""
    net, gross = quote.totals.net, quote.totals.gross
    if net and gross and net.value == gross.value:
        return  # one amount, whatever it is called
    for name, fr, en, others, own in _NAMES:
        total: Found[Decimal] | None = getattr(quote.totals, name)
        both = are_proved(quote, total, quote.totals.net, quote.totals.gross, quote.totals.vat)
        if total and both and others.search(total.printed) and not own.search(total.printed):
            yield finding(
                "mislabelled", "warning",
                f"Le document écrit «\u00a0{total.printed}\u00a0» à côté de {_fr(total.value)}. D’après les sommes, "
                f"c’est {fr}.",
                f"The document writes “{total.printed}” beside {_en(total.value)}. By the sums, it is {en}.",
                SUMS, total,
            )  # fmt: skip


def _unread(quote: Quote) -> Iterator[Check]:
    totals = quote.totals
    if not totals.net and not totals.gross and not totals.due:
        yield finding(
            "total-unread", "info",
            "Nous n’avons pas trouvé de total dont nous soyons sûrs. Cherchez-le sur la page.",
            "We found no total that we are sure of. Look for it on the page.",
            SUMS,
        )  # fmt: skip
    elif totals.gross and not totals.net and not totals.vat:
        yield _tax_unsaid(quote, totals.gross)
    if not quote.lines:
        yield finding(
            "lines-unread", "info",
            "Nous n’avons pas trouvé de lignes dont nous soyons sûrs.",
            "We found no lines that we are sure of.",
            SUMS,
        )  # fmt: skip
    if quote.lines and all(line.net_amount is None and line.gross_amount is not None for line in quote.lines):
        yield finding(
            "lines-gross", "info",
            "Les lignes donnent des prix TTC seulement. Le prix HT de chaque ligne n’est pas affiché.",
            "The lines show prices including VAT only. The net price of each line isn't printed.",
            SUMS,
        )  # fmt: skip


def _tax_unsaid(quote: Quote, total: Found[Decimal]) -> Check:
    if quote.source == "ocr" or speaks_of_tax(quote):
        return reread(
            "tax",
            f"Avons-nous bien lu le total, {_fr(total.value)}\u00a0? Nous ne savons pas s’il est hors taxes ou TTC.",
            f"Did we read the total right, {_en(total.value)}? We don't know whether tax is included.",
            total,
        )  # fmt: skip
    return finding(
        "tax-unsaid", "warning",
        f"Le total de {_fr(total.value)} ne dit pas s’il est hors taxes ou TTC. Demandez-le.",
        f"The total of {_en(total.value)} doesn't say whether tax is included. Ask.",
        SUMS, total,
    )  # fmt: skip
