"""How well the needs of a quote's lines are recognised: on examples, on writings by others, on collected quotes."""

import time
import timeit
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import get_args

from bench.quotes.corpus import Example as Document, Sample
from bench.report import Part, Table
from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine import Polarity, recognise
from tests.procurement.needs import judged
from tests.procurement.needs.judged import Count, Label, Read, macro, micro

WORST = 12


def part(found: list[Sample]) -> Part:
    """Without documents, the example lines alone."""
    rows = judged.examples()
    catalogue = load()
    halves = {
        "read when widening the words": [row for row in rows if not row.held_out],
        "held out": [row for row in rows if row.held_out],
    }
    counts = {
        half: judged.counted(each, lambda line: {one.need_id for one in recognise(line, catalogue)})
        for half, each in halves.items()
    }
    table = Table(
        "needs examples",
        ("example lines", "lines", "needs", "macro F1", "micro F1"),
        [(half, len(halves[half]), len(each), *_shares(each.values())) for half, each in counts.items()],
        f"{_microseconds([row.line for row in rows]):.0f} µs a line; the likelihood has learnt both halves.",
    )
    written = _written()
    tables = [
        table,
        _worst("needs examples, the worst held out", counts["held out"]),
        _of_writings(written),
        _worst("needs writings, the worst held out", written["second, held out"][1].needs),
    ]
    data = {half: _data(each) for half, each in counts.items()}
    data |= {f"writing, {name}": _data_of(each) for name, (_, each) in written.items()}
    if labelled := _labelled(found):
        kinds = {name: _of_labels(pairs) for name, pairs in labelled.items()}
        tables += [_of_documents(kinds, labelled), _worst("needs lines, the worst", kinds["all"])]
        data |= {f"lines, {name}": _data(each) for name, each in kinds.items()}
    else:
        tables.append(
            Table("left out of needs", ("part",), [("the labelled lines of the collected quotes",)])
        )
    return Part("needs", data, tuple(tables))


def _written() -> dict[str, tuple[int, Read]]:
    """Each writing's number of lines, and how it is read; of the second, the half that nobody tunes on apart."""
    catalogue = load()
    second = judged.writing("second")
    parts = {
        "first": judged.writing("first"),
        "second, read when widening the words": [row for row in second if not row.held_out],
        "second, held out": [row for row in second if row.held_out],
        **{name: judged.writing(name) for name in judged.WRITINGS[1:] if name not in judged.HALVED},
        "sixth, half learnt from": judged.readable()["sixth"],
        "sixth, held out": judged.kept_apart()["sixth, held out"],
        "seventeenth, held out": judged.kept_apart()["seventeenth, held out"],
    }

    recognised = judged.reader(catalogue)
    return {name: (len(rows), judged.read(rows, recognised)) for name, rows in parts.items()}


def _of_writings(written: dict[str, tuple[int, Read]]) -> Table:
    rows = [
        (
            name,
            lines,
            *_shares(each.needs.values()),
            *(f"{right} of {said}" for right, said in each.polarities.values()),
        )
        for name, (lines, each) in written.items()
    ]
    head = ("writing", "lines", "macro F1", "micro F1", *get_args(Polarity))
    return Table(
        "needs writings", head, rows, "F1 whatever the polarity; a need that is missed has the wrong one."
    )


type Pair = tuple[
    Label, frozenset[str] | None
]  # what a line includes, and what was found; None: read otherwise


def _labelled(found: list[Sample]) -> dict[str, list[Pair]]:
    documents = {f"{sample.folder.name}/{one.path.name}": one for sample in found for one in sample.examples}
    kinds: dict[str, list[Pair]] = {}
    for path, rows in groupby(judged.labels(), key=lambda row: row.document):
        if document := documents.get(path):
            pairs = _read(document, list(rows))
            kinds.setdefault("scans" if document.pictured else "text", []).extend(pairs)
    return kinds | ({"all": [pair for pairs in kinds.values() for pair in pairs]} if kinds else {})


def _read(document: Document, rows: list[Label]) -> list[Pair]:
    catalogue = load()
    lines = [_text(line) for line in document.decoded().get("lines", ())]
    prints = [judged.fingerprint(line) for line in lines]
    pairs: list[Pair] = []
    for row in rows:
        at = row.line - 1
        if at < len(lines) and prints[at] == row.text:
            told = recognise(lines[at], catalogue)
            pairs.append((row, frozenset(one.need_id for one in told)))
        else:
            pairs.append((row, None))
    return pairs


def _text(line: dict[str, str]) -> str:
    return f"{line['designation']}. {line['details']}" if line["details"] else line["designation"]


def _of_labels(pairs: Iterable[Pair]) -> dict[str, Count]:
    counts: dict[str, Count] = {}
    for row, found in pairs:
        for need in sorted(row.needs | found) if found is not None else ():
            counts.setdefault(need, Count()).add(says=need in row.needs, found=need in (found or ()))
    return counts


def _of_documents(kinds: dict[str, dict[str, Count]], labelled: dict[str, list[Pair]]) -> Table:
    rows = [
        (
            name,
            len(labelled[name]),
            sum(found is None for _, found in labelled[name]),
            *_shares(each.values()),
        )
        for name, each in kinds.items()
    ]
    head = ("labelled lines of quotes", "lines", "read otherwise since", "macro F1", "micro F1")
    return Table(
        "needs lines", head, rows, "A line that is read otherwise since it was labelled counts in no figure."
    )


def _worst(name: str, counts: Mapping[str, Count]) -> Table:
    worst = sorted(counts.items(), key=lambda each: (each[1].f1, each[0]))[:WORST]
    rows = [(need, each.right, each.missed, each.wrong, f"{each.f1:.2f}") for need, each in worst]
    return Table(name, ("need", "right", "missed", "wrong", "F1"), rows)


def _shares(counts: Iterable[Count]) -> tuple[str, str]:
    known = list(counts)
    return f"{macro(known):.3f}", f"{micro(known):.3f}"


def _data(counts: Mapping[str, Count]) -> dict[str, object]:
    return {
        "macro": round(macro(counts.values()), 4),
        "micro": round(micro(counts.values()), 4),
        "needs": {need: [each.right, each.missed, each.wrong] for need, each in sorted(counts.items())},
    }


def _data_of(each: Read) -> dict[str, object]:
    return _data(each.needs) | {name: list(pair) for name, pair in each.polarities.items()}


def _microseconds(lines: list[str]) -> float:
    catalogue = load()
    if not lines:
        return 0.0
    taken = timeit.timeit(
        lambda: [recognise(line, catalogue) for line in lines], timer=time.process_time, number=1
    )
    return taken / len(lines) * 1e6
