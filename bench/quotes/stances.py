"""Learns what a line says of a thing by all that stands around it: `python -m bench.quotes.stances` writes the weights;
with `--left-out`, it writes nothing and says what each writing says by weights that were learnt from the others.

One logistic regression over the four polarities, by full-batch descent, on the writings (never on what is held
out of them), on the example lines that no mark speaks against, and on lines made of turns (`turns.py`).
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]  # no stubs

from bench.quotes.turns import made
from etabli.procurement.needs.catalogue import STANCE, load, with_stance, written
from etabli.procurement.needs.engine import ABOVE, Catalogue, Polarity, recognise
from etabli.procurement.needs.engine.neighbours import above
from etabli.procurement.needs.engine.recognition import title_above
from etabli.procurement.needs.engine.stance import BUCKETS, POLARITIES, features
from tests.procurement.needs import judged

ROUNDS, STEP, DECAY = 120, 0.1, 1e-5
MADE, EXAMPLE, OFFERED = 0.3, 0.5, 1.5  # how much a made line weighs, an example, and what is offered


@dataclass(frozen=True)
class Row:
    """The buckets of a thing in a line, what is said of it, and how much this counts."""

    buckets: list[int]
    polarity: Polarity
    weight: float


def learn(rows: Sequence[Row]) -> dict[str, NDArray[np.generic]]:
    """The weights learnt from these."""
    lengths = [len(row.buckets) for row in rows]
    values = np.repeat([1 / max(1, length) ** 0.5 for length in lengths], lengths).astype(np.float32)
    flat = np.concatenate([np.array(row.buckets, np.int32) for row in rows])
    given = csr_array((values, flat, np.cumsum([0, *lengths])), (len(rows), BUCKETS))
    columns = [POLARITIES.index(row.polarity) for row in rows]
    said = np.eye(len(POLARITIES), dtype=np.float32)[columns]
    counts = np.array([row.weight * (OFFERED if row.polarity == "offered" else 1) for row in rows])
    weights, bias = _fit(given, said, (counts / counts.sum())[:, None].astype(np.float32))
    scale = np.abs(weights).max(axis=0) / 127
    return {
        "weights": np.round(weights / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "bias": bias,
    }


def _fit(
    given: csr_array, said: NDArray[np.float32], counts: NDArray[np.float32]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    turned = given.T.tocsr()
    weights = np.zeros((BUCKETS, said.shape[1]), np.float32)
    bias = np.zeros(said.shape[1], np.float32)
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    mean_b, spread_b = np.zeros_like(bias), np.zeros_like(bias)
    for at in range(1, ROUNDS + 1):
        scores = given @ weights + bias
        likely = np.exp(scores - scores.max(axis=1, keepdims=True))
        slope = counts * (likely / likely.sum(axis=1, keepdims=True) - said)
        for value, gradient, first, second in (
            (weights, turned @ slope + DECAY * weights, mean, spread),
            (bias, slope.sum(axis=0), mean_b, spread_b),
        ):
            first += 0.1 * (gradient - first)
            second += 0.01 * (gradient**2 - second)
            value -= STEP * (first / (1 - 0.9**at)) / (np.sqrt(second / (1 - 0.99**at)) + 1e-8)
    return weights, bias


def rows_of(writing: Sequence[judged.Written]) -> list[Row]:
    """A row for each need of each line; one that no phrase names stands nowhere in it."""
    catalogue, rows = written(), list[Row]()
    for row in writing:
        evidence = {need.need_id: need.evidence for need in recognise(row.line, catalogue, row.above)}
        for need, polarity in row.needs.items():
            rows.append(
                Row(_buckets(catalogue, need, row.line, evidence.get(need, ""), row.above), polarity, 1)
            )
    return rows


def others() -> list[Row]:
    """The rows of the examples, and those of the made lines."""
    catalogue, rows = written(), list[Row]()
    for example in judged.examples():
        for need in recognise(example.line, catalogue) if example.says else ():
            if (need.need_id, need.polarity) == (example.need, "offered"):
                rows.append(Row(_buckets(catalogue, "", example.line, need.evidence), "offered", EXAMPLE))
    for said in made():
        heading = title_above(above(said.line, said.above[-ABOVE:]), catalogue)
        rows.append(Row(features("", said.line, said.span, heading), said.polarity, MADE))
    return rows


def _buckets(
    catalogue: Catalogue, need: str, line: str, evidence: str, lines_above: Sequence[str] = ()
) -> list[int]:
    start = line.find(evidence)
    heading = title_above(above(line, lines_above), catalogue)
    return features(need, line, slice(start, start + len(evidence)), heading)


def main(arguments: Sequence[str]) -> None:
    """Write the weights into the package, or measure on each writing left out."""
    writings = judged.readable()
    rows, more = {name: rows_of(each) for name, each in writings.items()}, others()
    if list(arguments) != ["--left-out"]:
        learnt = learn([row for each in (*rows.values(), more) for row in each])
        np.savez_compressed(STANCE, allow_pickle=False, **learnt)
        return
    for name, each in (writings | judged.kept_apart()).items():
        learnt = learn([row for other in rows if other != name for row in rows[other]] + more)
        seen = judged.read(each, judged.reader(with_stance(load(), learnt)))
        print(name, f"{judged.micro(seen.needs.values()):.3f}", dict(seen.polarities))


if __name__ == "__main__":
    main(sys.argv[1:])
