"""Briefs as craftspeople type them, with identifiers planted in many forms. Everyone here is invented.

Two sets share no name and no sentence: `TUNED`, on which the rules were written, and `APART`, which is only measured.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

from etabli.procurement.briefs.engine import LARGE_TOWN, Answer, Brief
from etabli.procurement.briefs.language_facts import french
from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine.words import fold
from tests.procurement.briefs.planted_apart import APART_WORDS
from tests.procurement.briefs.planted_words import TUNED_WORDS, Words

# Words of a sign that tell a trade, kinds of ways, and wide places: they may stay.
_MAY_STAY = frozenset(
    [
        "fournil",
        "bati",
        "habitat",
        "bijoux",
        "chocolaterie",
        "ferronnerie",
        "port",
        "gironde",
        "sud",
        "cours",
        "place",
        "atelier",
        "medoc",
    ]
)
_TENS = {2: "vingt", 3: "trente", 4: "quarante", 5: "cinquante", 6: "soixante"}
_UNITS = (
    "zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize",
    "quatorze", "quinze", "seize",
)  # fmt: skip


@dataclass(frozen=True)
class Planted:
    """A brief, the sentences that were planted in it each with its secrets, and its ordinary words."""

    brief: Brief
    secrets: tuple[tuple[str, tuple[str, ...]], ...]
    words: tuple[str, ...]


@dataclass(frozen=True)
class _Sentence:
    text: str
    secrets: tuple[str, ...]
    hidden: tuple[str, ...]  # every word that goes with them


def planted(seed: int, words: Words) -> Planted:
    """The brief of a seed: two to five planted sentences among ordinary ones, in title, answers, notes and reason."""
    chance = random.Random(seed)  # a repeatable choice, no secret
    sentences = [_sentence(chance, words) for _ in range(chance.randint(2, 5))]
    ordinary = [_styled(chance, one) for one in chance.sample(words.ordinary, 4)]
    texts = [sentence.text for sentence in sentences] + ordinary
    chance.shuffle(texts)
    title = texts.pop() if len(texts[-1]) < 60 else ""
    why = texts.pop() if chance.random() < 0.3 else ""
    needs = chance.sample(load().needs, 3)
    answers = [
        Answer(need.id, need.number, "must", " ".join(texts[at::6]), "\n".join(texts[at + 3 :: 6]))
        for at, need in enumerate(needs)
    ]
    said = " ".join([title, why, *texts])
    hidden = {word for sentence in sentences for word in sentence.hidden}
    plain = tuple(
        word for word in words_in(said) if word not in hidden and not any(c.isdigit() for c in word)
    )
    brief = Brief(title, "artisan", "site", tuple(answers), budget_blank_why=why)
    return Planted(brief, tuple((sentence.text, sentence.secrets) for sentence in sentences), plain)


def words_in(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", fold(text))


def bare(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


def survives(secret: str, said: str) -> bool:
    """Whether a secret can still be read: a number or an address whatever its signs, a name as a word."""
    if len(bare(secret)) > 7 or any(char.isdigit() for char in secret):
        return bare(secret) in bare(said)
    return bare(secret) in words_in(said)


def _sentence(chance: random.Random, words: Words) -> _Sentence:
    template = chance.choice(words.planted)
    told: list[tuple[str, str]] = []
    style = chance.choice(["as it is", "as it is", "lower", "plain", "plain"])

    def filled(match: re.Match[str]) -> str:
        value = _value(chance, words, match.group(1))
        told.append((match.group(1), value))
        return value

    text = re.sub(r"\{(\w+)\}", filled, template)
    around = [part for inside in re.findall("<(.+?)>", text) for part in words_in(inside)]
    text = re.sub("[<>]", "", text)
    if style == "lower":
        text = text.lower()
    elif style == "plain":
        text = fold(text)
    return _Sentence(
        text,
        tuple(secret for kind, value in told for secret in _secrets(kind, value)),
        (*around, *(word for _, value in told for word in words_in(value))),
    )


def _secrets(kind: str, value: str) -> list[str]:
    """What must not be read again: a number whole, of a name each word that tells."""
    if kind == "town" and french().towns.get(fold(value), 0) >= LARGE_TOWN:
        return []  # a large town tells nobody: it stays
    if kind not in {"first", "last", "town", "shop", "street"}:
        return [value] if kind == "spoken" else [value, bare(value)[-6:]]
    parts = [part for part in re.split(r"[ '’\-&]+", value) if len(part) > 3 and fold(part) not in _MAY_STAY]
    return parts if len(parts) < 3 else [value, parts[-1]]


def _value(chance: random.Random, words: Words, kind: str) -> str:
    if kind == "first":
        return chance.choice(words.first)
    if kind == "last":
        return chance.choice(words.last)
    if kind == "town":
        return chance.choice(words.towns)
    if kind == "shop":
        return chance.choice(words.shops)
    if kind == "street":
        return chance.choice(words.streets)
    if kind == "slug":
        return bare(chance.choice(words.shops) + chance.choice(words.last)) + str(chance.choice(["", 33, 64]))
    if kind == "phone":
        return _phone(chance)
    if kind == "spoken":
        return _spoken(chance)
    return _number(chance, kind)


def _phone(chance: random.Random) -> str:
    lead = chance.choice(["6", "7", "5", "9"])
    pairs = [f"{chance.randint(0, 99):02d}" for _ in range(4)]
    glue = chance.choice([" ", ".", "-", "", "/", " . "])
    start = chance.choice(["0{}", "+33{}", "+33 {}", "+33(0){}", "0033{}", "0033 {}", "O{}", "(0){}"]).format(
        lead
    )
    return start + glue + glue.join(pairs)


def _spoken(chance: random.Random) -> str:
    said = ["zéro", chance.choice(["six", "sept", "cinq"])]
    for _ in range(4):
        ten, unit = chance.randint(2, 6), chance.randint(2, 9)
        said.append(
            chance.choice(
                [f"{_TENS[ten]}-{_UNITS[unit]}", f"{_TENS[ten]} {_UNITS[unit]}", _UNITS[10 + unit % 7]]
            )
        )
    return " ".join(said)


def _number(chance: random.Random, kind: str) -> str:
    def figures(count: int) -> str:
        return "".join(str(chance.randint(1, 9)) for _ in range(count))

    glue = chance.choice([" ", "", ".", " "])
    siren = glue.join([figures(3), figures(3), figures(3)])
    made = {
        "siren": siren,
        "siret": f"{siren}{glue}000{figures(2)}",
        "vat": f"FR{glue}{figures(2)}{glue}{siren}",
        "iban": f"FR{figures(2)} {figures(4)} {figures(4)} {figures(4)} {figures(4)} {figures(4)} {figures(3)}",
        "postal": chance.choice(["33290", "33480", "40210", "24130", "33115", "47180", "64310", "29870"]),
        "born": chance.choice(["12/03/1975", "4 mai 1968", "07.11.1982", "1er août 1990", "23-09-71"]),
        "plate": chance.choice(["AB-123-CD", "FG 456 HJ", "KL789MN", "bd-642-ze"]),
        "social": f"{chance.choice('12')} {figures(2)} 0{figures(1)} 33 0{figures(2)} {figures(3)} {figures(2)}",
    }
    return made[kind]


def _styled(chance: random.Random, text: str) -> str:
    style = chance.choice(["as it is", "as it is", "lower", "plain"])
    return text if style == "as it is" else text.lower() if style == "lower" else fold(text)


TUNED, APART = TUNED_WORDS, APART_WORDS
