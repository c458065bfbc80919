"""Where tables begin: rows whose words name columns ("Désignation", "Qté", "P.U. HT", "Montant")."""

from __future__ import annotations

import itertools
import re
from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ..model import Box
from ..text.dates import dates_in
from ..text.pages import Page, Row, Rule, Word, box_of, fold, segments
from ..text.vocabulary import STARTERS, TOGETHER, Role, roles_of

_BASE = r"\bbase\b(?! (qte|qty|quant))|basis|warenwert|taxable"
_ENDING = re.compile(r"ht|ttc|eur|unitaires?|unit|netto|brutto|incl|excl")
_SENTENCE = re.compile(
    r"[^\W\d_]{3,}[,.;:!)]+ +\w"
)  # punctuation among the words, and no blank to part columns
_LISTS = re.compile(r"\d.*[^\W\d_]{3}, +\w")  # what is included: "1 an, renouvellement au même tarif"
_CELLS = 4  # lines drawn down that make a grid
_FEWEST = 3  # headings of which one may be unknown and yet head what is sold
_LOOKED_AT = 12  # rows under headings
_FIGURES = re.compile(r"[\d ]+(eur\w*)?")
_LONGEST = 80  # letters of a heading
_TALLEST = 8  # rows of a grid's headings
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
    """Every heading on the page, from top to bottom. What goes on right below one and tells less is the end of it."""
    result: list[Heading] = []
    rows = page.rows
    at = end = 0
    while at < len(rows):
        heading, used = _heading_at(rows, at, page.rules)
        later, _ = _heading_at(rows, at + 1, page.rules) if used > 1 else (None, 1)
        if later and heading and _worth(later.columns) >= _worth(heading.columns):
            heading, used = None, 1
        if heading and result and at == end and _worth(heading.columns) < _worth(result[-1].columns):
            result[-1] = replace(result[-1], bottom=_bottom_of_ending(rows[at : at + used]))
        elif heading:
            result.append(heading)
            end = at + used
        at += used
    return result


def _heading_at(rows: Sequence[Row], at: int, rules: Sequence[Rule]) -> tuple[Heading | None, int]:
    """The widest good heading that starts at this row: one row, up to five stacked ones, or all that lines close in."""
    upright = [rule for rule in rules if not rule.horizontal]
    best: tuple[float, Heading, int] | None = None
    closed = _closed_in(rows, at, rules, upright)
    for count in _heights(rows, at, closed):
        band = rows[at : at + count]
        columns = columns_of(band, upright, closed=count == closed)
        columns = _with_names(columns, rows[at + count : at + count + _LOOKED_AT])
        of_lines = is_heading_of_lines(columns)
        worth = _worth(columns) + (0.5 if count > 1 and _only_headings(band[-1]) else 0)
        if (of_lines or _of_totals(columns)) and (best is None or worth > best[0]):
            box = box_of([word for row in band for word in row.words])
            best = (worth, Heading(tuple(columns), band[0].page, box[1], box[3], of_lines), count)
    return (best[1], best[2]) if best else (None, 1)


def _with_names(columns: list[Column], below: Sequence[Row]) -> list[Column]:
    """The columns, when none has a heading that is known to be of things but one of amounts has: the unknown one is of
    things under which words stand in rows of which an amount stands under the other. Where a day stands under one, they
    head the document, not its lines."""
    known = {column.roles[0] for column in columns}
    money = [at for at, column in enumerate(columns) if _MONEY & set(column.roles)]
    if known & {"quantity", "description", "reference"} or not money or len(columns) < _FEWEST:
        return columns
    if _of_totals(columns):
        return columns
    amounts, worded = 0, Counter[int]()
    for row in below:
        for run in segments(row.words, 1.5):
            at, text = _nearest(columns, box_of(run)), fold(" ".join(word.text for word in run))
            if columns[at].roles == ("other",) and dates_in(" ".join(word.text for word in run)):
                return columns
            amounts += at == money[-1] and bool(_FIGURES.fullmatch(text))
            worded[at] += columns[at].roles == ("other",) and len(re.findall(r"[a-z]{3}", text)) > 1
    best = max(worded, key=lambda at: worded[at], default=-1)
    if amounts > 1 and worded[best] > 1:
        columns[best] = replace(columns[best], roles=("description",))
    return columns


def _nearest(columns: Sequence[Column], box: Box) -> int:
    """The column under whose heading a cell stands: it begins, ends or is centred there."""

    def apart(column: Column) -> float:
        left, right = box[0] - column.x0, box[2] - column.x1
        return min(abs(left), abs(right), abs(left + right) / 2)

    return min(range(len(columns)), key=lambda at: apart(columns[at]))


def _heights(rows: Sequence[Row], at: int, closed: int) -> Iterator[int]:
    """How many rows the headings that start at this row may take; `closed`: those of the grid that begins there."""
    plain = 0
    for count in range(1, 6):
        band = rows[at : at + count]
        if len(band) < count or not may_head(band[-1]) or _apart(band):
            break
        plain = count
        yield count
    if closed > plain:
        yield closed


def _closed_in(rows: Sequence[Row], at: int, rules: Sequence[Rule], upright: Sequence[Rule]) -> int:
    """How many rows stand between the lines drawn across over this row and below it, in cells of a grid; 0 when no grid
    begins here or figures stand in it."""
    row = rows[at]
    walls = _walls(row, upright)
    if len(walls) < _CELLS:
        return 0
    left, right = walls[0], walls[-1]
    across: Counter[int] = Counter()
    for rule in rules:
        if rule.horizontal:
            across[round(rule.y0)] += round(max(0.0, min(rule.x1, right) - max(rule.x0, left)))
    levels = sorted(y for y, width in across.items() if width > 0.8 * (right - left))
    top = max((y for y in levels if y < row.base), default=None)
    bottom = min((y for y in levels if y > row.base), default=None)
    if top is None or bottom is None or (at and rows[at - 1].base > top):
        return 0
    band = list(itertools.takewhile(lambda other: other.base < bottom, rows[at : at + _TALLEST]))
    return 0 if any(re.search(r"\d|^[•◦●▪■✓➢-]|:$", other.text) for other in band) else len(band)


def _only_headings(row: Row) -> bool:
    """True when the row can only be the end of headings: "HT", "TVA", "unitaire (€)"."""
    words = [folded for word in row.words if (folded := fold(word.text))]
    return all(STARTERS.match(word) or _ENDING.fullmatch(word) for word in words)


def _bottom_of_ending(band: Sequence[Row]) -> float:
    """Where the end of headings stops: at its last row of nothing else ("TVA   HT"), or else at the last one."""
    ends = [row for row in band if _only_headings(row)] or band
    return box_of(ends[-1].words)[3]


def _apart(band: Sequence[Row]) -> bool:
    return any(b.base - a.base > 1.9 * max(a.size, b.size) for a, b in itertools.pairwise(band))


def may_head(row: Row) -> bool:
    """No amount stands in a heading, and it is neither a sentence nor a detail ("• Description : total")."""
    if re.match(r"[•◦●▪■✓➢-]", row.text) or (":" in row.text and len(row.words) <= 4):
        return False
    if re.search(r"\d+[.,]\d{2}\b|\d/\d\d/|\d{3,}|\d ?€|^\d+[.)] ", row.text) or row.text.rstrip().endswith(
        ":"
    ):
        return False
    if any(_LISTS.search(" ".join(word.text for word in run)) for run in segments(row.words, 2)):
        return False
    return len(row.words) <= 24 and not (_SENTENCE.search(row.text) and len(segments(row.words, 0.75)) == 1)


def _worth(columns: Sequence[Column]) -> int:
    """How much the headings tell: each role once, less what isn't known, twice the same, or cut short ("HT")."""
    known = [c for c in columns if c.roles[0] != "other"]
    roles: list[Role] = []
    for column in known:
        roles.append(next((role for role in column.roles if role not in roles), column.roles[0]))
    short = sum(column.text in ("ht", "ttc", "ohne ust") for column in known)
    return (
        10 * len(set(roles))
        - 4 * (len(columns) - len(known))
        - 3 * (len(roles) - len(set(roles)))
        - 2 * short
    )


def _of_totals(columns: Sequence[Column]) -> bool:
    """Headings of a table of VAT by rate, or of totals side by side."""
    roles = {column.roles[0] for column in columns}
    based = any(re.search(_BASE, column.text) for column in columns)
    taxes = sum("vat_rate" in column.roles for column in columns)
    totals = len(roles & {"net", "gross", "vat_amount"})
    amounts = sum(column.roles[0] in ("net", "gross", "amount") for column in columns)
    bare = not roles & {"quantity", "unit_price", "description", "reference"}
    return bool((based and taxes) or taxes >= 2 or (bare and (totals >= 2 or (taxes and amounts >= 2))))


def is_heading_of_lines(columns: Sequence[Column]) -> bool:
    """Whether columns with these headings are those of a table of what is sold."""
    roles = [column.roles[0] for column in columns if column.roles[0] != "other"]
    if any(re.search(_BASE, column.text) for column in columns):
        return False
    if not {"quantity", "description", "reference"} & set(roles):
        return False
    if (
        {"net", "vat_amount", "gross"} <= set(roles)
        and "quantity" not in roles
        and "description" not in roles
    ):
        return False
    if len(set(roles)) < 2 or not _MONEY & set(roles) or len(roles) < len(columns) / 2:
        return False
    return len(columns) >= 2


def columns_of(band: Sequence[Row], upright: Sequence[Rule] = (), *, closed: bool = False) -> list[Column]:
    """The columns that these rows, one below the other, head, parted by the lines drawn down between them too.
    `closed`: in the cells of a grid, where a heading may be long."""
    cells = [cell for row in band for part in _parted(row, upright) for cell in _cells(part)]
    groups: list[list[Word]] = []
    for cell in sorted(cells, key=lambda words: words[0].x0):
        box = box_of(cell)
        home = next((g for g in groups if _overlap(box_of(g), box)), None)
        if home is None:
            groups.append(list(cell))
        else:
            home.extend(cell)
    rank = {id(word): at for at, row in enumerate(band) for word in row.words}
    columns = []
    for group in groups:
        text = fold(" ".join(word.text for word in sorted(group, key=lambda w: (rank[id(w)], w.x0))))
        box = box_of(group)
        if text:
            roles = roles_of(text[:_LONGEST]) if len(text) <= _LONGEST or closed else ("other",)
            columns.append(Column(text, roles, box[0], box[2]))
    return sorted(columns, key=lambda column: column.cx)


def _overlap(a: Box, b: Box) -> bool:
    shared = min(a[2], b[2]) - max(a[0], b[0])
    return shared > 0.4 * min(a[2] - a[0], b[2] - b[0])


def _parted(row: Row, upright: Sequence[Rule]) -> list[list[Word]]:
    """The words of a row, cut where a line is drawn down between two of them."""
    walls = _walls(row, upright)
    parts = itertools.groupby(row.words, key=lambda word: bisect(walls, word.cx))
    return [list(words) for _, words in parts]


def _walls(row: Row, upright: Sequence[Rule]) -> list[float]:
    """Where lines are drawn down past a row."""
    height = row.base - 0.3 * row.size
    return sorted(rule.x0 for rule in upright if rule.y0 < height < rule.y1)


def _cells(words: Sequence[Word]) -> list[list[Word]]:
    """Cut a heading row into column headings: at wide blanks, and where a new column's word begins."""
    cells: list[list[Word]] = []
    for word in words:
        if not cells:
            cells.append([word])
            continue
        last = cells[-1][-1]
        gap = (word.x0 - last.x1) / min(word.size, last.size)
        if gap > 0.75 or (gap > -0.3 and _starts_another(cells[-1], word)):
            cells.append([word])
        else:
            cells[-1].append(word)
    return cells


def _starts_another(cell: Sequence[Word], word: Word) -> bool:
    folded = fold(word.text)
    new = folded if folded == "p u" else folded.split(" ")[0]  # of "Prix/jour", the price
    olds = [folded for w in cell if (folded := fold(w.text))] or [""]
    names = roles_of(new)[0] == "description" and roles_of(" ".join(olds))[0] != "description"
    if not STARTERS.match(new) and not names:
        return False
    if roles_of(" ".join(olds)) == ("other",) or cell[-1].text.endswith(("/", "'", "’", "-", "&", ",")):
        return False
    if olds[-1] in {"de", "du", "des", "d", "et", "la", "le", "%", "n", "incl", "excl", "inkl", "exkl"}:
        return False
    return (olds[-1].rstrip("s"), new.rstrip("s")) not in TOGETHER
