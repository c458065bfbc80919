# ruff: noqa: E501  -- rows of words read better one a line
"""Quotes whose total isn't the sum of their lines, for reasons that they print: discounts, charges, cash discounts,
deposits, rounding, options; and quotes that are wrong."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from random import Random

from .families import a_style
from .style import Style
from .truth import Item, Share, Truth, a_truth, cents

_FAMILIES = (
    "classic",
    "software",
    "tall_cells",
    "recap",
    "spreadsheet",
    "prices_only",
    "dark_heads",
    "band",
    "net_and_gross",
)
_OFF = ("Remise {rate}", "Remise commerciale {rate}", "Remise fidélité {rate}", "Remise exceptionnelle", "Rabais {rate}", "Geste commercial",
        "Remise globale", "Escompte {rate}", "Ristourne", "Code promo BIENVENUE", "Reprise de l’ancien matériel", "Avoir n° 14")  # fmt: skip
_MORE = ("Port", "Frais de port", "Port et emballage", "Livraison", "Frais de livraison HT", "Transport", "Frais de dossier", "Éco-participation",
         "Déplacement", "Forfait déplacement", "Majoration week-end {rate}", "Frais d’emballage", "Participation aux frais de port")  # fmt: skip
_PAID = ("Acompte versé le 12/03", "Acompte de {rate} versé", "Acompte reçu", "Escompte {rate} pour paiement comptant", "Arrondi", "Chèque cadeau",
         "Consigne", "Timbre", "Avoir à déduire", "Prime déduite", "Remise {rate} sur le TTC", "Port TTC", "Caution", "Déjà réglé")  # fmt: skip
_ADDED = ("Consigne", "Timbre", "Port TTC", "Caution")


def changed(seed: int) -> tuple[Truth, Style]:
    """The quote of this seed and its layout: right, with one to three changes of its totals."""
    random = Random(seed)
    truth, style = _plain(random)
    options: tuple[Item, ...] = ()
    if random.random() < 0.2 and len(truth.items) > 2:
        truth, options = replace(truth, items=truth.items[:-1]), truth.items[-1:]
    total, adjustments = truth.lines_total, []
    for _ in range(random.choice((0, 1, 1, 2, 3))):
        what, amount = _change(random, total, style)
        adjustments.append((what, amount))
    truth = _summed(replace(truth, options=options, adjustments=tuple(adjustments)))
    after = [_payment(random, truth.gross, style) for _ in range(random.choice((0, 0, 1, 2)))]
    return replace(truth, after=tuple(after), deposit=None), style


def wrong(seed: int) -> tuple[Truth, Style]:
    """The quote of this seed and its layout: plain, and wrong in one sum."""
    random = Random(seed)
    truth, style = _plain(random)
    error = ("line", "net", "gross")[seed % 3]
    if error == "line" and "quantity" in style.columns:
        items = (replace(truth.items[0], amount=truth.items[0].amount + 130), *truth.items[1:])
        return replace(_summed(replace(truth, items=items, deposit=None)), error="line"), style
    extra = Decimal(130)
    truth = _summed(replace(truth, deposit=None), extra if error != "gross" else Decimal(0))
    if error == "gross":
        return replace(truth, gross=truth.gross + extra, error="gross"), style
    return replace(truth, error="net"), style


def _plain(random: Random) -> tuple[Truth, Style]:
    style = a_style(random, random.choice(_FAMILIES))
    style = replace(style, terms=random.choice((0, 0, 1)), figures=replace(style.figures, cents="always"))
    wish = replace(
        style.wish,
        lines=(3, 7),
        errors=0.0,
        adjusted=0.0,
        exempt=0.0,
        words=0.0,
        options=False,
        several_rates=0.0,
        details=0.3,
    )
    style = replace(style, wish=wish)
    return a_truth(random, wish), style


def _change(random: Random, total: Decimal, style: Style) -> tuple[str, Decimal]:
    off = random.random() < 0.5
    rate = Decimal(random.choice((2, 3, 5, 10, 15)))
    label = random.choice(_OFF if off else _MORE)
    amount = cents(total * rate / 100) if "{rate}" in label else Decimal(random.randint(300, 9000)) / 100
    return label.format(rate=f"{style.figures.plain(rate)} %"), -amount if off else amount


def _payment(random: Random, gross: Decimal, style: Style) -> tuple[str, Decimal]:
    label, rate = random.choice(_PAID), Decimal(random.choice((2, 5, 30, 40)))
    share = cents(gross * rate / 100)
    amount = (
        share
        if "{rate}" in label
        else Decimal(random.randint(1, 49)) / 100
        if label == "Arrondi"
        else Decimal(random.randint(5, 60)) * 5
    )
    return label.format(rate=f"{style.figures.plain(rate)} %"), amount if label in _ADDED else -amount


def _summed(truth: Truth, extra: Decimal = Decimal(0)) -> Truth:
    """With the totals of its lines and changes (and of what is too much), under the one rate."""
    rate = truth.items[0].rate
    net = truth.lines_total + sum((amount for _, amount in truth.adjustments), extra)
    vat = cents(net * rate / 100)
    return replace(truth, net=net, vat=vat, gross=net + vat, shares=(Share(rate, net, vat),))
