"""A page to look at, under the boxes of what was read on it."""

from __future__ import annotations

import io
from typing import Any

from .model import Document, Picture
from .readers import is_pdf

WIDE = 1200  # pixels


def picture(document: Document, page_number: int) -> Picture | None:
    """The page as it was read, as PNG; None for what has no such page or can't be seen."""
    if page_number < 1 or not is_pdf(document.content):
        return None
    from .pdf import pdf_picture

    found = pdf_picture(document.content, page_number - 1, WIDE)
    if found is None:
        return None
    image, page = found
    return Picture(_png(image), "image/png", page.width, page.height)


def _png(image: Any) -> bytes:
    kept = io.BytesIO()
    image.save(kept, "PNG", compress_level=6)
    return kept.getvalue()
