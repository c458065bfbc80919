"""A document of headings, numbered lines and tables as DOCX, for Word and LibreOffice."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from etabli.foundation.documents.engine import clean_text

NUMBER_CM = 1.2  # the column in which numbers stand


@dataclass(frozen=True)
class Part:
    """A heading, then lines (a number or "", a text), then a table whose first row is its header."""

    title: str
    lines: Sequence[tuple[str, str]] = ()
    table: Sequence[Sequence[str]] = ()


def docx_file(
    parts: Iterable[Part], *, title: str, subtitle: str = "", author: str = "", lang: str = "fr", at: datetime
) -> bytes:
    """The file. Numbers are kept as they are given, as text: nothing counts them anew. `at` dates it."""
    import docx  # slow to import, and seldom needed

    document = docx.Document()
    core = document.core_properties
    core.title, core.author, core.language = clean_text(title), clean_text(author), lang
    core.created = core.modified = at.astimezone(UTC)
    core.comments = ""
    _speak(document, lang)
    document.add_heading(clean_text(title), level=1)
    if subtitle:
        document.add_paragraph(clean_text(subtitle))
    for part in parts:
        document.add_heading(clean_text(part.title), level=2)
        for number, text in part.lines:
            _line(document, number, text)
        if part.table:
            _table(document, part.table)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _speak(document: Any, lang: str) -> None:
    """The language of the whole text: what spell checkers and screen readers go by."""
    from docx.oxml.ns import qn

    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), {"fr": "fr-FR", "en": "en-GB"}.get(lang[:2], lang))


def _line(document: Any, number: str, text: str) -> None:
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    if number:
        paragraph.paragraph_format.left_indent = Cm(NUMBER_CM)
        paragraph.paragraph_format.first_line_indent = Cm(-NUMBER_CM)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(NUMBER_CM))
        paragraph.add_run(f"{number}\t").bold = True
    paragraph.add_run(clean_text(text))


def _table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    """The first row is the header: read as one, and printed again on each page."""
    from docx.oxml import OxmlElement

    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    for row, said in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, said, strict=True):
            cell.text = clean_text(text)
    first = table.rows[0]
    first._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in first.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
