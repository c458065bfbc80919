"""Invented quotes, printed in random layouts by several producers, and read back: the same ones at each run."""

from collections import Counter
from collections.abc import Callable, Iterable

from bench import progress
from bench.report import Part, Table, share
from etabli.procurement.quotes.engine import Document, Quote, Unreadable, decode
from tests.procurement.quotes.generated import TRAITS, Truth, Verdict, sample, strange_sample, verdict

QUOTES = 500
EACH_TRAIT = 20

type Read = tuple[str, Verdict]  # "family/producer" and what became of the quote


def part() -> Part:
    read = [_read(sample, seed) for seed in range(QUOTES)]
    progress("")
    return Part("generated", _data(read), (_by_family(read), _by_producer(read)))


def traits() -> Part:
    """Quotes that are strange in one way each, and some in three: which way fails?"""
    read = [_read(strange_sample, seed) for seed in range(EACH_TRAIT * (len(TRAITS) + 1))]
    progress("")
    all_of_them = ("all", *_cells(result for _, result in read))
    head = ("trait", "read whole", "lines found", "extra lines", "fields right / missing / wrong")
    rows = [all_of_them, *((name, *_cells(group)) for name, group in _grouped(read, 0).items())]
    return Part("traits", _data(read), (Table("traits", head, rows, _sure(read)),))


def _read(made: Callable[[int], tuple[Truth, str, bytes]], seed: int) -> Read:
    progress(f"generated quote {seed + 1}")
    truth, layout, pdf = made(seed)
    try:
        quote = decode(Document("devis.pdf", pdf))
    except Unreadable:
        quote = Quote(source="text")
    return layout, verdict(truth, quote)


def _by_producer(read: list[Read]) -> Table:
    groups = {"all": [result for _, result in read]} | _grouped(read, 1)
    rows = [
        (name if name == "all" else f"printed by {name}", *_cells(group)) for name, group in groups.items()
    ]
    head = (
        f"{QUOTES} generated quotes",
        "read whole",
        "lines found",
        "extra lines",
        "fields right / missing / wrong",
    )
    return Table("generated", head, rows, _sure(read))


def _sure(read: list[Read]) -> str:
    sure, wrong = sum(result.sure for _, result in read), sum(len(result.sure_wrong) for _, result in read)
    return f"Values given with a confidence of 0.9 or more: {share(sure - wrong, sure)} are right."


def _by_family(read: list[Read]) -> Table:
    head = ("layout", "read whole", "lines found", "extra lines", "fields right / missing / wrong")
    return Table("each layout", head, [(name, *_cells(group)) for name, group in _grouped(read, 0).items()])


def _grouped(read: list[Read], at: int) -> dict[str, list[Verdict]]:
    groups: dict[str, list[Verdict]] = {}
    for layout, found in read:
        groups.setdefault(layout.split("/")[at], []).append(found)
    return groups


def _cells(read: Iterable[Verdict]) -> tuple[str, ...]:
    found = list(read)
    fields = Counter(outcome for each in found for outcome in each.fields.values())
    return (
        share(sum(each.perfect for each in found), len(found)),
        share(sum(each.lines for each in found), sum(each.wanted for each in found)),
        str(sum(each.extra for each in found)),
        " / ".join(str(fields[outcome]) for outcome in ("right", "missing", "wrong")),
    )


def _data(read: list[Read]) -> dict[str, object]:
    return {
        "quotes": len(read),
        "whole": sum(found.perfect for _, found in read),
        "faults": {
            f"{seed} {layout}": found.faults for seed, (layout, found) in enumerate(read) if found.faults
        },
        "sure": sum(found.sure for _, found in read),
        "sure_wrong": {
            f"{seed} {layout}": found.sure_wrong
            for seed, (layout, found) in enumerate(read)
            if found.sure_wrong
        },
    }
