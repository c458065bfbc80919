"""Ads written whole, each as somebody could type it, with what identifies and what must stay marked before they were
anonymised (`whole.txt`)."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench.ads.cases import Case, Half, Value, words_in
from etabli.procurement.briefs.engine import Anonymised, Answer, Brief, Known
from etabli.procurement.needs.catalogue import load

FILE = Path(__file__).with_name("whole.txt")
_MARK = re.compile(r"\{(\w):([^{}]*)\}")
_FACT = "* "
_FEW = 2  # words
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n")
_STAYING = {"t": "craft", "b": "brand", "v": "town"}
_ANSWERS = ("makes", "contact", "notes")


@dataclass(frozen=True)
class Whole:
    """A case, and its sentences that tell by a fact who it is."""

    case: Case
    facts: tuple[str, ...]
    others: int  # sentences that tell nothing

    def asked(self, result: Anonymised) -> tuple[int, int]:
        """How many of the facts are asked about, and how much else is."""
        told = [frozenset(words_in(each)) for each in result.telling]
        facts = [frozenset(words_in(each)) for each in self.facts]
        asked = sum(any(_speaks_of(each, fact) for each in told) for fact in facts)
        return asked, sum(not any(_speaks_of(each, fact) for fact in facts) for each in told)


def whole(half: Half) -> Iterator[Whole]:
    """The ads of a half; each is in one or the other by the hash of its first line."""
    for block in re.split(r"^== ", FILE.read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, _newline, body = block.partition("\n")
        held_out = hashlib.sha256(head.encode()).digest()[0] % 2 == 1
        if held_out == (half == "measured"):
            yield _read(head, body)


def _read(head: str, body: str) -> Whole:
    trade, person, business, commune = (cell.strip() for cell in head.split("|"))
    values = [Value("trade", trade), *(_value(*match.groups()) for match in _MARK.finditer(body))]
    sentences = [part for part in _SENTENCE_END.split(body) if part.strip(" -")]
    facts = tuple(_plain(part) for part in sentences if part.startswith(_FACT))
    texts = [_plain(part) for part in body.strip().split("\n--\n")]
    needs = [need for need in load().needs if need.id != "budget"][: len(texts)]
    answers = tuple(
        Answer(need.id, need.number, "must", text, "") for need, text in zip(needs, texts, strict=True)
    )
    known = Known(people=(person,), businesses=(business,) if business else (), commune=commune)
    ordinary = tuple(words_in(_MARK.sub(" ", body)))
    made = Case(Brief("", trade, "site", answers), known, tuple(values), ordinary)
    return Whole(made, facts, len(sentences) - len(facts))


def _speaks_of(told: frozenset[str], fact: frozenset[str]) -> bool:
    """Whether what is asked about stands in this sentence, of which names may have been removed."""
    common = len(told & fact)
    return told <= fact or (common > _FEW and 2 * common >= min(len(told), len(fact)))


def _value(mark: str, text: str) -> Value:
    if mark in _STAYING:
        return Value(_STAYING[mark], text)
    is_contact = re.search(r"[\d@_]|arobase|\(at\)|point|\.\w", text) is not None
    return Value("contact" if is_contact else "shop" if " " in text.strip() else "last", text)


def _plain(text: str) -> str:
    return re.sub(r"(?:^|(?<=\s))\* ", "", _MARK.sub(r"\2", text))
