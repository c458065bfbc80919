"""How well a decoded quote says what its document prints: the rules, on the public JSON shape and a truth.

A value is right, missing (null) or wrong (another value, or one where the page prints none). A line is found when a
decoded line has its amount to the cent and at least half of its words. A document is read whole when its totals, date
and number are right, every line is found, and nothing is there in addition.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

type Json = Mapping[str, Any]

CENT = Decimal("0.011")
LIKENESS = 0.5
WHOLE = ("net", "vat", "gross", "date", "number")  # the fields without which a document isn't read whole
NAMES = ("description", "designation")  # either may say what the page calls the line
DETAILS = ("quantity", "unit_price", "vat_rate")


class Verdict(StrEnum):
    RIGHT = "right"
    MISSING = "missing"
    WRONG = "wrong"


@dataclass(frozen=True)
class Lines:
    """The lines of one document. `matched` maps the index of a decoded line to that of the true one."""

    wanted: int = 0
    given: int = 0
    matched: Mapping[int, int] = field(default_factory=dict)
    details: Mapping[tuple[int, str], bool] = field(default_factory=dict)

    @property
    def found(self) -> int:
        return len(self.matched)

    @property
    def extra(self) -> int:
        return self.given - self.found


@dataclass(frozen=True)
class Score:
    fields: Mapping[str, Verdict]
    lines: Lines
    judged: bool  # False when the truth says nothing of the lines

    @property
    def whole(self) -> bool:
        fields_right = all(self.fields.get(name, Verdict.RIGHT) is Verdict.RIGHT for name in WHOLE)
        return fields_right and self.lines.found == self.lines.wanted and not self.lines.extra

    @property
    def faults(self) -> tuple[str, ...]:
        """What isn't right, in words."""
        said = [f"{name} {verdict}" for name, verdict in self.fields.items() if verdict is not Verdict.RIGHT]
        said += (
            [f"lines {self.lines.found} of {self.lines.wanted}"]
            if self.lines.found < self.lines.wanted
            else []
        )
        return (*said, *([f"{self.lines.extra} extra"] if self.lines.extra else []))

    def count(self, verdict: Verdict) -> int:
        return sum(1 for each in self.fields.values() if each is verdict)


def score(answer: Json, truth: Json) -> Score:
    """`answer` is what `etabli quote --json` gives; an empty one is that of a document that was refused."""
    judged = bool(truth.get("lines_annotated", True))
    lines = _lines(answer, truth) if judged else Lines()
    return Score(dict(_fields(answer, truth)), lines, judged)


def same_amount(a: object, b: object) -> bool:
    first, second = _decimal(a), _decimal(b)
    return first is not None and second is not None and abs(first - second) <= CENT


def _decimal(value: object) -> Decimal | None:
    try:
        number = Decimal(str(value)) if value not in (None, "") else None
    except InvalidOperation:
        return None
    return number if number is not None and number.is_finite() else None


def _same_code(a: object, b: object) -> bool:
    return _code(a) == _code(b)


def _code(value: object) -> str:
    return re.sub(r"[\W_]+", "", str(value or "")).lower()


def _verdict(given: object, right: bool) -> Verdict:
    if given in (None, ""):
        return Verdict.MISSING
    return Verdict.RIGHT if right else Verdict.WRONG


def _fields(answer: Json, truth: Json) -> Iterator[tuple[str, Verdict]]:
    yield from _totals(answer.get("totals") or {}, truth)
    by_hand = truth.get("visible") is None
    day, number = answer.get("issued_on"), answer.get("number")
    if truth.get("date"):
        if _printed(truth, "date"):
            yield "date", _verdict(day, day in (truth["date"], truth.get("date_alt")))
    elif by_hand and day:
        yield "date", Verdict.WRONG
    if truth.get("number"):
        if _printed(truth, "number"):
            yield "number", _verdict(number, _same_code(number, truth["number"]))
    elif by_hand and number:
        yield "number", Verdict.WRONG
    yield from _identity(answer.get("supplier") or {}, truth)
    if by_hand:
        yield from _terms(answer, truth)


def _printed(truth: Json, name: str) -> bool:
    """Whether the page prints it: what was written down from the page by hand is printed."""
    visible = truth.get("visible")
    return visible is None or bool(visible.get(name, True))


def _totals(totals: Json, truth: Json) -> Iterator[tuple[str, Verdict]]:
    wanted = truth["totals"]
    if truth.get("totals_ambiguous"):  # one amount, which may be called net, gross or due
        if wanted.get("gross") is not None:
            given = [totals.get(name) for name in ("gross", "net", "due")]
            right = any(same_amount(value, wanted["gross"]) for value in given)
            yield "gross", _verdict(next(filter(None, given), None), right)
        return
    for name in ("net", "vat", "gross"):
        if wanted.get(name) is not None and _printed(truth, name):
            yield name, _verdict(totals.get(name), same_amount(totals.get(name), wanted[name]))


def _identity(supplier: Json, truth: Json) -> Iterator[tuple[str, Verdict]]:
    seller = truth["seller"]
    for name in ("siret", "vat_id"):
        checked = name != "siret" or seller.get("siret_luhn_ok", True)
        if seller.get(name) and checked and _printed(truth, name):
            given = supplier.get(name)
            yield name, _verdict(given, _same_code(given, seller[name]))


def _terms(answer: Json, truth: Json) -> Iterator[tuple[str, Verdict]]:
    until, months = answer.get("valid_until"), (answer.get("commitment") or {}).get("months")
    if truth.get("valid_until"):
        yield "valid_until", _verdict(until, until == truth["valid_until"])
    elif until and not truth.get("validity_text"):
        yield "valid_until", Verdict.WRONG
    if truth.get("commitment_months"):
        yield "commitment", _verdict(months, months == truth["commitment_months"])
    elif months:
        yield "commitment", Verdict.WRONG
    if truth.get("recurring"):
        wanted = Counter(each.get("period") for each in truth["recurring"])
        given = Counter(line["recurring"] for line in answer.get("lines") or [] if line.get("recurring"))
        yield "recurring", _verdict(given or None, given == wanted)


def visible_lines(truth: Json) -> list[Json]:
    """The true lines, without those that are said not to be on the page."""
    printed = (truth.get("visible") or {}).get("lines") or []
    return [line for at, line in enumerate(truth["lines"]) if at >= len(printed) or printed[at]]


def _lines(answer: Json, truth: Json) -> Lines:
    wanted = visible_lines(truth)
    given = list(answer.get("lines") or [])
    matched = _matched(given, wanted)
    details = {
        (at, name): same_amount(given[at].get(name), wanted[true][name])
        for at, true in matched.items()
        for name in DETAILS
        if wanted[true].get(name) is not None
    }
    return Lines(len(wanted), len(given), matched, details)


def _matched(given: Sequence[Json], wanted: Sequence[Json]) -> dict[int, int]:
    """The pairs of decoded and true lines, the most alike first; each line is in one pair at most."""
    pairs = [
        (likeness, true, at)
        for true, line in enumerate(wanted)
        for at, candidate in enumerate(given)
        if _has_amount(candidate, line)
        and (likeness := max(_likeness(line["description"], candidate.get(name)) for name in NAMES))
        >= LIKENESS
    ]
    matched: dict[int, int] = {}
    for _, true, at in sorted(pairs, reverse=True):
        if at not in matched and true not in matched.values():
            matched[at] = true
    return matched


def _has_amount(candidate: Json, line: Json) -> bool:
    wanted = [line[name] for name in ("net_amount", "gross_amount") if line.get(name) is not None]
    given = [candidate.get(name) for name in ("net_amount", "gross_amount")]
    return not wanted or any(same_amount(a, b) for a in wanted for b in given)


def _likeness(wanted: object, given: object) -> float:
    """F1 of the words, accents and case aside."""
    first, second = words_in(wanted), words_in(given)
    if not first:
        return 1.0
    return 2 * sum((first & second).values()) / (first.total() + second.total())


def words_in(text: object) -> Counter[str]:
    """The words of a text, accents and case aside."""
    bare = unicodedata.normalize("NFKD", str(text or "")).encode("ascii", "ignore").decode().lower()
    return Counter(word for word in re.findall(r"[a-z0-9]+", bare) if len(word) > 1)
