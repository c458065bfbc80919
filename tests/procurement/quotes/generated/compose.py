"""From a truth and a style to blocks: the people at the top, the document's facts, the tables, the terms."""

from __future__ import annotations

from random import Random
from typing import Literal

from . import wording
from .blocks import Beside, Block, Break, Cell, Gap, Grid, Paper, Text
from .lines import option_grid, tables
from .style import Style
from .totals import totals
from .truth import Side, Truth

_SIDES: tuple[Literal["L", "R"], ...] = ("L", "R")


def compose(random: Random, truth: Truth, style: Style) -> Paper:
    """The document that this supplier would send."""
    lines, sums = tables(random, truth, style), totals(random, truth, style)
    apart: list[Block] = [Break()] if style.totals == "page" else [Gap(3)]
    body = [*sums, Gap(6), *lines] if style.totals_first else [*lines, *apart, *sums]
    blocks: list[Block] = [*_top(random, truth, style), Gap(6), *body]
    if truth.options and style.options_table:
        blocks += [Gap(5), *option_grid(random, truth, style)]
    blocks += [Gap(4), *_end(random, truth, style)]
    name = truth.supplier.name
    footer = _identity(truth) if style.identity != "header" else ""
    long = len(truth.items) > 14
    return Paper(
        tuple(blocks),
        header=f"{name} - {truth.number}" if long else "",
        footer=footer,
        font=style.font,
        size=style.size,
    )


def _identity(truth: Truth) -> str:
    side = truth.supplier
    return wording.IDENTITY[truth.language].format(
        name=side.name,
        capital=side.capital,
        siret=side.siret,
        vat_id=side.vat_id,
        phone=side.phone,
        email=side.email,
    )


def _top(random: Random, truth: Truth, style: Style) -> list[Block]:
    supplier = _supplier(random, truth, style)
    label = random.choice(wording.CUSTOMER_LABELS[truth.language])
    customer = _side(truth.customer, label)
    facts = _facts(random, truth, style)
    if style.customer_first:
        return [Beside((tuple(customer), tuple(supplier)), (0.55, 0.45)), Gap(6), *facts]
    if style.header == "stacked":
        return [*supplier, Gap(4), *_shifted(customer), Gap(5), *facts]
    if style.header == "right-left":
        return [Beside((tuple(facts), tuple(supplier)), (0.55, 0.45)), Gap(5), *customer]
    if style.header == "boxes":
        return [*facts, Gap(4), Beside((_boxed(supplier), (), _boxed(customer)), (0.47, 0.06, 0.47))]
    if style.header == "three":
        return [Beside((tuple(supplier), tuple(facts)), (0.55, 0.45)), Gap(6), *_shifted(customer)]
    return [Beside((tuple(supplier), tuple(customer)), (0.55, 0.45)), Gap(6), *facts]


def _supplier(random: Random, truth: Truth, style: Style) -> list[Block]:
    side = truth.supplier
    blocks: list[Block] = [Text(side.name, bold=True, scale=1.3), Text("\n".join(side.address))]
    more = [f"Tél. {side.phone}" if truth.language == "fr" else side.phone, side.email]
    if style.identity != "footer" and side.siret:
        more.append(f"SIRET : {side.siret}")
    if style.identity != "footer" and side.vat_id and not truth.exempt:
        more.append(
            f"{random.choice(('TVA intracommunautaire', 'N° TVA', 'TVA intracom.'))} : {side.vat_id}"
            if truth.language == "fr"
            else f"USt-IdNr.: {side.vat_id}"
        )
    return [*blocks, Text("\n".join(more))]


def _side(side: Side, label: str) -> list[Block]:
    blocks: list[Block] = [Text(label, bold=True)] if label else []
    blocks += [Text(side.name, bold=not label), Text("\n".join(side.address))]
    return [*blocks, Text(f"SIRET : {side.siret}")] if side.siret else blocks


def _shifted(blocks: list[Block]) -> list[Block]:
    return [Beside(((), tuple(blocks)), (0.55, 0.45))]


def _boxed(blocks: list[Block]) -> tuple[Block, ...]:
    text = "\n".join(block.text for block in blocks if isinstance(block, Text))
    return (Grid((1.0,), ((Cell(text, bold="first"),),), "L", rules="frame"),)


def _facts(random: Random, truth: Truth, style: Style) -> list[Block]:
    language, day = truth.language, style.date(truth.issued_on, truth.language)
    number = style.number_label or random.choice(wording.NUMBERS[truth.kind][language])
    title = random.choice(wording.TITLES[truth.kind][language])
    pairs = [(number, truth.number), (random.choice(wording.DATES[language]), day)]
    if truth.validity:
        pass
    elif truth.valid_until:
        pairs.append((random.choice(wording.VALIDS[language]), style.date(truth.valid_until, language)))
    if style.meta == "sentence" and language == "fr":
        word = {"quote": "Devis", "invoice": "Facture", "credit": "Avoir"}[truth.kind]
        return [
            Text(f"{word} n° {truth.number} du {day}", bold=True, scale=1.3),
            *[Text(f"{a} {b}") for a, b in pairs[2:]],
        ]
    if style.meta == "pairs":
        rows = tuple((Cell(a), Cell(b)) for a, b in pairs)
        return [
            Text(title, bold=True, scale=1.6),
            Grid((0.5, 0.5), rows, "LL", rules=random.choice(("none", "all", "rows")), pad=0.6),
        ]
    if style.meta == "above":
        heads = tuple(Cell(a.rstrip(" :"), bold=True) for a, _ in pairs)
        grid = Grid(
            (1 / len(pairs),) * len(pairs),
            (heads, tuple(Cell(b) for _, b in pairs)),
            "L" * len(pairs),
            rules=random.choice(("none", "all")),
        )
        return [Text(title, bold=True, scale=1.6), Gap(2), grid]
    align: Literal["L", "R"] = random.choice(_SIDES)
    rest: list[Block] = [Text(f"{a} {b}", align=align) for a, b in pairs[1:]]
    if style.meta == "title":
        return [Text(f"{number} {truth.number}", align=align, bold=True, scale=1.4), *rest]
    return [
        Text(title, align=align, bold=True, scale=1.6),
        Text(f"{number} {truth.number}", align=align),
        *rest,
    ]


def _end(random: Random, truth: Truth, style: Style) -> list[Block]:
    blocks: list[Block] = []
    if truth.validity:
        blocks.append(Text(random.choice(wording.DURATIONS[truth.language]).format(truth.validity)))
    if truth.months and truth.language == "fr":
        blocks.append(
            Text(
                random.choice(
                    (
                        f"Engagement de {truth.months} mois.",
                        f"Durée d'engagement : {truth.months} mois",
                        f"Contrat d'une durée de {truth.months} mois",
                    )
                )
            )
        )
    if style.schedule and truth.gross > 0:
        blocks += [Gap(3), *_schedule(random, truth, style), Gap(3)]
    if style.hours:
        blocks += [
            Grid(
                (0.5, 0.25),
                tuple(
                    (Cell(a), Cell(b))
                    for a, b in (
                        ("Intervenant", "Heures prévues"),
                        ("Graphiste", "12"),
                        ("Développeur", "30"),
                    )
                ),
                "LR",
                heads=1,
            )
        ]
    blocks += [
        Text(text)
        for text in random.sample(
            wording.TERMS[truth.language], min(style.terms, len(wording.TERMS[truth.language]))
        )
    ]
    if random.random() < 0.4:
        blocks.append(Text(f"IBAN : {truth.supplier.iban}"))
    if truth.kind == "quote" and truth.language == "fr":
        blocks += [Gap(3), Text("Bon pour accord, date et signature :")]
    return blocks


def _schedule(random: Random, truth: Truth, style: Style) -> list[Block]:
    """What is to be paid when: amounts that are no lines."""
    parts = random.choice(((30, 70), (40, 30, 30), (50, 50)))
    names = (
        ("À la commande", "À la validation de la maquette", "À la livraison")
        if len(parts) == 3
        else ("À la commande", "À la livraison")
    )
    money = style.figures.money
    rows = [(Cell("Échéance"), Cell("Part"), Cell(random.choice(("Montant TTC", "Montant"))))]
    rows += [
        (Cell(name), Cell(f"{part} %"), Cell(money((truth.gross * part / 100).quantize(truth.gross))))
        for name, part in zip(names, parts, strict=True)
    ]
    return [
        Text(
            random.choice(("Échéancier de paiement", "Modalités de paiement", "Conditions de règlement :")),
            bold=True,
        ),
        Grid((0.4, 0.15, 0.25), tuple(rows), "LRR", heads=1),
    ]
