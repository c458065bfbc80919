"""Texts that a questionnaire carries in two languages."""

from collections.abc import Mapping

from django.utils.translation import get_language


def in_words(texts: Mapping[str, str]) -> str:
    """The text of a question or an option, in the reader's language."""
    return texts["en" if (get_language() or "fr").startswith("en") else "fr"]
