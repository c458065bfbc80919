"""A document of headings, numbered lines and tables as DOCX, for Word and LibreOffice."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from etabli.foundation.documents.engine import clean_text

NUMBER_COLUMN_CM = 1.2  # the column in which numbers stand

PICTURE_WIDTH_CM = 7


@dataclass(frozen=True)
class Part:
    """A heading, then lines (a number or "", a text), then a table whose first row is its header, then pictures: each
    a JPEG or PNG, and what it shows."""

    title: str
    lines: Sequence[tuple[str, str]] = ()
    table: Sequence[Sequence[str]] = ()
    pictures: Sequence[tuple[bytes, str]] = ()


def column_shares(rows: Sequence[Sequence[str]]) -> list[float]:
    """How the columns of a table share the page: by their longest text; 1 in all."""
    longest = [max(6, *(len(row[at]) for row in rows)) for at in range(len(rows[0]))]
    return [length / sum(longest) for length in longest]


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
    _lay_out(document)
    _set_language(document, lang)
    document.add_heading(clean_text(title), level=1)
    if subtitle:
        document.add_paragraph(clean_text(subtitle))
    for part in parts:
        document.add_heading(clean_text(part.title), level=2)
        for number, text in part.lines:
            _add_line(document, number, text)
        if part.table:
            _add_table(document, part.table)
        for picture, shows in part.pictures:
            _add_picture(document, picture, clean_text(shows))
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _lay_out(document: Any) -> None:
    """An A4 page, a letter that every computer has, headings that stand out."""
    from docx.oxml.ns import qn
    from docx.shared import Cm, Pt

    page = document.sections[0]
    page.page_width, page.page_height = Cm(21), Cm(29.7)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2.2)
    for name, size, after in (("Normal", 11, 4), ("Heading 1", 20, 4), ("Heading 2", 13, 4)):
        style = document.styles[name]
        style.font.name, style.font.size, style.paragraph_format.space_after = "Arial", Pt(size), Pt(after)
        fonts = style.element.rPr.rFonts  # those of the theme would come before it
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)


def _set_language(document: Any, lang: str) -> None:
    """The language of the whole text: what spell checkers and screen readers go by."""
    from docx.oxml.ns import qn

    for element in document.styles.element.iter(qn("w:lang")):
        element.set(qn("w:val"), {"fr": "fr-FR", "en": "en-GB"}.get(lang[:2], lang))


def _add_line(document: Any, number: str, text: str) -> None:
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    if number:
        paragraph.paragraph_format.left_indent = Cm(NUMBER_COLUMN_CM)
        paragraph.paragraph_format.first_line_indent = Cm(-NUMBER_COLUMN_CM)
        paragraph.paragraph_format.tab_stops.add_tab_stop(Cm(NUMBER_COLUMN_CM))
        paragraph.add_run(f"{number}\t").bold = True
    paragraph.add_run(clean_text(text))


def _add_picture(document: Any, picture: bytes, shows: str) -> None:
    """A picture and, under it on the same page, what it shows; read aloud too."""
    from docx.shared import Cm

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.keep_with_next = True
    shape = paragraph.add_run().add_picture(io.BytesIO(picture), width=Cm(PICTURE_WIDTH_CM))
    shape._inline.docPr.set("descr", shows)
    document.add_paragraph(shows)


def _column_widths(document: Any, rows: Sequence[Sequence[str]]) -> list[int]:
    page = document.sections[0]
    whole = page.page_width - page.left_margin - page.right_margin
    return [int(whole * share) for share in column_shares(rows)]


def _add_table(document: Any, rows: Sequence[Sequence[str]]) -> None:
    """The first row is the header: read as one, and printed again on each page."""
    from docx.oxml import OxmlElement

    table = document.add_table(rows=len(rows), cols=len(rows[0]), style="Table Grid")
    table.autofit = False
    widths = _column_widths(document, rows)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, texts in zip(table.rows, rows, strict=True):
        row._tr.get_or_add_trPr().append(OxmlElement("w:cantSplit"))
        for cell, text, width in zip(row.cells, texts, widths, strict=True):
            cell.text, cell.width = clean_text(text), width
            cell.paragraphs[0].paragraph_format.space_after = 0
    header = table.rows[0]
    header._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))
    for cell in header.cells:
        for run in cell.paragraphs[0].runs:
            run.bold = True
