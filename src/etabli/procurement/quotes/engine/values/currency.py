"""The currency that a document prints beside its amounts."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from ..text.pages import Page

# By the sign or the code that stands right before or after a figure.
_MARKS = {
    "EUR": r"€|eur(?:os?)?\b", "CHF": r"chf\b|sfr\b", "GBP": r"£|gbp\b", "CAD": r"\$ ?ca\b|cad\b|c\$|\$ ?can\b",
    "USD": r"usd\b|us ?\$|\$ ?us\b|\$(?! ?c)", "MAD": r"mad\b|dhs?\b", "TND": r"tnd\b", "DZD": r"dzd\b",
    "XOF": r"f ?cfa\b|xof\b|xaf\b|cfa\b", "XPF": r"f ?cfp\b|xpf\b|f ?pacifique",
}  # fmt: skip
_BESIDE = {code: re.compile(rf"(?:{mark}) ?[-−+]?\d|\d ?(?:{mark})", re.I) for code, mark in _MARKS.items()}
_SAID = {
    code: re.compile(rf"(?<!\w)(?:{mark})", re.I)
    for code, mark in _MARKS.items()
    if code in ("EUR", "CHF", "USD", "GBP")
}


def currency_in(pages: Sequence[Page]) -> str | None:
    """The ISO code of the currency that most amounts bear, or else of the only one that is named; None without any, or
    when two are as frequent."""
    texts = [row.text.replace("\u00a0", " ").replace("\u202f", " ") for page in pages for row in page.rows]
    for patterns in (_BESIDE, _SAID):
        votes = Counter({code: sum(len(p.findall(text)) for text in texts) for code, p in patterns.items()})
        (first, most), (_second, next_most) = votes.most_common(2)
        if most:
            return first if most > next_most else None
    return None
