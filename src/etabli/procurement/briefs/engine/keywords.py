"""What to type in a search engine, from a brief: to find a professional, and as the customers do, by what they want."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Literal, get_args

from etabli.procurement.briefs.engine.model import Brief
from etabli.procurement.briefs.engine.searches import INTENTIONS, LOOK_AT, PROVIDERS, WARNINGS
from etabli.procurement.briefs.engine.substance import own_words
from etabli.procurement.briefs.engine.trade_names import LONGEST, TradeName, TradeNames
from etabli.procurement.briefs.engine.written import Written, written
from etabli.procurement.needs.engine import Catalogue
from etabli.procurement.needs.engine.words import fold

Intention = Literal["find", "compare", "buy", "near"]
MOST = {"find": 6, "compare": 4, "buy": 4, "near": 4}
# What is typed by somebody who means to have it, by family of trades; then of a job, whatever the trade.
_ORDERS = {
    "food": ("commander {thing} {town}", "{thing} livraison {town}"),
    "building": ("devis {name} {town}", "devis {thing} {town}"),
    "making": ("acheter {thing}", "{thing} fait main"),
    "jewellery-fashion": ("acheter {thing}", "{thing} fait main en ligne"),
    "beauty": ("{name} rendez-vous {town}", "bon cadeau {name} {town}"),
    "repair": ("{name} rendez-vous {town}", "devis {thing} {town}"),
}
_ORDERS_ELSEWHERE = ("acheter {thing}", "devis {thing} {town}")
_JOB_ORDERS = ("devis {thing} {town}",)
_JOBS = re.compile(
    r"(?:re(?:faire|touche)|répar|restaur|rénov|pose?|install|dépann|entret|constru|nett|lou|locat|remplac)|"
    r"(?:affût|débouch|isol|agrand|démont|révis|régl|accord|cours|stage|visite|rempaill|réfect|changement|mise|ravale)"
)
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
    *,
    place: str = "",
    communes: Iterable[str] = (),
    language: str = "fr",
) -> Keywords:
    """The queries for a brief. `place`: the artisan's commune, or nothing when it isn't known; `communes`: names that
    are places in what was written."""
    own = own_words(brief, catalogue)
    naming = [own[need_id] for need_id in _NAMING if need_id in own]
    others = [text for need_id, text in own.items() if need_id not in _NAMING]
    read = written(naming, [brief.title, *others], communes)
    name = trades.of(brief.trade)
    wanted = PROVIDERS.get(brief.outcome, PROVIDERS["site"])
    town = place or next(iter(read.places), "")
    providers = [
        Query(_filled(template, place=town, trade=name.name or "artisan"), why.in_language(language))
        for template, why in wanted
    ]
    told = _Told(
        name,
        brief.trade.strip().lower() if len(brief.trade.strip()) <= LONGEST else "",
        read,
        _said(own.get("seo", "")),
        town.lower(),
        catalogue.family_of(brief.trade) or "",
    )
    return Keywords(
        tuple(_once(providers)),
        tuple(_customers(told, language)),
        tuple(text.in_language(language) for text in LOOK_AT),
        tuple(text.in_language(language) for text in WARNINGS),
    )


@dataclass(frozen=True)
class _Told:
    """What customers may type words of: the trade, what was written, the town in small letters."""

    name: TradeName
    trade: str  # as it was written, when it is short
    read: Written
    said: tuple[str, ...]  # what the artisan thinks that they type
    town: str
    family: str

    @property
    def things(self) -> list[str]:
        """What was written, then what people come to this trade for."""
        names = {fold(self.name.name), fold(self.name.other), fold(self.trade)}
        own = [thing for thing in self.read.things if fold(thing) not in names]
        return [*own[:4], *(service for service in self.name.services if service not in own)][:5]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(filter(None, (self.name.name, self.name.other, self.trade))))

    @property
    def qualities(self) -> tuple[str, ...]:
        """Those that the trade's name doesn't say already."""
        known = fold(f"{self.name.name} {self.trade}")
        return tuple(quality for quality in self.read.qualities if fold(quality) not in known)


def _customers(told: _Told, language: str) -> Iterator[Query]:
    met: set[str] = set()
    for intention in get_args(Intention):
        meaning, count = INTENTIONS[intention], 0
        why = meaning.why.in_language(language)
        look_for = f"{meaning.look_for.in_language(language)} {meaning.listing.in_language(language)}"
        for words in _TYPED[intention](told):
            typed = " ".join(words.lower().split())
            if count < MOST[intention] and fold(typed) not in met:
                met.add(fold(typed))
                count += 1
                yield Query(typed, why, intention, look_for)


def _finding(told: _Told) -> Iterator[str]:
    first, *others = told.names or ("",)
    things = told.things
    yield from told.said[:2]
    yield from (f"{one} {told.town}" for one in (first, *others[:1]) if one)
    yield from (f"{thing} {told.town}" for thing in things[:1])
    yield from (f"{first} {quality} {told.town}" for quality in told.qualities[:1] if first)
    yield from (f"{one} {told.town}" for one in others[1:])
    yield from (f"{thing} {told.town}" for thing in things[1:])


def _comparing(told: _Told) -> Iterator[str]:
    name, things = told.name, told.things
    yield from (f"{thing} prix" for thing in things[:1])
    if name.name:
        yield f"{name.name} {told.town} avis"
    if name.name and not name.name.partition(" ")[0].endswith("s"):
        yield f"{'meilleure' if name.is_feminine else 'meilleur'} {name.name} {told.town}"
    if name.name:
        yield f"tarif {name.name} {told.town}"
    yield from (f"{thing} prix" for thing in things[1:])


def _ordering(told: _Told) -> Iterator[str]:
    orders = _ORDERS.get(told.family, _ORDERS_ELSEWHERE)
    for thing in told.things[:3]:
        is_goods = told.family in ("making", "jewellery-fashion", "")
        for template in _JOB_ORDERS if is_goods and _JOBS.match(thing) else orders:
            if told.name.name or "{name}" not in template:
                yield template.format(thing=thing, name=told.name.name, town=told.town)


def _nearby(told: _Told) -> Iterator[str]:
    name = told.name
    if not name.name:
        yield from (f"{thing} autour de moi" for thing in told.things)
        return
    yield f"{name.name} autour de moi"
    yield f"{name.name} près de chez moi"
    if "urgence" in told.read.qualities:
        yield f"{name.name} urgence {told.town}"
    if "dimanche" in told.read.qualities:
        yield f"{name.name} {'ouverte' if name.is_feminine else 'ouvert'} dimanche {told.town}"
    yield from (f"{name.name} {place}" for place in told.read.places if fold(place) != fold(told.town))
    yield from (f"{thing} autour de moi" for thing in told.things[:1])


_TYPED: dict[Intention, Callable[[_Told], Iterator[str]]] = {
    "find": _finding,
    "compare": _comparing,
    "buy": _ordering,
    "near": _nearby,
}


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
