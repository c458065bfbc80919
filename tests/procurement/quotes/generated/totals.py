# ruff: noqa: E501  -- rows of words and of drawing read better one a line
"""The totals: their labels and amounts, and the shapes they are printed in."""

from __future__ import annotations

from decimal import Decimal
from random import Random

from . import wording
from .blocks import Beside, Block, Cell, Grid, Text
from .style import Style
from .truth import Share, Truth

type Pairs = list[tuple[str, str]]


def totals(random: Random, truth: Truth, style: Style) -> list[Block]:
    """What follows the lines; nothing when the totals are rows of the table itself."""
    blocks = [] if style.totals == "rows" else _shaped(random, truth, style)
    if truth.exempt:
        blocks.append(Text(random.choice(wording.EXEMPT), align=random.choice(("L", "R"))))
    return blocks


def _shaped(random: Random, truth: Truth, style: Style) -> list[Block]:
    if style.totals == "sentence":
        return [Text(_sentence(random, truth, style))]
    pairs = total_pairs(random, truth, style)
    if style.totals == "band":
        heads, values = (tuple(Cell(pair[at], bold=not at, align="C") for pair in pairs) for at in (0, 1))
        return [
            Grid(
                (1 / len(pairs),) * len(pairs),
                (heads, values),
                "C" * len(pairs),
                rules=random.choice(("all", "none", "frame")),
            )
        ]
    if style.totals == "pairs":
        return [
            Text(f"{label} : {value}", align="R", bold=at == len(pairs) - 1)
            for at, (label, value) in enumerate(pairs)
        ]
    box = Grid(
        (0.6, 0.4), tuple((Cell(a), Cell(b)) for a, b in pairs), "LR", rules=style.totals_rules, pad=0.8
    )
    if style.totals == "left":
        return [Beside(((box,), ()), (0.5, 0.5))]
    left: tuple[Block, ...] = ()
    if style.totals == "recap" and truth.shares:
        left = (_recap(random, truth, style),)
    return [Beside((left, (), (box,)), (0.45, 0.07, 0.48))]


def total_pairs(random: Random, truth: Truth, style: Style) -> Pairs:
    """(label, amount) of each total, in the order in which they are printed."""
    language, money = truth.language, style.figures.money
    pairs: Pairs = []
    for what, amount in truth.adjustments:
        pairs.append((random.choice(wording.BEFORE[language]), money(truth.lines_total)))
        pairs.append((random.choice(wording.ADJUSTMENTS[language].get(what, (what,))), money(amount)))
    if truth.exempt:
        pairs.append((random.choice(style.gross_labels or wording.ONLY[language]), money(truth.gross)))
        return pairs + _payments(random, truth, style)
    used = {label for label, _ in pairs}
    nets = [
        label
        for label in wording.NETS[language]
        if label not in used and not (truth.adjustments and label in wording.BEFORE[language])
    ]
    at = random.randrange(len(style.net_labels)) if style.net_labels else 0
    net = (style.net_labels[at] if style.net_labels else random.choice(nets), money(truth.net))
    vats = _vats(random, truth, style)
    grosses = style.gross_labels[at : at + 1] or [g for g in wording.GROSSES[language] if g != net[0]]
    gross = (random.choice(grosses), money(truth.gross))
    if truth.taxed and random.random() < 0.5:
        pairs += [
            gross,
            *[(f"dont {label}" if not label.startswith("dont") else label, value) for label, value in vats],
            net,
        ]
    else:
        pairs += [net, *vats, gross]
    return pairs + _payments(random, truth, style)


def _vats(random: Random, truth: Truth, style: Style) -> Pairs:
    language, money = truth.language, style.figures.money
    if style.vat_as_rate:
        return [("TVA", f"{style.figures.plain(share.rate)} %") for share in truth.shares]
    label = random.choice(wording.VATS[language])
    each = [(label.format(rate=style.figures.plain(share.rate)), money(share.vat)) for share in truth.shares]
    whole = (random.choice(wording.VAT_SUMS[language]), money(truth.vat))
    if len(each) == 1:
        return each if style.vat_by_rate else [whole]
    return each if style.vat_by_rate else [whole] if random.random() < 0.6 else [*each, whole]


def _payments(random: Random, truth: Truth, style: Style) -> Pairs:
    if truth.after:
        due = truth.gross + sum((amount for _, amount in truth.after), Decimal(0))
        changes = [(label, style.figures.money(amount)) for label, amount in truth.after]
        return [*changes, (random.choice(wording.DUES), style.figures.money(due))]
    if truth.deposit is None:
        return []
    label = random.choice(wording.DEPOSITS[truth.language]).format(percent=truth.deposit_rate)
    pairs = [(label, style.figures.money(truth.deposit))]
    if style.due and truth.language == "fr":
        pairs.append(
            (
                random.choice(("Solde à la livraison", "Reste à payer", "Solde")),
                style.figures.money(truth.gross - truth.deposit),
            )
        )
    return pairs


def _recap(random: Random, truth: Truth, style: Style) -> Grid:
    """VAT rate by rate, in a table of its own."""
    money, plain = style.figures.money, style.figures.plain
    heads = {
        "fr": (("Taux", "Base HT", "Montant TVA"), ("TVA %", "Base", "TVA")),
        "en": (("VAT rate", "Net", "VAT"),),
        "de": (("MwSt.", "Netto", "Betrag"),),
    }
    rows = [tuple(Cell(text, bold=True) for text in random.choice(heads[truth.language]))]
    rows += [_share_row(share, plain(share.rate), money) for share in truth.shares]
    return Grid(
        (0.26, 0.37, 0.37), tuple(rows), "RRR", heads=1, rules=random.choice(("all", "rows")), pad=0.8
    )


def _share_row(share: Share, rate: str, money: object) -> tuple[Cell, ...]:
    assert callable(money)
    return (Cell(f"{rate} %"), Cell(money(share.base)), Cell(money(share.vat)))


def _sentence(random: Random, truth: Truth, style: Style) -> str:
    money = style.figures.money
    if truth.exempt:
        return random.choice(
            (
                f"Soit un montant total de {money(truth.gross)}.",
                f"Total de notre proposition : {money(truth.gross)}",
            )
        )
    rate = style.figures.plain(truth.shares[0].rate) if truth.shares else "20"
    named = f"TVA {rate} %" if len(truth.shares) < 2 else "TVA"
    return random.choice((
        f"Soit un total de {money(truth.net)} HT, {named} : {money(truth.vat)}, soit {money(truth.gross)} TTC.",
        f"Montant total HT : {money(truth.net)} - {named} : {money(truth.vat)} - Montant total TTC : {money(truth.gross)}",
        f"Le montant de nos prestations s'élève à {money(truth.net)} hors taxes, auquel s'ajoute la {named} de {money(truth.vat)}, pour un total TTC de {money(truth.gross)}.",
    ))  # fmt: skip
