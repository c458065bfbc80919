"""Are the values that the decoder is sure of right? Each value given, with its confidence and whether it is right."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bench.quotes.scoring import Json, Score, Verdict
from bench.report import Part, Table, share

BOUNDS = (0.99, 0.95, 0.9, 0.7, 0.0)  # each bin holds what is at or over its bound
SURE = 0.9
KINDS = {
    "net": "totals", "vat": "totals", "gross": "totals", "number": "number", "date": "dates", "valid_until": "dates",
    "siret": "supplier", "vat_id": "supplier",
}  # fmt: skip
CONFIDENCES = {"date": "issued_on", "siret": "supplier.siret", "vat_id": "supplier.vat_id"}


@dataclass(frozen=True)
class Given:
    """One value that the decoder gave."""

    kind: str
    confidence: float
    right: bool

    @property
    def bin(self) -> float:
        return next(bound for bound in BOUNDS if self.confidence >= bound)


def values(answer: Json, score: Score) -> Iterator[Given]:
    """The values of an answer that its truth can judge."""
    confidences = answer.get("confidence") or {}
    for name, verdict in score.fields.items():
        confidence = _confidence(confidences, name)
        if name in KINDS and verdict is not Verdict.MISSING and confidence is not None:
            yield Given(KINDS[name], confidence, verdict is Verdict.RIGHT)
    if not score.judged:
        return
    for at, line in enumerate(answer.get("lines") or []):
        amount = next((name for name in ("net_amount", "gross_amount") if line.get(name)), None)
        if amount:
            yield Given("line amount", _of_line(line, amount), at in score.lines.matched)
        for (of, name), right in score.lines.details.items():
            if of == at and line.get(name):
                yield Given("quantity, price, rate of a line", _of_line(line, name), right)


def _of_line(line: Json, name: str) -> float:
    """The confidence of one value of a line: its own when it is known, else that of the line."""
    own: Mapping[str, float] = line.get("confidences") or {}
    return own.get(name, float(line["confidence"]))


def _confidence(confidences: Json, name: str) -> float | None:
    if name == "gross":  # of a document with one amount, whatever it is called
        return next((confidences[key] for key in ("gross", "net", "due") if key in confidences), None)
    confidence: float | None = confidences.get(CONFIDENCES.get(name, name))
    return confidence


def part(given: Sequence[Given]) -> Part:
    kinds = ["all", *dict.fromkeys(value.kind for value in given)]
    rows = [(kind, *[_cell(_of(given, kind), bound) for bound in BOUNDS]) for kind in kinds]
    sure = [value for value in given if value.confidence >= SURE]
    right = sum(value.right for value in sure)
    data = {kind: {str(bound): _counts(_of(given, kind), bound) for bound in BOUNDS} for kind in kinds}
    return Part(
        "calibration",
        {"bins": data, "sure": {"values": len(sure), "right": right}},
        (Table(
            "calibration", ("values", *_names()), rows,
            f"Values given with a confidence of {SURE} or more: {share(right, len(sure))} are right.",
        ),),
    )  # fmt: skip


def _names() -> Iterator[str]:
    yield f"{BOUNDS[0]} and more"
    for upper, lower in pairwise(BOUNDS):
        yield f"{lower} to {upper}" if lower else f"under {upper}"


def _of(given: Iterable[Given], kind: str) -> list[Given]:
    return [value for value in given if kind in ("all", value.kind)]


def _counts(given: Iterable[Given], bound: float) -> dict[str, int]:
    inside = [value.right for value in given if value.bin == bound]
    return {"values": len(inside), "right": sum(inside)}


def _cell(given: Iterable[Given], bound: float) -> str:
    counts = _counts(given, bound)
    return f"{counts['right']} of {counts['values']}" if counts["values"] else "—"


type Fit = dict[tuple[str, float], float]


def fitted(given: Iterable[Given]) -> Fit:
    """How often a value of each kind and bin is right, by the rule of succession: two right ones are no certainty."""
    counts: dict[tuple[str, float], list[bool]] = {}
    for value in given:
        counts.setdefault((value.kind, value.bin), []).append(value.right)
    return {key: (sum(rights) + 1) / (len(rights) + 2) for key, rights in counts.items()}


def sure_by(fit: Fit, given: Iterable[Given]) -> list[Given]:
    """The values that this fit is sure of; what it never saw is not sure."""
    return [value for value in given if fit.get((value.kind, value.bin), 0.0) >= SURE]
