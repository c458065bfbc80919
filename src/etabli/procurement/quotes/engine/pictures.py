"""A page to look at, under the boxes of what was read on it."""

from __future__ import annotations

import io

from .images import frame_count, is_image
from .model import Document, Picture
from .readers import is_pdf

WIDE = 1200  # pixels


def picture(document: Document, page_number: int) -> Picture | None:
    """The page as it was read: PNG when a program drew it, JPEG for a photo or a scan."""
    for content in (document.content, *document.more):
        count = _page_count(content)
        if 1 <= page_number <= count:
            return _picture_in(content, page_number)
        page_number -= count
    return None


def _page_count(content: bytes) -> int:
    """How many pages a file has; a letter or an e-invoice is one page, which can't be seen."""
    if not is_pdf(content):
        return frame_count(content) if is_image(content) else 1
    from .pdf import opened

    with opened(content) as document:
        return len(document)


def _picture_in(content: bytes, page_number: int) -> Picture | None:
    from .seen import image_picture, pdf_picture

    look = pdf_picture if is_pdf(content) else image_picture if is_image(content) else None
    seen = look(content, page_number - 1, WIDE) if look else None
    if seen is None:
        return None
    kept = io.BytesIO()
    if seen.drawn:
        seen.image.save(kept, "PNG", compress_level=6)
        return Picture(kept.getvalue(), "image/png", seen.width, seen.height)
    seen.image.save(kept, "JPEG", quality=80)
    return Picture(kept.getvalue(), "image/jpeg", seen.width, seen.height)
