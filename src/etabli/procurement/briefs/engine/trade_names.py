"""How customers call a trade, what it sells and what they come for: a table of what is typed most, and rules for the
others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from etabli.procurement.needs.engine.words import fold

LONGEST = 32  # longer than that, it is a label of the register, which nobody types

# What an official label begins with, and what is typed instead: "Fabrication de coussins" is looked for as coussins.
_MADE = r"(?:fabrication|production|préparation|transformation|tissage)\b(?:\s+(?:artisanale|industrielle|et\s+\w+))?"
_LABELS = tuple(
    (re.compile(rf"(?:autres?\s+)?{begins}"), typed, frozenset([kind]))
    for begins, typed, kind in (
        (_MADE, "{}", "goods"),
        (r"réparation\b(?:\s+et\s+\w+)?", "réparation {}", "work"),
        (r"(?:travaux|activités|services)\b(?:\s+d’installation)?", "{}", "work"),
        (r"installation\b", "installation {}", "work"),
        (r"(?:construction|aménagement|restauration|pose|création)\b", "", "work"),
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
    "restauration": {"rapide", "ambulante"},
    "soins": {"beaute", "visage", "esthetiques", "corps"},
    "optique": {"opticien", "lunettes"},
    "mecanique": {"garage", "voiture", "voitures"},
    "solaire": {"panneaux", "panneau", "energie", "installateur"},
    "menage": {"domicile", "aide", "femme"},
    "reparateur": {"electromenager", "menager"},
    "reparatrice": {"electromenager", "menager"},
    "taille": {"pierre", "pierres"},
    "tailleur": {"pierre", "pierres", "vetement", "vetements", "costume", "costumes"},
    "pierre": {"taille", "tailleur", "tailleuse"},
    "cadre": {"tableau", "tableaux"},
    "decorateur": {"peintre", "interieur"},
    "decoratrice": {"peintre", "interieur"},
    "cuir": {"travail", "objets", "articles", "sacs", "accessoires"},
}


# How the title of a person ends, without accents; and the nouns and adjectives that end so and are none.
_PERSON = re.compile(
    r".*(?:eur|euse|trice|iere?|iste|ien|ienne|ger|gere|cher|chere|ogue|graphe|ebeniste|peintre|macon|maconne|forgeron|"
    r"forgeronne|vigneron|artisan|artisane|orfevre|taxi|maitre|architecte|marechal|charron|bucheron|tisserand)s?"
)
_NO_PERSON = re.compile(
    r"(?:accordeon|acier|ancien|ancienne|ascenseur|aspirateur|atelier|barriere|biere|bruyere|cafetiere|cahier|"
    r"calendrier|carriere|cerisier|chaleur|chantier|clavier|climatiseur|collier|compresseur|congelateur|couleur|"
    r"cremaillere|criniere|cuisiniere|damier|dernier|derniere|dossier|entier|entiere|entretien|epaisseur|escalier|"
    r"etagere|etrier|evier|exterieur|exterieure|fleur|foyer|frontiere|gibier|gouttiere|gravier|grenier|hauteur|"
    r"interieur|interieure|italien|italienne|jardiniere|laurier|levier|leger|legere|lien|lisiere|longueur|lumiere|"
    r"maniere|matiere|metier|meuliere|mobilier|mortier|moteur|olivier|ordinateur|oreiller|palier|panier|"
    r"papier|particulier|particuliere|paupiere|pierre|plancher|poirier|poivrier|pommier|portiere|poussiere|premier|"
    r"premiere|prunier|quartier|quotidien|radiateur|regulier|reguliere|riviere|saladier|scooter|sommier|soutien|"
    r"tabatiere|tablier|theiere|tireuse|tondeuse|tracteur|valeur|vapeur|verger|verriere|visiere|voliere)s?"
)
_PLACE = frozenset(
    ["garage", "salon", "institut", "atelier", "entreprise", "moulin", "pressing", "ambulance", "chantier"]
)


def is_person(word: str) -> bool:
    """Whether a word, in lower case, is the title of somebody, as its ending tells."""
    plain = fold(word)
    return bool(_PERSON.fullmatch(plain) and not _NO_PERSON.fullmatch(plain))


# Words that another of the same name says better.
_WEAK = frozenset(["auto", "automobile", "automobiles", "vetement", "vetements", "meuble", "meubles", "cuir"])


@dataclass(frozen=True)
class TradeName:
    """`name` is what is typed beside the town, `other` another name of it or "", `services` what people come for.
    `kinds`: what it sells (goods, fresh for goods of the day, work), and whether one makes an appointment (visit),
    needs it at once (urgent) or comes on a Sunday (sunday)."""

    name: str
    other: str = ""
    services: tuple[str, ...] = ()
    kinds: frozenset[str] = frozenset()

    @property
    def agent(self) -> str:
        """The name that is somebody or a shop: the best of them may be looked for; "" when both are things."""
        return next(iter(self.agents), "")

    @property
    def agents(self) -> tuple[str, ...]:
        """Those of its names that are somebody or a shop."""
        return tuple(name for name in (self.name, self.other) if _is_agent(name.partition(" ")[0]))

    def beside(self, second: TradeName) -> TradeName:
        """The same, for somebody who does two trades."""
        pairs = zip_longest(self.services, second.services, fillvalue="")
        services = tuple(dict.fromkeys(service for pair in pairs for service in pair if service))
        return TradeName(self.name, second.agent or second.name, services, self.kinds | second.kinds)

    def at_home(self) -> TradeName:
        """The same, for somebody who comes to the customer."""
        name, other = (f"{name} à domicile" if name else "" for name in (self.name, self.other))
        return TradeName(name, other, self.services, self.kinds)


def is_feminine(name: str) -> bool:
    """As its first word's ending tells."""
    return name.partition(" ")[0].endswith(_FEMININE)


def is_feminine_title(trade: str) -> bool:
    """Whether a trade is said of a woman by its first word; most people type the masculine."""
    head = trade.partition(" ")[0]
    return is_person(head) and head.endswith(tuple(feminine for feminine, _masculine in _GENDER))


def _is_agent(head: str) -> bool:
    return head in _PLACE or (not head.endswith("s") and (is_person(head) or head.endswith("erie")))


@dataclass(frozen=True)
class TradeNames:
    """The trades that are typed most, each with the words (folded) by which it is known. The first that fits counts,
    and the second of somebody who says two."""

    rows: tuple[tuple[frozenset[str], TradeName], ...]

    @classmethod
    def parse(cls, text: str) -> TradeNames:
        """From lines "words | name | other name | kinds | things, that, people come for"."""
        cells = ([cell.strip() for cell in line.split("|")] for line in text.splitlines() if line.strip())
        return cls(
            tuple(
                (
                    frozenset(known.split()),
                    TradeName(name, other, tuple(services.split(", ")), _kinds(kinds)),
                )
                for known, name, other, kinds, services in cells
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
        names = list(self._of_words(words))
        if not names:
            return _by_rule(trade.strip().lower().replace("'", "’"))
        name = names[0] if len(names) == 1 or len(trade) > LONGEST else names[0].beside(names[1])
        return name.at_home() if "a domicile" in plain else name

    def _of_words(self, words: list[str]) -> Iterator[TradeName]:
        """The first that fits, then the second of those who say two: "serrurier métallier"."""
        first: TradeName | None = None
        for word in sorted(words, key=_WEAK.__contains__):
            if word in _DOUBTFUL and not _DOUBTFUL[word] & set(words):
                continue
            name = next((name for known, name in self.rows if word in known), None)
            if name and first is None:
                first = name
                yield name
            elif name and name is not first and is_person(word):
                yield name


def _kinds(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _short(name: str) -> str:
    """As many of its words as anybody types."""
    if len(name) <= LONGEST:
        return name
    return _SMALL.sub("", name[: LONGEST + 1].rpartition(" ")[0])


def _by_rule(trade: str) -> TradeName:
    for pattern, typed, kinds in _LABELS:
        if match := pattern.match(trade):
            what = _CUT.split(_OF.sub("", trade[match.end() :], count=1))[0].strip()
            name = typed.format(what) if typed else f"{match.group()} {what}"
            return TradeName(_short(name if what else trade), kinds=kinds)
    short = _short(_CUT.split(trade)[0].strip())
    head, _space, more = short.partition(" ")
    first, hyphen, _other = head.partition("-")
    for feminine, masculine in _GENDER:
        if first.endswith(feminine) and len(first) > len(feminine) + 2:
            usual = f"{first.removesuffix(feminine)}{masculine}"
            return TradeName(f"{usual} {more}".strip(), "" if hyphen else short)
    if head.endswith("ier") and not more:
        return TradeName(short, f"{head.removesuffix('ier')}erie")
    return TradeName(short)
