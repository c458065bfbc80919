"""What is the name of a thing sold, and what are the details under it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..text.pages import Word, fold
from ..text.vocabulary import OPTION

_LINK = re.compile(
    r"^(de|du|des|d|et|ou|avec|pour|en|à|au|aux|la|le|les|un|une|sur|par|sans|with|and|"
    r"for|of|the|mit|und|für)$|[,&/'’-]$"
)
_BULLET = re.compile(r"^[-–—•·*▪●◦»>✓➢o]$|^[-–—•·*▪●◦»>✓➢]\w")
_SECTION = re.compile(r"^(\d{1,2}(\.\d{1,2})*|[A-Z]|[IVX]{1,5})[.)]$")  # "2." before a title
_DETAIL = re.compile(
    r"^(periode|period|zeitraum|date|du|ref|reference|gtin|ean|sku|code|duree|inclu\w*|comprend|comprenant|note|nb|"
    r"livraison|delai|garantie|unite)$"
)


def goes_on(above: Sequence[Word], below: Sequence[Word], right: float, limit: float) -> bool:
    """True when the line below continues the sentence: it starts in lower case, the line above ends on a link word, or
    its first word would not have fitted above (`limit` for a capital, which may well begin something else)."""
    if _BULLET.match(below[0].text) or abs(below[0].size - above[-1].size) > 0.08 * above[-1].size:
        return False
    if below[0].text[:1].isupper() and _DETAIL.match(fold(below[0].text)):
        return False
    if below[0].text[:1].islower() or _LINK.search(above[-1].text.lower()):
        return True
    reach = above[-1].x1 + (below[0].x1 - below[0].x0) + 0.25 * above[-1].size
    return reach > (max(right, limit) if below[0].text[:1].isupper() else right)


def is_detail(words: Sequence[Word]) -> bool:
    """True for what can't be the name of a thing sold: a bullet, the end of a sentence, a detail's own label."""
    first = words[0].text
    times = any(word.text in ("x", "×", "*") for word in words[1:4])  # "2 j × 450,00 €"
    return bool(
        times or is_bullet(words[0]) or first[:1].islower() or first[:1] in "(:" or _DETAIL.match(fold(first))
    )


def says_options(title: Sequence[Word]) -> bool:
    """True for the title of what is offered besides ("Options", "En option :")."""
    return len(title) <= 3 and bool(OPTION.search(fold(" ".join(word.text for word in title))))


def is_numbered(title: Sequence[Word]) -> bool:
    """True for the title of a section ("2. Réalisation")."""
    return bool(_SECTION.match(title[0].text))


def is_bullet(word: Word) -> bool:
    """Whether a word is the mark of an item in a list."""
    return bool(_BULLET.match(word.text))


def in_brackets(words: Sequence[Word]) -> bool:
    """Whether the words begin and end with round brackets."""
    return words[0].text.startswith("(") and words[-1].text.endswith(")")


def is_a_name(text: str) -> bool:
    """True for several plain words, not for a code."""
    return ":" not in text and len(re.findall(r"(?<!\S)[A-Za-zÀ-ÿ][A-Za-zÀ-ÿ-]{2,}(?!\S)", text)) >= 2
