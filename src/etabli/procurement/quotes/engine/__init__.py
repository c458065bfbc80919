"""The quote decoder: `decode(Document) -> Quote`. Plain Python: bytes in, frozen dataclasses out.

Reads PDF, photos and scans (with RapidOCR's models or Tesseract), DOCX, ODT and e-invoices (CII, UBL; alone or inside a
PDF). Everything heavy is imported when first needed, so that importing the shapes costs nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING

from .model import (
    Against as Against,
    Check as Check,
    Document as Document,
    Found as Found,
    Line as Line,
    Party as Party,
    Picture as Picture,
    Place as Place,
    Quote as Quote,
    Totals as Totals,
    Unreadable as Unreadable,
)
from .report.facts import FACTS as FACTS, Fact as Fact

if TYPE_CHECKING:
    from .report.needs import NeedMentions


def decode(document: Document) -> Quote:
    """Read a quote or an invoice; its `checks` are filled, but for those on its substance. Raises Unreadable with
    what is wrong and what to do.

    A value that isn't certain is None. Nothing printed is ever corrected: an error of the supplier stays, and a check
    says it."""
    from .decoder import decode as run

    return run(document)


def check(
    quote: Quote,
    *,
    facts: Mapping[str, Fact] = FACTS,
    on: date | None = None,
    needs: NeedMentions | None = None,
) -> tuple[Check, ...]:
    """The findings on a quote, with a chamber's own figures, the day of reading, and what it says of the needs."""
    from .report.checks import check as run

    return run(quote, facts=facts, on=on, needs=needs)


def picture(document: Document, page_number: int) -> Picture | None:
    """The page of that number (from 1) as it was read, about 1,200 pixels wide; None where the document has no such
    page, or no page that can be seen (DOCX, ODT, XML). Raises Unreadable as `decode` does.

    For whoever reads hostile files: as greedy as `decode`, to be called under the same limits."""
    from .files.readers import picture as run

    return run(document, page_number)
