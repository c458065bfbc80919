"""What people are called on a screen that goes round the room: enough to find oneself, no more than others need."""

from collections import Counter
from collections.abc import Sequence


def short_names(names: Sequence[str]) -> list[str]:
    """ "Marie D." for "Marie Dupont" or "DUPONT Marie", in the order given; the whole name where two would be alike."""
    short = [_short(name) for name in names]
    seen = Counter(name.casefold() for name in short)
    return [whole if seen[name.casefold()] > 1 else name for whole, name in zip(names, short, strict=True)]


def _short(name: str) -> str:
    words = name.split()
    if len(words) < 2:
        return name
    family = [word for word in words if len(word) > 1 and word.isupper()]
    if family and len(family) < len(words):  # the family name in capitals, wherever it stands
        first = next(word for word in words if word not in family)
        return f"{first} {family[0][0]}."
    return f"{words[0]} {words[-1][0].upper()}."
