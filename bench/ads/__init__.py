"""`etabli bench ads`: what the ad without a name lets through, and what it takes out that names nobody.

Cases are made by crossing sentences with names, towns, tools and numbers. The rules were tuned on one half of the
sentences, names and words; the other half is only measured. Both halves were written for the project, by who writes
the rules: sets written by strangers say more.

An identifier got through when it can be read in the ad: a number or an address of the web whatever its signs, of a
name any word that tells it.
"""

import argparse
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, get_args

from bench import progress
from bench.ads.cases import IDENTIFYING, STAYING, Case, Half, Value, case, words_in
from bench.ads.whole import whole
from bench.report import Part, Table, share
from etabli.procurement.briefs.area_facts import official_places
from etabli.procurement.briefs.engine import Anonymised, Known, anonymise
from etabli.procurement.briefs.language_facts import french
from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine.words import SMALL, fold

CASES = 200
AIMS = {"known": 0.01, "nothing known": 0.03, "words": 0.015, "trade": 0.0, "brand": 0.02, "town": 0.02}
_STREET_WORDS = """rue avenue place chemin impasse route allee quai boulevard cours square passage montee services
plus pro"""
_TELLS_NOTHING = frozenset(_STREET_WORDS.split())


@dataclass
class Tally:
    """Counts of one way of measuring: of each kind, how many there were and how many went wrong."""

    there: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)

    def count(self, kind: str, wrong: bool, example: str) -> None:
        self.there[kind] += 1
        if wrong:
            self.wrong[kind] += 1
            self.examples.append(f"{kind}: {example}")

    def of(self, *kinds: str) -> tuple[int, int]:
        return sum(self.wrong[kind] for kind in kinds), sum(self.there[kind] for kind in kinds)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--cases", type=int, default=CASES, help=f"briefs of each half ({CASES})")
    parser.add_argument(
        "--examples", type=int, default=0, help="of what went wrong in the half that was tuned on"
    )


def run(options: argparse.Namespace) -> Iterator[Part]:
    progress("ads: reading the briefs")
    halves: dict[str, dict[str, Tally]] = {half: _measured(half, options.cases) for half in get_args(Half)}
    rows = [
        (AIM_ROWS[name], *(share(*_figure(halves[half], name)) for half in halves), f"{100 * AIMS[name]:g} %")
        for name in AIMS
    ]
    data: dict[str, Any] = {
        half: {name: list(_figure(halves[half], name)) for name in AIMS} for half in halves
    }
    for tally in halves["tuned"].values():
        for example in list(dict.fromkeys(tally.examples))[: options.examples]:
            print(example)
    head = ("what", "sentences that the rules were tuned on", "the others", "at most")
    yield Part("ads", data, (Table("ads", head, rows, f"{options.cases} briefs of each half."),))
    progress("ads: reading those that were written whole")
    yield _written_whole()


def _written_whole() -> Part:
    halves = {half: _measured_whole(half) for half in get_args(Half)}
    names = {**WHOLE_ROWS, **{name: AIM_ROWS[name] for name in AIMS if name != "trade"}}
    rows = [
        (label, *(share(*_figure(halves[half], name)) for half in halves)) for name, label in names.items()
    ]
    data: dict[str, Any] = {
        half: {name: list(_figure(halves[half], name)) for name in names} for half in halves
    }
    head = ("what", "ads with which the rules were changed", "only counted")
    return Part("ads whole", data, (Table("ads whole", head, rows, "Sixty ads (`bench/ads/whole.txt`)."),))


def _measured_whole(half: Half) -> dict[str, Tally]:
    tallies = {"known": Tally(), "nothing known": Tally()}
    for each in whole(half):
        for name, tally in tallies.items():
            known = each.case.known if name == "known" else Known()
            places = official_places(known.commune)
            result = anonymise(each.case.brief, load(), french(), known=known, places=places)
            _score(each.case, result, tally)
            asked, others = each.asked(result)
            tally.there += Counter(facts=len(each.facts), asked=each.others)
            tally.wrong += Counter(facts=len(each.facts) - asked, asked=others)
    return tallies


AIM_ROWS = {
    "known": "identifiers through, name and business known",
    "nothing known": "identifiers through, nothing known",
    "words": "other words removed",
    "trade": "own trades removed",
    "brand": "brands removed",
    "town": "towns above 10,000 removed",
}


WHOLE_ROWS = {
    "craft": "words of the craft removed",
    "facts": "facts that identify, not asked about",
    "asked": "other sentences asked about",
}


def _figure(tallies: dict[str, Tally], name: str) -> tuple[int, int]:
    if name in tallies:
        return tallies[name].of(*IDENTIFYING)
    return tallies["nothing known"].of(name)


def _measured(half: Half, cases: int) -> dict[str, Tally]:
    tallies = {"known": Tally(), "nothing known": Tally()}
    for seed in range(cases):
        made = case(seed, half)
        for name, tally in tallies.items():
            known = made.known if name == "known" else Known()
            places = official_places(known.commune)
            _score(made, anonymise(made.brief, load(), french(), known=known, places=places), tally)
    return tallies


def _score(made: Case, result: Anonymised, tally: Tally) -> None:
    said = "\n".join([result.ad.title, *(f"{need.answer}\n{need.note}" for need in result.ad.needs)])
    before = "\n".join(f"{need.answer}\n{need.note}" for need in made.brief.answers)
    staying = fold(" ".join(value.text for value in made.values if value.kind in STAYING))
    for value in made.values:
        if value.kind in IDENTIFYING:
            tally.count(
                value.kind,
                _reads(value, said, staying, made),
                f"{value.text!r} in {_around(said, value.text)!r}",
            )
    for kind in STAYING:
        for text in {value.text for value in made.values if value.kind == kind}:
            there, left = (
                len(re.findall(rf"\b{re.escape(fold(text))}\b", fold(part))) for part in (before, said)
            )
            for at in range(there):
                tally.count(kind, at >= left, f"{text!r}: {_around(before, text)!r}")
    # The small words follow what stands instead ("à Bazas", "dans le Bazadais"): they are not counted.
    ordinary = [word for word in made.ordinary if word not in SMALL]
    lost = Counter(ordinary) - Counter(words_in(said))
    tally.there["words"] += len(ordinary)
    tally.wrong["words"] += lost.total()
    tally.examples += [f"words: {word!r} in {_around(before, word)!r}" for word in lost]


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", fold(text))


def _around(text: str, words: str) -> str:
    at = max(0, fold(text).find(fold(words)))
    return text[max(0, at - 40) : at + len(words) + 40]


def _reads(value: Value, said: str, staying: str, made: Case) -> bool:
    """Whether an identifier can still be read."""
    if value.kind == "number":
        return re.search(rf"(?<!\d){value.text}(?!\d)", said) is not None
    if value.kind not in {"first", "last", "shop", "street", "hamlet", "village"}:
        bare, signs = _bare(value.text), _bare(said)
        return bare in signs or (value.kind != "plate" and len(bare) > 8 and bare[-8:] in signs)
    left = Counter(words_in(said))
    telling = [word for word in words_in(value.text) if word not in SMALL | _TELLS_NOTHING and len(word) > 2]
    also = Counter(made.ordinary) + Counter(words_in(staying))
    if value.kind in {"shop", "street", "hamlet", "village"}:  # everyday words: read when the whole of it is
        return re.search(rf"\b{re.escape(fold(value.text))}\b", fold(said)) is not None or any(
            left[word] > also[word] and len(word) > 5 and word not in made.ordinary for word in telling
        )
    return any(left[word] > also[word] for word in telling)
