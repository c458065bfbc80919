"""The catalogue of needs and a brief, brought to a quote."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from importlib import import_module
from types import MappingProxyType
from typing import TYPE_CHECKING

from .engine import check
from .engine.model import Polarity, Quote, Status

if TYPE_CHECKING:
    from etabli.procurement.briefs.engine import Answer, Brief
    from etabli.procurement.needs.engine import Need

    from .engine.report.compare import Wanted


_IF_SAID: Mapping[str, Mapping[Polarity, str]] = {
    "fr": {
        "excluded": "Vous écrivez\u00a0: «\u00a0{words}\u00a0». "
        "Combien coûterait-il de l’ajouter, ou qui s’en occupe\u00a0?",
        "from_client": "Vous écrivez\u00a0: «\u00a0{words}\u00a0». Que dois-je vous donner, et pour quand\u00a0? "
        "Combien coûterait-il de vous en charger\u00a0?",
        "optional": "Vous écrivez\u00a0: «\u00a0{words}\u00a0». "
        "Combien coûte cette option, et que comprend-elle\u00a0?",
    },
    "en": {
        "excluded": "You write: “{words}”. What would it cost to add it, or who sees to it?",
        "from_client": "You write: “{words}”. What must I give you, and by when? What would it cost if you saw to it?",
        "optional": "You write: “{words}”. What does this option cost, and what does it include?",
    },
}


def make_ready() -> None:
    """Load the catalogue and what recognises its needs, so that the first quote doesn't wait for them."""
    from etabli.procurement.needs.catalogue import load
    from etabli.procurement.needs.engine import recognise

    for name in ("checks", "compare"):
        import_module(f"etabli.procurement.quotes.engine.report.{name}")
    recognise("site", load())


def with_needs(
    quote: Quote,
    brief: Brief | None,
    *,
    language: str = "fr",
    statuses: Mapping[str, Status] = MappingProxyType({}),
    on: date | None = None,
) -> Quote:
    """The quote with the needs of its lines, what it says and leaves unsaid as of the day `on` and, when a brief is
    given, how it answers each need of the brief, or how a person `said` that it does."""
    from etabli.procurement.needs.catalogue import load
    from etabli.procurement.needs.engine import mentioned, recognise

    from .engine.report.compare import compare, overruled
    from .engine.report.legibility import is_poorly_read
    from .engine.report.likeness import is_unlike_a_quote
    from .engine.report.needs import need_mentions, with_needs as lines_with_needs

    catalogue = load()
    labels = {need.id: (_within(need.label.fr), _within(need.label.en)) for need in catalogue.needs}
    mentions = need_mentions(quote, catalogue, recognise, mentioned, labels)
    quote = replace(lines_with_needs(quote, mentions), checks=check(quote, on=on, needs=mentions))
    if brief is None or is_unlike_a_quote(quote):
        return quote
    wanted = [_wanted(answer, catalogue.get(answer.need_id), language) for answer in brief.answers]
    against = compare(quote, wanted, mentions)
    if is_poorly_read(quote):  # of which silence says nothing
        against = tuple(answer for answer in against if answer.status in ("covered", "extra"))
    return replace(quote, against=overruled(against, wanted, statuses))


def _wanted(answer: Answer, need: Need | None, language: str) -> Wanted:
    from .engine.report.compare import Wanted

    if need is None or need.told_by == "artisan":
        return Wanted(answer.need_id, answer.weight, answerable=need is None)
    if_said = _IF_SAID["en" if language.startswith("en") else "fr"]
    return Wanted(answer.need_id, answer.weight, need.ask.in_language(language), if_said)


def _within(label: str) -> str:
    """A label as it stands within a sentence."""
    return label[:1].lower() + label[1:]
