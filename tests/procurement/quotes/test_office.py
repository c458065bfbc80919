"""DOCX: form fields hold a value, or their prompt, or a day that the page prints in another order than ours."""

import io
import zipfile

import pytest

from etabli.procurement.quotes.engine.office import docx_pages

SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def field(text: str, properties: str = "") -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>"


def text_of(*paragraphs: str) -> str:
    body = "".join(f"<w:p>{paragraph}</w:p>" for paragraph in paragraphs)
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {SPACE}><w:body>{body}</w:body></w:document>")
    return " ".join(row.text for page in docx_pages(kept.getvalue()) for row in page.rows)


def day(stored: str) -> str:
    return f'<w:date w:fullDate="{stored}T00:00:00Z"/>'


def test_a_field_that_was_filled_in_is_read() -> None:
    assert text_of(run("N° ") + field("D-7")) == "N° D-7"


def test_a_prompt_is_no_value() -> None:
    assert text_of(run("N° ") + field("001", "<w:showingPlcHdr/>")) == "N°"
    assert text_of(run("Date : ") + field("01/01/2026", day("2026-01-01") + "<w:showingPlcHdr/>")) == "Date :"


@pytest.mark.parametrize(
    ("printed", "stored", "kept"),
    [
        ("06/02/2026", "2026-02-06", True),
        ("6 février 2026", "2026-02-06", True),
        ("2/25/2026", "2026-02-25", True),
        ("2/6/2026", "2026-02-06", False),
    ],
)
def test_a_day_that_would_be_misread_is_left_out(printed: str, stored: str, kept: bool) -> None:
    assert (
        text_of(run("Date : ") + field(printed, day(stored))) == f"Date : {printed if kept else ''}".strip()
    )
