"""The forms of what customers type: templates by intention, filled with the trade, what people come for, the places."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations

from etabli.procurement.briefs.engine.areas import Area
from etabli.procurement.briefs.engine.phrases import Phrase, stems
from etabli.procurement.briefs.engine.searches import Intention
from etabli.procurement.briefs.engine.trade_names import TradeName, is_feminine
from etabli.procurement.needs.engine.words import fold

# A template is left out when one of its values is unknown, but for the town. {p1} is what people come for first,
# {w1} the first work among it, {g1} the first goods; {name} is the trade as it is typed most, {agent} the same when it
# is somebody or a shop.
_FORMS: dict[Intention, dict[str, tuple[str, ...]]] = {
    "find": {
        "": (
            "{said1}", "{said2}", "{name} {town}", "{p1} {town}", "{name} {second}", "{other} {town}", "{p2} {town}",
            "{name} {quality} {town}", "{p3} {town}", "{name} {land}", "{name} {number}", "{p4} {town}",
            "{trade} {town}", "{p1} {second}", "{p5} {town}",
        ),
    },
    "compare": {
        "rge": ("{name} rge {department}",),
        "": ("{price1}", "{best} {agent} {town}", "{price2}"),
        "urgent": ("{name} pas cher {town}",),
        "surface": ("tarif {name} au m2",),
        "goods": ("{choice}",),
        "any": ("{agent} {town} avis", "tarif {name}", "{price3}", "{price4}"),
    },
    "buy": {
        "fresh": ("commander {g1} {town}", "commander {g2} {town}", "livraison {g1} {town}", "acheter {g1} {town}"),
        "made": ("devis {w1} {town}", "devis {measured} {town}"),
        "goods": (
            "acheter {g1} en ligne", "{box} cadeau", "bon cadeau {gift} {town}", "{g2} en ligne", "acheter {g1} {town}",
            "commander {g1}",
        ),
        "visit": (
            "rendez-vous {agent} {town}", "bon cadeau {gift} {town}", "rendez-vous {w1} {town}", "réserver {w1} {town}",
            "rendez-vous {w2} {town}",
        ),
        "work": ("devis {p1} {town}", "devis {p2} {town}", "devis {other} {town}", "devis {name} {town}"),
    },
    "near": {
        "urgent": ("{name} urgence {town}",),
        "sunday": ("{agent} {open} dimanche",),
        "": (
            "{name} autour de moi", "{name} près de chez moi", "{name} {department}", "{p1} {second}", "{p4} {town}",
            "{p1} autour de moi", "{p2} autour de moi",
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
        surface = (
            {"surface"} if any(phrase.price.endswith("m2") for phrase in self.phrases[:3]) else set[str]()
        )
        return kinds | said | made | surface | {"", "any"}

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
        choice = next(
            (
                f"{first} ou {second}"
                for first, second in combinations(goods[:4], 2)
                if not stems(first) & stems(second)
            ),
            "",
        )
        values = {
            "name": self.name.name, "other": self.name.other, "agent": agent, "trade": self.trade,
            "best": "meilleure" if is_feminine(agent) else "meilleur",
            "open": "ouverte" if is_feminine(agent) else "ouvert",
            "quality": next(qualities, ""),
            "second": area.second, "land": area.land, "department": area.department, "number": area.number,
            "choice": choice,
            "gift": next((words for words in mentioned if _GIFT.match(words)), ""),
            "box": next((words for words in mentioned if words.startswith("coffret")), ""),
            "measured": next((words for words in goods if words in mentioned and "sur mesure" in words), ""),
        }  # fmt: skip
        for slot, words in (("p", every), ("price", prices), ("w", work), ("g", goods), ("said", self.said)):
            values |= {f"{slot}{place}": text for place, text in enumerate(words, 1)}
        return {slot: text for slot, text in values.items() if text} | {"town": area.town}


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
