"""Whether a text tells who wrote it, so that it can be said before anybody reads it."""

import re
import unicodedata
from collections.abc import Iterable

_EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.\w{2,}")
_PHONE = re.compile(r"(?<![\d,.])(?:\+33|0033|0)[ .\u00a0-]?[1-9](?:[ .\u00a0-]?\d{2}){4}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_PART = re.compile(r"[^\W\d_]+")
_ELIDED = re.compile(r"[ld][’']", re.I)
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n])\W*\Z")
_LEGAL_FORMS = frozenset(["sarl", "sas", "sasu", "eurl", "earl", "gaec", "sci", "eirl", "ets", "scop", "snc"])


def telling_words(text: str, names: Iterable[str]) -> list[str]:
    """The pieces of a text by which its author is known, each once: addresses, telephones, and these names (of the
    person, of the business). A whole name counts however it is written, without its legal form too; one word of it,
    with a capital within a sentence: "Petit" is also a word."""
    pieces = [match.group() for pattern in (_EMAIL, _PHONE) for match in pattern.finditer(text)]
    folded = "".join(map(_plain_letter, text))
    for name in names:
        parts = [part for part in _PART.findall(_folded(name)) if part not in _LEGAL_FORMS]
        if len(parts) > 1:
            whole = r"\W+".join(part.replace("oe", "(?:oe|œ)") for part in parts)
            pieces += [text[slice(*match.span())] for match in re.finditer(rf"(?<!\w){whole}(?!\w)", folded)]
        words = {_folded(_without_article(word)) for word in _WORD.findall(name)}
        lone = {word for word in words - _LEGAL_FORMS if len(word) > 2}
        pieces += [
            match.group()
            for match in _WORD.finditer(text)
            if _folded(word := _without_article(match.group())) in lone
            and word[0].isupper()
            and not _SENTENCE_START.search(text[: match.start()])
        ]
    return list(dict.fromkeys(pieces))


def _plain_letter(letter: str) -> str:
    """One letter for one: small, without its accent."""
    return unicodedata.normalize("NFD", letter)[0].lower()[0]


def _folded(word: str) -> str:
    return "".join(map(_plain_letter, word)).replace("œ", "oe").replace("’", "'")


def _without_article(word: str) -> str:
    """The word behind "l’" or "d’"."""
    elided = _ELIDED.match(word)
    return word[elided.end() :] if elided else word
