"""Where tables begin: rows whose words name columns ("Désignation", "Qté", "P.U. HT", "Montant")."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from .model import Box
from .pages import Page, Row, Word, box_of, fold
from .vocabulary import STARTERS, TOGETHER, Role, roles_of

_BASE = r"\bbase\b|basis|warenwert|taxable"
_MONEY: set[Role] = {"unit_price", "net", "gross", "amount"}


@dataclass(frozen=True)
class Column:
    """A column heading: its text and the roles it may have, the likelier first."""

    text: str
    roles: tuple[Role, ...]
    x0: float
    x1: float

    @property
    def cx(self) -> float:
        return (self.x0 + self.x1) / 2


@dataclass(frozen=True)
class Heading:
    """The headings of one table; its rows start below `bottom`. Not `of_lines`: totals, or VAT by rate."""

    columns: tuple[Column, ...]
    page: int
    top: float
    bottom: float
    of_lines: bool = True

    @property
    def signature(self) -> tuple[str, ...]:
        return tuple(column.text for column in self.columns)


def headings(page: Page) -> list[Heading]:
    """Every heading on the page, from top to bottom."""
    found: list[Heading] = []
    rows = page.rows
    at = 0
    while at < len(rows):
        heading, used = _heading_at(rows, at, page.number)
        later, _ = _heading_at(rows, at + 1, page.number) if used > 1 else (None, 1)
        if later and heading and _worth(later.columns) >= _worth(heading.columns):
            heading, used = None, 1
        if heading:
            found.append(heading)
        at += used
    return found


def _heading_at(rows: Sequence[Row], at: int, page: int) -> tuple[Heading | None, int]:
    """The widest good heading that starts at this row: one row, or up to five stacked ones."""
    best: tuple[int, Heading, int] | None = None
    for count in range(1, 6):
        band = rows[at : at + count]
        if len(band) < count or not _may_head(band[-1]) or _apart(band):
            break
        columns = _columns(band)
        of_lines = _is_heading(columns)
        if (of_lines or _of_totals(columns)) and (best is None or _worth(columns) > best[0]):
            box = box_of([word for row in band for word in row.words])
            best = (_worth(columns), Heading(tuple(columns), page, box[1], box[3], of_lines), count)
    return (best[1], best[2]) if best else (None, 1)


def _apart(band: Sequence[Row]) -> bool:
    return any(b.base - a.base > 1.9 * max(a.size, b.size) for a, b in itertools.pairwise(band))


def _may_head(row: Row) -> bool:
    """No amount stands in a heading, and it is neither a sentence nor a detail ("• Description : total")."""
    if re.match(r"[•◦●▪■✓➢-]", row.text) or (":" in row.text and len(row.words) <= 4):
        return False
    if re.search(r"\d+[.,]\d{2}\b|\d/\d\d/|\d{3,}", row.text) or row.text.rstrip().endswith(":"):
        return False
    return len(row.words) <= 24


def _worth(columns: Sequence[Column]) -> int:
    known = [c for c in columns if c.roles[0] != "other"]
    roles = [c.roles[0] for c in known]
    return 10 * len(set(roles)) - 4 * (len(columns) - len(known)) - 3 * (len(roles) - len(set(roles)))


def _of_totals(columns: Sequence[Column]) -> bool:
    """Headings of a table of VAT by rate, or of totals side by side."""
    roles = {column.roles[0] for column in columns}
    based = any(re.search(_BASE, column.text) for column in columns)
    taxes = sum("vat_rate" in column.roles for column in columns)
    totals = len(roles & {"net", "gross", "vat_amount"})
    return bool((based and taxes) or taxes >= 2 or (totals >= 2 and not roles & {"quantity", "unit_price"}))


def _is_heading(columns: Sequence[Column]) -> bool:
    roles = [column.roles[0] for column in columns if column.roles[0] != "other"]
    if any(re.search(_BASE, column.text) for column in columns):
        return False
    if not {"quantity", "unit_price", "description", "reference"} & {r for r in roles if r}:
        return False
    if (
        {"net", "vat_amount", "gross"} <= set(roles)
        and "quantity" not in roles
        and "description" not in roles
    ):
        return False
    if len(set(roles)) < 2 or not _MONEY & set(roles) or len(roles) < len(columns) / 2:
        return False
    return bool({"description", "quantity", "unit_price", "reference"} & set(roles)) and len(columns) >= 2


def _columns(band: Sequence[Row]) -> list[Column]:
    cells = [cell for row in band for cell in _cells(row.words)]
    groups: list[list[Word]] = []
    for cell in sorted(cells, key=lambda words: words[0].x0):
        box = box_of(cell)
        home = next((g for g in groups if _overlap(box_of(g), box)), None)
        if home is None:
            groups.append(list(cell))
        else:
            home.extend(cell)
    columns = []
    for group in groups:
        text = fold(" ".join(word.text for word in sorted(group, key=lambda w: (round(w.base), w.x0))))
        box = box_of(group)
        if text:
            roles = roles_of(text) if len(text) <= 80 else ("other",)
            columns.append(Column(text, roles, box[0], box[2]))
    return sorted(columns, key=lambda column: column.cx)


def _overlap(a: Box, b: Box) -> bool:
    shared = min(a[2], b[2]) - max(a[0], b[0])
    return shared > 0.4 * min(a[2] - a[0], b[2] - b[0])


def _cells(words: Sequence[Word]) -> list[list[Word]]:
    """Cut a heading row into column headings: at wide blanks, and where a new column's word begins."""
    cells: list[list[Word]] = []
    for word in words:
        if not cells:
            cells.append([word])
            continue
        last = cells[-1][-1]
        gap = (word.x0 - last.x1) / min(word.size, last.size)
        if gap > 0.75 or (gap > 0.05 and _starts_another(cells[-1], word)):
            cells.append([word])
        else:
            cells[-1].append(word)
    return cells


def _starts_another(cell: Sequence[Word], word: Word) -> bool:
    new = fold(word.text)
    if not STARTERS.match(new):
        return False
    olds = [fold(w.text) for w in cell]
    if roles_of(" ".join(olds)) == ("other",) or cell[-1].text.endswith(("/", "'", "’", "-", "&", ",")):
        return False
    if olds[-1] in {"de", "du", "des", "d", "et", "la", "le", "%", "n"}:
        return False
    return (olds[-1].rstrip("s"), new.rstrip("s")) not in TOGETHER
