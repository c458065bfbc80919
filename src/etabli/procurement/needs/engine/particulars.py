"""What a line only gives as a particular: an address, the number of a page, an account, a sum. Nothing is read there."""

from __future__ import annotations

import re

_STREET = (
    r"\b(?:rue|avenue|av\.|boulevard|bd|place|chemin|impasse|all[ée]es?|quai|route|cours|square|ruelle|passage|rond-point|lieu-dit)"
)
_TOWN = r"\b(?:F-?)?\d{2} ?\d{3} +[A-ZÀ-Ý][\w'’-]+"
# Lines that are a letterhead, an account or a sum from end to end.
_WHOLE = (
    rf"^.*{_TOWN}.*$",
    r"^.*\b(?:iban|bic|siren|siret|rcs|rcs?\s?pro|naf|ape|tva intra\w*|n° ?(?:de )?tva|capital (?:social )?de)\b.*$",
    r"^\W*(?:sous[- ]?totaux|sous[- ]?total|total|net [àa] payer|montant (?:total|ht|ttc|tva|hors)|tva|t\.v\.a\.?)\b(?!.*\b(?:mois|ans)\b).*$",
)
# Pieces of a line.
_PART = (
    rf"(?:\b\d+ ?(?:bis|ter)?,? )?{_STREET}(?: (?:de|du|des|d['’]|l['’]|la|le|les))* ?[\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)*",
    r"\b(?:p\.|page)\s?(?:n° ?)?\d+\s?(?:/|sur)\s?\d+",
    r"(?<!\w)[\w.+-]+@(?:[\w.-]+\b)?",
    r"\b(?:https?://|www\.)\S+",
    r"\d[\d \u00a0\u202f.,]*\s?(?:€|euros?\b)",
)
_TOWNS = re.compile(_WHOLE[0], re.MULTILINE)
_PARTS = re.compile("|".join(_PART[:1]), re.IGNORECASE), re.compile("|".join(_PART[1:-1]), re.IGNORECASE)


def without_particulars(text: str) -> str:
    """The text with blanks in their place: as long as before, each word where it was."""
    text = _TOWNS.sub(_blank, text)
    text = re.sub("|".join(_WHOLE[1:]), _blank, text, flags=re.IGNORECASE | re.MULTILINE)
    for pattern in _PARTS:
        text = pattern.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
