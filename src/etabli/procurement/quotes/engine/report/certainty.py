"""The one rule of what may be said against whoever made a document: only what doesn't depend on our reading of it.

A check that accuses gives its finding with `certain`, worked out here from the values that feed it. What isn't certain
is asked of the person who holds the document ("Avons-nous bien lu… ?"), and no question goes to the supplier.

Certain are the data of an e-invoice, what a person wrote or confirmed, and of a page what other figures of it prove; of
a picture only what a person confirmed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from ..findings import SUMS, finding, is_mentioned
from ..layout.labels import USUAL_RATES
from ..model import Check, Found, Line, Place, Quote, VatShare
from ..text.numbers import readings
from ..text.pages import fold
from ..text.vocabulary import RATES_OF_VAT
from ..values.arithmetic import CENT, cents, close, comes_to
from .leftovers import NUMBER, PERCENT, differences, explains, is_left_over, printed_on, some_of

SURE = 0.7  # below, a value is doubtful
PROVED = 0.93  # from here on an equation, the figures that check a number, or a person confirmed it
VOUCHED = 1.0  # a person wrote or confirmed it
_VAT_NAMED = r"\b(tva|t v a|vat|mwst|ust|umsatzsteuer|mehrwertsteuer)\b"
_TAX = r"\b(ht|h t|ttc|t t c|tva|t v a|hors taxes?|taxes?|vat|tax|mwst|ust|umsatzsteuer|netto|brutto)\b"
_REGISTRATION = re.compile(r"(?<!\d)\d{3}[ .]?\d{3}[ .]?\d{3}(?:[ .]?\d{5})?(?!\d)")
_REGISTER = re.compile(r"\b(siret|siren|rcs|r c s)\b")
_CHANGED = re.compile(
    r"^(port|livraison)\b(?! (en|sous|le|prevue?|a|au|dans|estimee?|sur)\b)|"
    r"\b(remises?|rabais|ristournes?|escompte|eco|participation|contribution|frais|"
    r"majoration|discount|rabatt\w*|skonto|nachlass|"
    r"abschlage?|zuschlage?|versand\w*|charges?|allowances?)\b"
)
_NOT_NOW = re.compile(  # what may be due or taken off one day, or is no change at all
    r"\b(recouvrement|retard|penalit\w*|anticipe\w*|(pas|sans|aucun) (d |de )?escompte|"
    r"(a|de|par) (chaque )?(kilometre|km|heure)s?|au dela|charged at|innerhalb|binnen|hors frais|en sus|"
    r"cahier des charges|"
    r"(a|avant|apres|des) la livraison|(rue|quai|avenue|place|boulevard) ([a-z]+ ){0,3}port)\b"
)
_REDUCED = re.compile(
    r"%|\bremise|rabais|ristourn|offert|promo|gratui|discount|rabatt|\bpartir de|\benviron", re.I
)


def reread(
    of: str, fr: str, en: str, at: Found[Any] | None = None, *, line: int | None = None, evidence: str = "",
    place: Place | None = None,
) -> Check:  # fmt: skip
    """The question that stands for the finding `of` while we aren't certain of what we read."""
    look_fr, look_en = " Regardez sur le document.", " Look at the document."
    return finding(
        f"reread-{of}",
        "info",
        fr + look_fr,
        en + look_en,
        SUMS,
        at,
        line=line,
        evidence=evidence,
        place=place,
    )


def are_proved(quote: Quote, *values: Found[Any] | None) -> bool:
    """Whether each value is there, and certain: of a picture, that a person confirmed it, for two digits misread alike
    agree with each other."""
    least = {"xml": 0.0, "ocr": VOUCHED}.get(quote.source, PROVED)
    return all(value is not None and value.confidence >= least for value in values)


def is_wrong_line(quote: Quote, line: Line) -> bool:
    """Whether it is certain that the product printed on a line isn't its amount: a person confirmed its figures, or
    most of the other lines come out in the same columns and nothing on this one says why it doesn't."""
    made, amount = _product(line), line.amount
    if line.confidence == VOUCHED:
        return True
    if quote.source == "xml":
        return (
            made is None
            or amount is None
            or not (_is_rounded(line, made, amount) or _is_of_several(made, amount))
        )
    if quote.source == "ocr" or made is None or amount is None or line.discount or line.optional:
        return False
    others = [other for other in quote.lines if other is not line and _product(other) is not None]
    right = [other for other in others if other.confidence >= PROVED]
    alike = [other for other in others if other not in right and _ratio(other) == _ratio(line)]
    printed = " ".join([line.description, line.details, *printed_on(quote, line)])
    is_reduced = _REDUCED.search(_without_rate(printed, line.vat_rate))
    least = 0 if makes_the_total(quote, line) else 1 if adds_up(quote) else 2
    return (
        len(right) >= max(least, len(others) * 2 / 3)
        and not alike
        and not is_reduced
        and not is_explained(quote, line)
        and not _is_of_a_power(made, amount)
        and _is_printed_whole(quote, line)
    )


def _without_rate(text: str, rate: Decimal | None) -> str:
    """The text without the percentages that are the line's rate of VAT."""
    return PERCENT.sub(lambda m: " " if Decimal(m[1].replace(",", ".")) == rate else m[0], text)


def makes_the_total(quote: Quote, line: Line) -> bool:
    """Whether the product of a line, in place of its amount, is just what the net total lacks."""
    made, amount = _product(line), line.amount
    return made is not None and amount is not None and made != amount and adds_up(quote, made - amount)


def adds_up(quote: Quote, more: Decimal = Decimal(0)) -> bool:
    """Whether the amounts of all lines, and `more`, make a net total that the VAT and the gross total prove."""
    totals, lines = quote.totals, [line for line in quote.lines if line.in_total]
    if not (totals.net and totals.gross) or not are_proved(quote, totals.net):
        return False
    closes = close(totals.net.value + (totals.vat.value if totals.vat else 0), totals.gross.value)
    amounts = [line.net_amount for line in lines if line.net_amount is not None]
    return (
        closes
        and len(amounts) == len(lines)
        and close(sum(amounts, more), totals.net.value, CENT * len(lines))
    )


def is_explained(quote: Quote, line: Line) -> bool:
    """Whether a page itself says why the product of a line isn't its amount: rounding, a credit, the tax of a rate that
    is printed, or another number on its row (of days or persons, a percentage)."""
    made, amount = _product(line), line.amount
    if quote.source == "xml" or line.confidence == VOUCHED or not made or amount is None:
        return False
    if _is_rounded(line, made, amount) or made == -amount:
        return True
    rates = {rate for p in quote.passages for rate in _rates_on(p.text)} | {line.vat_rate or Decimal(0)}
    taxes = [1 + rate / 100 for rate in rates]
    slack = CENT * 2 + abs(line.quantity or Decimal(0)) * CENT / 2  # of a price that was rounded for printing
    taxed = any(close(made * tax, amount, slack) or close(made / tax, amount, slack) for tax in taxes)
    return taxed or any(
        comes_to(other, amount)
        for n in _others_on(quote, line)
        for other in (made * n, made / n, made * (100 - n) / 100, made * (100 + n) / 100)
    )


def _others_on(quote: Quote, line: Line) -> list[Decimal]:
    """The numbers printed on the row of a line that aren't its own values, from 2 up."""
    printed = re.findall(r"\d+(?:[.,]\d+)?", " ".join(printed_on(quote, line)))
    numbers = [value for digits in printed for value in readings(digits, None)[:1]]
    for used in (line.quantity, line.unit_price, line.vat_rate, line.amount):
        if used in numbers:
            numbers.remove(used)
    return [n for n in numbers if n >= 2]


def _is_printed_whole(quote: Quote, line: Line) -> bool:
    """Whether the price and the amount of a line each stand whole in one row: two rows may have run together."""
    printed = {
        value
        for text in printed_on(quote, line)
        for digits in (*NUMBER.findall(text), *re.findall(r"\d[\d.,'’]*\d|\d", text))
        for value in readings(re.sub(r"\s", "", digits), None)
    }
    return not printed or {line.unit_price, abs(line.amount or Decimal(0))} <= printed


def _is_of_a_power(made: Decimal, amount: Decimal) -> bool:
    """Whether the price may be that of 10, 100 or 1000."""
    ratio = abs(made / amount) if amount else Decimal(0)
    return any(close(each, Decimal(1), CENT) for n in (10, 100, 1000) for each in (ratio / n, ratio * n))


def is_like_another(quote: Quote, line: Line) -> bool:
    """Whether an earlier line misses its product by the same factor: one rule that we don't know, asked about once."""
    before = quote.lines[: next(at for at, other in enumerate(quote.lines) if other is line)]
    return any(other.confidence < SURE and _ratio(other) == _ratio(line) for other in before)


def is_wrong_sum(quote: Quote, lines: Sequence[Line], total: Found[Decimal], gap: Decimal) -> bool:
    """Whether it is certain that the lines don't make the total: every one was read, no amount on their rows, among
    them or down to the total is left over, and nothing else that is printed says where the difference comes from."""
    if quote.source == "xml" and not quote.passages:
        return True
    least = VOUCHED if quote.source == "ocr" else SURE  # of a picture, a row may not have been seen at all
    if not are_proved(quote, total) or any(line.confidence < least for line in lines):
        return False
    if gap % 1000 == 0 or len({line.net_amount is None for line in lines}) > 1:
        return (
            False  # a narrow cell parts thousands from the rest; amounts with and without tax were added up
        )
    if quote.source == "xml" and any(line.confidence < VOUCHED and line.place for line in lines):
        return False  # the data leave the lines out: they are those of the page
    amounts = [line.amount for line in lines if line.amount is not None]
    is_part = total.value in some_of(amounts)  # some of the lines may be options
    is_part = is_part or -gap in some_of(differences(quote, lines))  # or have another amount on their row
    is_whole = not is_left_over(quote, lines, total)
    return is_whole and not (is_part or _changes_its_sum(quote) or explains(quote, gap, of=total.value))


def _changes_its_sum(quote: Quote) -> bool:
    """Whether a discount or a charge on the whole is printed: not all of it was understood when the sum doesn't come
    out."""
    named = {fold(line.description) for line in quote.lines} - {""}
    texts = [fold(p.text) for p in quote.passages]
    return any(not _NOT_NOW.search(change.label) for change in quote.totals.adjustments) or any(
        _CHANGED.search(text)
        and re.search(r"\d", text)
        and not _NOT_NOW.search(text)
        and not any(name in text for name in named)
        for text in texts
    )


def is_wrong_total(quote: Quote, gap: Decimal) -> bool:
    """Whether it is certain that net, VAT and gross total don't agree: two of them are proved otherwise, the third has
    a label of its own, and nothing that is printed says where the difference comes from."""
    values = [value for value in (quote.totals.net, quote.totals.vat, quote.totals.gross) if value]
    if quote.source == "xml" or are_proved(quote, *values):
        return True
    proved = [value for value in values if are_proved(quote, value)]
    net, vat = quote.totals.net, quote.totals.vat
    if net in proved and net and vat and vat not in proved and _is_of_a_rate(net.value, vat.value):
        proved.append(vat)
    named = all(value.confidence >= SURE for value in values)
    return quote.source != "ocr" and len(proved) >= 2 and named and not explains(quote, gap)


def _is_of_a_rate(net: Decimal, vat: Decimal) -> bool:
    """Whether a usual rate makes that VAT of that net total."""
    return bool(vat) and any(close(net * rate / 100, vat) for rate in USUAL_RATES)


def is_wrong_vat(quote: Quote, share: VatShare) -> bool:
    """Whether it is certain that a rate doesn't make the VAT beside it: the bases of all rates make the net total, and
    on a page that rate is the only one."""
    net, vat, gross = quote.totals.net, quote.totals.vat, quote.totals.gross
    if net and vat and gross and not close(net.value + vat.value, gross.value):
        return False  # one of them may be that of a part
    bases = [each.base for each in quote.totals.breakdown]
    whole = sum((base for base in bases if base is not None), Decimal(0))
    if net is None or not are_proved(quote, net) or not close(whole, net.value) or _changes_its_sum(quote):
        return False
    if quote.source == "xml":
        return True
    rates: set[Decimal | None] = {rate for p in quote.passages for rate in _rates_on(p.text)}
    rates |= {line.vat_rate for line in quote.lines} - {None}
    gap = cents((share.base or Decimal(0)) * (share.rate or Decimal(0)) / 100) - (share.vat or Decimal(0))
    is_seen = quote.source != "ocr" or are_proved(quote, quote.totals.vat)
    return is_seen and rates <= {share.rate} and not explains(quote, gap)


def _rates_on(text: str) -> Iterator[Decimal]:
    """The percentages of a row that may be rates of VAT: likely ones, and any that stand beside its name."""
    is_named = re.search(_VAT_NAMED, fold(text))
    for printed in PERCENT.findall(text):
        rate = Decimal(printed.replace(",", "."))
        if 0 < rate <= 27 and (is_named or rate in RATES_OF_VAT):
            yield rate


_ABROAD = re.compile(r"\b(rechnung|angebot|mwst|ust|gmbh|invoice|quotation|vat)\w*\b")
_FRENCH = re.compile(r"\b(devis|factures?|tva|ttc|ht|siret|siren|rcs|montant|quantite)\b")


def is_french(quote: Quote) -> bool:
    """Whether French law may ask something of whoever made it: nothing says that they are of another country."""
    ids = (quote.supplier.vat_id, quote.supplier.iban)
    if any(each and not each.value.startswith("FR") for each in ids):
        return False
    text = quote.folded_text
    return not _ABROAD.search(text) or bool(_FRENCH.search(text))


def speaks_of_tax(quote: Quote) -> bool:
    """Whether a word of tax is printed somewhere: what we didn't find may stand beside it."""
    return is_mentioned(quote, _TAX)


def speaks_of_vat(quote: Quote) -> bool:
    """Whether the VAT itself is named beside anything else: what we didn't find may be there. Alone it says nothing."""
    named = re.compile(_VAT_NAMED)
    return any(
        named.search(text) and not named.fullmatch(text) for text in (fold(p.text) for p in quote.passages)
    )


def holds_a_registration(quote: Quote) -> bool:
    """Whether a number of the form of a firm's is printed somewhere, whosever it is."""
    return any(_REGISTRATION.search(p.text) or _REGISTER.search(fold(p.text)) for p in quote.passages)


def _product(line: Line) -> Decimal | None:
    return (
        line.quantity * line.unit_price if line.quantity is not None and line.unit_price is not None else None
    )


def _ratio(line: Line) -> Decimal | None:
    made = _product(line)
    return round(line.amount / made, 3) if made and line.amount is not None else None


def _is_of_several(made: Decimal, amount: Decimal) -> bool:
    """Whether the price is that of several: data name it in more ways than one."""
    several = (amount / made).to_integral_value() if made else Decimal(0)
    return several > 1 and close(made * several, amount, CENT)


def _is_rounded(line: Line, made: Decimal, amount: Decimal) -> bool:
    """Whether a price or an amount that was rounded for printing may make the difference."""
    apart, whole = abs(made - amount), amount == amount.to_integral_value()
    return (
        comes_to(made, amount)
        or apart <= abs(line.quantity or Decimal(0)) * CENT / 2 + CENT
        or (whole and apart < 1)
    )
