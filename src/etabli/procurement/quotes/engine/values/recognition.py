"""What it means for a value that its letters were told from a picture: less sure, unless arithmetic says the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from ..model import Found, Line, Party, Place, Quote
from ..text.numbers import as_figures
from ..text.pages import Page, Word

_VERIFIED = 0.93  # from here on a value was confirmed: by an equation, or by the figures that check a number
_UNREADABLE = 0.35  # below, letters are a guess
_GUESS = 0.6


def with_doubt(quote: Quote, pages: Sequence[Page]) -> Quote:
    """The quote with each value no surer than the letters it was read from, and without those that are a guess. What an
    equation confirms stays as sure as it was; figures made of letters need a second equation, that of the totals."""
    adds_up = quote.totals.net is not None and quote.totals.net.confidence >= _VERIFIED

    def doubted[T](value: Found[T] | None) -> Found[T] | None:
        if value is None or value.place is None or value.confidence >= _VERIFIED:
            return value
        sure = min((word.confidence for word in _words(value.place, pages)), default=1.0)
        return (
            replace(value, confidence=min(value.confidence, 0.3 + 0.7 * sure))
            if sure >= _UNREADABLE
            else None
        )

    totals = quote.totals
    named: dict[str, Any] = {
        name: doubted(getattr(totals, name)) for name in ("net", "vat", "gross", "deposit", "due")
    }
    return replace(
        quote,
        number=doubted(quote.number), issued_on=doubted(quote.issued_on), valid_until=doubted(quote.valid_until),
        supplier=_party(quote.supplier, doubted), customer=_party(quote.customer, doubted),
        totals=replace(totals, **named),
        lines=tuple(_line(line, pages, adds_up) for line in quote.lines),
    )  # fmt: skip


def _party(party: Party, doubted: Any) -> Party:
    return Party(**{field.name: doubted(getattr(party, field.name)) for field in fields(Party)})


def _line(line: Line, pages: Sequence[Page], adds_up: bool) -> Line:
    fits, kept = line.confidence >= _VERIFIED, []
    lost: dict[str, Any] = {}
    sure = line.confidence
    for cell in line.cells:
        words = list(_words(cell.place, pages))
        least = min((word.confidence for word in words), default=1.0)
        guessed = any(as_figures(word.text) != word.text for word in words)
        if guessed and not (fits and adds_up):
            sure = min(sure, _GUESS)
        if not fits and (least < _UNREADABLE or guessed):
            lost[cell.field] = None
        else:
            kept.append(cell)
            sure = sure if fits else min(sure, 0.3 + 0.7 * least)
    return replace(line, cells=tuple(kept), confidence=min(sure, _GUESS) if lost else sure, **lost)


def _words(place: Place, pages: Sequence[Page]) -> Iterable[Word]:
    x0, y0, x1, y1 = place.box
    for page in pages:
        if page.number == place.page and page.source == "picture":
            for word in page.words:
                if x0 - 1 <= word.cx <= x1 + 1 and y0 - 1 <= (word.y0 + word.y1) / 2 <= y1 + 1:
                    yield word
