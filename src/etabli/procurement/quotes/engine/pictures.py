"""A page to look at, under the boxes of what was read on it."""

from __future__ import annotations

import io
from typing import Any

from .model import Document, Picture
from .readers import is_pdf

WIDE = 1200  # pixels


def picture(document: Document, page_number: int) -> Picture | None:
    """The page as it was read, as PNG; None for what has no such page or can't be seen."""
    for content in (document.content, *document.more):
        count = page_count(content)
        if 1 <= page_number <= count:
            return _picture_in(content, page_number)
        page_number -= count
    return None


def page_count(content: bytes) -> int:
    """How many pages of a file can be seen."""
    if not is_pdf(content):
        return 0
    from .pdf import opened

    with opened(content) as document:
        return len(document)


def _picture_in(content: bytes, page_number: int) -> Picture | None:
    from .pdf import pdf_picture

    found = pdf_picture(content, page_number - 1, WIDE)
    if found is None:
        return None
    image, page = found
    return Picture(_png(image), "image/png", page.width, page.height)


def _png(image: Any) -> bytes:
    kept = io.BytesIO()
    image.save(kept, "PNG", compress_level=6)
    return kept.getvalue()
