# ruff: noqa: E501  -- rows of words and of drawing read better one a line
"""How a quote is printed: figures, headings, columns, where things stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from random import Random
from typing import Literal

from . import wording
from .blocks import Rules
from .truth import Language, Wish


@dataclass(frozen=True)
class Figures:
    """How amounts are written. `cents` "needed": whole amounts go without decimals."""

    thousands: str = " "
    point: str = ","
    cents: Literal["always", "needed"] = "always"
    before: str = ""
    after: str = " €"
    minus: str = "-"

    def money(self, value: Decimal, *, bare: bool = False) -> str:
        whole, decimals = f"{abs(value):,.2f}".split(".")
        text = whole.replace(",", self.thousands)
        if self.cents == "always" or decimals != "00":
            text += self.point + decimals
        if not bare:
            text = f"{self.before}{text}{self.after}"
        return (self.minus if value < 0 else "") + text

    def plain(self, value: Decimal) -> str:
        return f"{value.normalize():f}".replace(".", self.point)

    def quantity(self, value: Decimal, decimals: bool = False) -> str:
        return f"{value:.2f}".replace(".", self.point) if decimals else self.plain(value)


@dataclass(frozen=True)
class Style:
    """A layout, and what it asks of a truth. `columns` are keys of wording.HEADS; the amounts without tax are "net", with tax "gross"."""

    family: str
    figures: Figures
    wish: Wish = field(default_factory=Wish)
    columns: tuple[str, ...] = ("name", "quantity", "price", "net")
    heads: dict[str, str] = field(default_factory=dict)
    headless: bool = False
    split_heads: bool = False  # over two rows
    capitals: bool = False
    currency_in_heads: bool = False
    rules: Rules = "all"
    dark: bool = False
    zebra: bool = False
    valign: Literal["T", "M", "B"] = "T"
    numbers_align: Literal["L", "C", "R"] = "R"
    pad: float = 1.2
    bold_names: bool = False
    fine: bool = False
    unit_with_quantity: bool = False
    omit_ones: bool = False
    quantity_decimals: bool = False
    empty_rows: int = 0
    details_in_rows: bool = False  # each detail is a row of its own
    cards: bool = False  # "2 j × 450,00 €" under the name, the amount alone at the right
    priced_zero: bool = True  # a free line still shows its price
    sub_totals: bool = True
    section_numbers: bool = False
    totals: Literal["right", "left", "band", "rows", "sentence", "recap", "page", "pairs"] = "right"
    totals_rules: Rules = "all"
    vat_by_rate: bool = True
    due: bool = False
    header: Literal["left-right", "right-left", "stacked", "boxes", "three"] = "left-right"
    meta: Literal["title", "pairs", "above", "sentence", "lines"] = "title"
    identity: Literal["header", "footer", "both"] = "both"
    schedule: bool = False
    hours: bool = False
    terms: int = 2
    per_page: int = 0  # lines before a carried-over total
    options_table: bool = True
    font: Literal["sans", "serif", "mono"] = "sans"
    size: float = 9.5
    day: str = "{d:02d}/{m:02d}/{y}"
    # What few suppliers do, each by a trait.
    codes: bool = False  # the reference is a few letters of the name
    cut: int = 0  # letters of a line of the name, cut within its words
    only_sub_totals: bool = False  # an item is a title, rows without amounts, and a sub-total
    title_amounts: bool = False  # the amount of a section stands beside its title
    summary: Literal["", "before", "after"] = ""  # a table of the sections, before or after that of the lines
    totals_first: bool = False
    block: int = 0  # rows of a table, of which those after the first have no headings
    pages_between: bool = False  # each of these tables on a page of its own
    split_after: int = 0  # columns of a first page, those of the same rows that remain on another
    prose_first: bool = False  # a page of words, then the prices
    net_labels: tuple[str, ...] = ()
    gross_labels: tuple[str, ...] = ()
    vat_as_rate: bool = False
    customer_first: bool = False
    number_label: str = ""

    def date(self, value: date, language: Language) -> str:
        month = wording.MONTHS[language][value.month - 1]
        return self.day.format(d=value.day, m=value.month, y=value.year, month=month, short=month[:3])


DAYS: dict[Language, tuple[str, ...]] = {
    "fr": ("{d:02d}/{m:02d}/{y}", "{d:02d}/{m:02d}/{y}", "{d} {month} {y}", "{d:02d}.{m:02d}.{y}", "{d:02d}-{m:02d}-{y}", "{y}-{m:02d}-{d:02d}"),
    "en": ("{month} {d}, {y}", "{d} {month} {y}", "{d} {short} {y}", "{y}-{m:02d}-{d:02d}"),
    "de": ("{d:02d}.{m:02d}.{y}", "{d}. {month} {y}"),
}  # fmt: skip


def some_figures(random: Random, language: Language) -> Figures:
    if language == "en":
        before, after = random.choice((("£", ""), ("€", ""), ("", ""), ("$", ""), ("", " EUR")))
        return Figures(",", ".", random.choice(("always", "always", "needed")), before, after)
    if language == "de":
        return Figures(
            random.choice((".", ".", "")), ",", "always", "", random.choice((" €", " EUR", "", "€"))
        )
    thousands, point = random.choice(
        (
            (" ", ","),
            ("\u00a0", ","),
            ("\u202f", ","),
            ("", ","),
            (".", ","),
            (" ", "."),
            ("", "."),
            (",", "."),
        )
    )
    return Figures(
        thousands, point, random.choice(("always", "always", "always", "needed")), "",
        random.choice((" €", " €", "\u00a0€", "€", "", " EUR", "\u202f€", " euros")), random.choice(("-", "-", "- ", "−")),
    )  # fmt: skip
