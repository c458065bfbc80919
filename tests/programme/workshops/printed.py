"""What a document says, kept as an approved text."""

from pathlib import Path

import pypdfium2

APPROVED = Path(__file__).parent / "approved"


def text_of(pdf: bytes) -> str:
    """The text of each page, a line for each line printed."""
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    return "\n— — —\n".join("\n".join(page.split("\r\n")).strip() for page in pages) + "\n"


def assert_approved(name: str, text: str) -> None:
    """The text is that of the file which somebody read and approved; what differs is written beside it."""
    approved = APPROVED / f"{name}.txt"
    known = approved.read_text(encoding="utf-8") if approved.exists() else ""
    if text != known:
        approved.with_suffix(".received.txt").write_text(text, encoding="utf-8")
    assert text == known, f"read {name}.received.txt: if it is right, it takes the place of {name}.txt"
