"""ODT (OASIS OpenDocument) as a flow of paragraphs and tables, as its reader sees it: without what was deleted, hidden,
commented or only prompted for."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..text.dates import dates_in
from .flow import Block, Cell, Grid, measure
from .markup import every, local

CONTENT, STYLES = "content.xml", "styles.xml"
_COLUMNS, _COPIES, _BLANKS = 100, 20, 200  # the most that a repetition makes: no quote prints more
_OASIS = "{urn:oasis:names:tc:opendocument:xmlns:"
_TABLE, _TEXT, _OFFICE = f"{_OASIS}table:1.0}}", f"{_OASIS}text:1.0}}", f"{_OASIS}office:1.0}}"
_STYLE = f"{_OASIS}style:1.0}}"
_GONE = {
    "tracked-changes", "annotation", "placeholder", "hidden-text", "hidden-paragraph", "note-citation", "ruby-text",
    "title", "desc", "sequence-decls", "forms", "variable-decls", "user-field-decls", "bibliography-mark",
}  # fmt: skip
_BOXES = {"text-box", "custom-shape", "note"}  # what holds blocks of its own, in the middle of a paragraph


def blocks(content: Any, styles: Any) -> Iterator[Block]:
    """The header, the body and the footer, from the roots of the content and of the styles (one and the same in a flat
    file; None without styles)."""
    widths = _widths(content)
    yield from _furniture(styles, "header", widths)
    for body in every(content, "body/text"):
        yield from _blocks(body, widths)
    yield from _furniture(styles, "footer", widths)


def _furniture(styles: Any, name: str, widths: dict[str, float]) -> Iterator[Block]:
    """What the pages have at their top or bottom, once however many kinds of pages have it."""
    seen: set[tuple[Block, ...]] = set()
    for page in every(styles, "master-styles/master-page"):
        for part in page:
            inside = tuple(_blocks(part, widths)) if local(part).startswith(name) else ()
            if inside not in seen:
                yield from inside
            seen.add(inside)


def _widths(content: Any) -> dict[str, float]:
    """The width of each style of column."""
    widths: dict[str, float] = {}
    for style in every(content, "automatic-styles/style"):
        for column in every(style, "table-column-properties"):
            width = column.get(f"{_STYLE}rel-column-width") or column.get(f"{_STYLE}column-width")
            widths[style.get(f"{_STYLE}name") or ""] = measure(width)
    return widths


def _blocks(node: Any, widths: dict[str, float], mark: str = "") -> Iterator[Block]:
    for child in node:
        name = local(child)
        if name in _GONE:
            continue
        if name in ("p", "h"):
            yield from _paragraph(child, widths, mark)
        elif name == "table":
            yield _grid(child, widths)
        else:
            yield from _blocks(child, widths, "• " if name == "list-item" else mark)


def _paragraph(node: Any, widths: dict[str, float], mark: str) -> Iterator[Block]:
    boxes: list[Any] = []
    text = "".join(_inline(node, boxes))
    yield mark + text if text.strip() else text
    for box in boxes:
        yield from _blocks(box, widths)


def _inline(node: Any, boxes: list[Any]) -> Iterator[str]:
    """The text of a paragraph; what stands in a frame of its own is put into `boxes`."""
    yield node.text or ""
    for child in node:
        name = local(child)
        if name == "s":
            yield " " * _times(child, f"{_TEXT}c", _BLANKS)
        elif name in ("tab", "line-break"):
            yield "\t" if name == "tab" else "\n"
        elif name in _BOXES:
            boxes.append(child)
        elif name not in _GONE and not _is_misread(child):
            yield from _inline(child, boxes)
        yield child.tail or ""


def _is_misread(field: Any) -> bool:
    """True for a day that is shown in another order than ours: 6 February isn't 2 June."""
    stored = field.get(f"{_TEXT}date-value") or field.get(f"{_OFFICE}date-value")
    printed = dates_in("".join(field.itertext())) if stored else []
    return bool(stored and printed and printed[0][0].isoformat() != stored[:10])


def _times(node: Any, attribute: str, most: int) -> int:
    count = node.get(attribute) or "1"
    return min(int(count) if count.isdecimal() and len(count) < 12 else 1, most)


def _within(node: Any, *names: str) -> Iterator[Any]:
    """The columns or rows of a table, also those of a group."""
    for child in node:
        if local(child) in names:
            yield child
        elif local(child).endswith(("-rows", "-columns", "-group")):
            yield from _within(child, *names)


def _grid(node: Any, widths: dict[str, float]) -> Grid:
    columns: list[float] = []
    for column in _within(node, "table-column"):
        width = widths.get(column.get(f"{_TABLE}style-name") or "", 1.0)
        columns += [width] * _times(column, f"{_TABLE}number-columns-repeated", _COLUMNS)
    rows: list[tuple[Cell, ...]] = []
    for row in _within(node, "table-row"):
        if row.get(f"{_TABLE}visibility") in (None, "visible"):
            rows += [_row(row, widths)] * _times(row, f"{_TABLE}number-rows-repeated", _COPIES)
    ends = max((cell.at + cell.span for row in rows for cell in row), default=0)
    columns = columns[:ends] + [max(columns, default=1.0)] * (ends - len(columns))
    return Grid(tuple(columns), tuple(rows))


def _row(node: Any, widths: dict[str, float]) -> tuple[Cell, ...]:
    """The cells of a row; those that a merged one covers keep their place and show nothing."""
    cells: list[Cell] = []
    at = 0
    for cell in node:
        if local(cell) not in ("table-cell", "covered-table-cell"):
            continue
        shown = tuple(_blocks(cell, widths)) if local(cell) == "table-cell" else ()
        span = _times(cell, f"{_TABLE}number-columns-spanned", _COLUMNS)
        for _ in range(_times(cell, f"{_TABLE}number-columns-repeated", _COLUMNS - at)):
            if any(shown):
                cells.append(Cell(at, min(span, _COLUMNS - at), shown))
            at += 1
    return tuple(cells)
