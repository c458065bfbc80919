# ruff: noqa: E501  -- rows of words and of drawing read better one a line
"""What reality does to a quote, one trait at a time over a plain layout: what fails is then known by its name. A trait
changes the style, and where it must what the quote says."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from random import Random
from typing import Any, NamedTuple

from . import wording
from .families import COMMON, a_style
from .style import Figures, Style
from .truth import Item, Truth, a_truth

_ALL = ("name", "quantity", "unit", "price", "rate", "net")


class Trait(NamedTuple):
    """`part` is what it changes: two traits of different parts go together."""

    part: str
    styled: Callable[[Random, Style], Style]
    said: Callable[[Random, Truth], Truth] = lambda _random, truth: truth


def strange(seed: int) -> tuple[Truth, Style, str]:
    """The quote of this seed, its layout, and the name of its trait; the last "trait" is three at once."""
    random = Random(seed)
    names = [*TRAITS, SEVERAL]
    name = names[seed % len(names)]
    chosen = [TRAITS[name]] if name != SEVERAL else _some(random)
    style = replace(
        a_style(random, random.choice(("classic", "software", "tall_cells"))), currency_in_heads=False
    )
    style = replace(style, figures=replace(style.figures, after=style.figures.after or " €"))
    style = _wishing(
        style, lines=(2, 9), errors=0.0, exempt=0.0, several_rates=0.1, adjusted=0.0, discounts=0.0, words=0.0
    )
    for trait in chosen:
        style = trait.styled(random, style)
    style = replace(style, heads=_headed(random, style))
    truth = a_truth(random, style.wish)
    for trait in chosen:
        truth = trait.said(random, truth)
    return truth, style, name


def _some(random: Random) -> list[Trait]:
    parts = sorted({trait.part for trait in TRAITS.values()})
    return [
        random.choice([trait for trait in TRAITS.values() if trait.part == part])
        for part in random.sample(parts, 3)
    ]


def _wishing(style: Style, **wishes: Any) -> Style:
    return replace(style, wish=replace(style.wish, **wishes))


def _headed(random: Random, style: Style) -> dict[str, str]:
    """The style's own headings, and usual ones for the columns that it says nothing of."""
    heads = dict(style.heads)
    for key in style.columns:
        if key not in heads:
            usual = wording.HEADS["fr"][key]
            heads[key] = random.choice([text for text in usual if text not in heads.values()] or usual)
    return heads


def _with_columns(style: Style, *columns: str) -> Style:
    """Other columns, with usual headings; the discount goes."""
    return replace(style, columns=columns, heads={})


def permuted(random: Random, style: Style) -> Style:
    return _with_columns(style, *random.sample(_ALL, len(_ALL)))


def amount_first(random: Random, style: Style) -> Style:
    return _with_columns(
        style, *random.choice((("net", "name", "quantity", "price"), ("price", "quantity", "net", "name")))
    )


def without_headings(random: Random, style: Style) -> Style:
    columns = random.choice(
        (
            ("reference", "name", "quantity", "price", "net"),
            ("name", "unit", "quantity", "price", "rate", "net"),
            ("position", "name", "quantity", "price", "net"),
        )
    )
    return replace(_with_columns(style, *columns), headless=True)


def codes(random: Random, style: Style) -> Style:
    style = _with_columns(
        style,
        *random.choice(
            (
                ("reference", "name", "quantity", "price", "net"),
                ("reference", "name", "net"),
                ("reference", "name", "unit", "quantity", "price", "net"),
            )
        ),
    )
    heading = random.choice(("Code", "Réf.", "Article", "Référence", "Désignation", "Code art.", "Produit"))
    return replace(
        style,
        codes=True,
        heads={"reference": heading, "name": random.choice(("Libellé", "Description", "Détail"))},
    )


def two_texts(random: Random, style: Style) -> Style:
    style = _with_columns(
        style,
        *random.choice(
            (
                ("name", "more", "quantity", "price", "net"),
                ("name", "more", "net"),
                ("reference", "name", "more", "net"),
            )
        ),
    )
    return _wishing(replace(style, valign=random.choice("TM"), size=9.0), details=1.0)


def cut_words(random: Random, style: Style) -> Style:
    """A column of fifteen letters, filled to its edge."""
    style = _with_columns(style, "name", "quantity", "unit", "price", "discount", "rate", "tax", "net")
    style = replace(
        style, cut=random.randint(13, 15), size=8.0, pad=1.0, rules=random.choice(("all", "columns"))
    )
    return _wishing(replace(style, bold_names=False, fine=False), details=0.2)


def bilingual_headings(random: Random, style: Style) -> Style:
    style = _with_columns(
        style,
        *random.choice((("name", "quantity", "price", "net"), ("name", "quantity", "price", "rate", "net"))),
    )
    sign = random.choice((" / ", "\n", " - "))
    return replace(
        style,
        heads={
            key: sign.join(random.choice(wording.HEADS[of][key]) for of in ("fr", "en"))
            for key in style.columns
        },
        size=8.0,
    )


def wrong_headings(random: Random, style: Style) -> Style:
    style = _with_columns(style, "name", "quantity", "price", "net")
    wrong = random.choice((
        {"quantity": "Prix unitaire", "price": "Quantité"}, {"price": "Total", "net": "Prix"}, {"name": "Référence"}, {"net": "Prix unitaire", "price": "Total"},
        {"quantity": "Prix", "price": "Prix", "net": "Prix"}, {"name": "Quantité", "quantity": "Désignation"},
    ))  # fmt: skip
    return replace(style, heads=wrong)


def mixed_tax(random: Random, style: Style) -> Style:
    return _with_columns(
        style,
        *random.choice(
            (
                ("name", "quantity", "price", "gross"),
                ("name", "quantity", "price", "rate", "gross"),
                ("name", "quantity", "price_gross", "net"),
            )
        ),
    )


def before_and_after_discount(random: Random, style: Style) -> Style:
    """What each line comes to, a percentage off, and what is left: headed as a discount too."""
    heads = {
        "whole": random.choice(("Budget", "Prix", "Brut HT", "Avant remise")),
        "discount": random.choice(("Remise", "Rem. %", "Remise %")),
        "net": random.choice(("Budget remisé", "Prix remisé HT", "Après remise", "Montant remisé")),
    }
    style = _with_columns(style, "name", "quantity", "price", "whole", "discount", "net")
    return _wishing(replace(style, heads=heads, size=8.0), discounts=0.6, lines=(3, 8))


def unknown_heading(random: Random, style: Style) -> Style:
    """Names under a word that no quote of ours knows, days before them, amounts after."""
    heads = {"name": random.choice(("Contenu", "Atelier", "Quoi", "Étape", "Épisode", "Sujet"))}
    return _wishing(replace(_with_columns(style, "day", "name", "net"), heads=heads), priced=False, days=True)


def wide_sheet(random: Random, style: Style) -> Style:
    style = _with_columns(style, "name", "quantity", "unit", "price", "rate", "net")
    return _wishing(
        replace(style, split_after=random.choice((2, 3, 4)), size=8.0, pad=1.0, details_in_rows=False),
        details=0.0,
        lines=(3, 9),
    )


def second_block(random: Random, style: Style) -> Style:
    """The table goes on without its headings, below or on the next page."""
    style = replace(
        style, block=random.choice((2, 3, 4)), pages_between=random.random() < 0.5, details_in_rows=False
    )
    return _wishing(style, lines=(5, 12))


def prices_on_the_next_page(random: Random, style: Style) -> Style:
    return _wishing(replace(style, prose_first=True), details=random.choice((0.0, 0.6)))


def totals_on_the_next_page(random: Random, style: Style) -> Style:
    return replace(style, totals="page")


def section_sub_totals(random: Random, style: Style) -> Style:
    return _wishing(
        replace(style, sub_totals=True, section_numbers=random.random() < 0.5), sections=True, lines=(4, 9)
    )


def only_sub_totals(random: Random, style: Style) -> Style:
    style = replace(
        _with_columns(style, *random.choice((("name", "net"), ("name", "quantity", "price", "net")))),
        only_sub_totals=True,
    )
    return _wishing(style, details=1.0, priced=False, lines=(2, 5))


def amounts_beside_titles(random: Random, style: Style) -> Style:
    return _wishing(
        replace(_with_columns(style, *COMMON[0]), title_amounts=True), sections=True, lines=(4, 9)
    )


def summary_of_sections(random: Random, style: Style) -> Style:
    return _wishing(
        replace(style, summary=random.choice(("before", "after")), sub_totals=random.random() < 0.5),
        sections=True,
        lines=(4, 9),
    )


def lines_without_amount(random: Random, style: Style) -> Style:
    return _wishing(replace(style, priced_zero=random.random() < 0.5), words=0.4, lines=(3, 9))


def _free_of_charge(random: Random, truth: Truth) -> Truth:
    words = (
        "Offert",
        "Offerte",
        "Offertes",
        "Inclus",
        "inclus dans le forfait",
        "Compris",
        "—",
        "-",
        "Gratuit",
        "Pour mémoire",
    )
    return replace(
        truth,
        items=tuple(replace(item, word=random.choice(words)) if item.word else item for item in truth.items),
    )


def ranges_and_options(random: Random, style: Style) -> Style:
    return _wishing(replace(style, options_table=random.random() < 0.5), options=True, lines=(2, 6))


def _ranged(random: Random, truth: Truth) -> Truth:
    def word(item: Item) -> str:
        low = random.randint(1, 9) * 500
        return random.choice(
            (
                f"{low} à {low + 500} €",
                f"de {low} à {2 * low} €",
                f"{low} € - {low + 1000} €",
                f"à partir de {low} €",
                "sur devis",
            )
        )

    return replace(
        truth, options=tuple(replace(item, word=word(item), amount=Decimal(0)) for item in truth.options)
    )


def totals_without_wording(random: Random, style: Style) -> Style:
    nets, grosses = random.choice((
        (("Sous-total",), ("Total",)), (("Total",), ("Net à payer",)), (("Montant",), ("Total à payer",)), (("Sous-total",), ("Net à payer",)),
        (("Total",), ("Total général",)), (("Base",), ("À payer",)),
    ))  # fmt: skip
    return replace(style, net_labels=nets, gross_labels=grosses)


def rate_in_place_of_tax(random: Random, style: Style) -> Style:
    return replace(
        _wishing(style, several_rates=0.0), vat_as_rate=True, totals=random.choice(("right", "left", "pairs"))
    )


def wrong_labels(random: Random, style: Style) -> Style:
    nets, grosses = random.choice((
        (("Total HT",), ("Total HT",)), (("Total TTC",), ("Total HT",)), (("Total TTC",), ("Total TTC",)), (("Montant TTC",), ("Montant HT",)),
    ))  # fmt: skip
    return replace(
        style, net_labels=nets, gross_labels=grosses, totals=random.choice(("right", "left", "pairs"))
    )


def _unsaid(*fields: str) -> Callable[[Random, Truth], Truth]:
    return lambda _random, truth: replace(truth, silent=truth.silent | set(fields))


def bilingual_totals(random: Random, style: Style) -> Style:
    nets, grosses = random.choice((
        (("Total HT / Total excl. VAT",), ("Total TTC / Total incl. VAT",)), (("Sous-total / Subtotal",), ("Total / Grand total",)),
        (("Montant HT (Net amount)",), ("Net à payer (Amount due)",)),
    ))  # fmt: skip
    return replace(style, net_labels=nets, gross_labels=grosses)


def totals_first(random: Random, style: Style) -> Style:
    return replace(style, totals_first=True, totals=random.choice(("right", "left", "pairs", "band")))


def odd_thousands(random: Random, style: Style) -> Style:
    figures = random.choice((
        Figures(".", ",", "needed", "", " €"), Figures(",", ".", "always", "", " €"), Figures(".", "", "needed", "", ""), Figures("'", ".", "always", "", " €"),
        Figures(" ", ",", "needed", "€ ", ""),
    ))  # fmt: skip
    return _wishing(replace(style, figures=figures, quantity_decimals=False), large=True, lines=(1, 5))


def other_currency(random: Random, style: Style) -> Style:
    before, after = random.choice(
        (
            ("", " CHF"),
            ("CHF ", ""),
            ("", " DH"),
            ("", " F CFA"),
            ("", " FCFA"),
            ("$", ""),
            ("", " $ CA"),
            ("", " MAD"),
        )
    )
    return replace(style, figures=replace(style.figures, before=before, after=after))


def customer_first(random: Random, style: Style) -> Style:
    """The customer's box at the left, with a SIRET; the supplier's only in small print at the foot."""
    return replace(style, customer_first=True, identity=random.choice(("footer", "both")))


def _with_siret(random: Random, truth: Truth) -> Truth:
    other = a_truth(random, replace(_PLAINEST, lines=(1, 1))).supplier
    return replace(truth, customer=replace(truth.customer, siret=other.siret))


def odd_number_label(random: Random, style: Style) -> Style:
    label = random.choice(
        (
            "Référence :",
            "Facture",
            "N° d'intervention :",
            "Réf. :",
            "Dossier n°",
            "N° affaire :",
            "Proposition n°",
            "Notre référence :",
        )
    )
    return replace(style, number_label=label, meta=random.choice(("title", "pairs", "above", "lines")))


_PLAINEST = a_style(Random(0), "classic").wish
SEVERAL = "three traits at once"
TRAITS: dict[str, Trait] = {
    "columns permuted": Trait("columns", permuted), "amount first": Trait("columns", amount_first), "no headings": Trait("columns", without_headings),
    "codes": Trait("columns", codes), "two columns of words": Trait("columns", two_texts), "words cut by a column": Trait("columns", cut_words),
    "bilingual headings": Trait("columns", bilingual_headings), "wrong headings": Trait("columns", wrong_headings), "price HT, amount TTC": Trait("columns", mixed_tax),
    "amounts before and after a discount": Trait("columns", before_and_after_discount), "unknown heading": Trait("columns", unknown_heading), "paid in parts": Trait("totals", lambda _random, style: replace(style, schedule=True)),
    "wide sheet cut in two": Trait("columns", wide_sheet), "second block without headings": Trait("rows", second_block),
    "prose, then prices on the next page": Trait("rows", prices_on_the_next_page), "totals on the next page": Trait("totals", totals_on_the_next_page),
    "sections with sub-totals": Trait("rows", section_sub_totals), "sub-totals alone": Trait("columns", only_sub_totals), "amounts beside section titles": Trait("columns", amounts_beside_titles),
    "summary of sections": Trait("rows", summary_of_sections), "lines without amount": Trait("rows", lines_without_amount, _free_of_charge),
    "options and ranges": Trait("rows", ranges_and_options, _ranged), "totals without HT or TTC": Trait("totals", totals_without_wording),
    "rate in place of the tax": Trait("totals", rate_in_place_of_tax, _unsaid("vat")), "wrong labels of totals": Trait("totals", wrong_labels, _unsaid("net", "gross")),
    "bilingual totals": Trait("totals", bilingual_totals), "totals first": Trait("totals", totals_first), "odd thousands": Trait("figures", odd_thousands),
    "other currency": Trait("figures", other_currency), "customer first, with a SIRET": Trait("head", customer_first, _with_siret),
    "odd label of the number": Trait("head", odd_number_label),
}  # fmt: skip
