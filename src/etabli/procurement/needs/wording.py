"""Texts in both languages, as they are read."""

from etabli.foundation.ui.language import reader_language
from etabli.procurement.needs.engine import Text


def words_of(text: Text) -> str:
    """A text in the language of the reader."""
    return text.in_language(reader_language())
