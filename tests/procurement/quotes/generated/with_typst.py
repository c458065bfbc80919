# ruff: noqa: E501  -- rows of words and of drawing read better one a line
"""Paper printed by Typst, with the project's own fonts."""

from __future__ import annotations

import json
from functools import cache

import typst

from etabli.foundation.documents.engine import FONTS

from .blocks import Beside, Block, Break, Cell, Gap, Grid, Paper, Text

_FONTS = {"sans": "Atkinson Hyperlegible Next", "serif": "Libertinus Serif", "mono": "DejaVu Sans Mono"}
_ALIGN = {"L": "left", "C": "center", "R": "right"}
_VALIGN = {"T": "top", "M": "horizon", "B": "bottom"}


@cache
def _fonts() -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[FONTS])


def print_paper(paper: Paper) -> bytes:
    furniture = {
        name: f'align(center, text(size: 7pt, {_said(text)} + " - " + context counter(page).display()))'
        if text
        else "none"
        for name, text in (("header", paper.header), ("footer", paper.footer))
    }
    source = [
        f'#set page(paper: "a4", margin: (x: {paper.margin}mm, top: 18mm, bottom: 20mm), header: {furniture["header"]}, footer: {furniture["footer"]})',
        f'#set text(font: ({json.dumps(_FONTS[paper.font])}, "Libertinus Serif"), size: {paper.size}pt)',
        "#set par(leading: 0.5em, spacing: 0.5em)", "#set block(spacing: 0.5em)",
        *(f"#{_block(block)}" for block in paper.blocks),
    ]  # fmt: skip
    return bytes(typst.compile("\n".join(source).encode(), font_paths=_fonts(), format="pdf"))


def _said(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _lines(text: str, bold: bool | str, fine: bool = False) -> str:
    first, *rest = text.split("\n")
    parts = [f"strong({_said(first)})" if bold else f"text({_said(first)})"]
    for part in rest:
        told = f"strong({_said(part)})" if bold is True else f"text({_said(part)})"
        parts.append(f"text(size: 0.85em, {told})" if fine else told)
    return " + linebreak() + ".join(parts)


def _block(block: Block) -> str:
    if isinstance(block, Gap):
        return f"v({block.mm}mm, weak: false)"
    if isinstance(block, Break):
        return "pagebreak()"
    if isinstance(block, Text):
        return f"align({_ALIGN[block.align]}, text(size: {block.scale}em, {_lines(block.text, block.bold)}))"
    if isinstance(block, Grid):
        return _grid(block)
    return _beside(block)


def _beside(block: Beside) -> str:
    columns = ", ".join(f"{share * 100}%" for share in block.widths)
    parts = ", ".join("[" + " ".join(f"#{_block(inner)}" for inner in part) + "]" for part in block.parts)
    return f"grid(columns: ({columns},), {parts})"


def _grid(grid: Grid) -> str:
    columns = ", ".join(f"{share * 100}%" for share in grid.widths)
    heads = [
        _cell(grid, cell, column, True) for row in grid.rows[: grid.heads] for column, cell in _placed(row)
    ]
    cells = [
        _cell(grid, cell, column, False) for row in grid.rows[grid.heads :] for column, cell in _placed(row)
    ]
    head = f"table.header({', '.join(heads)}), " if heads else ""
    fill = "none"
    if grid.dark and grid.heads:
        fill = f'(_, y) => if y < {grid.heads} {{ rgb("#223344") }} else if calc.odd(y) {{ none }} else {{ luma(240) }}'
    return (
        f"table(columns: ({columns},), inset: (x: 3pt, y: {grid.pad}mm), stroke: {_stroke(grid)}, fill: {fill}, "
        f"{head}{', '.join(cells)}{_hlines(grid)})"
    )


def _placed(row: tuple[Cell, ...]) -> list[tuple[int, Cell]]:
    placed, column = [], 0
    for cell in row:
        placed.append((column, cell))
        column += cell.span
    return placed


def _cell(grid: Grid, cell: Cell, column: int, head: bool) -> str:
    align = _ALIGN[cell.align or grid.aligns[column]]
    told = _lines(cell.text, cell.bold, grid.fine)
    if head and grid.dark:
        told = f"text(fill: white, {told})"
    span = f"colspan: {cell.span}, " if cell.span > 1 else ""
    return f"table.cell({span}align: {align} + {_VALIGN[grid.valign]}, {told})"


def _stroke(grid: Grid) -> str:
    if grid.rules == "all":
        return "0.5pt"
    if grid.rules == "rows":
        return "(bottom: 0.5pt)"
    if grid.rules == "columns":
        return "(x: 0.5pt)"
    return "none"


def _hlines(grid: Grid) -> str:
    at = (
        {0, grid.heads, len(grid.rows)}
        if grid.rules in ("columns", "frame")
        else {grid.heads}
        if grid.rules == "head"
        else set()
    )
    return "".join(f", table.hline(y: {y}, stroke: 0.5pt)" for y in sorted(at))
