"""What the decoder makes of collected documents of families that it was not tuned on: it may not become worse, and it
accuses none whose figures come out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pytest

from bench.quotes import families
from bench.quotes.corpus import samples
from bench.quotes.families import Reading
from bench.quotes.scoring import score
from bench.quotes.tally import Tally
from etabli.site.testing import collected

pytestmark = pytest.mark.skipif(
    len(collected.folders()) < 2, reason="ETABLI_CORPUS names no second folder: nothing is left unread"
)


class Floor(NamedTuple):
    """The least share of documents read whole and of lines found, the greatest share of values that are wrong."""

    whole: float
    lines: float
    wrong: float


# A little under what was measured; families left out are those at hand and those read since, together.
FLOORS = {
    ("left out", "printed"): Floor(0.82, 0.91, 0.035),
    ("unread", "printed"): Floor(0.42, 0.83, 0.025),
}
PICTURED_FLOORS = {
    ("left out", "scans"): Floor(0.7, 0.88, 0.06),
    ("unread", "scans"): Floor(0.65, 0.85, 0.03),
}

OF_SUMS = {"line-arithmetic", "lines-total", "totals", "vat", "section-total", "vat-share"}


def read(pictured: bool) -> list[Reading]:
    examples = [each for sample in samples([], pictured=pictured) for each in sample.examples]
    wanted = [example for example in examples if example.pictured == pictured]
    answers = [(example, example.decoded()) for example in wanted]
    return [(example, answer, score(answer, example.truth)) for example, answer in answers]


def tallies(readings: Sequence[Reading]) -> dict[tuple[str, str], Tally]:
    shown = [reading for reading in readings if reading[0].standing != "unread"]
    groups: dict[tuple[str, str], Tally] = {}
    for group in families.grouped(families.left_out(shown), readings):
        key = ("unread" if group.standing == "unread" else "left out", group.kind)
        groups[key] = groups.get(key, Tally()) + group.tally
    return groups


def under(floors: dict[tuple[str, str], Floor], groups: dict[tuple[str, str], Tally]) -> list[str]:
    """The totals that are worse than their floor; of no document."""
    faults = []
    for key, floor in floors.items():
        tally = groups[key]
        values = tally.right + tally.missing + tally.wrong
        shares = Floor(tally.whole / tally.documents, tally.found / tally.lines, tally.wrong / values)
        if shares.whole < floor.whole or shares.lines < floor.lines or shares.wrong > floor.wrong:
            faults.append(f"{' '.join(key)}: {' '.join(f'{share:.3f}' for share in shares)}, floor {floor}")
    return faults


def test_printed_documents_of_families_left_out_and_unread() -> None:
    assert not under(FLOORS, tallies(read(pictured=False)))


@pytest.mark.deep
def test_scans_of_families_left_out_and_unread() -> None:
    assert not under(PICTURED_FLOORS, tallies(read(pictured=True)))


def accused(readings: Sequence[Reading]) -> int:
    """How often a document is said to be wrong of which the truth says that its figures come out; of no document."""
    return sum(
        each["id"] in OF_SUMS and each["severity"] in ("error", "warning")
        for example, answer, _ in readings
        if (example.truth.get("arithmetic") or {}).get("ok")
        for each in answer.get("checks", ())
    )


def test_no_printed_document_is_falsely_accused() -> None:
    assert accused(read(pictured=False)) == 0


@pytest.mark.deep
def test_no_scan_is_falsely_accused() -> None:
    assert accused(read(pictured=True)) == 0
