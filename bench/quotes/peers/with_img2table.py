"""img2table: ruled tables, then borderless ones; Tesseract where the page is a picture; text by pdfplumber."""

import shutil
from functools import partial
from typing import Any

from adapter import Answer, Grid, answer, main
from img2table.document import PDF, Image
from img2table.ocr import TesseractOCR
from page_text import page_text


def read(path: str) -> Answer:
    is_pdf = path.lower().endswith(".pdf")
    text = page_text(path) if is_pdf else ""
    ocr = TesseractOCR(lang="fra") if not text.strip() and shutil.which("tesseract") else None
    document = PDF(path) if is_pdf else Image(path)
    ways = [(True, False), (False, False), *([(True, True), (False, True)] if ocr or text else [])]
    if ocr:
        text = "\n".join(_spoken(ocr, document))
    return answer((partial(_tables, document, ocr, *way) for way in ways), text)


def _tables(document: Any, ocr: Any, implicit_rows: bool, borderless: bool) -> list[Grid]:
    extracted = document.extract_tables(ocr=ocr, implicit_rows=implicit_rows, borderless_tables=borderless)
    tables = (
        [table for page in extracted.values() for table in page] if isinstance(extracted, dict) else extracted
    )
    return [[[cell.value for cell in row] for row in table.content.values()] for table in tables]


def _spoken(ocr: Any, document: Any) -> list[str]:
    """The lines of words that Tesseract finds on the page."""
    words = ocr.of(document=document).df
    if words is None:
        return []
    rows = words.to_dicts() if hasattr(words, "to_dicts") else words.to_dict("records")
    lines: dict[tuple[object, ...], list[str]] = {}
    for row in rows:
        if row["value"]:
            lines.setdefault((row["page"], row["parent"]), []).append(str(row["value"]))
    return [" ".join(line) for line in lines.values()]


main(read)
