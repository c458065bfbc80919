"""What somebody typed: words, or the figures of a SIRET or of a telephone."""

import re
from dataclasses import dataclass

from etabli.territory.register.engine.searching.words import telling, words

MOST_WORDS = 8
PHONE = "#"  # which no word holds
SHORTEST_SIRET = 9
# Figures that people set apart: nine or more, or the beginning of a telephone.
_APART = r"[ .\u00a0\u202f-]?"
_NUMBER = re.compile(
    rf"(?<!\d)(?:\+33{_APART}|0)[1-9](?:{_APART}\d){{3,8}}(?!\d)|\d(?:{_APART}\d){{{SHORTEST_SIRET - 1},}}"
)


@dataclass(frozen=True, slots=True)
class Asked:
    """`siret` holds nine figures or more; `words` what is looked for by its spelling, a telephone among them or its
    beginning ("#0612345678")."""

    words: tuple[str, ...]
    siret: str = ""


def asked(text: str) -> Asked:
    """What this text asks for; the words beyond the eighth are left out."""
    typed = _numbers(text)
    sirets = [number for number in typed if len(number) >= SHORTEST_SIRET and not _is_phone(number)]
    others = [f"{PHONE}{number}" for number in typed if number not in sirets]
    terms = telling([*words(_NUMBER.sub(" ", text)), *others])[:MOST_WORDS]
    return Asked(tuple(terms), sirets[0] if sirets else "")


def phones(text: str) -> list[str]:
    """The telephones of a text, as `asked` gives them."""
    return list(dict.fromkeys(f"{PHONE}{number}" for number in _numbers(text)))


def is_phone(word: str) -> bool:
    """Whether this word of `Asked` is a telephone."""
    return word.startswith(PHONE)


def _numbers(text: str) -> list[str]:
    return [_figures(match[0]) for match in _NUMBER.finditer(text)]


def _is_phone(number: str) -> bool:
    """Ten figures, the first 0."""
    return len(number) == 10 and number.startswith("0")


def _figures(number: str) -> str:
    figures = "".join(sign for sign in number if sign.isdigit())
    return f"0{figures[2:]}" if number.startswith("+33") else figures
