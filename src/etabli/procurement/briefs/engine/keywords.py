"""What to type in a search engine, from a brief: to find a professional, and as the customers do, by what they want."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from etabli.procurement.briefs.engine.areas import Country
from etabli.procurement.briefs.engine.model import Brief
from etabli.procurement.briefs.engine.phrases import phrases
from etabli.procurement.briefs.engine.search_templates import Material, typed
from etabli.procurement.briefs.engine.searches import INTENTIONS, LOOK_AT, PROVIDERS, WARNINGS, Intention
from etabli.procurement.briefs.engine.substance import own_words
from etabli.procurement.briefs.engine.trade_names import LONGEST, TradeNames, is_feminine_title
from etabli.procurement.briefs.engine.written import written
from etabli.procurement.needs.engine import Catalogue
from etabli.procurement.needs.engine.words import fold

MOST = {"find": 9, "compare": 5, "buy": 2, "near": 4}
MOST_OF_GOODS = {
    "find": 6,
    "compare": 4,
    "buy": 7,
    "near": 3,
}  # of who sells things: they are looked for everywhere
# The needs whose words name what is looked for, the most telling first.
_NAMING = ("makes", "offer", "price-list", "shop", "gallery", "pages", "goals-public")


@dataclass(frozen=True)
class Query:
    """Words to type, why these, what to look for in the results and what these say of the business listing. The words
    are French: what is looked for is in France. `intention`: what somebody who types them wants; "" of those that find
    a professional of the web."""

    words: str
    why: str
    intention: Intention | Literal[""] = ""
    look_for: str = ""


@dataclass(frozen=True)
class Keywords:
    """`providers` find who could do it, and references; `customers` are typed by those who look for the artisan, by
    intention in the order of `Intention`. `look_at` and `warnings` say how to read what finds providers.
    """

    providers: tuple[Query, ...]
    customers: tuple[Query, ...]
    look_at: tuple[str, ...]
    warnings: tuple[str, ...]


def keywords(
    brief: Brief,
    catalogue: Catalogue,
    trades: TradeNames,
    country: Country,
    *,
    place: str = "",
    communes: Iterable[str] = (),
    language: str = "fr",
) -> Keywords:
    """The queries for a brief. `place`: the artisan's commune, or nothing when it isn't known; `communes`: names that
    are places in what was written."""
    own, communes = own_words(brief, catalogue), list(communes)
    naming = [own[need_id] for need_id in _NAMING if need_id in own]
    others = [text for need_id, text in own.items() if need_id not in _NAMING]
    read = written(naming, [brief.title, *others], [*communes, *country.towns])
    name = trades.of(brief.trade)
    area = country.area(place, own.get("area", ""), read.places, communes)
    trade, family = brief.trade.strip().lower().replace("'", "’"), catalogue.family_of(brief.trade) or ""
    material = Material(
        name,
        trade if len(trade) <= LONGEST and "," not in trade and not is_feminine_title(trade) else "",
        family,
        phrases(read.things, "\n".join([brief.title, *naming, own.get("chosen-for", "")]), name, family),
        read.qualities,
        _said(own.get("seo", "")),
        area,
    )
    providers = [
        Query(
            _filled(template, place=place or area.town, trade=name.name or "artisan"),
            why.in_language(language),
        )
        for template, why in PROVIDERS.get(brief.outcome, PROVIDERS["site"])
    ]
    return Keywords(
        tuple(_once(providers)),
        tuple(_customers(material, language)),
        tuple(text.in_language(language) for text in LOOK_AT),
        tuple(text.in_language(language) for text in WARNINGS),
    )


def _customers(material: Material, language: str) -> Iterator[Query]:
    most, met = MOST_OF_GOODS if material.sells_goods_only else MOST, set[str]()
    for intention in get_args(Intention):
        meaning, count = INTENTIONS[intention], 0
        why = meaning.why.in_language(language)
        look_for = f"{meaning.look_for.in_language(language)} {meaning.listing.in_language(language)}"
        for words in typed(material, intention):
            if count < most[intention] and fold(words) not in met:
                met.add(fold(words))
                count += 1
                yield Query(words, why, intention, look_for)


def _said(text: str) -> tuple[str, ...]:
    """What the artisan thinks that people type: short pieces, not a sentence."""
    pieces = [re.sub(r"[«»\"“”]", "", piece).strip(" .") for piece in re.split(r"[,;\n/]|\bou\b", text)]
    return tuple(piece for piece in pieces if 1 < len(piece.split()) <= 6 and not _SENTENCE.search(piece))


_SENTENCE = re.compile(r"\b(?:je|mon|mes|on|il|ils|nous|vous|que|qui|mes?)\b|’", re.IGNORECASE)


def _filled(template: str, **values: str) -> str:
    return " ".join(template.format(**values).split())


def _once(queries: list[Query]) -> list[Query]:
    """Without those that say the same words, as two may when nothing is known of the place."""
    return list({query.words: query for query in reversed(queries)}.values())[::-1]
