# ruff: noqa: E501  -- rows of words and of drawing read better one a line
"""What of a truth a reading got right. Null costs less than a wrong value, and both are told apart."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from etabli.procurement.quotes.engine import Line, Quote

from .truth import Item, Truth, cents

type Outcome = Literal["right", "missing", "wrong"]
_TOTALS = ("net", "vat", "gross")


@dataclass(frozen=True)
class Verdict:
    """`fields`: what became of each printed value. A line is found by its amount and most of its words. `sure` and
    `sure_wrong`: how many values had a confidence of 0.9 or more, and how many of those were wrong."""

    fields: dict[str, Outcome]
    lines: int
    wanted: int
    extra: int
    options: int
    options_wanted: int
    quantities: tuple[int, int]
    prices: tuple[int, int]
    sure: int
    sure_wrong: tuple[str, ...]

    @property
    def sums_right(self) -> bool:
        """The totals and every line right, nothing extra, whatever became of the head."""
        totals = all(self.fields.get(key, "right") == "right" for key in _TOTALS)
        return totals and self.lines == self.wanted and not self.extra

    @property
    def perfect(self) -> bool:
        """The totals, the date, the number and every line right, nothing extra, nothing invented there."""
        return self.sums_right and all(self.fields.get(key, "right") == "right" for key in ("date", "number"))

    @property
    def faults(self) -> tuple[str, ...]:
        said = [f"{key} {outcome}" for key, outcome in self.fields.items() if outcome != "right"]
        said += [f"lines {self.lines}/{self.wanted}"] if self.lines < self.wanted else []
        return (*said, *([f"extra {self.extra}"] if self.extra else []))


def verdict(truth: Truth, quote: Quote) -> Verdict:
    """Compare a reading with the truth that was printed."""
    lines = [line for line in quote.lines if not line.optional]
    pairs = list(_pairs(truth.items, lines))
    options = list(_pairs(truth.options, [line for line in quote.lines if line.optional]))
    fields = _fields(truth, quote)
    sure, sure_wrong = _sure(quote, fields, lines, {id(line) for _, line in pairs})
    priced = [(item, line) for item, line in pairs if item.price and not item.word]
    return Verdict(
        fields, len(pairs), len(truth.items), len(lines) - len(pairs), len(options), len(truth.options),
        (sum(line.quantity == item.quantity for item, line in priced), len(priced)),
        (sum(line.unit_price is not None and abs(line.unit_price) == item.price for item, line in priced), len(priced)), sure, tuple(sure_wrong),
    )  # fmt: skip


def _fields(truth: Truth, quote: Quote) -> dict[str, Outcome]:
    totals = quote.totals
    net, vat, gross = (found.value if found else None for found in (totals.net, totals.vat, totals.gross))
    due = totals.due.value if totals.due else None
    fields: dict[str, Outcome] = {}
    if truth.supplier.siret:
        siret = quote.supplier.siret
        fields["siret"] = _outcome(
            siret, siret is not None and _squash(siret.value) == _squash(truth.supplier.siret)
        )
    if truth.exempt:
        fields["gross"] = _outcome(gross or net or due, truth.gross in (gross, net, due))
        if vat:
            fields["vat"] = "wrong"
    else:
        fields |= {
            key: _outcome(got, got == want)
            for key, got, want in (
                ("net", net, truth.net),
                ("vat", vat, truth.vat),
                ("gross", gross, truth.gross),
            )
        }
    issued, number, until = quote.issued_on, quote.number, quote.valid_until
    fields["date"] = _outcome(issued, issued is not None and issued.value == truth.issued_on)
    fields["number"] = _outcome(number, number is not None and _squash(number.value) == _squash(truth.number))
    if truth.valid_until:
        fields["valid_until"] = _outcome(until, until is not None and until.value == truth.valid_until)
    elif not truth.validity and until:
        fields["valid_until"] = "wrong"
    return {
        key: "right" if outcome == "missing" and key in truth.silent else outcome
        for key, outcome in fields.items()
    }


def _outcome(got: object, right: bool) -> Outcome:
    return "missing" if got is None else "right" if right else "wrong"


def _pairs(items: tuple[Item, ...], lines: list[Line]) -> Iterator[tuple[Item, Line]]:
    """Each item with the line that reads it, the likeliest first; none twice."""
    likely = sorted(
        ((_likeness(item.name, line.description), -i, -j) for i, item in enumerate(items) for j, line in enumerate(lines)
         if _has_amount(line, item)),
        reverse=True,
    )  # fmt: skip
    used: tuple[set[int], set[int]] = (set(), set())
    for likeness, i, j in likely:
        if likeness >= 0.5 and i not in used[0] and j not in used[1]:
            used[0].add(i)
            used[1].add(j)
            yield items[-i], lines[-j]


def _has_amount(line: Line, item: Item) -> bool:
    """A line of which the page says the amount with tax alone may leave the other out, a free one both."""
    taxed = cents(item.amount * (1 + item.rate / 100))
    if item.word and line.amount is None:
        return True
    return item.amount in (line.net_amount, line.gross_amount) or (
        line.net_amount is None and line.gross_amount == taxed
    )


def _likeness(want: str, have: str) -> float:
    """How many words both texts share (F1)."""
    a, b = _words(want), _words(have)
    shared = sum((a & b).values())
    return 2 * shared / (sum(a.values()) + sum(b.values())) if shared else 0.0


def _words(text: str) -> Counter[str]:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return Counter(word for word in re.findall(r"[a-z0-9]+", plain) if len(word) > 1)


def _squash(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).lower()


def _sure(
    quote: Quote, fields: dict[str, Outcome], lines: list[Line], right: set[int]
) -> tuple[int, list[str]]:
    """The values given as sure, and those of them that are wrong."""
    found = {
        "net": quote.totals.net,
        "vat": quote.totals.vat,
        "gross": quote.totals.gross,
        "date": quote.issued_on,
        "number": quote.number,
        "valid_until": quote.valid_until,
    }
    sure = [
        key for key, value in found.items() if value is not None and value.confidence >= 0.9 and key in fields
    ]
    wrong = [key for key in sure if fields[key] == "wrong"]
    certain = [line for line in lines if line.confidence >= 0.9]
    wrong += [f"line {line.description!r} {line.amount}" for line in certain if id(line) not in right]
    return len(sure) + len(certain), wrong
