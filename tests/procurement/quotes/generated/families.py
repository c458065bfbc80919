# ruff: noqa: E501  -- rows of words and of drawing read better one a line
"""The families of layouts: what each fixes, the rest left to chance. A family is a way of working, never one supplier."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any, Literal

from . import wording
from .style import DAYS, Style, some_figures
from .truth import Language, Wish

type Family = tuple[Wish, Callable[[Random], dict[str, Any]]]


def a_style(random: Random, name: str) -> Style:
    """A layout of the family: its own choices over common ones."""
    wish, choose = FAMILIES[name]
    figures = some_figures(random, wish.language)
    style = Style(
        name, figures, font=random.choice(("sans", "sans", "sans", "serif", "mono") if name in _NARROW else ("sans", "sans", "serif")),
        size=random.choice((8.0, 9.0, 9.5, 10.0, 11.0)), day=random.choice(DAYS[wish.language]),
        header=random.choice(("left-right", "left-right", "right-left", "stacked", "boxes", "three")),
        meta=random.choice(("title", "title", "pairs", "above", "sentence", "lines")),
        identity=random.choice(("header", "footer", "both")), terms=random.randint(0, 3), vat_by_rate=random.random() < 0.7,
        valign=random.choice(_VALIGNS), bold_names=random.random() < 0.3, fine=random.random() < 0.3, pad=random.choice((0.6, 1.0, 1.6, 2.5)),
        unit_with_quantity=random.random() < 0.3, quantity_decimals=random.random() < 0.15, capitals=random.random() < 0.2,
        currency_in_heads=random.random() < 0.1, priced_zero=random.random() < 0.5, due=random.random() < 0.2,
        totals=random.choice(("right", "right", "right", "left", "recap", "pairs")),
        totals_rules=random.choice(("all", "rows", "none", "frame")),
    )  # fmt: skip
    style = replace(style, **choose(random))
    if style.currency_in_heads:
        style = replace(style, figures=replace(style.figures, after=" €", before=""))
    if "discount" not in style.columns:
        wish = replace(wish, discounts=0)
    return replace(style, heads=_heads(random, wish.language, style.columns), wish=wish)


def _heads(random: Random, language: Language, columns: tuple[str, ...]) -> dict[str, str]:
    heads: dict[str, str] = {}
    for key in columns:
        choices = [text for text in wording.HEADS[language][key] if text not in heads.values()]
        if key == "tax" and "rate" not in columns and language == "fr":
            choices = ["Montant TVA", "TVA", "Total TVA"]
        if key == "net" and "gross" in columns and language == "fr":
            choices = ["Montant HT", "Total HT", "Prix total HT"]
        heads[key] = random.choice(choices)
    return heads


_VALIGNS: tuple[Literal["T", "M", "B"], ...] = ("T", "T", "T", "M", "B")
_NARROW = ("prices_only", "letter", "cards", "no_headings")
COMMON = (
    ("name", "quantity", "price", "net"), ("name", "quantity", "unit", "price", "net"), ("quantity", "name", "price", "net"),
    ("name", "price", "quantity", "net"), ("name", "quantity", "price", "rate", "net"), ("name", "quantity", "price", "net", "rate"),
    ("name", "rate", "price", "quantity", "net"), ("name", "quantity", "price", "discount", "net"),
)  # fmt: skip


def classic(random: Random) -> dict[str, Any]:
    return {"columns": random.choice(COMMON), "rules": "all"}


def software(random: Random) -> dict[str, Any]:
    order = random.choice(
        (
            ("name", "rate", "price", "quantity", "discount", "net"),
            ("name", "quantity", "price", "rate", "net"),
            ("reference", "name", "rate", "price", "quantity", "net"),
        )
    )
    return {
        "columns": order,
        "rules": "rows",
        "bold_names": True,
        "fine": True,
        "totals": random.choice(("right", "recap")),
    }


def dark_heads(random: Random) -> dict[str, Any]:
    return {"columns": random.choice((("position", "name", "quantity", "price", "net"), ("name", "unit", "quantity", "price", "net"))),
            "rules": "none", "dark": True, "zebra": True, "pad": random.choice((1.6, 2.5))}  # fmt: skip


def spreadsheet(random: Random) -> dict[str, Any]:
    return {"columns": random.choice((("name", "unit", "quantity", "price", "net"), ("reference", "name", "quantity", "price", "net"), ("name", "quantity", "price", "net"))),
            "rules": "all", "empty_rows": random.randint(0, 8), "totals": "rows", "pad": 0.6}  # fmt: skip


def word_processor(random: Random) -> dict[str, Any]:
    return {"columns": random.choice((("name", "quantity", "price", "net"), ("name", "net"))), "rules": random.choice(("all", "none")),
            "font": "serif", "size": random.choice((11.0, 12.0)), "numbers_align": random.choice("LCR"), "header": "stacked",
            "totals": random.choice(("right", "left", "sentence"))}  # fmt: skip


def no_headings(random: Random) -> dict[str, Any]:
    return {"columns": random.choice((("name", "quantity", "price", "net"), ("quantity", "name", "price", "net"))), "headless": True,
            "rules": random.choice(("none", "rows", "all")), "priced_zero": True}  # fmt: skip


def letter(random: Random) -> dict[str, Any]:
    return {
        "columns": ("name", "quantity", "price", "net"),
        "totals": "sentence",
        "rules": random.choice(("rows", "none")),
        "font": "serif",
        "meta": "sentence",
    }


def sections(random: Random) -> dict[str, Any]:
    return {"columns": random.choice(COMMON[:4]), "sub_totals": random.random() < 0.6, "section_numbers": random.random() < 0.4,
            "rules": random.choice(("all", "rows", "none"))}  # fmt: skip


def quantity_first(random: Random) -> dict[str, Any]:
    return {"columns": random.choice((("quantity", "unit", "name", "price", "net"), ("reference", "quantity", "name", "price", "net"), ("quantity", "name", "net"))),
            "rules": random.choice(("columns", "frame", "rows"))}  # fmt: skip


def band(random: Random) -> dict[str, Any]:
    return {
        "columns": random.choice(COMMON),
        "totals": "band",
        "rules": random.choice(("frame", "columns", "all")),
    }


def recap(random: Random) -> dict[str, Any]:
    return {
        "columns": random.choice(
            (("name", "quantity", "price", "rate", "net"), ("name", "rate", "quantity", "price", "net"))
        ),
        "totals": "recap",
    }


def with_tax(random: Random) -> dict[str, Any]:
    return {"columns": random.choice((("name", "quantity", "price_gross", "gross"), ("name", "quantity", "price_gross", "rate", "gross"))),
            "rules": random.choice(("all", "rows")), "totals": random.choice(("right", "left"))}  # fmt: skip


def net_and_gross(random: Random) -> dict[str, Any]:
    order = random.choice(
        (
            ("name", "quantity", "price", "rate", "net", "gross"),
            ("name", "price", "quantity", "net", "tax", "gross"),
            ("name", "quantity", "price", "net", "rate", "tax", "gross"),
        )
    )
    return {"columns": order, "rules": random.choice(("all", "rows", "head")), "size": 8.0}


def clean(random: Random) -> dict[str, Any]:
    return {"columns": random.choice((("name", "quantity", "price", "net"), ("quantity", "name", "price", "net"), ("position", "name", "quantity", "price", "rate", "net"))),
            "rules": random.choice(("none", "rows", "head")), "pad": 2.5}  # fmt: skip


def german(random: Random) -> dict[str, Any]:
    return {"columns": random.choice((("position", "name", "quantity", "unit", "price", "net"), ("position", "reference", "name", "quantity", "price", "net"), ("quantity", "name", "price", "rate", "net"))),
            "rules": random.choice(("rows", "head", "all"))}  # fmt: skip


def tall_cells(random: Random) -> dict[str, Any]:
    return {"columns": random.choice(COMMON[:6]), "valign": random.choice("TMB"), "rules": random.choice(("all", "rows", "none")), "bold_names": random.random() < 0.6,
            "pad": random.choice((1.6, 2.5))}  # fmt: skip


def options(random: Random) -> dict[str, Any]:
    return {
        "columns": random.choice(COMMON[:5]),
        "options_table": random.random() < 0.5,
        "rules": random.choice(("all", "rows", "none")),
    }


def subscription(random: Random) -> dict[str, Any]:
    return {
        "columns": random.choice(
            (("name", "quantity", "price", "net"), ("name", "price", "net"), ("name", "net"))
        ),
        "rules": random.choice(("rows", "all")),
    }


def several_pages(random: Random) -> dict[str, Any]:
    return {"columns": random.choice(COMMON[:6]), "per_page": random.choice((0, 14, 18)), "rules": random.choice(("all", "rows", "columns", "none")), "size": 9.0,
            "pad": 1.0}  # fmt: skip


def schedule(random: Random) -> dict[str, Any]:
    return {"columns": random.choice(COMMON), "schedule": True, "hours": random.random() < 0.4}


def split_headings(random: Random) -> dict[str, Any]:
    return {
        "columns": random.choice(COMMON),
        "split_heads": True,
        "numbers_align": random.choice("CR"),
        "rules": random.choice(("all", "rows", "none")),
    }


def prices_only(random: Random) -> dict[str, Any]:
    return {
        "columns": random.choice(
            (("name", "net"), ("position", "name", "net"), ("reference", "name", "net"))
        ),
        "rules": random.choice(("rows", "none", "all")),
    }


def time_sheet(random: Random) -> dict[str, Any]:
    return {
        "columns": random.choice(
            (("day", "name", "hours", "hourly", "net"), ("name", "hours", "hourly", "net"))
        ),
        "rules": random.choice(("rows", "none", "all")),
    }


def abbreviated(random: Random) -> dict[str, Any]:
    return {
        "columns": random.choice(COMMON[1:]),
        "capitals": True,
        "size": 8.0,
        "rules": random.choice(("columns", "all")),
        "header": random.choice(("boxes", "three")),
    }


def cards(random: Random) -> dict[str, Any]:
    return {
        "columns": ("name", "net"),
        "cards": True,
        "rules": random.choice(("rows", "none")),
        "bold_names": True,
        "pad": 2.0,
    }


def credit_note(random: Random) -> dict[str, Any]:
    return {"columns": random.choice(COMMON[:5]), "rules": random.choice(("all", "rows"))}


def rows_of_details(random: Random) -> dict[str, Any]:
    return {
        "columns": random.choice(COMMON[:5]),
        "details_in_rows": True,
        "rules": random.choice(("all", "rows", "columns", "none")),
    }


def last_page(random: Random) -> dict[str, Any]:
    return {"columns": random.choice(COMMON[:6]), "totals": "page", "rules": random.choice(("all", "rows"))}


def ones_left_out(random: Random) -> dict[str, Any]:
    return {"columns": random.choice((("name", "quantity", "price", "net"), ("name", "unit", "quantity", "price", "net"))), "omit_ones": True,
            "unit_with_quantity": True, "numbers_align": random.choice("CR")}  # fmt: skip


FAMILIES: dict[str, Family] = {
    "classic": (Wish(), classic),
    "software": (Wish(details=0.6, discounts=0.3), software),
    "dark_heads": (Wish(), dark_heads),
    "spreadsheet": (Wish(details=0.0), spreadsheet),
    "word_processor": (Wish(lines=(1, 5)), word_processor),
    "no_headings": (Wish(discounts=0, words=0, details=0.2, adjusted=0, lines=(2, 8)), no_headings),
    "letter": (Wish(lines=(1, 4), adjusted=0, several_rates=0, errors=0), letter),
    "sections": (Wish(sections=True, lines=(4, 9), discounts=0), sections),
    "quantity_first": (Wish(), quantity_first),
    "band": (Wish(adjusted=0), band),
    "recap": (Wish(exempt=0, several_rates=0.6), recap),
    "with_tax": (Wish(taxed=1.0, exempt=0, discounts=0), with_tax),
    "net_and_gross": (Wish(exempt=0, discounts=0), net_and_gross),
    "english": (Wish(language="en"), clean),
    "german": (Wish(language="de", details=0.5), german),
    "tall_cells": (Wish(details=1.0), tall_cells),
    "options": (Wish(options=True, lines=(2, 6), adjusted=0), options),
    "subscription": (Wish(months=True, lines=(2, 5), adjusted=0, discounts=0, words=0, priced=False), subscription),
    "several_pages": (Wish(lines=(22, 60), several_rates=0.1, words=0.05), several_pages),
    "schedule": (Wish(), schedule),
    "split_headings": (Wish(), split_headings),
    "prices_only": (Wish(priced=False, discounts=0), prices_only),
    "time_sheet": (Wish(days=True, discounts=0, words=0), time_sheet),
    "abbreviated": (Wish(details=0.15), abbreviated),
    "cards": (Wish(discounts=0, lines=(1, 6)), cards),
    "credit_note": (Wish(credit=True, words=0), credit_note),
    "rows_of_details": (Wish(details=0.8), rows_of_details),
    "last_page": (Wish(lines=(3, 12)), last_page),
    "ones_left_out": (Wish(), ones_left_out),
    "english_net_and_gross": (Wish(language="en", discounts=0), net_and_gross),
    "german_sections": (Wish(language="de", sections=True, lines=(4, 8), discounts=0), sections),
}  # fmt: skip
