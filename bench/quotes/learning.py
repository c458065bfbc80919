"""Learns the likelihood of needs from the lines that may be read: `python -m bench.quotes.learning` writes the weights;
with `--left-out`, it writes nothing and says how each writing is read by weights that were learnt from the others.

Logistic regressions by full-batch descent, one for each need. Of an example line, its own need is known; of the others,
those that the lexicon doesn't see are taken for unsaid. What is held out of the writings is never
read; all else of them is; what is held out of the examples is, and measures the
phrases alone.
"""

import sys
from collections.abc import Collection, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array  # type: ignore[import-untyped]  # no stubs

from etabli.procurement.needs.catalogue import WEIGHTS, with_likelihood, written
from etabli.procurement.needs.engine import Catalogue, grounds_of, recognise
from etabli.procurement.needs.engine.clauses import clauses
from etabli.procurement.needs.engine.likelihood import BUCKETS, features
from etabli.procurement.needs.engine.words import tokens
from tests.procurement.needs import judged

ROUNDS, STEP, DECAY = 250, 0.3, 2e-6
SAID = 4.0  # how much more a need that is said weighs than one that isn't
BELIEF_ROUNDS, BELIEF_STEP, HELD_DOWN = 3_000, 0.5, 2e-3
BELIEVED = 0.42  # the likelihood from which a phrase means what it says
OWN = "first"  # the writing by who wrote the phrases
type Ground = tuple[list[float], bool]  # the grounds of a phrase, and whether it means its need


def learn(
    writings: list[list[judged.Written]], *, writing_weight: float = 3.0
) -> dict[str, NDArray[np.generic]]:
    """The weights learnt from the examples, the phrases of the catalogue, and these writings."""
    catalogue = written()
    ids = [need.id for need in catalogue.needs]
    column = {need: at for at, need in enumerate(ids)}
    texts: list[str] = []
    said: list[NDArray[np.float32]] = []
    weight: list[NDArray[np.float32]] = []

    def add(
        text: str,
        needs: set[str],
        sure: float,
        own: str = "",
        own_weight: float = 1.0,
        unknown: Collection[str] = (),
    ) -> None:
        row = np.zeros(len(ids), np.float32)
        row[[column[need] for need in needs]] = 1
        counts = np.full(len(ids), sure, np.float32)
        counts[[column[need] for need in unknown]] = 0
        if own:
            seen = {need.need_id for need in recognise(text, catalogue)}
            counts[[column[need] for need in seen]] = 0
            counts[column[own]] = own_weight
        texts.append(text)
        said.append(row)
        weight.append(counts)

    for example in judged.examples():
        add(example.line, {example.need} if example.says else set(), 1.0, example.need, 2.0)
    for need in catalogue.needs:
        for phrase in (*need.words.strong, *need.words.weak):
            add(phrase.replace("#", "3").replace(" + ", " "), {need.id}, 1.0, need.id, 0.5)
    for rank, rows in enumerate(writings):
        for row in rows:
            sure = 1.0 if rank == 0 else writing_weight
            add(row.line, set(row.needs), sure)
            for clause in _clauses(row.line):
                seen = {need.need_id for need in recognise(clause, catalogue)} & set(row.needs)
                add(clause, seen, sure / 2, unknown=set(row.needs) - seen)
    return _fit(texts, np.array(said), np.array(weight)) | {"needs": np.array(ids)}


def _clauses(line: str) -> list[str]:
    """The clauses of a line that has several: a need is said in one of them, not in the others."""
    words = tokens(line)
    parts = clauses(line, words)
    spans = [(words[part.words.start].start, words[part.words[-1]].end) for part in parts]
    return [line[start:end] for start, end in spans] if len(spans) > 1 else []


def _fit(
    texts: list[str], said: NDArray[np.float32], weight: NDArray[np.float32]
) -> dict[str, NDArray[np.generic]]:
    buckets = [features(text) for text in texts]
    lengths = [len(each) for each in buckets]
    values = np.repeat([1 / max(1, length) ** 0.5 for length in lengths], lengths).astype(np.float32)
    given = csr_array(
        (values, np.concatenate(buckets).astype(np.int32), np.cumsum([0, *lengths])), (len(texts), BUCKETS)
    )
    turned = given.T.tocsr()
    needs = said.shape[1]
    weights, bias = np.zeros((BUCKETS, needs), np.float32), np.full(needs, -3, np.float32)
    mean, spread = np.zeros_like(weights), np.zeros_like(weights)
    mean_b, spread_b = np.zeros_like(bias), np.zeros_like(bias)
    weight = weight * np.where(said == 1, SAID, 1).astype(np.float32)
    for at in range(1, ROUNDS + 1):
        slope = weight * (1 / (1 + np.exp(-(given @ weights + bias))) - said) / len(texts)
        for value, gradient, first, second in (
            (weights, turned @ slope + DECAY * weights, mean, spread),
            (bias, slope.sum(axis=0), mean_b, spread_b),
        ):
            first += 0.1 * (gradient - first)
            second += 0.01 * (gradient**2 - second)
            value -= STEP * (first / (1 - 0.9**at)) / (np.sqrt(second / (1 - 0.99**at)) + 1e-8)
    scale = np.abs(weights).max(axis=0) / 127
    return {
        "weights": np.round(weights / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "bias": bias,
    }


def belief(pairs: Sequence[Ground]) -> NDArray[np.float32]:
    """What each of the grounds of a phrase weighs, learnt from phrases that are known to mean their need or not."""
    given = np.array([grounds for grounds, _ in pairs])
    said = np.array([float(means) for _, means in pairs])
    weights = np.zeros(given.shape[1])
    held_down = np.r_[0.0, np.full(given.shape[1] - 1, HELD_DOWN)]  # but for the first, which always counts
    for _ in range(BELIEF_ROUNDS):
        likely = 1 / (1 + np.exp(-(given @ weights)))
        weights -= BELIEF_STEP * (given.T @ (likely - said) / len(said) + held_down * weights)
    weights[0] -= np.log(BELIEVED / (1 - BELIEVED))
    return weights.astype(np.float32)


def grounds_in(rows: Sequence[judged.Written], learnt: Mapping[str, NDArray[np.generic]]) -> list[Ground]:
    """The grounds of the phrases of a writing, by weights that were learnt without it."""
    model = _read_by(learnt, np.zeros(1, np.float32)).likelihood
    assert model is not None
    catalogue = written()
    each = [(row, grounds_of(row.line, catalogue, model)) for row in rows]
    return [(grounds, need in row.needs) for row, known in each for need, grounds in known.items()]


def _read_by(learnt: Mapping[str, NDArray[np.generic]], weights: NDArray[np.float32]) -> Catalogue:
    return with_likelihood(written(), {**learnt, "belief": weights})


def main(arguments: Sequence[str]) -> None:
    """Write the weights into the package, or measure on each writing left out. What the grounds weigh is learnt from
    writings that the other weights haven't seen, and not from the first: who wrote it wrote the phrases too."""
    writings = judged.readable()
    measures = list(arguments) == ["--left-out"]
    without = {
        name: learn([rows for other, rows in writings.items() if other != name])
        for name in writings
        if measures or name != OWN
    }
    grounds = {name: grounds_in(writings[name], each) for name, each in without.items() if name != OWN}
    learnt = learn(list(writings.values()))
    if not measures:
        weights = belief([pair for each in grounds.values() for pair in each])
        np.savez_compressed(WEIGHTS, allow_pickle=False, **learnt, belief=weights)
        return
    for name, rows in (writings | judged.kept_apart()).items():
        weights = belief([pair for other, each in grounds.items() if other != name for pair in each])
        catalogue = _read_by(without.get(name, learnt), weights)
        needs = judged.read(rows, judged.reader(catalogue)).needs.values()
        missed, wrong = sum(each.missed for each in needs), sum(each.wrong for each in needs)
        print(f"{name}: micro F1 {judged.micro(needs):.3f}, {missed} missed, {wrong} wrong")


if __name__ == "__main__":
    main(sys.argv[1:])
