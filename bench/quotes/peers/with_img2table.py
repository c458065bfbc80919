"""img2table: ruled tables, else borderless ones; Tesseract where the page is a picture; text by pdfplumber."""

import shutil

from adapter import Answer, answer, main
from img2table.document import PDF, Image
from img2table.ocr import TesseractOCR
from page_text import page_text


def read(path: str) -> Answer:
    is_pdf = path.lower().endswith(".pdf")
    text = page_text(path) if is_pdf else ""
    ocr = TesseractOCR(lang="fra") if not text.strip() and shutil.which("tesseract") else None
    document = PDF(path) if is_pdf else Image(path)
    told = answer([], text)
    for borderless in (False, True):
        found = document.extract_tables(
            ocr=ocr, implicit_rows=True, borderless_tables=borderless and bool(ocr or text)
        )
        tables = [table for page in found.values() for table in page] if isinstance(found, dict) else found
        told = answer(
            ([[cell.value for cell in row] for row in table.content.values()] for table in tables), text
        )
        if told["lines"]:
            break
    return told


main(read)
