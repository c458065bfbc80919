"""The words of what a page answers, whatever it is: a page, a PDF, an archive, a spreadsheet, a calendar."""

import io
import zipfile
from typing import Any

import pypdfium2
from django.http import HttpResponse


def is_file(answer: HttpResponse) -> bool:
    """Whether it is no page: something to take away, or for a program."""
    page = answer.headers.get("Content-Type", "").startswith("text/html")
    return answer.status_code == 200 and (not page or "Content-Disposition" in answer)


def words_of(answer: Any) -> str:
    return _words(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def _words(content: bytes) -> str:
    if content.startswith(b"%PDF"):
        document = pypdfium2.PdfDocument(content)
        try:
            return "\n".join(page.get_textpage().get_text_range() for page in document)
        finally:
            document.close()
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return "\n".join(_words(archive.read(name)) for name in archive.namelist())
    return content.decode(errors="replace")
