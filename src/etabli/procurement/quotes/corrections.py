"""What people correct of a reading, put over it: the reading stays as it was, and so do the corrections when the quote
is read again.

Plain Python: no database, no clock. Values are written as texts: an amount "1250", a day "2027-01-04", yes "1", and ""
for what the quote doesn't say.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher
from typing import Any

from etabli.procurement.quotes.engine import check
from etabli.procurement.quotes.engine.model import Found, Line, Quote
from etabli.procurement.quotes.engine.packing import named_values
from etabli.procurement.quotes.engine.report.certainty import PROVED
from etabli.procurement.quotes.engine.text.pages import fold

VALUE, REMOVED, LINE, ADDED = "value", "removed", "line:", "line:added-"
TOTALS = ("net", "vat", "gross", "deposit", "due")
DAYS = frozenset({"issued_on", "valid_until"})
NUMBERS = frozenset({*TOTALS, "quantity", "unit_price", "vat_rate", "net_amount", "gross_amount"})
FACTS = frozenset(
    {
        *TOTALS, *DAYS, "number", "customer.name", "supplier.name", "supplier.siret", "supplier.siren",
        "supplier.vat_id", "supplier.email", "supplier.phone", "supplier.iban",
    }
)  # fmt: skip
OF_A_LINE = (
    "description", "details", "quantity", "unit", "unit_price", "vat_rate", "net_amount", "gross_amount", "recurring",
    "optional",
)  # fmt: skip
NAME = re.compile(
    r"(?P<target>line:(?:p\d{1,4}y-?\d{1,5}|n\d{1,4}|added-\d{1,3})b{0,9})(?:\.(?P<field>\w{1,20}))?"
)
FIGURES = ("quantity", "unit_price", "net_amount", "gross_amount")
ALIKE = 0.6  # two writings of one line


@dataclass(frozen=True)
class Anchor:
    """What a line was when somebody corrected it: enough to find it again in another reading."""

    description: str
    rank: int
    page: int = 0
    top: float = 0
    bottom: float = 0


@dataclass(frozen=True)
class Change:
    """What somebody says of a fact ("net", in its VALUE) or of a line (in its fields, and REMOVED), and what had been
    read then. A line that they added has no anchor."""

    target: str
    values: Mapping[str, str]
    read_as: Mapping[str, str]
    anchor: Anchor | None = None


@dataclass(frozen=True)
class News:
    """A value that somebody corrected, and that is now read otherwise than it was then."""

    target: str
    field: str
    now: str
    yours: str

    @property
    def agrees(self) -> bool:
        """It is now read as they wrote it."""
        return self.now == self.yours


@dataclass(frozen=True)
class Corrected:
    """A reading (`read`) and what it becomes (`quote`). `targets` names each line of `quote`; `ranks` gives the rank in
    `read` of each line that comes from there; `vouched` holds the (target, field) that a person wrote or confirmed;
    `orphans` are corrections of lines that this reading doesn't have."""

    quote: Quote
    read: Quote
    targets: tuple[str, ...]
    ranks: Mapping[str, int]
    vouched: frozenset[tuple[str, str]] = frozenset()
    removed: tuple[tuple[str, Line], ...] = ()
    orphans: tuple[Change, ...] = ()
    news: tuple[News, ...] = ()

    def line(self, target: str) -> Line | None:
        """The line of that name, as it is now."""
        return dict(zip(self.targets, self.quote.lines, strict=True)).get(target)

    def values(self, target: str, fields: Iterable[str]) -> dict[str, str]:
        """What a fact or a line says now in those fields, as far as it says something."""
        held: Any = named_values(self.quote).get(target) if target in FACTS else self.line(target)
        if held is None:
            return {}
        return {name: text for name in fields if (text := written(getattr(held, name)))}

    def change(self, target: str, values: Mapping[str, str]) -> Change | None:
        """The change that gives these values to a fact or a line; None when this quote has no such thing."""
        if target in FACTS:
            read = named_values(self.read).get(target)
            return Change(target, values, {VALUE: written(read.value) if read else ""})
        rank = self.ranks.get(target)
        if rank is None:
            return Change(target, values, {}) if target.startswith(ADDED) else None
        line = self.read.lines[rank]
        read_as = {name: written(getattr(line, name)) for name in values if name != REMOVED}
        return Change(target, values, read_as, _anchor(line, rank))


def corrected(read: Quote, changes: Sequence[Change]) -> Corrected:
    """The quote as people corrected it: its checks are made again, with what they wrote."""
    by_target = {change.target: change for change in changes}
    ranks = _ranks(read.lines, [change for change in changes if change.anchor])
    names = {rank: target for target, rank in ranks.items()}
    names |= _new_names(read.lines, names, by_target)
    pairs = [
        (names[rank], _changed(line, by_target.get(names[rank]))) for rank, line in enumerate(read.lines)
    ]
    pairs += [
        (change.target, _changed(Line(""), change)) for change in changes if change.target.startswith(ADDED)
    ]
    gone = {change.target for change in changes if change.values.get(REMOVED)}
    quote = replace(read, lines=tuple(line for name, line in pairs if name not in gone))
    for target in FACTS & by_target.keys():
        quote = _with_fact(quote, target, by_target[target].values[VALUE])
    return Corrected(
        quote=replace(quote, checks=check(quote)) if changes else read,
        read=read,
        targets=tuple(name for name, _line in pairs if name not in gone),
        ranks={name: rank for rank, name in names.items()},
        vouched=frozenset((change.target, field) for change in changes for field in change.values),
        removed=tuple((name, line) for name, line in pairs if name in gone),
        orphans=tuple(
            change
            for change in changes
            if change.anchor and change.target not in ranks and not change.values.keys() <= {REMOVED}
        ),
        news=tuple(_news(read, by_target, ranks)),
    )


def named(key: str) -> tuple[str, str] | None:
    """The (target, field) that a key means: a fact and its VALUE, a line and one of its fields or ""; None for none."""
    if key in FACTS:
        return key, VALUE
    match = NAME.fullmatch(key)
    if match is None or (match["field"] and match["field"] not in OF_A_LINE):
        return None
    return match["target"], match["field"] or ""


def written(value: object) -> str:
    """A value as a text: the same for 1250 and 1250.0."""
    if isinstance(value, bool) or value is None:
        return "1" if value else ""
    if isinstance(value, Decimal):
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    return value.isoformat() if isinstance(value, date) else str(value)


def value_of(name: str, text: str) -> Any:
    """The value of this name that a text stands for; None for ""."""
    if name == "optional":
        return bool(text)
    if name in ("description", "details") or text == "":
        return text if name in ("description", "details") else None
    if name in NUMBERS:
        return Decimal(text)
    return date.fromisoformat(text) if name in DAYS else text


def _with_fact(quote: Quote, target: str, text: str) -> Quote:
    value, old = value_of(target, text), named_values(quote).get(target)
    fact: Any = None
    if value is not None:
        fact = replace(old, value=value, confidence=1.0) if old else Found(value)
    side, _dot, name = target.rpartition(".")
    if target in TOTALS:
        return replace(quote, totals=replace(quote.totals, **{target: fact}))
    if side:
        return replace(quote, **{side: replace(getattr(quote, side), **{name: fact})})
    return replace(quote, **{target: fact})


def _changed(line: Line, change: Change | None) -> Line:
    """The line with what a person wrote. Sure once its amount is; while its other figures are as they were read, it
    stays what its own arithmetic made of it."""
    if change is None:
        return line
    values: dict[str, Any] = {
        name: value_of(name, text) for name, text in change.values.items() if name in OF_A_LINE
    }
    if values.keys() & {"description", "details"}:
        values["text"] = ""  # it said both as they were read
    changed = replace(line, **values)
    if changed.amount is None or not (values.keys() & set(FIGURES) or line.confidence < PROVED):
        return changed
    return replace(
        changed, confidence=1.0, cells=tuple(replace(cell, confidence=1.0) for cell in changed.cells)
    )


def _ranks(lines: Sequence[Line], changes: Sequence[Change]) -> dict[str, int]:
    """Which line each change is about: the one printed in the same place and written alike, or with the same words."""
    likely = sorted(
        (
            (_nearness(line, change.anchor), -abs(rank - change.anchor.rank), change.target, rank)
            for change in changes
            if change.anchor
            for rank, line in enumerate(lines)
        ),
        reverse=True,
    )
    ranks: dict[str, int] = {}
    for nearness, _apart, target, rank in likely:
        if nearness and target not in ranks and rank not in ranks.values():
            ranks[target] = rank
    return ranks


def _nearness(line: Line, anchor: Anchor) -> float:
    """From 0 (another line) to 3 (the same words in the same place)."""
    same = 2.0 if fold(line.description) == fold(anchor.description) else 0.0
    if line.place is None or line.place.page != anchor.page:
        return same
    _left, top, _right, bottom = line.place.box
    shared = min(bottom, anchor.bottom) - max(top, anchor.top)
    there = max(0.0, shared / max(0.1, min(bottom - top, anchor.bottom - anchor.top)))
    alike = same or SequenceMatcher(None, fold(line.description), fold(anchor.description)).ratio() >= ALIKE
    return same + there if there >= 0.5 and alike else same


def _new_names(
    lines: Sequence[Line], known: Mapping[int, str], taken: Mapping[str, Change]
) -> dict[int, str]:
    """A name for each line that nobody has corrected, by its place: the same as long as the reading is."""
    names: dict[int, str] = {}
    for rank, line in enumerate(lines):
        place = f"p{line.place.page}y{round(line.place.box[1])}" if line.place else f"n{rank}"
        name = f"{LINE}{place}"
        while name in taken or name in names.values():
            name += "b"
        if rank not in known:
            names[rank] = name
    return names


def _anchor(line: Line, rank: int) -> Anchor:
    if line.place is None:
        return Anchor(line.description, rank)
    _left, top, _right, bottom = line.place.box
    return Anchor(line.description, rank, line.place.page, top, bottom)


def _news(read: Quote, changes: Mapping[str, Change], ranks: Mapping[str, int]) -> Iterator[News]:
    """What is read otherwise than when it was corrected."""
    facts = named_values(read)
    for target, change in changes.items():
        for field, yours in change.values.items():
            if field == REMOVED or (target not in FACTS and target not in ranks):
                continue
            if target in FACTS:
                now = written(facts[target].value) if target in facts else ""
            else:
                now = written(getattr(read.lines[ranks[target]], field))
            if now != change.read_as.get(field, ""):
                yield News(target, field, now, yours)
