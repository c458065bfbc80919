"""Whether a text tells who wrote it, so that it can be said before anybody reads it."""

import re
from collections.abc import Iterable

_EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.\w{2,}")
_PHONE = re.compile(r"(?<![\d,.])(?:\+33|0033|0)[ .\u00a0-]?[1-9](?:[ .\u00a0-]?\d{2}){4}(?!\d)")
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\n])\W*\Z")


def telling_words(text: str, names: Iterable[str]) -> list[str]:
    """The pieces of a text by which its author is known, each once: addresses, telephones, and these names (of the
    person, of the business). A whole name counts however it is written; one word of it, with a capital within a
    sentence: "Petit" is also a word."""
    pieces = [match.group() for pattern in (_EMAIL, _PHONE) for match in pattern.finditer(text)]
    for name in names:
        words = _WORD.findall(name)
        if len(words) > 1:
            whole = r"\W+".join(map(re.escape, words))
            pieces += re.findall(rf"(?<!\w){whole}(?!\w)", text, re.IGNORECASE)
        lone = {word.casefold() for word in words if len(word) > 2}
        pieces += [
            match.group()
            for match in _WORD.finditer(text)
            if match.group().casefold() in lone
            and match.group()[0].isupper()
            and not _SENTENCE_START.search(text[: match.start()])
        ]
    return list(dict.fromkeys(pieces))
