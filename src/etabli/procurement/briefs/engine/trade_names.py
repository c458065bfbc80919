"""How customers call a trade, and what they come for: a table of what is typed most, and rules for the others."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etabli.procurement.needs.engine.words import fold

LONGEST = 32  # longer than that, it is a label of the register, which nobody types

# What an official label begins with, and what is typed instead: "Fabrication de coussins" is looked for as coussins.
_MADE = r"(?:fabrication|production|préparation|transformation|tissage)\b(?:\s+(?:artisanale|industrielle|et\s+\w+))?"
_LABELS = tuple(
    (re.compile(rf"(?:autres?\s+)?{begins}"), typed)
    for begins, typed in (
        (_MADE, "{}"),
        (r"réparation\b(?:\s+et\s+\w+)?", "réparation {}"),
        (r"(?:travaux|activités|services)\b(?:\s+d’installation)?", "{}"),
        (r"installation\b", "installation {}"),
        (r"(?:construction|aménagement|restauration|pose|création)\b", ""),
    )
)
_OF = re.compile(
    r"\s*(?:de\s+l’|de\s+la\s+|des\s+|du\s+|de\s+|d’)(?:(?:articles|produits|autres)\s+(?:de\s+|d’)?)?"
)
_CUT = re.compile(r"\s*(?:[,;:(/]|\s-\s|\bn\.c\.a|\bet\b|\bou\b)")
_SMALL = re.compile(r"(?:\s+(?:d[eu]s?|la|les?|en|aux?|à|pour|sur))+$")
# A feminine name is typed in the masculine by most.
_GENDER = (("ière", "ier"), ("euse", "eur"), ("trice", "teur"), ("enne", "en"), ("ère", "er"))
_FEMININE = ("erie", "ière", "euse", "trice", "tion", "ure", "pizza", "ise", "ance")
# Words that say a trade only beside one of these others: "taille" is also that of hair.
_DOUBTFUL = {
    "taille": {"pierre", "pierres"},
    "tailleur": {"pierre", "pierres", "vetement", "vetements", "costume", "costumes"},
    "pierre": {"taille", "tailleur", "tailleuse"},
    "cadre": {"tableau", "tableaux"},
    "cuir": {"travail", "objets", "articles", "sacs", "accessoires"},
}


@dataclass(frozen=True)
class TradeName:
    """`name` is what is typed beside the town, `other` another name of it or "", `services` what people come for."""

    name: str
    other: str = ""
    services: tuple[str, ...] = ()

    @property
    def is_feminine(self) -> bool:
        """As its first word's ending tells."""
        return self.name.partition(" ")[0].endswith(_FEMININE)


@dataclass(frozen=True)
class TradeNames:
    """The trades that are typed most, each with the words (folded) by which it is known. The first that fits counts."""

    rows: tuple[tuple[frozenset[str], TradeName], ...]

    @classmethod
    def parse(cls, text: str) -> TradeNames:
        """From lines "words | name | other name | things, that, people come for"."""
        cells = ([cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip())
        return cls(
            tuple(
                (frozenset(known.split()), TradeName(name, other, tuple(services.split(", "))))
                for known, name, other, services in cells
            )
        )

    def of(self, trade: str) -> TradeName:
        """How the customers of a trade call it, the trade being named in plain words or by its official label."""
        plain = fold(trade.replace("’", " ").replace("'", " "))
        words = [
            form
            for word in re.findall(r"[a-z0-9-]+", plain)
            for part in dict.fromkeys((word, *word.split("-")))
            for form in dict.fromkeys((part, part.removesuffix("s")))
        ]
        for word in words:
            if word in _DOUBTFUL and not _DOUBTFUL[word] & set(words):
                continue
            for known, name in self.rows:
                if word in known:
                    return name
        return _by_rule(trade.strip().lower().replace("'", "’"))


def _short(name: str) -> str:
    """As many of its words as anybody types."""
    if len(name) <= LONGEST:
        return name
    return _SMALL.sub("", name[: LONGEST + 1].rpartition(" ")[0])


def _by_rule(trade: str) -> TradeName:
    for pattern, typed in _LABELS:
        if match := pattern.match(trade):
            what = _CUT.split(_OF.sub("", trade[match.end() :], count=1))[0].strip()
            name = typed.format(what) if typed else f"{match.group()} {what}"
            return TradeName(_short(name if what else trade))
    short = _short(_CUT.split(trade)[0].strip())
    head, _space, more = short.partition(" ")
    for feminine, masculine in _GENDER:
        if head.endswith(feminine):
            return TradeName(f"{head.removesuffix(feminine)}{masculine} {more}".strip(), short)
    if head.endswith("ier") and not more:
        return TradeName(short, f"{head.removesuffix('ier')}erie")
    return TradeName(short)
