"""Briefs made by crossing sentences with names: what identifies in each, and what must stay."""

import random
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from etabli.procurement.briefs.engine import Answer, Brief, Known
from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine.words import fold

Half = Literal["tuned", "measured"]
IDENTIFYING_KINDS = """last first shop street hamlet village phone spoken mail mailsaid url handle siret siren vat
rm iban plate gps postal number contact"""
IDENTIFYING = frozenset(IDENTIFYING_KINDS.split())
STAYING = frozenset(["trade", "craft", "brand", "town"])
_FAMILIES = (
    "presentation",
    "others",
    "signature",
    "business",
    "telephone",
    "mail",
    "web",
    "numbers",
    "address",
)
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante"}
_UNITS = ("deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")


@dataclass(frozen=True)
class Value:
    """What stands in a case for a placeholder: its kind and its words."""

    kind: str
    text: str


@dataclass(frozen=True)
class Case:
    """A brief, what the record knows of its author, the values in it, and how many words name nobody."""

    brief: Brief
    known: Known
    values: tuple[Value, ...]
    ordinary: tuple[str, ...]


@cache
def _file(name: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((Path(__file__).parent / name).read_text(encoding="utf-8"))


@cache
def _words(kind: str, half: Half) -> list[str]:
    """Half of the words of a kind: every other one, so that the halves share none."""
    text = str(_file("words.toml")[kind])
    return re.split(r",\s+", text.strip())[half == "measured" :: 2]


def case(seed: int, half: Half) -> Case:
    """The case of a seed: four sentences that identify, one of a place, one of a tool, three of neither."""
    chance = random.Random(seed)
    author = {kind: chance.choice(_words(f"{kind}s" if kind in {"trade", "shop", "village"} else kind, half))
              for kind in ("first", "last", "trade", "shop", "village")}  # fmt: skip
    families = [*chance.sample(_FAMILIES, 4), "place", "tools", "ordinary", "ordinary", "ordinary"]
    chance.shuffle(families)
    values: list[Value] = [Value("trade", author["trade"])]
    texts, ordinary, used = [], [], set[str]()
    for family in families:
        sentence = chance.choice([text for text in _file("sentences.toml")[family][half] if text not in used])
        used.add(sentence)
        style = chance.choice(["as it is", "as it is", "as it is", "lower", "no accent"])
        filled = _filled(chance, sentence, author if family != "others" else {"trade": author["trade"]}, half)
        ordinary += words_in(re.sub(r"\{\w+\}", " ", sentence))
        values += [Value(kind, text) for kind, text, _at in filled[1]]
        texts.append(_styled(filled[0], style))
    needs = [need for need in load().needs if need.id != "budget"]
    chosen = sorted(chance.sample(needs, 3), key=lambda need: need.number)
    answers = [
        Answer(need.id, need.number, "must", "\n".join(texts[at::6]), "\n".join(texts[at + 3 :: 6]))
        for at, need in enumerate(chosen)
    ]
    known = Known(
        people=(f"{author['first']} {author['last']}",),
        businesses=(author["shop"],),
        commune=author["village"],
    )
    return Case(Brief("", author["trade"], "site", tuple(answers)), known, tuple(values), tuple(ordinary))


def words_in(text: str) -> list[str]:
    return [word for word in re.findall(r"[^\W_]+", fold(text)) if not word.isdigit()]


def _styled(text: str, style: str) -> str:
    if style == "lower":
        return text.lower()
    return "".join(fold(char) if char.islower() else char for char in text) if style == "no accent" else text


def _filled(
    chance: random.Random, sentence: str, author: dict[str, str], half: Half
) -> tuple[str, list[tuple[str, str, int]]]:
    """The sentence with its values; the author's own the first time that a kind is asked."""
    own, placed = dict(author), []

    def value(match: re.Match[str]) -> str:
        kind = match[1]
        text = own.pop(kind, None) or _value(chance, kind, half)
        placed.append((kind, text, match.start()))
        return text

    return re.sub(r"\{(\w+)\}", value, sentence), placed


def _value(chance: random.Random, kind: str, half: Half) -> str:
    plural = {"trade", "shop", "village", "town", "street", "hamlet", "brand"}
    if kind in plural or kind in {"first", "last"}:
        return chance.choice(_words(f"{kind}s" if kind in plural else kind, half))
    return (
        _contact(chance, kind, half)
        if kind in {"mail", "mailsaid", "url", "handle"}
        else _number(chance, kind)
    )


def _contact(chance: random.Random, kind: str, half: Half) -> str:
    def bare(word: str) -> str:
        return re.sub(r"[\W_]", "", fold(word))

    first, last = (bare(chance.choice(_words(name, half))) for name in ("first", "last"))
    shop = bare(chance.choice(_words("shops", half)))
    house, domain = (
        chance.choice(["gmail.com", "orange.fr", "free.fr", f"{shop}.fr"]),
        chance.choice([shop, f"{last}-{first}"]),
    )
    made = {
        "mail": [f"{first}.{last}@{house}", f"contact@{shop}.fr", f"{last}{chance.randint(10, 99)}@{house}"],
        "mailsaid": [
            f"{first} point {last} arobase gmail point com",
            f"{last} (at) orange.fr",
            f"{shop} chez wanadoo.fr",
        ],
        "url": [f"www.{domain}.fr", f"https://{domain}.com/accueil", f"{domain}.fr", f"facebook.com/{shop}"],
        "handle": [f"@{shop}", f"@{first}_{last}", f"@{first}.{last}"],
    }
    return chance.choice(made[kind])


def _number(chance: random.Random, kind: str) -> str:
    def figures(*lengths: int, glue: str = " ") -> str:
        return glue.join("".join(str(chance.randint(1, 9)) for _ in range(length)) for length in lengths)

    glue = chance.choice([" ", ".", "", " ", "-"])
    pairs = glue.join(f"{chance.randint(10, 99)}" for _ in range(4))
    said = " ".join(f"{chance.choice([*_TENS.values()])} {chance.choice(_UNITS)}" for _ in range(4))
    made = {
        "phone": chance.choice(["06", "07", "05", "+33 (0)6", "+33 6", "0033 7"]) + (glue or " ") + pairs,
        "spoken": f"zéro {chance.choice(['six', 'sept', 'cinq'])} {said}",
        "siret": chance.choice([figures(3, 3, 3, 5), figures(14)]),
        "siren": figures(3, 3, 3),
        "vat": f"FR{figures(2)} {figures(3, 3, 3)}",
        "rm": f"RM 33 {figures(3, 3, 3)}",
        "iban": f"FR76 {figures(4, 4, 4, 4, 4, 3)}",
        "plate": chance.choice(["AB-", "FK ", "ge-"]) + figures(3) + chance.choice(["-KL", " ZR"]),
        "gps": f"4{figures(1)}.{figures(5)}, -0.{figures(4)}",
        "postal": chance.choice(["33290", "24130", "40210", "47180", "29870", "64310"]),
        "number": str(chance.randint(2, 180)),
    }
    return made[kind]
