"""The scores of several documents, added up."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import ClassVar

from bench.quotes.scoring import Score, Verdict
from bench.report import share


@dataclass(frozen=True)
class Tally:
    documents: int = 0
    whole: int = 0
    lines: int = 0
    found: int = 0
    extra: int = 0
    right: int = 0
    missing: int = 0
    wrong: int = 0

    HEAD: ClassVar = ("documents read whole", "lines found", "extra lines", "fields right / missing / wrong")

    @staticmethod
    def of(scores: Iterable[Score]) -> Tally:
        total = Tally()
        for each in scores:
            verdicts = [each.count(verdict) for verdict in (Verdict.RIGHT, Verdict.MISSING, Verdict.WRONG)]
            total += Tally(1, each.whole, each.lines.wanted, each.lines.found, each.lines.extra, *verdicts)
        return total

    def __add__(self, other: Tally) -> Tally:
        return Tally(*(getattr(self, each.name) + getattr(other, each.name) for each in fields(self)))

    def found_lines(self) -> str:
        return f"{self.found} of {self.lines}"

    def cells(self) -> tuple[str, ...]:
        """Under HEAD."""
        verdicts = f"{self.right} / {self.missing} / {self.wrong}"
        return share(self.whole, self.documents), share(self.found, self.lines), str(self.extra), verdicts

    def shares(self) -> tuple[str, ...]:
        """Read whole, lines found, lines in addition, values that are wrong."""
        wrong = share(self.wrong, self.right + self.missing + self.wrong)
        return share(self.whole, self.documents), share(self.found, self.lines), str(self.extra), wrong

    def data(self) -> dict[str, int]:
        return {each.name: getattr(self, each.name) for each in fields(self)}
