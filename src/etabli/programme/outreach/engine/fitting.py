"""Texts that must fit: a post of so many characters, a text message of one part."""

from collections.abc import Iterable
from unicodedata import normalize

# What a text message writes in one part of 160 (GSM 03.38). One other character, and a part holds 70.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅå_ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_PLAINER = str.maketrans({"’": "'", "‘": "'", "«": '"', "»": '"', "–": "-", "—": "-", "œ": "oe", "Œ": "OE"})


def fitted(variants: Iterable[str], limit: int) -> str:
    """The first of these, from the fullest to the barest, that holds in `limit` characters; else the shortest."""
    tried = list(variants)
    return next((text for text in tried if len(text) <= limit), min(tried, key=len))


def for_telephones(text: str) -> str:
    """The same in the characters of a text message: an accent that it lacks goes, those that it has stay."""
    plain = text.translate(_PLAINER).replace("\u00a0", " ").replace("\u202f", " ")
    return "".join(char if char in _GSM else _bare(char) for char in plain)


def _bare(char: str) -> str:
    return "".join(part for part in normalize("NFD", char) if part in _GSM)
