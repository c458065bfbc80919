"""Arithmetic findings: a printed error is shown as printed, a value that isn't sure is said to be missing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from .arithmetic import CENT, cents, close
from .model import Check, Line, Quote, Totals
from .wording import amount_en as _en
from .wording import amount_fr as _fr

_SOURCE = "Calcul"


def check_sums(quote: Quote) -> Iterator[Check]:
    yield from _lines(quote)
    yield from _sum_of_lines(quote)
    yield from _gross(quote.totals)
    yield from _vat(quote.totals)
    yield from _unread(quote)


def _lines(quote: Quote) -> Iterator[Check]:
    for at, line in enumerate(quote.lines):
        if line.confidence >= 0.7 or line.amount is None or line.quantity is None or line.unit_price is None:
            continue
        fr, en = _not_its_product(line, cents(line.quantity * line.unit_price), line.amount)
        yield Check(
            "line-arithmetic", "error", f"Ligne {at + 1}\u00a0: {fr}", f"Line {at + 1}: {en}",
            _evidence(line), _SOURCE, at, line.place,
        )  # fmt: skip


def _not_its_product(line: Line, made: Decimal, amount: Decimal) -> tuple[str, str]:
    if line.discount:
        return (
            f"quantité × prix unitaire, moins la remise ({line.discount}), ne donne pas {_fr(amount)}.",
            f"quantity × price, less the discount ({line.discount}), doesn't make {_en(amount)}.",
        )
    return (
        f"quantité × prix unitaire donne {_fr(made)}. Le devis affiche {_fr(amount)}.",
        f"quantity × price makes {_en(made)}, the quote shows {_en(amount)}.",
    )


def _evidence(line: Line) -> str:
    return f"{line.description} · {line.quantity} × {line.unit_price} = {line.amount}"


def _sum_of_lines(quote: Quote) -> Iterator[Check]:
    lines = [line for line in quote.lines if not line.optional]
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
    yield Check(
        "lines-total", "warning",
        f"Les lignes lues font {_fr(total)}, le devis affiche un total de {_fr(target.value)}. À vérifier.",
        f"The lines read make {_en(total)}, the quote shows a total of {_en(target.value)}. To be checked.",
        target.printed, _SOURCE, None, target.place,
    )  # fmt: skip


def _gross(totals: Totals) -> Iterator[Check]:
    if not (totals.net and totals.vat and totals.gross):
        return
    made = totals.net.value + totals.vat.value
    if close(made, totals.gross.value, CENT):
        yield Check(
            "totals", "ok",
            f"Le total TTC est juste\u00a0: {_fr(totals.net.value)} + {_fr(totals.vat.value)} = "
            f"{_fr(totals.gross.value)}.",
            f"The total is right: {_en(totals.net.value)} + {_en(totals.vat.value)} = {_en(totals.gross.value)}.",
            totals.gross.printed, _SOURCE, None, totals.gross.place,
        )  # fmt: skip
        return
    yield Check(
        "totals", "error",
        f"Total HT plus TVA : {_fr(made)}. Le devis affiche {_fr(totals.gross.value)} TTC.",
        f"Net + VAT makes {_en(made)}, the quote shows {_en(totals.gross.value)}.",
        totals.gross.printed, _SOURCE, None, totals.gross.place,
    )  # fmt: skip


def _vat(totals: Totals) -> Iterator[Check]:
    for share in totals.breakdown:
        if share.rate is None or share.base is None or share.vat is None:
            continue
        made = cents(share.base * share.rate / 100)
        if not close(made, share.vat, Decimal("0.05")):
            yield Check(
                "vat", "error",
                f"TVA à {share.rate.normalize():f}\u00a0% de {_fr(share.base)}\u00a0: {_fr(made)}, le devis "
                f"affiche {_fr(share.vat)}.",
                f"VAT at {share.rate.normalize():f}% of {_en(share.base)}: {_en(made)}, the "
                f"quote shows {_en(share.vat)}.",
                "", _SOURCE, None, totals.vat.place if totals.vat else None,
            )  # fmt: skip


def _unread(quote: Quote) -> Iterator[Check]:
    totals = quote.totals
    if not totals.net and not totals.gross and not totals.due:
        yield Check(
            "total-unread", "warning",
            "Nous n’avons pas trouvé de total dont nous soyons sûrs. Cherchez-le sur la page.",
            "We found no total that we are sure of. Look for it on the page.",
            "", _SOURCE,
        )  # fmt: skip
    elif totals.gross and not totals.net and not totals.vat:
        yield Check(
            "tax-unsaid", "warning",
            f"Le total de {_fr(totals.gross.value)} ne dit pas s’il est hors taxes ou toutes "
            "taxes comprises. Demandez-le.",
            f"The total of {_en(totals.gross.value)} doesn't say whether tax is included. Ask.",
            totals.gross.printed, _SOURCE, None, totals.gross.place,
        )  # fmt: skip
    if not quote.lines:
        yield Check(
            "lines-unread", "warning",
            "Nous n’avons pas trouvé de lignes dont nous soyons sûrs.",
            "We found no lines that we are sure of.",
            "", _SOURCE,
        )  # fmt: skip
    if quote.lines and all(line.net_amount is None and line.gross_amount is not None for line in quote.lines):
        yield Check(
            "lines-gross", "info",
            "Les lignes donnent des prix TTC seulement\u00a0: le prix HT de chaque ligne n’est pas affiché.",
            "The lines show prices including VAT only: the net price of each line isn't printed.",
            "", _SOURCE,
        )  # fmt: skip
