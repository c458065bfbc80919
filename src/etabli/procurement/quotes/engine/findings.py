"""How a finding is made: what the document says, where, and the words that end what a person has to check."""

from __future__ import annotations

import re
from typing import Any

from .model import Check, Found, Passage, Place, Quote, Severity
from .pages import fold
from .wording import VERIFY_EN, VERIFY_FR

PRACTICE, SUMS = "Bonne pratique", "Calcul"  # the sources that are no text of law


def finding(
    id_: str,
    severity: Severity,
    fr: str,
    en: str,
    source: str,
    at: Passage | Found[Any] | None = None,
    *,
    line: int | None = None,
    evidence: str = "",
    place: Place | None = None,
) -> Check:
    """A finding to be checked by a person, with its evidence: the passage or the value that it is about."""
    printed = at.text if isinstance(at, Passage) else at.printed if at else ""
    return Check(
        id_, severity, fr + VERIFY_FR, en + VERIFY_EN, evidence or printed, source, line,
        at.place if at and at.place else place,
    )  # fmt: skip


def first(quote: Quote, pattern: str) -> Passage | None:
    """The first printed row that says it, in folded words."""
    return next((p for p in quote.passages if re.search(pattern, fold(p.text))), None)


def said(quote: Quote, pattern: str) -> bool:
    """Whether the document says it anywhere, a sentence cut in two rows included."""
    return re.search(pattern, quote.words) is not None
