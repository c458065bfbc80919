"""Texts that a questionnaire carries in two languages."""

from collections.abc import Mapping

from etabli.foundation.ui.language import reader_language


def in_words(texts: Mapping[str, str]) -> str:
    """The text of a question or an option, in the reader's language."""
    return texts[reader_language()]
