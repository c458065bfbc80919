"""The language of the page."""

from typing import Literal

from django.utils.translation import get_language


def reader_language() -> Literal["fr", "en"]:
    """That in which the reader reads; French when nobody has chosen one."""
    return "en" if (get_language() or "fr").startswith("en") else "fr"
