"""HTML kept from one visit to the next: that of cards, which say the same until the facts change."""

from collections.abc import Callable
from functools import lru_cache, wraps

from django.utils.safestring import SafeString, mark_safe

from etabli.foundation.ui.language import reader_language


def kept_html[**Facts](most: int) -> Callable[[Callable[Facts, str]], Callable[Facts, SafeString]]:
    """Write each card once, in each language, until one of its facts changes: the last `most` are kept.

    The function renders a template of ours. All that its HTML says is in its arguments, which can be hashed.
    """

    def keep(write: Callable[Facts, str]) -> Callable[Facts, SafeString]:
        @lru_cache(maxsize=most)
        def written(language: str, *args: Facts.args, **kwargs: Facts.kwargs) -> SafeString:
            return mark_safe(write(*args, **kwargs))  # a template, which escapes

        @wraps(write)
        def card(*args: Facts.args, **kwargs: Facts.kwargs) -> SafeString:
            return written(reader_language(), *args, **kwargs)  # type: ignore[arg-type]  # hashable, as is said

        return card

    return keep
