"""`etabli bench quotes`: the quote decoder, and what it makes of the needs of a line, on documents with their truth and
on invented ones."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from bench import progress
from bench.quotes import calibration, families, generated, needs, peers, speed
from bench.quotes.corpus import Sample, samples
from bench.quotes.families import Reading
from bench.quotes.scoring import score
from bench.quotes.tally import Tally
from bench.report import Part, Table

PARTS = ("score", "families", "calibration", "generated", "traits", "needs", "speed", "peers")
INVENTED = (
    "generated",
    "traits",
    "needs",
)  # these need no document; the last measures more where there are some


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--peers", action="store_true", help="also other tools, on the French documents")
    parser.add_argument("--text", action="store_true", help="leave scans and pictures aside, which take long")
    parser.add_argument(
        "--worst", type=int, default=0, metavar="N", help="also the N documents with most faults"
    )
    parser.add_argument("--only", choices=PARTS, metavar="PART", help=f"one part: {', '.join(PARTS)}")
    parser.add_argument(
        "folders", nargs="*", type=Path, metavar="DIR",
        help="folders of documents X with their truth X.json; those of ETABLI_CORPUS when none is given",
    )  # fmt: skip


def run(options: argparse.Namespace) -> Iterator[Part]:
    wanted = [options.only] if options.only else [part for part in PARTS if part != "peers"]
    if options.peers and "peers" not in wanted:
        wanted.append("peers")
    collection = samples(options.folders, pictured=not options.text)
    if not collection:
        lacking = [part for part in wanted if part not in INVENTED]
        wanted = [part for part in wanted if part in INVENTED]
        note = "No documents with a truth: give folders, or ETABLI_CORPUS."
        if lacking:
            yield Part(
                "left out", lacking, (Table("left out", ("part",), [(each,) for each in lacking], note),)
            )
    yield from _of_readings(collection, {"score", "families", "calibration"} & set(wanted), options.worst)
    if "generated" in wanted:
        yield generated.part()
    if "traits" in wanted:
        yield generated.traits()
    if "needs" in wanted:
        yield needs.part(collection)
    if "speed" in wanted:
        yield speed.part(collection)
    if "peers" in wanted:
        yield peers.part(collection)


def _of_readings(collection: list[Sample], wanted: set[str], worst: int) -> Iterator[Part]:
    """What is told of one reading of every document."""
    readings = _read(collection) if wanted else {}
    everything = [reading for sample in readings.values() for reading in sample]
    shown = [reading for reading in everything if reading[0].standing != "unread"]
    if "score" in wanted:
        yield _score(collection, readings)
    if worst and readings:
        yield _worst(shown, worst)
    if "families" in wanted:
        yield families.part(everything)
    if "calibration" in wanted:
        yield calibration.part(
            [value for _, answer, each in shown for value in calibration.values(answer, each)]
        )


def _read(collection: list[Sample]) -> dict[Path, list[Reading]]:
    """Each document read as a page: the XML inside is ignored."""
    readings: dict[Path, list[Reading]] = {}
    for sample in collection:
        for example in sample.examples:
            progress(example.path.name)
            answer = example.decoded()
            readings.setdefault(sample.folder, []).append((example, answer, score(answer, example.truth)))
    progress("")
    return readings


def _score(collection: list[Sample], readings: dict[Path, list[Reading]]) -> Part:
    """Folder by folder, of the documents that may be looked at."""
    shown = [sample for sample in collection if sample.shown]
    rows, data = [], {}
    for sample in shown:
        name = _name(sample, shown)
        page = Tally.of(each for example, _, each in readings[sample.folder] if example in sample.shown)
        rows.append((name, *page.cells()))
        data[name] = {"page": page.data()}
    for sample in shown:
        if sample.has_xml:
            name, inside = _name(sample, shown), _with_xml(sample)
            rows.append((f"{name}, their XML read", *inside.cells()))
            data[name]["xml"] = inside.data()
    unread = sum(len(sample.examples) - len(sample.shown) for sample in collection)
    note = f"{unread} documents of unread families are counted with the families alone." if unread else ""
    return Part("score", data, (Table("score", ("documents", *Tally.HEAD), rows, note),))


def _worst(readings: list[Reading], count: int) -> Part:
    """What is wrong with single documents."""
    faulty = sorted(
        ((example, score.faults) for example, _, score in readings if score.faults),
        key=lambda each: -len(each[1]),
    )[:count]
    rows = [(str(example.path), ", ".join(faults)) for example, faults in faulty]
    return Part("worst", dict(rows), (Table("worst", ("document", "faults"), rows),))


def _with_xml(sample: Sample) -> Tally:
    return Tally.of(score(example.decoded(read_xml=True), example.truth) for example in sample.shown)


def _name(sample: Sample, among: list[Sample]) -> str:
    alike = [each for each in among if each.what == sample.what]
    return sample.what if len(alike) == 1 else f"{sample.what} {alike.index(sample) + 1}"
