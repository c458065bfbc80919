"""The words of a mailing: a few fields between braces, the same name in every text."""

import re
from collections.abc import Iterable, Mapping
from unicodedata import normalize

FIRST_NAME, NAME, COMMUNE, TRADE, CHAMBER, SESSIONS = (
    "prénom",
    "nom",
    "commune",
    "métier",
    "chambre",
    "séances",
)
FIELDS = (FIRST_NAME, NAME, COMMUNE, TRADE, CHAMBER, SESSIONS)
_FIELD = re.compile(r"\{([^{}]*)\}")
_TITLES = re.compile(
    r"(?:M\.?|MM\.|Mme|Mlle|Mr|Dr|Me|Monsieur|Madame|Mademoiselle|SARL|EURL|SAS)$", re.IGNORECASE
)


def unknown_names(text: str) -> list[str]:
    """What is written between braces and is no field, as it is written; a brace alone too."""
    unknown_fields = [f"{{{name}}}" for name in _FIELD.findall(text) if name.strip() not in FIELDS]
    return unknown_fields + sorted(set(re.findall(r"[{}]", _FIELD.sub("", text))))


def fill_fields(text: str, values: Mapping[str, str]) -> str:
    """The text as this reader gets it. Each field of the text is among `values`."""
    return _FIELD.sub(lambda match: values[match[1].strip()], text)


def first_name(name: str) -> str:
    """How one greets somebody: by the first name where there is one; "Mme Dupont" stays whole."""
    first, _space, other_names = name.strip().partition(" ")
    return first if other_names and not _TITLES.match(first) and len(first) > 1 else name.strip()


# Texts that must fit: a post of so many characters, a text message of one part.

# What a text message writes in one part of 160 (GSM 03.38). One other character, and a part holds 70.
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅå_ÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_PLAINER = str.maketrans({"’": "'", "‘": "'", "«": '"', "»": '"', "–": "-", "—": "-", "œ": "oe", "Œ": "OE"})


def fit_to_limit(variants: Iterable[str], limit: int) -> str:
    """The first of these, from the fullest to the barest, that holds in `limit` characters; else the shortest."""
    candidates = list(variants)
    return next((text for text in candidates if len(text) <= limit), min(candidates, key=len))


def for_telephones(text: str) -> str:
    """The same in the characters of a text message: an accent that it lacks goes, those that it has stay."""
    plain = text.translate(_PLAINER).replace("\u00a0", " ").replace("\u202f", " ")
    return "".join(char if char in _GSM else _bare(char) for char in plain)


def _bare(char: str) -> str:
    return "".join(part for part in normalize("NFD", char) if part in _GSM)
