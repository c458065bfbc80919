"""HTML kept from one visit to the next: that of cards, which say the same until the facts change.

What is erased goes at once from the process that erases, and from the others with the first card that they show an hour
after they began to keep.
"""

from collections.abc import Callable
from functools import lru_cache, wraps
from time import monotonic

from django.utils.safestring import SafeString, mark_safe

from etabli.foundation.ui.language import reader_language

LONGEST_KEPT = 3600.0  # seconds
_forget: list[Callable[[], None]] = []
_kept_since = 0.0


def forget_kept_html() -> None:
    """Nothing is kept any more, in this process."""
    global _kept_since
    _kept_since = monotonic()
    for forget in _forget:
        forget()


def kept_html[**Facts](most: int) -> Callable[[Callable[Facts, str]], Callable[Facts, SafeString]]:
    """Write each card once, in each language, until one of its facts changes: the last `most` are kept.

    The function renders a template of ours. All that its HTML says is in its arguments, which can be hashed.
    """

    def keep(write: Callable[Facts, str]) -> Callable[Facts, SafeString]:
        @lru_cache(maxsize=most)
        def written(language: str, *args: Facts.args, **kwargs: Facts.kwargs) -> SafeString:
            return mark_safe(write(*args, **kwargs))  # a template, which escapes

        _forget.append(written.cache_clear)

        @wraps(write)
        def card(*args: Facts.args, **kwargs: Facts.kwargs) -> SafeString:
            if monotonic() - _kept_since > LONGEST_KEPT:
                forget_kept_html()
            return written(reader_language(), *args, **kwargs)  # type: ignore[arg-type]  # hashable, as is said

        return card

    return keep
