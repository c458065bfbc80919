"""The words of a mailing: a few fields between braces, the same name in every text."""

import re
from collections.abc import Mapping

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


def unknown(text: str) -> list[str]:
    """What is written between braces and is no field, as it is written; a brace alone too."""
    wrong = [f"{{{name}}}" for name in _FIELD.findall(text) if name.strip() not in FIELDS]
    return wrong + sorted(set(re.findall(r"[{}]", _FIELD.sub("", text))))


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text as this reader gets it. Each field of the text is among `values`."""
    return _FIELD.sub(lambda match: values[match[1].strip()], text)


def first_name(name: str) -> str:
    """How one greets somebody: by the first name where there is one; "Mme Dupont" stays whole."""
    first, _space, rest = name.strip().partition(" ")
    return first if rest and not _TITLES.match(first) and len(first) > 1 else name.strip()
