"""The forms of what customers type: templates by intention, filled with the trade, what people come for, the places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from etabli.procurement.briefs.engine.areas import Area
from etabli.procurement.briefs.engine.phrases import Phrase
from etabli.procurement.briefs.engine.searches import Intention
from etabli.procurement.briefs.engine.trade_names import TradeName, is_feminine
from etabli.procurement.needs.engine.words import fold

# A template is left out when one of its values is unknown, but for the town. {p1} is what people come for first,
# {w1} the first work among it, {g1} the first goods; {name} is the trade as it is typed most, {agent} the same when it
# is somebody or a shop. Goods and work are looked for in the nearest large town, the trade in one's own too.
_FORMS: dict[Intention, dict[str, tuple[str, ...]]] = {
    "find": {
        "": (
            "{said1}", "{said2}", "{name} {town}", "{name} {large}", "{p1} {large}", "{other} {large}",
            "{trade} {large}", "{p2} {large}", "{name} {second}", "{p3} {large}", "{p2} {second}",
            "{p4} {large}", "{name} {quality} {large}", "{p5} {large}", "{p1} {town}", "{other} {town}",
        ),
    },
    "compare": {
        "rge": ("{name} rge {department}",),
        "fresh": ("{best} {agent} {large}", "{price1}", "{price2}", "{price3}"),
        "visit": ("{price1}", "tarif {p1}", "{price2}", "tarif {name}", "{price3}", "{agent} {large} avis"),
        "goods": ("{price1}", "{price2}", "{price3}", "{best} {agent} {large}"),
        "work": ("{price1}", "{price2}", "devis {name}", "{agent} pas cher {large}", "{price3}", "tarif {name}"),
        "any": ("{price1}", "{agent} {large} avis"),
    },
    "buy": {
        "fresh": ("commander {g1}", "{g1} en ligne", "livraison {g1} {large}", "commander {g2} {large}"),
        "made": ("{measured}", "{w1}"),
        "lesson": ("{lesson}", "{lesson} {large}"),
        "gift": ("bon cadeau {gift} {large}",),
        "goods": ("{g1}", "{made_by_hand}", "{g2}", "{box} cadeau", "acheter {g1}", "{g3}", "{g1} en ligne", "{g4}"),
        "visit": ("{p2}", "rendez-vous {agent} {large}", "{p3}", "{p4}", "{p1} {second}"),
        "work": ("{p2}", "{p1}", "{p3}", "{p4}", "{p2} {second}", "devis {p1} {large}", "devis {p2} {large}"),
    },
    "near": {
        "urgent": ("{name} urgence {large}",),
        "sunday": ("{agent} {open} dimanche {large}",),
        "": (
            "{name} près de chez moi", "{name} {department}", "{agent2} près de chez moi", "{name} {land}",
            "{p1} {second}", "{other} {second}", "{p1} {department}", "{other} {department}",
            "{p1} près de chez moi", "{p2} près de chez moi",
        ),
    },
}  # fmt: skip
# What may be said of a trade where it is looked for; a material or an occasion goes with a thing.
_SAID_OF_A_TRADE = frozenset(
    ["bio", "sans gluten", "vegan", "halal", "24h/24", "7j/7", "à domicile", "à emporter"]
)
_USUAL_KINDS = {
    "food": frozenset(["goods", "fresh"]), "building": frozenset(["work"]), "jewellery-fashion": frozenset(["goods"]),
    "making": frozenset(["goods", "work"]), "beauty": frozenset(["work", "visit"]), "repair": frozenset(["work"]),
}  # fmt: skip
_GIFT = re.compile(r"(?:cours|stage|atelier|massage|soin|visite|dégustation)\b")
_LESSON = re.compile(r"(?:cours|stage|initiation)\b")


@dataclass(frozen=True)
class Material:
    """What customers may type words of. `trade`: as it was written, when it is short; `family`: of trades, or "";
    `said`: what the artisan thinks that they type."""

    name: TradeName
    trade: str
    family: str
    phrases: tuple[Phrase, ...]
    qualities: tuple[str, ...]
    said: tuple[str, ...]
    area: Area

    @property
    def kinds(self) -> frozenset[str]:
        """What the trade sells and how it is asked for, then what the brief says."""
        by_phrase = frozenset("work" if phrase.is_work else "goods" for phrase in self.phrases)
        kinds = self.name.kinds or _USUAL_KINDS.get(self.family) or by_phrase or frozenset(["work"])
        said = {
            kind for kind, quality in (("sunday", "dimanche"), ("rge", "rge")) if quality in self.qualities
        }
        made = {"made"} if kinds >= {"goods", "work"} else set[str]()
        return kinds | said | made | {"", "any", "lesson", "gift"}

    @property
    def sells_goods_only(self) -> bool:
        """Things that keep and can be sent, and no work."""
        return "goods" in self.kinds and not self.kinds & {"fresh", "work", "visit"}

    def values(self) -> dict[str, str]:
        """What fills the templates; a value that is unknown is left out."""
        agent, area = self.name.agent, self.area
        known = fold(f"{self.name.name} {self.trade}")
        qualities = (
            quality
            for quality in self.qualities
            if quality in _SAID_OF_A_TRADE and fold(quality) not in known
        )
        mentioned = [phrase.words for phrase in self.phrases if phrase.is_mentioned]
        work = _mentioned_first(phrase for phrase in self.phrases if phrase.is_work)
        goods = (
            _mentioned_first(phrase for phrase in self.phrases if not phrase.is_work)
            if "goods" in self.kinds
            else []
        )
        every, prices = [phrase.words for phrase in self.phrases], [phrase.price for phrase in self.phrases]
        values = {
            "name": self.name.name, "other": self.name.other, "agent": agent, "trade": self.trade,
            "best": "meilleure" if is_feminine(agent) else "meilleur",
            "open": "ouverte" if is_feminine(agent) else "ouvert",
            "quality": next(qualities, ""),
            "agent2": next(iter(self.name.agents[1:]), ""),
            "second": area.second, "land": area.land, "department": area.department,
            "gift": next((words for words in mentioned if _GIFT.match(words)), ""),
            "lesson": next((words for words in mentioned if _LESSON.match(words)), ""),
            "box": next((words for words in mentioned if words.startswith("coffret")), ""),
            "made_by_hand": next((words for words in every if "artisana" in words), ""),
            "measured": next((words for words in goods if words in mentioned and "sur mesure" in words), ""),
        }  # fmt: skip
        for slot, words in (("p", every), ("price", prices), ("w", work), ("g", goods), ("said", self.said)):
            values |= {f"{slot}{place}": text for place, text in enumerate(words, 1)}
        return {slot: text for slot, text in values.items() if text} | {
            "town": area.town,
            "large": area.large,
        }


def _mentioned_first(phrases: Iterable[Phrase]) -> list[str]:
    """Those that the brief speaks of; what the trade is known for otherwise."""
    every = list(phrases)
    return [phrase.words for phrase in every if phrase.is_mentioned] or [phrase.words for phrase in every]


def typed(material: Material, intention: Intention) -> Iterator[str]:
    """What is typed by somebody who wants this, the likeliest first."""
    values, kinds = material.values(), material.kinds
    for kind, templates in _FORMS[intention].items():
        for template in templates if kind in kinds else ():
            if values.keys() >= set(re.findall(r"{(\w+)}", template)):
                yield " ".join(template.format(**values).lower().split())
