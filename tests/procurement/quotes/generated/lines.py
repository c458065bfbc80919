# ruff: noqa: E501  -- rows of words and of drawing read better one a line
"""The tables of lines: cells, sections, sub-totals, carried-over totals, options."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from random import Random

from . import wording
from .blocks import Block, Break, Cell, Gap, Grid, Text
from .style import Style
from .truth import CENT, Item, Truth, cents

_WIDTHS = {"position": 0.08, "reference": 0.15, "day": 0.16, "quantity": 0.12, "hours": 0.12, "unit": 0.09, "price": 0.14, "hourly": 0.14,
           "price_gross": 0.15, "whole": 0.14, "discount": 0.13, "rate": 0.1, "tax": 0.12, "net": 0.15, "gross": 0.15, "more": 0.27}  # fmt: skip
_LEFT = ("name", "more", "reference", "day", "position", "unit")
type Row = tuple[Cell, ...]


def tables(random: Random, truth: Truth, style: Style) -> list[Block]:
    """The lines, over one table or several pages of tables."""
    maker = _Maker(random, truth, style)
    rows = maker.sub_totals(truth.items) if style.only_sub_totals else maker.rows(truth.items)
    if truth.options and not style.options_table:
        rows += [maker.title("Options (non comprises dans le total)"), *maker.rows(truth.options)]
    rows += [maker.row()] * style.empty_rows
    if style.totals == "rows":
        from .totals import total_pairs

        rows += [maker.closing(label, text) for label, text in total_pairs(random, truth, style)]
    if style.per_page and len(truth.items) > style.per_page:
        return _carried(random, truth, style, maker)
    before, after = _around(truth, style)
    if style.split_after:
        return [*before, *maker.cut_in_two(rows), *after]
    step = style.block or len(rows) or 1
    blocks: list[Block] = []
    for at in range(0, len(rows) or 1, step):
        apart: list[Block] = [Break() if style.pages_between else Gap(6)] if at else []
        blocks += [*apart, maker.grid(rows[at : at + step], headed=not at)]
    return [*before, *blocks, *after]


def _around(truth: Truth, style: Style) -> tuple[list[Block], list[Block]]:
    """What stands before and after the lines and says them otherwise: prose, or a table of the sections."""
    before: list[Block] = []
    if style.prose_first:
        for item in truth.items:
            words = ", ".join(item.details) or "Détails à convenir"
            before += [Text(item.name, bold=True), Text(f"{words}."), Gap(2)]
        before.append(Break())
    if not style.summary:
        return before, []
    sums: dict[str, Decimal] = {}
    for item in truth.items:
        sums[item.section] = sums.get(item.section, Decimal(0)) + item.amount
    heads = (Cell("Récapitulatif", bold=True), Cell("Montant HT", bold=True))
    rows = tuple((Cell(name), Cell(style.figures.money(amount))) for name, amount in sums.items())
    table: list[Block] = [Grid((0.45, 0.25), (heads, *rows), "LR", heads=1, rules=style.totals_rules), Gap(5)]
    return ([*before, *table], []) if style.summary == "before" else (before, [Gap(5), *table])


def option_grid(random: Random, truth: Truth, style: Style) -> list[Block]:
    maker = _Maker(random, truth, style)
    title = random.choice(
        (
            "Options",
            "En option",
            "Options proposées (non comprises dans le total)",
            "Prestations optionnelles",
        )
    )
    return [Text(title, bold=True, scale=1.1), Gap(1), maker.grid(maker.rows(truth.options))]


def _carried(random: Random, truth: Truth, style: Style, maker: _Maker) -> list[Block]:
    below, above = random.choice(wording.CARRIED[truth.language])
    blocks: list[Block] = []
    total, step = Decimal(0), style.per_page
    for at in range(0, len(truth.items), step):
        some = truth.items[at : at + step]
        rows = maker.rows(some)
        if at:
            rows = [maker.closing(above, style.figures.money(total)), *rows]
        total += sum((item.amount for item in some), Decimal(0))
        if at + step < len(truth.items):
            rows.append(maker.closing(below, style.figures.money(total)))
        blocks += [*([Break()] if at else []), maker.grid(rows)]
    return blocks


class _Maker:
    def __init__(self, random: Random, truth: Truth, style: Style) -> None:
        self.random, self.truth, self.style = random, truth, style
        self.columns = style.columns
        self.sub_total = random.choice(wording.SUB_TOTALS[truth.language])
        self.sign = random.choice(("x", "×", "*"))
        self.at = 0

    def cut_in_two(self, rows: Sequence[Row]) -> list[Block]:
        """A sheet wider than the paper: the same rows go on, on another page."""
        whole, at = self.grid(rows), self.style.split_after
        left = replace(
            whole,
            widths=whole.widths[:at],
            aligns=whole.aligns[:at],
            rows=tuple(row[:at] for row in whole.rows),
        )
        right = replace(
            whole,
            widths=whole.widths[at:],
            aligns=whole.aligns[at:],
            rows=tuple(row[at:] for row in whole.rows),
        )
        return [left, Break(), right]

    def grid(self, rows: Sequence[Row], *, headed: bool = True) -> Grid:
        style = self.style
        fixed = sum(_WIDTHS.get(key, 0.0) for key in self.columns)
        widths = tuple(_WIDTHS.get(key, 1 - fixed) for key in self.columns)
        aligns = "".join("L" if key in _LEFT else style.numbers_align for key in self.columns)
        heads = self.heads() if headed and not style.headless else []
        return Grid(
            widths, (*heads, *rows), aligns, len(heads), style.rules, style.dark and bool(heads), style.zebra, style.valign, style.pad,
            fine=style.fine,
        )  # fmt: skip

    def heads(self) -> list[Row]:
        texts = [self.style.heads[key] for key in self.columns]
        if self.style.family == "abbreviated":
            texts = [wording.ABBREVIATED[key] for key in self.columns]
        if self.style.capitals:
            texts = [text.upper() for text in texts]
        if self.style.currency_in_heads:
            texts = [
                f"{text} (€)" if key in ("price", "net", "gross") else text
                for key, text in zip(self.columns, texts, strict=True)
            ]
        if self.style.split_heads:
            texts = [
                "\n".join(text.rsplit(" ", 1)) if key != "name" else text
                for key, text in zip(self.columns, texts, strict=True)
            ]
        return [tuple(Cell(text, bold=True) for text in texts)]

    def row(self, **cells: Cell) -> Row:
        return tuple(cells.get(key, Cell()) for key in self.columns)

    def title(self, text: str, amount: Decimal | None = None) -> Row:
        if amount is None or not self.style.title_amounts:
            return self.row(name=Cell(text, bold=True))
        return self.row(name=Cell(text, bold=True), net=Cell(self.style.figures.money(amount), bold=True))

    def closing(self, label: str, amount: str) -> Row:
        """A row whose label spans all but the amount."""
        last = self.columns[-1] in ("net", "gross")
        if last:
            return (Cell(label, bold=True, align="R", span=len(self.columns) - 1), Cell(amount, bold=True))
        return self.row(
            name=Cell(label, bold=True), **{"gross" if self.truth.taxed else "net": Cell(amount, bold=True)}
        )

    def rows(self, items: Sequence[Item]) -> list[Row]:
        rows: list[Row] = []
        for at, item in enumerate(items):
            if item.section and (at == 0 or items[at - 1].section != item.section):
                number = (
                    f"{len({i.section for i in items[: at + 1]})}. " if self.style.section_numbers else ""
                )
                rows.append(self.title(number + item.section, self._of_section(items, item.section)))
            rows += self._item(item)
            last = at + 1 == len(items) or items[at + 1].section != item.section
            if item.section and last and self.style.sub_totals and not self.style.title_amounts:
                total = self._of_section(items, item.section)
                rows.append(
                    self.closing(self.sub_total.format(section=item.section), self.style.figures.money(total))
                )
        return rows

    def _of_section(self, items: Sequence[Item], section: str) -> Decimal:
        return sum((item.amount for item in items if item.section == section), Decimal(0))

    def sub_totals(self, items: Sequence[Item]) -> list[Row]:
        """Each item as a title, rows that have no amount, and what they come to together."""
        rows: list[Row] = []
        for item in items:
            rows += [
                self.row(name=Cell(item.name, bold=True)),
                *(self.row(name=Cell(text)) for text in item.details),
            ]
            rows.append(
                self.closing(self.sub_total.format(section=item.name), self.style.figures.money(item.amount))
            )
        return rows

    def _item(self, item: Item) -> list[Row]:
        self.at += 1
        style = self.style
        details = item.details if "more" not in self.columns else ()
        if style.cards:
            details = (
                f"{self._quantity(item)} {item.unit} {self.sign} {style.figures.money(item.price)}".replace(
                    "  ", " "
                ),
                *details,
            )
        if style.details_in_rows:
            texts, below = [item.name], [self.row(name=Cell(text)) for text in details]
        else:
            texts, below = [item.name, *details], []
        if style.cut:
            texts = [text[at : at + style.cut] for text in texts for at in range(0, len(text), style.cut)]
        cells = {"name": Cell("\n".join(texts), bold="first" if style.bold_names else False)}
        cells |= {key: Cell(self._text(key, item)) for key in self.columns if key != "name"}
        return [self.row(**cells), *below]

    def _quantity(self, item: Item) -> str:
        return self.style.figures.quantity(item.quantity, self.style.quantity_decimals)

    def _text(self, key: str, item: Item) -> str:
        money = self.style.figures.money
        bare = self.style.currency_in_heads
        if key in ("quantity", "hours"):
            return self._counted(item)
        if key in ("price", "hourly", "price_gross"):
            taxed = key == "price_gross" and not self.truth.taxed
            price = cents(item.price * (1 + item.rate / 100)) if taxed else item.price
            return "" if item.word and not self.style.priced_zero else money(price, bare=bare)
        if item.word and key in ("net", "gross", "tax"):
            return item.word if key in ("net", "gross") else ""
        tax = cents(abs(item.amount) * item.rate / 100).copy_sign(item.amount)
        whole = cents(item.quantity * item.price)
        return {
            "position": str(self.at), "reference": _code(item) if self.style.codes else item.reference, "more": "\n".join(item.details),
            "unit": item.unit, "day": self.style.date(item.day or self.truth.issued_on, self.truth.language),
            "discount": f"{self.style.figures.plain(item.discount)} %" if item.discount else self.random.choice(("", "-", "0 %")),
            "rate": f"{self.style.figures.plain(item.rate)} %", "tax": money(tax, bare=bare),
            "whole": money(whole, bare=bare), "net": money(item.amount, bare=bare), "gross": money(item.amount if self.truth.taxed else (item.amount + tax).quantize(CENT), bare=bare),
        }[key]  # fmt: skip

    def _counted(self, item: Item) -> str:
        if self.style.omit_ones and item.quantity == 1:
            return self.random.choice(("", "forfait", "")) if "unit" not in self.columns else ""
        text = self._quantity(item)
        return (
            f"{text} {item.unit}".strip()
            if self.style.unit_with_quantity and "unit" not in self.columns
            else text
        )


def _code(item: Item) -> str:
    """What a stock list calls it: "CDS12", "MOPS"."""
    letters = "".join(word[0] for word in item.name.split() if word.isalpha()).upper()[:4]
    return (letters if len(letters) > 2 else item.name[:4].upper()) + item.reference[-2:] * (
        len(item.name) % 2
    )
