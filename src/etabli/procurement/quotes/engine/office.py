"""DOCX -> pages: paragraphs and table cells laid on a grid, so that the later stages see what they see of a PDF."""

from __future__ import annotations

import io
import zipfile
from typing import Any

from .dates import dates_in
from .model import Unreadable
from .pages import Page, Rule, Word

_MAX_PART = 30_000_000
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_WIDTH, _LETTER, _LINE = 1000.0, 4.5, 14.0


def docx_pages(content: bytes) -> tuple[Page, ...]:
    """One long page for the whole document. Raises Unreadable when it isn't a sound DOCX file."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = [n for n in archive.namelist() if n in _parts(archive)]
            roots = [etree.fromstring(_read(archive, name), parser) for name in parts]
    except (
        zipfile.BadZipFile,
        KeyError,
        OSError,
        RuntimeError,
        etree.XMLSyntaxError,
        NotImplementedError,
    ) as error:
        raise _refused() from error
    if not roots:
        raise _refused()
    sheet = _Sheet()
    for root in roots:
        _leave_blanks(root)
        body = root.find(f"{_W}body")
        sheet.blocks(body if body is not None else root)
    return (Page(1, _WIDTH, sheet.y + _LINE, tuple(sheet.words), tuple(sheet.rules)),)


def _leave_blanks(root: Any) -> None:
    """Empty the form fields that hold no value: those that show their prompt ("Click to enter a date"), and a day that
    the page prints in another order than ours, so that 6 February isn't taken for 2 June."""
    for field in root.iter(f"{_W}sdt"):
        texts = list(field.iter(f"{_W}t"))
        day = field.find(f"{_W}sdtPr/{_W}date")
        stored = day.get(f"{_W}fullDate") if day is not None else None
        printed = dates_in("".join(item.text or "" for item in texts))
        misread = bool(stored and printed and printed[0][0].isoformat() != stored[:10])
        if misread or field.find(f"{_W}sdtPr/{_W}showingPlcHdr") is not None:
            for item in texts:
                item.text = ""


def _parts(archive: zipfile.ZipFile) -> list[str]:
    names = archive.namelist()
    wanted = [n for n in names if n.startswith("word/header") and n.endswith(".xml")]
    wanted += [n for n in names if n == "word/document.xml"]
    return wanted + [n for n in names if n.startswith("word/footer") and n.endswith(".xml")]


def _read(archive: zipfile.ZipFile, name: str) -> bytes:
    info = archive.getinfo(name)
    if info.file_size > _MAX_PART:
        raise _refused()
    with archive.open(info) as part:
        content = part.read(_MAX_PART + 1)
    if len(content) > _MAX_PART or b"<!DOCTYPE" in content[:4000]:
        raise _refused()
    return content


def _refused() -> Unreadable:
    return Unreadable(
        "Ce fichier n’est pas un document DOCX que nous pouvons lire.",
        "Ouvrez-le dans votre traitement de texte et enregistrez-le en PDF.",
        what_en="This file isn't a DOCX document that we can read.",
        mend_en="Open it in your word processor and save it as a PDF.",
    )


class _Sheet:
    """Words put down one after the other, from top to bottom."""

    def __init__(self) -> None:
        self.words: list[Word] = []
        self.rules: list[Rule] = []
        self.y = 20.0

    def blocks(self, node: Any) -> None:
        for child in node:
            if child.tag == f"{_W}p":
                self.y = self.paragraphs([child], 20.0, _WIDTH - 20, self.y) + 6
            elif child.tag == f"{_W}tbl":
                self.table(child)
            elif child.tag in (f"{_W}sdt", f"{_W}sdtContent"):
                self.blocks(child)

    def table(self, node: Any) -> None:
        grid = [float(col.get(f"{_W}w") or 0) for col in node.iterfind(f"{_W}tblGrid/{_W}gridCol")]
        for row in node.iterfind(f".//{_W}tr"):
            cells = row.findall(f"{_W}tc") or row.findall(f".//{_W}tc")
            edges = self._edges(cells, grid)
            bottom = self.y + _LINE
            for cell, left, right in zip(cells, edges, edges[1:], strict=False):
                paragraphs = list(cell.iter(f"{_W}p"))
                bottom = max(bottom, self.paragraphs(paragraphs, left + 4, right - 4, self.y))
                self.rules.append(Rule(left, self.y - _LINE / 2, left, bottom + 2))
            self.y = bottom + 6
            self.rules.append(Rule(edges[0], self.y - _LINE + 1, edges[-1], self.y - _LINE + 1))
        self.y += _LINE

    def _edges(self, cells: list[Any], grid: list[float]) -> list[float]:
        spans = []
        for cell in cells:
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            text = span.get(f"{_W}val") if span is not None else "1"
            spans.append(int(text) if str(text).isdigit() else 1)
        widths, at = [], 0
        for span in spans:
            widths.append(sum(grid[at : at + span]) or 1.0)
            at += span
        whole = sum(grid) or sum(widths)
        edges = [20.0]
        for width in widths:
            edges.append(edges[-1] + width * (_WIDTH - 40) / max(whole, sum(widths)))
        return edges

    def paragraphs(self, nodes: list[Any], left: float, right: float, y: float) -> float:
        """Lay paragraphs between two edges, tabs as wide blanks; gives the y below the last line."""
        letter = _LETTER
        for node in nodes:
            for line in _text_of(node).split("\n"):
                x = left
                for part in line.split("\t"):
                    for text in part.split():
                        wide = len(text) * letter
                        if x + wide > right and x > left:
                            x, y = left, y + _LINE
                        self.words.append(Word(text, x, y - 8, x + wide, y + 2, y))
                        x += wide + 2.5
                    x += 40
                y += _LINE
        return y


def _text_of(node: Any) -> str:
    parts: list[str] = []
    for item in node.iter(f"{_W}t", f"{_W}tab", f"{_W}br"):
        if item.tag == f"{_W}t":
            parts.append(item.text or "")
        elif item.getparent() is not None and item.getparent().tag == f"{_W}r":
            parts.append("\t" if item.tag == f"{_W}tab" else "\n")
    return "".join(parts)
