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

PARTS = ("score", "families", "calibration", "generated", "needs", "speed", "peers")
INVENTED = ("generated", "needs")  # these need no document; the second measures more where there are some


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--peers", action="store_true", help="also other tools, on the French documents")
    parser.add_argument("--only", choices=PARTS, metavar="PART", help=f"one part: {', '.join(PARTS)}")
    parser.add_argument(
        "folders", nargs="*", type=Path, metavar="DIR",
        help="folders of documents X with their truth X.json; those of ETABLI_CORPUS when none is given",
    )  # fmt: skip


def run(options: argparse.Namespace) -> Iterator[Part]:
    wanted = [options.only] if options.only else [part for part in PARTS if part != "peers" or options.peers]
    found = samples(options.folders)
    if not found:
        lacking = [part for part in wanted if part not in INVENTED]
        wanted = [part for part in wanted if part in INVENTED]
        note = "No documents with a truth: give folders, or ETABLI_CORPUS."
        if lacking:
            yield Part(
                "left out", lacking, (Table("left out", ("part",), [(each,) for each in lacking], note),)
            )
    readings = _read(found) if {"score", "families", "calibration"} & set(wanted) else {}
    everything = [reading for sample in readings.values() for reading in sample]
    if "score" in wanted:
        yield _score(found, readings)
    if "families" in wanted:
        yield families.part(everything)
    if "calibration" in wanted:
        yield calibration.part(
            [value for _, answer, each in everything for value in calibration.values(answer, each)]
        )
    if "generated" in wanted:
        yield generated.part()
    if "needs" in wanted:
        yield needs.part(found)
    if "speed" in wanted:
        yield speed.part(found)
    if "peers" in wanted:
        yield peers.part(found)


def _read(found: list[Sample]) -> dict[Path, list[Reading]]:
    """Each document read as a page: the XML inside is ignored."""
    readings: dict[Path, list[Reading]] = {}
    for sample in found:
        for example in sample.examples:
            progress(example.path.name)
            answer = example.decoded()
            readings.setdefault(sample.folder, []).append((example, answer, score(answer, example.truth)))
    progress("")
    return readings


def _score(found: list[Sample], readings: dict[Path, list[Reading]]) -> Part:
    pages = {sample.folder: Tally.of(each for _, _, each in readings[sample.folder]) for sample in found}
    inside = {sample.folder: _with_xml(sample) for sample in found if sample.has_xml}
    rows = [(_name(sample, found), *pages[sample.folder].cells()) for sample in found]
    rows += [(f"{_name(sample, found)}, their XML read", *inside[sample.folder].cells())
             for sample in found if sample.has_xml]  # fmt: skip
    data = {
        sample.folder.name: {"page": pages[sample.folder].data()}
        | ({"xml": inside[sample.folder].data()} if sample.has_xml else {})
        for sample in found
    }
    return Part("score", data, (Table("score", ("documents", *Tally.HEAD), rows),))


def _with_xml(sample: Sample) -> Tally:
    return Tally.of(score(example.decoded(read_xml=True), example.truth) for example in sample.examples)


def _name(sample: Sample, among: list[Sample]) -> str:
    alike = [each for each in among if each.what == sample.what]
    return sample.what if len(alike) == 1 else f"{sample.what} {alike.index(sample) + 1}"
