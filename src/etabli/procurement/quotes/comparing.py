"""The catalogue of needs and a brief, brought to a quote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from .engine.model import Quote, Status

if TYPE_CHECKING:
    from etabli.procurement.briefs.engine import Brief


def make_ready() -> None:
    """Load the catalogue and what recognises its needs, so that the first quote doesn't wait for them."""
    from etabli.procurement.needs.catalogue import load
    from etabli.procurement.needs.engine import recognise

    import_module("etabli.procurement.quotes.engine.compare")
    recognise("site", load())


def with_needs(
    quote: Quote,
    brief: Brief | None,
    *,
    language: str = "fr",
    said: Mapping[str, Status] = MappingProxyType({}),
) -> Quote:
    """The quote with the needs of its lines and, when a brief is given, how it answers each need of the brief, or how a
    person `said` that it does."""
    from etabli.procurement.needs.catalogue import load
    from etabli.procurement.needs.engine import recognise, set_aside

    from .engine.compare import Wanted, as_said, compare
    from .engine.compare import with_needs as lines_with_needs

    catalogue = load()
    quote = lines_with_needs(quote, catalogue, recognise)
    if brief is None:
        return quote
    asks = {need.id: need.ask.in_language(language) for need in catalogue.needs}
    wanted = [Wanted(one.need_id, one.weight, asks.get(one.need_id, "")) for one in brief.answers]
    against = compare(quote, wanted, catalogue, recognise, set_aside)
    return replace(quote, against=as_said(against, wanted, said))
