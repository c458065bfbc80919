"""DOCX (ECMA-376, WordprocessingML) as a flow of paragraphs and tables, as its reader sees it: without what was
deleted, hidden or only prompted for."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from ..text.dates import dates_in
from .flow import Block, Cell, Grid, measure
from .markup import every, first, local

_PART = re.compile(r"word/(?:document|header|footer|footnotes)\d*\.xml")
_COLUMNS = 63  # the most that Word makes
# What holds what is shown, and what holds nothing that is.
_GONE = {"del", "moveFrom", "pPr", "rPr", "tblPr", "trPr", "tcPr", "sdtPr", "instrText", "delText", "rt"}
_SIGNS = {"tab": "\t", "ptab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def is_part(name: str) -> bool:
    """True for the parts of the archive that hold what is shown."""
    return bool(_PART.fullmatch(name))


def is_main(name: str) -> bool:
    """True for the part that holds the body."""
    return is_part(name) and name.startswith("word/document")


def blocks(roots: dict[str, Any]) -> Iterator[Block]:
    """The headers, the body and what stands under it, from the parts' roots by name; a header is given once however
    many kinds of pages have it."""
    seen: set[tuple[Block, ...]] = set()
    for name in sorted(roots, key=_order):
        _leave_blanks(roots[name])
        part = tuple(_blocks(roots[name]))
        if part not in seen:
            yield from part
        seen.add(part)


def _order(name: str) -> tuple[int, str]:
    return (0 if "header" in name else 1 if is_main(name) else 2), name


def _leave_blanks(root: Any) -> None:
    """Empty the form fields that hold no value: those that show their prompt ("Click to enter a date"), and a day that
    the page prints in another order than ours, so that 6 February isn't taken for 2 June."""
    for field in root.iter("{*}sdt"):
        texts = list(field.iter("{*}t"))
        stored = _attribute(field, "sdtPr/date", "fullDate")
        printed = dates_in("".join(item.text or "" for item in texts)) if stored else []
        misread = bool(stored and printed and printed[0][0].isoformat() != stored[:10])
        if misread or first(field, "sdtPr/showingPlcHdr") is not None:
            for item in texts:
                item.text = ""


def _attribute(node: Any, path: str, attribute: str = "val") -> str | None:
    """What a property says; "" when it is there and says nothing, None when it isn't there."""
    element = first(node, path)
    if element is None:
        return None
    return next((str(value) for name, value in element.items() if name.endswith(f"}}{attribute}")), "")


def _shown(node: Any) -> Iterator[Any]:
    """The children that are shown; of the two forms of a drawing, the newer."""
    for child in node:
        name = local(child)
        if name == "AlternateContent":
            yield from list(child)[:1]
        elif name not in _GONE:
            yield child


def _blocks(node: Any) -> Iterator[Block]:
    for child in _shown(node):
        name = local(child)
        if name == "p":
            yield from _paragraph(child)
        elif name == "tbl":
            yield _grid(child)
        else:
            yield from _blocks(child)


def _paragraph(node: Any) -> Iterator[Block]:
    boxes: list[Any] = []
    text = "".join(_inline(node, boxes))
    listed = _attribute(node, "pPr/numPr/numId") not in (None, "0")
    yield f"• {text}" if listed and text.strip() else text
    for box in boxes:
        yield from _blocks(box)


def _inline(node: Any, boxes: list[Any]) -> Iterator[str]:
    """The text of a paragraph; the text boxes anchored in it are put into `boxes`."""
    for child in _shown(node):
        name = local(child)
        if name == "t":
            yield child.text or ""
        elif name in _SIGNS:
            yield _SIGNS[name]
        elif name == "txbxContent":
            boxes.append(child)
        elif name != "r" or _attribute(child, "rPr/vanish") in (None, "0", "false"):
            yield from _inline(child, boxes)


def _grid(node: Any) -> Grid:
    columns = every(node, "tblGrid/gridCol")[:_COLUMNS]
    widths = [measure(next((w for name, w in col.items() if name.endswith("}w")), None)) for col in columns]
    rows = [_row(row) for row in _within(node, "tr") if first(row, "trPr/del") is None]
    ends = [cell.at + cell.span for row in rows for cell in row]
    widths += [max(widths, default=1.0)] * (max(ends, default=0) - len(widths))
    return Grid(tuple(widths), tuple(rows))


def _within(node: Any, name: str) -> Iterator[Any]:
    """The rows of a table or the cells of a row, also those that content controls hold."""
    for child in _shown(node):
        if local(child) == name:
            yield child
        elif local(child) in ("sdt", "sdtContent", "customXml", "ins", "moveTo"):
            yield from _within(child, name)


def _row(node: Any) -> tuple[Cell, ...]:
    at = _count(node, "trPr/gridBefore", 0)
    cells = []
    for cell in _within(node, "tc"):
        if at >= _COLUMNS:
            break
        span = min(_count(cell, "tcPr/gridSpan", 1) or 1, _COLUMNS - at)
        cells.append(Cell(at, span, () if _is_covered(cell) else tuple(_blocks(cell))))
        at += span
    return tuple(cells)


def _count(node: Any, path: str, default: int) -> int:
    value = _attribute(node, path) or ""
    return min(int(value), _COLUMNS) if value.isdecimal() and len(value) < 10 else default


def _is_covered(cell: Any) -> bool:
    """True under the first cell of those merged one below the other, and for a deleted cell."""
    return _attribute(cell, "tcPr/vMerge") not in (None, "restart") or first(cell, "tcPr/cellDel") is not None
