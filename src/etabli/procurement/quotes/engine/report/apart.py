"""What a file prints beside the one total that was read: options with a price, a second quote, a second choice."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal

from ..findings import SUMS, amount_en, amount_fr, finding
from ..model import Check, Passage, Quote
from ..text.pages import fold
from ..text.vocabulary import OPTIONS, total_kind
from ..values.arithmetic import close
from .leftovers import amounts_in, understood

_MOST = 3  # options that are named
_PRICED = re.compile(r"^(options?|en option|variantes?|prestations? (optionnelle|complementaire)s?)\b")
_TITLE = re.compile(
    r"\b(?:devis|facture)\s*(?:n\s?[°º]|no\b|num[ée]ro|réf\.?)\s*:?\s*([A-Z]*[-_/]?\d[\w/-]*)", re.I
)
_ANOTHERS = re.compile(
    r"\b(annul\w*|remplac\w*|suite|selon|precedent\w*|avenant|rappel|conform\w*|initial|facture du)\b"
)
_CHOICE = re.compile(
    r"^(ou bien|soit|(formule|variante|solution|scenario|option|proposition|version|choix|offre) (n |no )?\w{1,12})\b"
)


def check_apart(quote: Quote) -> Iterator[Check]:
    """Options that the total leaves out, and a second block of totals of which nothing else is said."""
    yield from _options(quote)
    yield from _second(quote)


def _options(quote: Quote) -> Iterator[Check]:
    priced = [(at, line, line.amount) for at, line in enumerate(quote.lines) if line.optional and line.amount]
    if priced:
        first = priced[0][1]
        fr = ", ".join(f"«\u00a0{o.description}\u00a0» ({amount_fr(a)})" for _, o, a in priced[:_MOST] if a)
        en = ", ".join(f"“{o.description}” ({amount_en(a)})" for _, o, a in priced[:_MOST] if a)
        more = len(priced) - _MOST
        yield finding(
            "options-apart", "info",
            f"Des options ne sont pas dans le total\u00a0: {fr}{f' et {more} de plus' if more > 0 else ''}.",
            f"Options aren't in the total: {en}{f' and {more} more' if more > 0 else ''}.",
            SUMS, line=priced[0][0], place=first.place,
        )  # fmt: skip
        return
    row = next(_unread_options(quote), None)
    if row:
        yield finding(
            "options-apart", "info",
            f"Des options ne sont pas dans le total\u00a0: «\u00a0{row.text}\u00a0».",
            f"Options aren't in the total: “{row.text}”.", SUMS, row,
        )  # fmt: skip


def _unread_options(quote: Quote) -> Iterator[Passage]:
    """The rows below the totals that give an option a price which has no place in the reading."""
    totals = [total for total in (quote.totals.net, quote.totals.gross) if total and total.place]
    last = max(((t.place.page, t.place.box[3]) for t in totals if t.place), default=None)
    known = {*understood(quote)}
    below = [p for p in quote.passages if last and (p.place.page, p.place.box[1]) > last]
    for at, row in enumerate(below):
        text = fold(row.text)
        heads = OPTIONS.search(text) and not {*amounts_in(row.text)}
        rows = below[at + 1 : at + 3] if heads else [row] if _PRICED.search(text) else []
        yield from (each for each in rows if {*amounts_in(each.text)} - known)


def _second(quote: Quote) -> Iterator[Check]:
    blocks = _blocks(quote.passages)
    grosses = list(dict.fromkeys(gross for _, gross in blocks))
    if quote.source == "xml" or len(grosses) < 2:
        return
    numbers = list(dict.fromkeys(number for _, number in _titles(quote.passages)))
    second = next((at for at, gross in blocks if gross != grosses[0]), 0)
    if len(numbers) > 1:
        yield finding(
            "second-quote", "info",
            f"Ce fichier contient deux devis\u00a0: {numbers[0]} et {numbers[1]}. Envoyez-les l’un après l’autre.",
            f"This file holds two quotes: {numbers[0]} and {numbers[1]}. Send them one after the other.",
            SUMS, quote.passages[second],
        )  # fmt: skip
    elif any(_CHOICE.search(fold(p.text)) and len(p.text.split()) < 10 for p in quote.passages[:second]):
        yield finding(
            "second-quote", "info",
            f"Ce fichier donne deux totaux au choix\u00a0: {amount_fr(grosses[0])} et {amount_fr(grosses[1])}. "
            "Vérifiez lequel nous avons lu.",
            f"This file gives two totals to choose from: {amount_en(grosses[0])} and {amount_en(grosses[1])}. Check "
            "which one we read.",
            SUMS, quote.passages[second],
        )  # fmt: skip


def _titles(passages: Sequence[Passage]) -> Iterator[tuple[int, str]]:
    """The numbers of the quotes that short rows call so."""
    for at, passage in enumerate(passages):
        match = _TITLE.search(passage.text)
        if match and len(passage.text.split()) < 10 and not _ANOTHERS.search(fold(passage.text)):
            yield at, match[1]


def _blocks(passages: Sequence[Passage]) -> list[tuple[int, Decimal]]:
    """Where a net total, its tax and their sum stand close below each other, and that sum."""
    blocks: list[tuple[int, Decimal]] = []
    rows = [(at, total_kind(fold(_label(p.text))), [*amounts_in(p.text)]) for at, p in enumerate(passages)]
    for at, kind, amounts in rows:
        if kind not in ("gross", "due", "total") or not amounts:
            continue
        near = rows[max(0, at - 5) : at]
        nets = [a for _, k, values in near if k == "net" for a in values]
        taxes = [a for _, k, values in near if k == "vat" for a in values]
        if any(tax and close(net + tax, amounts[-1]) for net in nets for tax in taxes):
            blocks.append((at, amounts[-1]))
    return blocks


def _label(text: str) -> str:
    return re.sub(r"[\d.,%€\s\u00a0\u202f]+$", "", text)
