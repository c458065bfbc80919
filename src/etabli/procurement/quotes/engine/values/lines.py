"""From records to the lines of the quote: totals, carry-overs and recapitulations left out, discounts set apart."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import accumulate
from typing import Literal

from ..model import Adjustment, Cell, CellField, Line, Place
from ..text.pages import box_of, fold
from ..text.vocabulary import CARRIED_OVER, SECTION_TOTAL, Role, total_kind
from .arithmetic import CENT, Reading, close
from .commitment import period_of
from .totals import Sums

_CHARGE = re.compile(
    r"^(charges?|frais de (port|livraison|dossier|deplacement|expedition)|frais(?! d)|livraison|"
    r"port|shipping|versandkosten|zuschlag|zzgl|"
    r"eco (participation|contribution)|forfait (livraison|deplacement))\b"
)
_DISCOUNT = re.compile(
    r"^(remises?|rabais|ristourne|discount|rabatt|nachlass|abzgl|abschlag|reduction|geste "
    r"commercial|escompte)\b"
)


@dataclass(frozen=True)
class Draft:
    """The readings kept as lines, table by table, and the adjustments printed among them."""

    tables: tuple[tuple[Reading, ...], ...]
    adjustments: tuple[Adjustment, ...]

    @property
    def readings(self) -> list[Reading]:
        return [reading for table in self.tables for reading in table]

    def sums(self) -> Sums:
        """The lines added up, net and gross; a sum is None when one of its lines has no such amount."""
        readings = self.readings
        net = _sum(r.net if r.net is not None else r.amount for r in readings)
        gross = _sum(r.gross if r.gross is not None else r.amount for r in readings)
        return Sums(net, gross, self.adjustments)


def _sum(values: Iterable[Decimal | None]) -> Decimal | None:
    amounts = list(values)
    known = [v for v in amounts if v is not None]
    return sum(known, Decimal(0)) if known and len(known) == len(amounts) else None


def drafts(read: Sequence[Sequence[Reading]]) -> list[Draft]:
    """Ways to choose the lines among all readings, the likeliest first: without options, without the sums of groups,
    everything (always there), without one table; never with what sums up all the rest. The totals choose among them."""
    seen, adjustments = _kept(read)
    tables = list(_without_recaps(_without_instalments(seen)))
    ways = [tuple(tables)]
    for leave in (_without_groups, _without_options):
        ways = [*(way for before in ways if (way := leave(before)) not in ways), *ways]
    if 1 < len(tables) <= 8:
        ways += [tuple(t for t in tables if t is not left) for left in tables]
    return [Draft(way, tuple(adjustments)) for way in ways if way]


def _kept(
    read: Sequence[Sequence[Reading]],
) -> tuple[list[tuple[Reading, ...]], list[Adjustment]]:
    """What may be lines, table by table, and what changes their sum. Where sections bear the only amounts, they are the
    lines."""
    kinds = [pair for readings in read for pair in _with_fees(readings)]
    kind_of = {id(r): kind for r, kind in kinds}
    sought = "line" if "line" in kind_of.values() else "section"
    tables = [tuple(r for r in readings if kind_of[id(r)] == sought) for readings in read]
    adjustments = [
        Adjustment(r.record.described.name, _signed(r), r.record.place)
        for r, kind in kinds
        if kind == "adjustment" and r.value is not None
    ]
    return [table for table in tables if table], adjustments


def _with_fees(readings: Sequence[Reading]) -> list[tuple[Reading, str]]:
    """What each record of a table is. A fee with lines below it is one of them: what is charged on the whole comes
    last."""
    rich = any(reading.priced for reading in readings)
    kinds = [_kind(reading, rich) for reading in readings]
    last = max((at for at, kind in enumerate(kinds) if kind == "line"), default=-1)
    return [
        (
            r,
            "line"
            if kind == "adjustment" and at < last and _CHARGE.match(fold(r.record.described.name))
            else kind,
        )
        for at, (r, kind) in enumerate(zip(readings, kinds, strict=True))
    ]


def rows_of_lines(read: Sequence[Sequence[Reading]]) -> list[Place]:
    """Where what may be lines stands, with what sums them up: no total is there."""
    return [r.record.place for table in _kept(read)[0] for r in table]


def fullest(drafts: Sequence[Draft]) -> Draft:
    """Every line that was seen, whether or not it is in the total."""
    return max(drafts, key=lambda draft: len(draft.readings))


def _signed(reading: Reading) -> Decimal:
    value = reading.value or Decimal(0)
    label = fold(reading.record.described.name) or fold(reading.record.caption)
    return -abs(value) if _DISCOUNT.search(label) else value


def _kind(reading: Reading, rich: bool) -> str:
    record = reading.record
    label, text, kind = fold(record.caption), fold(record.described.name), record.total
    value = reading.value
    if CARRIED_OVER.search(label):
        return "none"
    if record.after_totals and total_kind(text) in ("net", "vat", "gross") and len(text.split()) < 3:
        return "none"
    if _is_section(reading) and not record.after_totals:
        return "section"
    if not text or not (reading.fits or _names(record.described.name)):
        return "adjustment" if rich and _DISCOUNT.search(label) and (value or 0) < 0 else "none"
    if (
        rich
        and (reading.unit_price is None or reading.quantity is None)
        and not reading.fits
        and (_DISCOUNT.match(text) or _CHARGE.match(text))
    ):
        return "none" if reading.record.after_totals else "adjustment"
    if reading.priced and (reading.fits or not (SECTION_TOTAL.match(text) or kind in ("net", "gross"))):
        return "none" if reading.record.after_totals and not reading.fits else "line"
    if reading.record.after_totals:
        priced = value and record.total is None and total_kind(text) is None
        return "line" if record.optional and priced else "none"
    if _DISCOUNT.match(text) or (_CHARGE.match(text) and rich):
        return "adjustment"
    if SECTION_TOTAL.match(text) or (kind and kind not in ("charge", "discount", "base")):
        return "none"
    return "line" if value is not None or reading.record.open else "none"


_FIGURES = re.compile(r"[\d.,'’]+|%|€|\b(?:eur|euros?|ht|ttc)\b", re.I)


def _names(text: str) -> bool:
    """Whether there are words in what stands in the place of a name, besides amounts and the label of their tax: those
    of a table of VAT beside the totals."""
    words = fold(_FIGURES.sub(" ", text))
    is_label = words != fold(text) and total_kind(words) == "vat" and len(words.split()) < 3
    return bool(words) and not is_label


_TOTAL_OF = re.compile(
    r"^(sous[\s-]*tota(l|ux)|total)\b[\s:]*((du|des?|de la)\b|d['’])?[\s:]*|[\s:]*\b(eur(os?)?|ht)$", re.I
)


def _is_section(reading: Reading) -> bool:
    """Whether it is the sub-total of a section that has a name."""
    named = fold(_section(reading))
    return reading.record.total in ("subtotal", "total") and total_kind(named) is None and len(named) > 2


def _section(reading: Reading) -> str:
    """What a sub-total is of: what it says itself, or the title above."""
    of = _without_total(reading.record.caption)
    return of if len(fold(of)) > 2 else reading.record.title


def _without_total(text: str) -> str:
    """What a total is of ("Sous-total Conception")."""
    return _TOTAL_OF.sub("", text)


def _without_recaps(tables: Sequence[tuple[Reading, ...]]) -> tuple[tuple[Reading, ...], ...]:
    """Leave out a table without quantities or prices whose amounts sum up the other tables, line by line or group by
    group: there is no more of it than of them."""
    kept = []
    for table in tables:
        others = [r for other in tables if other is not table for r in other]
        bare = not any(r.priced for r in table) and len(table) <= len(others)
        mine, theirs = _sum(r.value for r in table), _sum(r.value for r in others)
        if not (bare and others and mine is not None and theirs is not None and close(mine, theirs)):
            kept.append(table)
    return tuple(kept) or tuple(tables)


_PERCENT = re.compile(r"(?<![\d.,])(\d{1,3}(?:[.,]\d+)?) ?%")
_HUNDRED = Decimal(100)


def _without_instalments(tables: Sequence[tuple[Reading, ...]]) -> list[tuple[Reading, ...]]:
    """Leave out rows one after the other that are each a printed percentage of what they come to, a hundred in all: how
    the whole is paid. Kept where nothing else was read."""
    kept = [tuple(r for at, r in enumerate(t) if at not in _instalments(t)) for t in tables]
    return [table for table in kept if table] or list(tables)


def _instalments(table: Sequence[Reading]) -> set[int]:
    shares = [_share_of_whole(reading) for reading in table]
    for first in range(len(table)):
        sums = accumulate(share if share is not None else _HUNDRED + 1 for share in shares[first:])
        end = next((first + n + 1 for n, made in enumerate(sums) if made >= _HUNDRED), first)
        values = [reading.value or Decimal(0) for reading in table[first:end]]
        parts = [(share or Decimal(0)) * sum(values) / _HUNDRED for share in shares[first:end]]
        is_paid = len(values) > 1 and sum(share or 0 for share in shares[first:end]) == _HUNDRED
        if is_paid and all(close(*each, CENT * 2) for each in zip(parts, values, strict=True)):
            return set(range(first, end))
    return set()


def _share_of_whole(reading: Reading) -> Decimal | None:
    """The one percentage that a row without a quantity prints."""
    printed = _PERCENT.findall(" ".join((*reading.record.texts.values(), reading.record.described.text)))
    shares = {Decimal(share.replace(",", ".")) for share in printed}
    return shares.pop() if len(shares) == 1 and not reading.fits else None


def _without_groups(tables: Sequence[tuple[Reading, ...]]) -> tuple[tuple[Reading, ...], ...]:
    """Leave out what bears the sum of the lines below it, up to the next one (the title of a group), or of those above
    it since the last one."""
    return tuple(
        tuple(r for at, r in enumerate(table) if at not in _titles(table) and at not in _closings(table))
        for table in tables
    )


def _titles(table: Sequence[Reading]) -> set[int]:
    titles = [at for at, reading in enumerate(table) if not reading.priced]
    ends = [*titles[1:], len(table)]
    return {
        at
        for at, end in zip(titles, ends, strict=False)
        if end > at + 1 and _sum(r.value for r in table[at + 1 : end]) == table[at].value
    }


def _closings(table: Sequence[Reading]) -> set[int]:
    closings, since = set(), 0
    for at, reading in enumerate(table):
        bare = not reading.priced and any(r.priced for r in table[since:at])
        if bare and at > since + 1 and _sum(r.value for r in table[since:at]) == reading.value:
            closings.add(at)
            since = at + 1
    return closings


def _without_options(tables: Sequence[tuple[Reading, ...]]) -> tuple[tuple[Reading, ...], ...]:
    kept = tuple(tuple(r for r in table if not r.record.optional) for table in tables)
    return tuple(table for table in kept if table)


def proved(read: Sequence[Sequence[Reading]], printed: Collection[Decimal]) -> Sequence[Sequence[Reading]]:
    """The readings without the amounts that no line prints, unless their sum is printed."""
    made = [r.amount for readings in read for r in readings if r.derived]
    if not made or _sum(made) in printed:
        return read
    return [[replace(r, amount=None) if r.derived else r for r in readings] for readings in read]


def finished(draft: Draft, everything: Draft, totals_are: str, rate: Decimal | None) -> tuple[Line, ...]:
    """The lines as they are given, the options last. What comes back each month stays, though the total may leave it
    out. `totals_are` ("net", "gross") is what an amount of unknown basis is."""
    chosen = {id(r) for r in draft.readings}
    chosen |= {id(r) for r in everything.readings if r.record.monthly and not r.record.optional}
    kept = [_line(r, totals_are, rate) for r in everything.readings if id(r) in chosen]
    apart = [r for r in everything.readings if id(r) not in chosen and r.record.optional]
    return (*kept, *(replace(_line(r, totals_are, rate), optional=True) for r in apart))


def _line(reading: Reading, totals_are: str, rate: Decimal | None) -> Line:
    net, gross = reading.net, reading.gross
    if reading.amount is not None:
        net, gross = (reading.amount, gross) if totals_are == "net" else (net, reading.amount)
    described = reading.record.described
    named = _section(reading) if _is_section(reading) else described.name
    description = _tidy(named)
    confidence = 0.97 if reading.fits else 0.9 if reading.fits is None and reading.value is not None else 0.6
    return Line(
        description=description,
        quantity=reading.quantity,
        unit=reading.unit,
        unit_price=reading.unit_price,
        discount=reading.discount,
        vat_rate=reading.vat_rate if reading.vat_rate is not None else rate,
        net_amount=net,
        gross_amount=gross,
        reference=_tidy(described.reference),
        text=_tidy(described.text),
        details=_tidy(described.details),
        recurring=_period(reading, description),
        place=reading.record.place,
        confidence=confidence,
        cells=tuple(_cells(reading, totals_are, confidence)),
    )


def _period(reading: Reading, description: str) -> Literal["month", "year"] | None:
    if reading.record.monthly:
        return "month" if reading.value else None  # what is given doesn't come back
    return period_of(f"{description} {reading.record.described.details}", reading.unit, reading.quantity)


def _cells(reading: Reading, totals_are: str, confidence: float) -> Iterator[Cell]:
    """Where the values of a line are printed."""
    amount: CellField = "net_amount" if totals_are == "net" else "gross_amount"
    values: tuple[tuple[CellField, Role, Decimal | None], ...] = (
        ("quantity", "quantity", reading.quantity),
        ("unit_price", "unit_price", reading.unit_price),
        ("vat_rate", "vat_rate", reading.vat_rate),
        ("net_amount", "net", reading.net),
        ("gross_amount", "gross", reading.gross),
        (amount, "amount", reading.amount),
    )
    for field, role, value in values:
        number = next((n for n in reading.numbers.get(role, ()) if value in n.readings), None)
        if number is not None:
            place = Place(reading.record.place.page, box_of(number.words))
            yield Cell(field, place, number.printed, confidence)


_DAY = re.compile(r"^\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\s+(?=.*[^\W\d_]{3})")


def _tidy(text: str) -> str:
    """Without the day that a column of dates prints before a name, nor marks around."""
    return _DAY.sub("", re.sub(r"\s+", " ", text)).strip(" -–•·:|")
