"""What a line only gives as a particular: an address, the number of a page, an account, a sum. Nothing is read there."""

# ruff: noqa: E501 -- patterns

from __future__ import annotations

import re

_WAY = r"(?i:rue|avenue|boulevard|quai|impasse|chemin|all[ée]es?)"
_STREET = r"(?i:av\.|bd|place|route|cours|square|ruelle|passage|rond-point|lieu-dit|hameau|zone|za|zi)"
_NAME = r"(?: (?:de|du|des|la|le|les)| [dl]['’])*(?: |(?<=['’]))[\w'’-]+(?: [A-ZÀ-Ý][\w'’-]+)*"
_TOWN = r"\b(?:F-?)?\d{2} ?\d{3} +[A-ZÀ-Ý][\w'’-]+"
# Lines that are a letterhead, an account or a sum from end to end.
_WHOLE = (
    rf"^.*{_TOWN}.*$",
    r"^.*\b(?:iban|bic|siren|siret|rcs|rcs?\s?pro|naf|ape|tva intra\w*|n° ?(?:de )?tva|capital (?:social )?de)\b.*$",
    r"^\W*(?:sous[- ]?totaux|sous[- ]?total|total|net [àa] payer|montant (?:total|ht|ttc|tva|hors)|tva|t\.v\.a\.?)\b(?!.*\b(?:mois|ans)\b).*$",
)
# Pieces of a line: a street has a number, or a name with a capital.
_PART = re.compile(
    rf"\b\d+ ?(?:bis|ter)?,? (?:{_WAY}|{_STREET})\b{_NAME}|\b{_WAY}\b(?: (?:de|du|des|la|le|les)| [dl]['’])* ?[A-ZÀ-Ý][\w'’-]+|"
    r"\b(?i:p\.|page)\s?(?:n° ?)?\d+\s?(?:/|sur)\s?\d+|(?<!\w)[\w.+-]+@(?:[\w.-]+\b)?|\b(?:https?://|www\.)\S+"
)
_TOWNS, _ACCOUNTS = (
    re.compile(_WHOLE[0], re.MULTILINE),
    re.compile("|".join(_WHOLE[1:]), re.IGNORECASE | re.MULTILINE),
)


def without_particulars(text: str) -> str:
    """The text with blanks in their place: as long as before, each word where it was."""
    for pattern in (_TOWNS, _ACCOUNTS, _PART):
        text = pattern.sub(_blank, text)
    return text


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
