"""What is the name of a thing sold, and what are the details under it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ..text.pages import Word, fold
from ..text.vocabulary import OPTION

_LINK = re.compile(
    r"^(de|du|des|d|et|ou|avec|pour|en|à|au|aux|la|le|les|un|une|sur|par|sans|with|and|"
    r"for|of|the|mit|und|für)$|[,&/'’-]$"
)
_BULLET = re.compile(r"^[-–—•·*▪●◦»>✓➢o]$|^[-–—•·*▪●◦»>✓➢]\w")
_SECTION = re.compile(r"^(\d{1,2}(\.\d{1,2})*|[A-Z]|[IVX]{1,5})[.)]$")  # "2." before a title
_UNFINISHED = re.compile(
    r"([bcfgjmpqv]|[^aeiouynrstmlh\W][ltnrm]|nn|tt|ss|mm|pp|ll)$"
)  # no French word ends so
_PREFIXES = {
    "sous",
    "auto",
    "mi",
    "avant",
    "apres",
    "back",
    "front",
    "multi",
    "e",
    "non",
    "semi",
    "anti",
    "pre",
    "co",
}
_DETAIL = re.compile(
    r"^(periode|period|zeitraum|date|du|ref|reference|gtin|ean|sku|code|duree|inclu\w*|comprend|comprenant|note|nb|"
    r"livraison|delai|garantie|unite)$"
)


def goes_on(above: Sequence[Word], below: Sequence[Word], right: float, limit: float) -> bool:
    """True when the line below continues the sentence: it starts in lower case, the line above ends on a link word, or
    its first word would not have fitted above (`limit` for a capital, which may well begin something else)."""
    if _BULLET.match(below[0].text) or abs(below[0].size - above[-1].size) > 0.08 * above[-1].size:
        return False
    labelled = any(word.text.endswith(":") for word in below[:3])
    if below[0].text[:1].isupper() and (labelled or _DETAIL.match(fold(below[0].text))):
        return False
    if below[0].text[:1].islower() or _LINK.search(above[-1].text.lower()):
        return True
    reach = above[-1].x1 + (below[0].x1 - below[0].x0) + 0.25 * above[-1].size
    return reach > (max(right, limit) if below[0].text[:1].isupper() else right)


def joined(lines: Sequence[Sequence[Word]], wall: float, known: Collection[str]) -> str:
    """The text of lines one below the other. A word that the edge of its narrow column cut is made whole: it is alone
    on its line and ends near `wall`, and both pieces together are a word that is `known`, or the first is none. So is
    one that a hyphen parts ("documen- / taire")."""
    text = ""
    for at, words in enumerate(lines):
        printed = " ".join(word.text for word in words)
        if not at:
            text = printed
        elif _hyphenated(lines[at - 1], words):
            text = text[:-1] + printed
        else:
            text += ("" if _cut(lines[at - 1], words, wall, known) else " ") + printed
    return text


def _hyphenated(above: Sequence[Word], below: Sequence[Word]) -> bool:
    last = above[-1].text
    parts = re.fullmatch(r"[^\W\d_]{2,}-", last)
    return bool(parts and below[0].text[:1].islower() and fold(last) not in _PREFIXES)


def _cut(above: Sequence[Word], below: Sequence[Word], wall: float, known: Collection[str]) -> bool:
    piece, rest = above[-1], below[0]
    if len(above) > 1 or wall - piece.x1 > 1.9 * piece.size or not re.fullmatch(r"[^\W\d_]{4,}", piece.text):
        return False
    end = re.match(r"[^\W\d_]+", rest.text)
    if end is None or not rest.text[0].islower() or _LINK.search(rest.text):
        return False
    return fold(piece.text + end.group()) in known or bool(_UNFINISHED.search(fold(piece.text)))


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


def is_code(text: str) -> bool:
    """True for what a supplier files a thing under ("CPU10", "REF-0012", "MOPS"): one word in capitals or figures."""
    word = text.strip()
    return word == word.upper() and bool(re.fullmatch(r"[^\W_][\w./-]{1,17}\.?", word))


def has_words(text: str) -> bool:
    """True where a word in small letters stands outside brackets and labels: no code has one."""
    return ":" not in text and bool(
        re.search(r"(?<![\w-])[^\W\d_]?[^\W\d_A-Z]{3,}", re.sub(r"\([^)]*\)", "", text))
    )
