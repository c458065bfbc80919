# ruff: noqa: E501  -- rows of words and of drawing read better one a line
"""Paper printed by reportlab's flowing layout."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

from .blocks import Beside, Block, Break, Cell, Gap, Grid, Paper, Text

_FONTS = {
    "sans": ("Helvetica", "Helvetica-Bold"),
    "serif": ("Times-Roman", "Times-Bold"),
    "mono": ("Courier", "Courier-Bold"),
}
_ALIGN = {"L": 0, "C": 1, "R": 2}
_VALIGN = {"T": "TOP", "M": "MIDDLE", "B": "BOTTOM"}


def print_paper(paper: Paper) -> bytes:
    out = io.BytesIO()
    room = A4[0] - 2 * paper.margin * mm
    document = SimpleDocTemplate(
        out,
        pagesize=A4,
        leftMargin=paper.margin * mm,
        rightMargin=paper.margin * mm,
        topMargin=18 * mm,
        bottomMargin=20 * mm,
        invariant=1,
    )

    def furniture(canvas: Any, doc: Any) -> None:
        canvas.setFont(_FONTS[paper.font][0], 7)
        for y, text in ((A4[1] - 10 * mm, paper.header), (10 * mm, paper.footer)):
            if text:
                canvas.drawCentredString(A4[0] / 2, y, f"{_plain(text)} - {doc.page}")

    flow = [flowable for block in paper.blocks for flowable in _flowables(paper, block, room - 12)]
    document.build(flow, onFirstPage=furniture, onLaterPages=furniture)
    return out.getvalue()


def _flowables(paper: Paper, block: Block, room: float) -> list[Flowable]:
    if isinstance(block, Gap):
        return [Spacer(1, block.mm * mm)]
    if isinstance(block, Break):
        return [PageBreak()]
    if isinstance(block, Text):
        return [_paragraph(paper, block.text, block.align, block.bold, block.scale)]
    if isinstance(block, Grid):
        return [_table(paper, block, room)]
    return [_beside(paper, block, room)]


def _paragraph(
    paper: Paper,
    text: str,
    align: str,
    bold: bool | str,
    scale: float,
    colour: Any = colors.black,
    fine: bool = False,
) -> Paragraph:
    size = paper.size * scale
    style = ParagraphStyle(
        "x",
        fontName=_FONTS[paper.font][0],
        fontSize=size,
        leading=size * 1.2,
        alignment=_ALIGN[align],
        textColor=colour,
    )
    first, *rest = [escape(_plain(part)) for part in text.split("\n")]
    strong = _FONTS[paper.font][1]
    parts = [f'<font name="{strong}">{first}</font>' if bold else first]
    for part in rest:
        part = f'<font name="{strong}">{part}</font>' if bold is True else part
        parts.append(f'<font size="{size * 0.85}">{part}</font>' if fine else part)
    return Paragraph("<br/>".join(parts), style)


def _table(paper: Paper, grid: Grid, room: float) -> Table:
    widths = [share * room for share in grid.widths]
    commands: list[tuple[Any, ...]] = [
        ("VALIGN", (0, 0), (-1, -1), _VALIGN[grid.valign]), ("TOPPADDING", (0, 0), (-1, -1), grid.pad * mm),
        ("BOTTOMPADDING", (0, 0), (-1, -1), grid.pad * mm), ("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        *_rules(grid),
    ]  # fmt: skip
    rows = []
    for at, row in enumerate(grid.rows):
        head = at < grid.heads
        if grid.zebra and not head and at % 2 == 0:
            commands.append(("BACKGROUND", (0, at), (-1, at), colors.whitesmoke))
        cells, column = [], 0
        for cell in row:
            cells += [_cell(paper, grid, cell, column, head), *[""] * (cell.span - 1)]
            if cell.span > 1:
                commands.append(("SPAN", (column, at), (column + cell.span - 1, at)))
            column += cell.span
        rows.append(cells)
    if grid.dark and grid.heads:
        commands.append(("BACKGROUND", (0, 0), (-1, grid.heads - 1), colors.HexColor("#223344")))
    return Table(rows, colWidths=widths, repeatRows=grid.heads, style=TableStyle(commands), hAlign="LEFT")


def _cell(paper: Paper, grid: Grid, cell: Cell, column: int, head: bool) -> Paragraph:
    colour = colors.white if head and grid.dark else colors.black
    return _paragraph(paper, cell.text, cell.align or grid.aligns[column], cell.bold, 1.0, colour, grid.fine)


def _rules(grid: Grid) -> Sequence[tuple[Any, ...]]:
    line = (0.5, colors.black)
    if grid.rules == "all":
        return [("GRID", (0, 0), (-1, -1), *line)]
    if grid.rules == "rows":
        return [("LINEBELOW", (0, 0), (-1, -1), *line)]
    head = [("LINEBELOW", (0, grid.heads - 1), (-1, grid.heads - 1), *line)] if grid.heads else []
    if grid.rules == "columns":
        return [*head, ("BOX", (0, 0), (-1, -1), *line), ("LINEAFTER", (0, 0), (-1, -1), *line)]
    if grid.rules == "frame":
        return [*head, ("BOX", (0, 0), (-1, -1), *line)]
    return head if grid.rules == "head" else []


def _beside(paper: Paper, block: Beside, room: float) -> Table:
    widths = [share * room for share in block.widths]
    cells = [
        [f for inner in part for f in _flowables(paper, inner, width - 4)] or ""
        for part, width in zip(block.parts, widths, strict=True)
    ]
    bare = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        *(
            (side, (0, 0), (-1, -1), 0)
            for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING", "BOTTOMPADDING")
        ),
    ]
    return Table([cells], colWidths=widths, style=TableStyle(bare), hAlign="LEFT")


def _plain(text: str) -> str:
    """What the core fonts can draw."""
    return text.replace("\u202f", "\u00a0").replace("−", "-")
