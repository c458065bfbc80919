# ruff: noqa: E501  -- rows of words and of drawing read better one a line
"""Paper written as HTML and printed by Chromium. The browser lives in a thread of its own: Playwright keeps a loop there."""

from __future__ import annotations

import atexit
from functools import cache
from html import escape
from queue import SimpleQueue
from threading import Thread
from typing import Any

from .blocks import Beside, Block, Break, Cell, Gap, Grid, Paper, Text

_FONTS = {
    "sans": "DejaVu Sans, Liberation Sans, Arial, sans-serif",
    "serif": "DejaVu Serif, Liberation Serif, serif",
    "mono": "DejaVu Sans Mono, monospace",
}
_ALIGN = {"L": "left", "C": "center", "R": "right"}
_VALIGN = {"T": "top", "M": "middle", "B": "bottom"}


def print_paper(paper: Paper) -> bytes:
    return _browser().printed(paper)


@cache
def _browser() -> _Browser:
    return _Browser()


class _Browser:
    def __init__(self) -> None:
        self.asked: SimpleQueue[Paper | None] = SimpleQueue()
        self.given: SimpleQueue[bytes | Exception] = SimpleQueue()
        self.thread = Thread(target=self._serve, daemon=True)
        self.thread.start()
        atexit.register(self._stop)

    def printed(self, paper: Paper) -> bytes:
        self.asked.put(paper)
        answer = self.given.get(timeout=60)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _stop(self) -> None:
        self.asked.put(None)
        self.thread.join(10)

    def _serve(self) -> None:
        from playwright.sync_api import sync_playwright

        from etabli.site.testing.steps import find_chromium

        try:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(
                    executable_path=find_chromium(), args=["--headless", "--no-sandbox", "--disable-gpu"]
                )
                page = browser.new_page()
                while (paper := self.asked.get()) is not None:
                    self.given.put(_printed(page, paper))
                browser.close()
        except Exception as error:
            self.given.put(error)


def _printed(page: Any, paper: Paper) -> bytes:
    page.set_content(_html(paper))
    small = 'style="font-size:7px;width:100%;text-align:center"'
    header, footer = (
        f'<div {small}>{escape(text)} - <span class="pageNumber"></span></div>' if text else "<div></div>"
        for text in (paper.header, paper.footer)
    )
    return bytes(page.pdf(
        format="A4", display_header_footer=True, header_template=header, footer_template=footer, print_background=True,
        margin={"top": "18mm", "bottom": "20mm", "left": f"{paper.margin}mm", "right": f"{paper.margin}mm"},
    ))  # fmt: skip


def _html(paper: Paper) -> str:
    body = "".join(_block(block) for block in paper.blocks)
    return f"""<!doctype html><meta charset="utf-8"><style>
    body {{ font: {paper.size}pt {_FONTS[paper.font]}; margin: 0; line-height: 1.25 }} p {{ margin: 0 }}
    table {{ border-collapse: collapse; width: 100% }} td, th {{ font-weight: normal; border: 0 solid #000 }} tr {{ break-inside: avoid }}
    .all td, .all th {{ border-width: .5pt }} .rows td, .rows th {{ border-bottom-width: .5pt }} .head th {{ border-bottom-width: .5pt }}
    .columns td, .columns th {{ border-left-width: .5pt; border-right-width: .5pt }} .frame, .columns {{ border: .5pt solid #000 }}
    .dark th {{ background: #234; color: #fff }} .zebra tr:nth-child(even) td {{ background: #eee }} .fine small {{ font-size: 85% }}
    </style>{body}"""


def _block(block: Block) -> str:
    if isinstance(block, Gap):
        return f'<div style="height:{block.mm}mm"></div>'
    if isinstance(block, Break):
        return '<div style="break-after:page"></div>'
    if isinstance(block, Text):
        return f'<p style="text-align:{_ALIGN[block.align]};font-size:{block.scale}em">{_lines(block.text, block.bold)}</p>'
    if isinstance(block, Grid):
        return _grid(block)
    return _beside(block)


def _lines(text: str, bold: bool | str) -> str:
    first, *rest = [escape(part) for part in text.split("\n")]
    parts = [
        f"<b>{first}</b>" if bold else first,
        *(
            f"<b>{part}</b>" if bold is True else f"<small style='font-size:inherit'>{part}</small>"
            for part in rest
        ),
    ]
    return "<br>".join(parts)


def _beside(block: Beside) -> str:
    parts = (
        f'<div style="width:{share * 100 - 1}%;padding-right:1%">{"".join(_block(inner) for inner in part)}</div>'
        for part, share in zip(block.parts, block.widths, strict=True)
    )
    return f'<div style="display:flex;break-inside:avoid">{"".join(parts)}</div>'


def _grid(grid: Grid) -> str:
    names = [
        grid.rules,
        *(["dark"] if grid.dark else []),
        *(["zebra"] if grid.zebra else []),
        *(["fine"] if grid.fine else []),
    ]
    heads = "".join(f"<tr>{_row(grid, row, 'th')}</tr>" for row in grid.rows[: grid.heads])
    rows = "".join(f"<tr>{_row(grid, row, 'td')}</tr>" for row in grid.rows[grid.heads :])
    columns = "".join(f'<col style="width:{share / sum(grid.widths) * 100}%">' for share in grid.widths)
    return (
        f'<table class="{" ".join(names)}" style="width:{sum(grid.widths) * 100}%;table-layout:fixed"><colgroup>{columns}</colgroup>'
        f"<thead>{heads}</thead><tbody>{rows}</tbody></table>"
    )


def _row(grid: Grid, row: tuple[Cell, ...], tag: str) -> str:
    told, column = [], 0
    for cell in row:
        style = f"text-align:{_ALIGN[cell.align or grid.aligns[column]]};vertical-align:{_VALIGN[grid.valign]};padding:{grid.pad}mm 1mm"
        text = _lines(cell.text, cell.bold)
        if grid.fine:
            text = text.replace("font-size:inherit", "font-size:85%")
        told.append(f'<{tag} colspan="{cell.span}" style="{style}">{text}</{tag}>')
        column += cell.span
    return "".join(told)
