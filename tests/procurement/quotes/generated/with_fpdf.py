"""Paper printed by fpdf2, cell by cell at absolute places."""

from __future__ import annotations

from collections.abc import Sequence

from fpdf import FPDF

from .blocks import Beside, Block, Break, Cell, Gap, Grid, Paper, Text

_FONTS = {"sans": "helvetica", "serif": "times", "mono": "courier"}
_GREY, _DARK = 238, 50


def print_paper(paper: Paper) -> bytes:
    return _Printer(paper).printed()


class _Printer:
    def __init__(self, paper: Paper) -> None:
        self.paper, self.font = paper, _FONTS[paper.font]
        printer = self

        class Sheet(FPDF):
            def header(self) -> None:
                printer.furniture(8, paper.header)

            def footer(self) -> None:
                printer.furniture(self.h - 12, paper.footer)

        self.pdf = Sheet()
        self.pdf.core_fonts_encoding = "cp1252"
        self.pdf.set_margin(paper.margin)
        self.pdf.set_auto_page_break(False)
        self.pdf.c_margin = 1.0
        self.bottom = self.pdf.h - 20

    def printed(self) -> bytes:
        self.pdf.add_page()
        y = 18.0
        for block in self.paper.blocks:
            y = self.block(block, self.paper.margin, y, self.pdf.w - 2 * self.paper.margin)
        return bytes(self.pdf.output())

    def furniture(self, y: float, text: str) -> None:
        if text:
            self.pdf.set_font(self.font, "", 7)
            self.pdf.set_xy(self.paper.margin, y)
            self.pdf.cell(0, 4, f"{_plain(text)} - {self.pdf.page_no()}", align="C")

    def block(self, block: Block, x: float, y: float, width: float) -> float:
        if isinstance(block, Gap):
            return y + block.mm
        if isinstance(block, Break):
            return self.new_page()
        if isinstance(block, Text):
            return self.text(block, x, y, width)
        if isinstance(block, Grid):
            return self.grid(block, x, y, width)
        return self.beside(block, x, y, width)

    def new_page(self) -> float:
        self.pdf.add_page()
        return 18.0

    def beside(self, block: Beside, x: float, y: float, width: float) -> float:
        if y > self.bottom - 35:
            y = self.new_page()
        lowest, left = y, x
        for part, share in zip(block.parts, block.widths, strict=True):
            below = y
            for inner in part:
                below = self.block(inner, left, below, share * width - 2)
            lowest, left = max(lowest, below), left + share * width
        return lowest

    def text(self, block: Text, x: float, y: float, width: float) -> float:
        size = self.paper.size * block.scale
        step = size * 0.45
        for line in self.broken(block.text, width, size, block.bold):
            if y + step > self.bottom:
                y = self.new_page()
            self.line(line, x, y, width, step, size, block.bold, block.align)
            y += step
        return y

    def line(
        self, text: str, x: float, y: float, width: float, step: float, size: float, bold: bool, align: str
    ) -> None:
        self.pdf.set_font(self.font, "B" if bold else "", size)
        self.pdf.set_xy(x, y)
        self.pdf.cell(width, step, text, align=align)

    def broken(self, text: str, width: float, size: float, bold: bool) -> list[str]:
        self.pdf.set_font(self.font, "B" if bold else "", size)
        lines: list[str] = []
        for part in _plain(text).split("\n"):
            line = ""
            for word in part.split(" "):
                longer = f"{line} {word}" if line else word
                if line and self.pdf.get_string_width(longer) > width - 2.2:
                    lines.append(line)
                    longer = word
                line = longer
            lines.append(line)
        return lines

    def grid(self, grid: Grid, x: float, y: float, width: float) -> float:
        heads = grid.rows[: grid.heads]
        top = y
        for at, row in enumerate(grid.rows):
            height = self.height(grid, row, width)
            if y + height > self.bottom and at:
                self.frame(grid, x, top, y, width)
                y = top = self.new_page()
                for head in heads if at >= grid.heads else ():
                    y = self.row(grid, head, x, y, width, True, 0)
            y = self.row(grid, row, x, y, width, at < grid.heads, at)
        self.frame(grid, x, top, y, width)
        return y

    def cells(self, grid: Grid, row: Sequence[Cell], width: float) -> list[tuple[float, float, int, Cell]]:
        """(left, width, first column, cell) of each cell of the row."""
        placed, column, left = [], 0, 0.0
        for cell in row:
            wide = sum(grid.widths[column : column + cell.span]) * width
            placed.append((left, wide, column, cell))
            column, left = column + cell.span, left + wide
        return placed

    def lines_of(self, grid: Grid, cell: Cell, wide: float) -> list[tuple[str, float, bool]]:
        """(text, size, bold) of each printed line of the cell."""
        size = self.paper.size
        first, *rest = cell.text.split("\n")
        lines = [
            (text, size, bool(cell.bold)) for text in self.broken(first, wide - 1, size, bool(cell.bold))
        ]
        small = size * 0.85 if grid.fine else size
        return lines + [
            (text, small, cell.bold is True)
            for part in rest
            for text in self.broken(part, wide - 1, small, cell.bold is True)
        ]

    def height(self, grid: Grid, row: Sequence[Cell], width: float) -> float:
        return (
            max(
                sum(size * 0.45 for _, size, _ in self.lines_of(grid, cell, wide))
                for _, wide, _, cell in self.cells(grid, row, width)
            )
            + 2 * grid.pad
        )

    def row(
        self, grid: Grid, row: Sequence[Cell], x: float, y: float, width: float, head: bool, at: int
    ) -> float:
        pdf, height = self.pdf, self.height(grid, row, width)
        span = sum(grid.widths) * width
        if head and grid.dark:
            pdf.set_fill_color(_DARK)
            pdf.rect(x, y, span, height, style="F")
            pdf.set_text_color(255)
        elif grid.zebra and at % 2 == 0:
            pdf.set_fill_color(_GREY)
            pdf.rect(x, y, span, height, style="F")
        for left, wide, column, cell in self.cells(grid, row, width):
            lines = self.lines_of(grid, cell, wide)
            used = sum(size * 0.45 for _, size, _ in lines)
            top = (
                y
                + grid.pad
                + {"T": 0.0, "M": (height - 2 * grid.pad - used) / 2, "B": height - 2 * grid.pad - used}[
                    grid.valign
                ]
            )
            for text, size, bold in lines:
                self.line(
                    text, x + left, top, wide, size * 0.45, size, bold, cell.align or grid.aligns[column]
                )
                top += size * 0.45
        pdf.set_text_color(0)
        self.rules(grid, row, x, y, width, height, head)
        return y + height

    def rules(
        self, grid: Grid, row: Sequence[Cell], x: float, y: float, width: float, height: float, head: bool
    ) -> None:
        span = sum(grid.widths) * width
        if grid.rules in ("all", "columns"):
            for left, wide, _, _ in self.cells(grid, row, width):
                if grid.rules == "all":
                    self.pdf.rect(x + left, y, wide, height)
                else:
                    self.pdf.line(x + left, y, x + left, y + height)
                    self.pdf.line(x + left + wide, y, x + left + wide, y + height)
        if grid.rules == "rows" or (grid.rules in ("head", "columns", "frame") and head):
            self.pdf.line(x, y + height, x + span, y + height)

    def frame(self, grid: Grid, x: float, top: float, y: float, width: float) -> None:
        if grid.rules in ("frame", "columns"):
            self.pdf.rect(x, top, sum(grid.widths) * width, y - top)


def _plain(text: str) -> str:
    """What the core fonts can draw."""
    return text.replace("\u202f", "\u00a0").replace("−", "-")
