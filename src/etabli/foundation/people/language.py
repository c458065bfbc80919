"""The language of whoever makes themselves known."""

from django.utils.translation import get_language

from etabli.foundation.journal import Acting


def language_of(by: Acting) -> str:
    """That of the page, of whoever nobody knows yet; "" when somebody else writes them down."""
    return (get_language() or "") if by.is_stranger else ""
