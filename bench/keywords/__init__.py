"""`etabli bench keywords`: of what people would type, how much the suggestions for a brief hold.

Twenty briefs (`briefs.txt`): trade, town, what is made, why one is chosen; and on the line below what people would
type, decided before the suggestions were read. The forms were changed with one half in view; the other is only counted.
"""

import argparse
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import progress
from bench.report import Part, Table, share
from etabli.procurement.briefs.engine import Answer, Brief, keywords
from etabli.procurement.briefs.engine.phrases import stems
from etabli.procurement.briefs.language_facts import country, trades_typed
from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine.words import fold

FILE = Path(__file__).with_name("briefs.txt")
SUGGESTED = 20
HALVES = ("tuned", "measured")


@dataclass(frozen=True)
class Wanted:
    """A brief, the town of who wrote it, and what people would type."""

    brief: Brief
    town: str
    typed: tuple[str, ...]
    half: str


def add_options(parser: argparse.ArgumentParser) -> None:
    """None."""


def run(options: argparse.Namespace) -> Iterator[Part]:
    progress("keywords: reading the briefs")
    counts = {half: [0, 0, 0] for half in HALVES}
    for wanted in briefs():
        for place, count in enumerate(_found(wanted)):
            counts[wanted.half][place] += count
    rows = [
        (half, share(exact, every), share(same, every))
        for half, (exact, same, every) in (
            ("with which the forms were changed", counts["tuned"]),
            ("only counted", counts["measured"]),
        )
    ]
    head = ("briefs", "to the letter", "the same words in any order")
    note = f"Of what people would type, how much is among the first {SUGGESTED} suggestions."
    yield Part("keywords", counts, (Table("keywords", head, rows, note),))


def briefs() -> Iterator[Wanted]:
    """The briefs of the file, each in one half or the other by the hash of its first line."""
    for block in re.split(r"^== ", FILE.read_text(encoding="utf-8"), flags=re.M)[1:]:
        head, _newline, typed = block.partition("\n")
        trade, town, makes, chosen_for = (cell.strip() for cell in head.split("|"))
        answers = tuple(
            Answer(need, load().by_id[need].number, "must", text)
            for need, text in (("makes", makes), ("chosen-for", chosen_for))
        )
        half = HALVES[hashlib.sha256(head.encode()).digest()[0] % 2]
        words = tuple(each.strip() for each in typed.strip().split(";"))
        yield Wanted(Brief("", trade, "site", answers), town, words, half)


def _found(wanted: Wanted) -> tuple[int, int, int]:
    """How many are suggested to the letter, how many with the same words, and how many there are."""
    suggested = keywords(wanted.brief, load(), trades_typed(), country(), place=wanted.town).customers
    words = [query.words for query in suggested[:SUGGESTED]]
    letters, same = {_plain(each) for each in words}, {stems(each) for each in words}
    return (
        sum(_plain(each) in letters for each in wanted.typed),
        sum(stems(each) in same for each in wanted.typed),
        len(wanted.typed),
    )


def _plain(words: str) -> str:
    return fold(words).replace("-", " ").replace("’", "'")
