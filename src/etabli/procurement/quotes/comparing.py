"""The catalogue of needs and a brief, brought to a quote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .engine.compare import Wanted, compare
from .engine.compare import with_needs as lines_with_needs
from .engine.model import Quote


def make_ready() -> None:
    """Load the catalogue and what recognises its needs, so that the first quote doesn't wait for them."""
    from etabli.procurement.needs.catalogue import load
    from etabli.procurement.needs.engine import recognise

    recognise("site", load())


def with_needs(quote: Quote, brief: object, *, language: str = "fr") -> Quote:
    """The quote with the needs of its lines and, when a brief is given, how it answers each need of the brief."""
    from etabli.procurement.needs.catalogue import load
    from etabli.procurement.needs.engine import recognise, set_aside

    catalogue = load()
    quote = lines_with_needs(quote, catalogue, recognise)
    if not isinstance(brief, Mapping):
        return quote
    asks = {need.id: need.ask.in_language(language) for need in catalogue.needs}
    wanted = [_wanted(need, asks) for need in brief["needs"]]
    return replace(quote, against=compare(quote, wanted, catalogue, recognise, set_aside))


def _wanted(need: Mapping[str, Any], asks: Mapping[str, str]) -> Wanted:
    weight = need.get("weight")
    return Wanted(
        str(need["id"]),
        weight if weight in ("must", "should", "could", "not") else "must",
        asks.get(str(need["id"]), ""),
    )
