"""What to type in a search engine, from a brief: to find a professional, and as the customers do."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etabli.procurement.briefs.engine.model import Brief
from etabli.procurement.briefs.engine.searches import (
    BY_NAME,
    BY_SERVICE,
    FAMILIES,
    LOOK_AT,
    PROVIDERS,
    TRADES,
    WARNINGS,
)
from etabli.procurement.needs.engine import Catalogue
from etabli.procurement.needs.engine.words import fold

_LONGEST_TRADE = 25  # longer than that, it is a label of the register, which nobody types


@dataclass(frozen=True)
class Query:
    """Words to type, and why these. The words are French: what is looked for is in France."""

    words: str
    why: str


@dataclass(frozen=True)
class Keywords:
    """`providers` find who could do it, and references; `customers` are typed by those who look for the artisan.

    Five to eight queries in all. `look_at` and `warnings` say how to read the results.
    """

    providers: tuple[Query, ...]
    customers: tuple[Query, ...]
    look_at: tuple[str, ...]
    warnings: tuple[str, ...]


def keywords(brief: Brief, catalogue: Catalogue, *, place: str = "", language: str = "fr") -> Keywords:
    """The queries for a brief. `place`: the commune, or nothing when it isn't known."""
    name, services = _trade(brief, catalogue)
    wanted = PROVIDERS.get(brief.outcome, PROVIDERS["site"])
    providers = [
        Query(_filled(template, place, name or "artisan"), why.in_language(language))
        for template, why in wanted
    ]
    typed = [(name, BY_NAME), *((service, BY_SERVICE) for service in services)] if name else []
    customers = [Query(f"{words} {place}".strip(), why.in_language(language)) for words, why in typed]
    return Keywords(
        tuple(_once(providers)),
        tuple(_once(customers)),
        tuple(text.in_language(language) for text in LOOK_AT),
        tuple(text.in_language(language) for text in WARNINGS),
    )


def _trade(brief: Brief, catalogue: Catalogue) -> tuple[str, tuple[str, ...]]:
    """How customers call the trade, and what they come for; ("", ()) when the brief tells no trade."""
    trade = brief.trade.strip().lower()
    words = re.findall(r"[a-z0-9]+", fold(trade))
    for known, name, services in TRADES:
        if set(known.split()) & set(words):
            return name, services
    family = catalogue.family_of(trade) if trade else None
    short = trade if len(trade) <= _LONGEST_TRADE else ""
    return short, tuple(f"{short} {more}" for more in FAMILIES.get(family or "", ("avis", "tarif")) if short)


def _filled(template: str, place: str, trade: str) -> str:
    return " ".join(template.format(place=place, trade=trade).split())


def _once(queries: list[Query]) -> list[Query]:
    """Without those that say the same words, as two may when nothing is known of the place."""
    return list({query.words: query for query in reversed(queries)}.values())[::-1]
