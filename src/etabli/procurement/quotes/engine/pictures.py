"""A page to look at, under the boxes of what was read on it."""

from __future__ import annotations

import io

from .images import is_image
from .model import Document, Picture
from .readers import is_pdf

WIDE = 1200  # pixels


def picture(document: Document, page_number: int) -> Picture | None:
    """The page as it was read: PNG when a program drew it, JPEG for a photo or a scan."""
    from .seen import image_picture, pdf_picture

    if page_number < 1:
        return None
    look = pdf_picture if is_pdf(document.content) else image_picture if is_image(document.content) else None
    seen = look(document.content, page_number - 1, WIDE) if look else None
    if seen is None:
        return None
    kept = io.BytesIO()
    if seen.drawn:
        seen.image.save(kept, "PNG", compress_level=6)
        return Picture(kept.getvalue(), "image/png", seen.width, seen.height)
    seen.image.save(kept, "JPEG", quality=80)
    return Picture(kept.getvalue(), "image/jpeg", seen.width, seen.height)
