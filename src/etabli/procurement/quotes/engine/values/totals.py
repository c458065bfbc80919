"""The totals: every number that a label announces is a candidate; the set that adds up wins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import combinations, permutations, product

from ..layout.labels import USUAL_RATES, Candidate, rates_in
from ..model import Adjustment, Found, Totals, VatShare
from ..text.numbers import Number, numbers_in
from ..text.pages import Page
from ..text.vocabulary import TotalKind, exempt
from .arithmetic import cents, close

_STRENGTH: dict[str, dict[str, float]] = {
    "net": {"net": 3, "subtotal": 2, "total": 0.6, "base": 0.6},
    "vat": {"vat": 2.5},
    "gross": {"gross": 3, "total": 1.8, "due": 1.3},
}
_OF_ANOTHER = re.compile(r"\b(acompte|arrhes|remise|rabais|escompte|skonto|rabatt|deposit|discount|solde)\b")
_AFTER = re.compile(r"\b(moins|apres|less|after|minus)\b")  # a discount
_UNNAMED = 0.3  # the strength of a label that we don't know
_LABELLED = 0.65  # the weight of a label that may be that of a part
_CLOSE = 2.0  # in worth: as likely
_NEAR = 60.0  # points between two of the totals
_MOST_SHARES = 8  # rows that may be shares of the VAT; a quote has two or three


@dataclass(frozen=True)
class Sums:
    """What the lines come to, without tax (or of unknown basis) and with tax, and the adjustments seen."""

    net: Decimal | None
    gross: Decimal | None
    adjustments: tuple[Adjustment, ...] = ()


def vat_shares(pages: Sequence[Page], sign: str | None) -> list[VatShare]:
    """Rows that may be of a breakdown: a rate, a base, and the VAT that it makes."""
    shares: list[VatShare] = []
    for page in pages:
        for row in page.rows:
            if not re.search(r"\d[.,]\d\d\b", row.text) or _OF_ANOTHER.search(row.folded):
                continue
            numbers = numbers_in(row.words, sign)
            share = _share(numbers)
            if share and share not in shares:
                shares.append(share)
    return shares


def _share(numbers: Sequence[Number]) -> VatShare | None:
    for rate in numbers:
        if not (rate.percent or rate.value in USUAL_RATES) or not 0 <= rate.value <= 27:
            continue
        amounts = [v for n in numbers if n is not rate and not n.percent for v in n.readings]
        for base, vat in combinations(amounts, 2):
            if abs(base) > abs(vat) and close(base * rate.value / 100, vat, Decimal("0.02")):
                return VatShare(rate.value, base, vat)
    return None


# How well they add up, the totals without VAT, of VAT and with VAT, and the lines that go with them.
type _Choice = tuple[float, Candidate | None, Candidate | None, Candidate | None, Sums | None]


def solve(
    candidates: Sequence[Candidate], shares: Sequence[VatShare], sums: Sequence[Sums], text: str
) -> tuple[Totals, Sums | None]:
    """The totals that add up best, and the set of lines (of those offered in `sums`) that goes with them."""
    nets, grosses = _options(candidates, "net"), _options(candidates, "gross")
    vats = _options(candidates, "vat") + _summed(candidates, shares)
    nets += [c for c in candidates if c.kind == "unnamed" and _completes(c, vats, grosses)]
    for options, summed in zip((nets, vats, grosses), _of_all_rates(candidates, shares), strict=False):
        options.append(summed)
    for net, gross in _mislabelled(candidates, vats, sums):
        nets.append(net)
        grosses.append(gross)
    offers: list[Sums | None] = [*sums] or [None]
    best: _Choice = (-1.0, None, None, None, None)
    closing: dict[
        tuple[Decimal, Decimal], float
    ] = {}  # the sums that come out, and the most that each is worth
    for n, v, g in product([None, *nets], [None, *vats], [None, *grosses]):
        for offer in offers:
            if n and n.kind == "subtotal" and not (v or g) and not _is_of_all(n, sums, candidates):
                continue  # of one of several tables, or before a discount
            worth = _worth(n, v, g, offer, shares, text)
            if worth > best[0]:
                best = worth, n, v, g, offer
            if n and v and g and v.value and close(n.value + v.value, g.value, Decimal("0.011")):
                key = (n.value, g.value)
                closing[key] = max(worth, closing.get(key, worth))
    most, n, v, g, lines = best
    is_sum = n is not None and any(n.value > share.base for share in shares if share.base)
    parts = {share.base for share in shares} if is_sum else set()
    rivals = [
        key
        for key, worth in closing.items()
        if n and g and key != (n.value, g.value) and key[0] not in parts and worth > most - _CLOSE
    ]
    n, v = n or _undisputed(candidates, "net"), v or _undisputed(candidates, "vat")
    g = g or _undisputed(candidates, "gross", above=n if v else None)
    given = _totals(*_completed(n, v, g, candidates, text), lines, candidates, shares, text)
    return _doubted(given) if rivals or _is_of_less(n, sums) else given, lines


def _is_of_less(net: Candidate | None, sums: Sequence[Sums]) -> bool:
    """Whether all that may be lines comes to far more or far less than the net total: one of them was misread."""
    made = [offer.net for offer in sums if offer.net]
    if net is None or not made:
        return False
    return all(not net.value / 2 <= amount <= net.value * 2 for amount in made)


def _is_of_all(net: Candidate, sums: Sequence[Sums], candidates: Sequence[Candidate]) -> bool:
    """Whether a lone sub-total is what all lines come to, or none were read; not where a discount leads from it to
    another total."""
    if any(c.kind == "subtotal" and c.value != net.value and _AFTER.search(c.label) for c in candidates):
        return False
    changed = {net.value + a.amount for offer in sums for a in offer.adjustments}
    if any(c.value in changed and c.kind in ("total", "due", "gross") for c in candidates):
        return False
    return not sums or _agreement(net, None, sums[0]) > 0


def _doubted(totals: Totals) -> Totals:
    """The totals of which nothing says that they are those of the whole: others come out as well."""
    less = {
        name: replace(value, confidence=min(value.confidence, 0.7))
        for name in ("net", "vat", "gross")
        if (value := getattr(totals, name)) and value.confidence < 0.99
    }
    return replace(totals, **less)


def _completed(
    n: Candidate | None, v: Candidate | None, g: Candidate | None, candidates: Sequence[Candidate], text: str
) -> tuple[Candidate | None, Candidate | None, Candidate | None]:
    """With two of the totals known, the third: an amount printed near them, under whatever name, that makes the sum;
    under the name of another total, only the VAT of a rate that is printed."""
    if n and v and not g:
        return n, v, _near(n.value + v.value, v, candidates) if v.value else None
    if n and g and not v:
        vat = g.value - n.value
        is_rate = any(close(n.value * rate / 100, vat, Decimal("0.02")) for rate in rates_in(text))
        known = is_rate or _on_one_row(n, g)  # "Total   100,00   20,00   120,00"
        return n, _near(vat, g, candidates, ("unnamed", "gross", "total") if known else ("unnamed",)), g
    if v and g and not n:
        return _near(g.value - v.value, v, candidates) if v.value else None, v, g
    return n, v, g


def _on_one_row(a: Candidate, b: Candidate) -> bool:
    return a.place.page == b.place.page and a.place != b.place and abs(a.place.box[3] - b.place.box[3]) < 1


def _near(
    value: Decimal,
    beside: Candidate,
    candidates: Sequence[Candidate],
    kinds: Sequence[TotalKind] = ("unnamed",),
) -> Candidate | None:
    top, page = beside.place.box[1], beside.place.page
    return next(
        (
            c
            for c in candidates
            if c.kind in kinds and c.value == value > 0
            and c.place.page == page and abs(c.place.box[1] - top) < _NEAR
        ),
        None,
    )  # fmt: skip


def _completes(net: Candidate, vats: Sequence[Candidate], grosses: Sequence[Candidate]) -> bool:
    """Whether an amount under an unknown label makes the gross total with a VAT beside it."""
    return any(
        v.printed and v.value > 0 and net.value + v.value == g.value and _near(net.value, v, [net])
        for v, g in product(vats, grosses)
    )


def _mislabelled(
    candidates: Sequence[Candidate], vats: Sequence[Candidate], sums: Sequence[Sums]
) -> Iterator[tuple[Candidate, Candidate]]:
    """The net and the gross total that the labels call otherwise: what the lines come to, and that with the VAT."""
    named = [c for c in candidates if c.printed and c.kind in ("net", "gross", "subtotal", "total", "due")]
    taxes = {v.value for v in vats if v.printed and v.value > 0}
    made = {offer.net for offer in sums if offer.net}
    for net, gross in permutations(named, 2):
        is_said = net.kind in _STRENGTH["net"] and gross.kind in _STRENGTH["gross"]
        if not is_said and net.value in made and gross.value - net.value in taxes:
            yield net, gross


def _undisputed(
    candidates: Sequence[Candidate], kind: TotalKind, above: Candidate | None = None
) -> Candidate | None:
    """A value that its label names plainly, alone of its kind: kept as printed even when nothing adds up. A plain
    "Total" below the net total (`above`) is the gross one."""
    named = [
        c
        for c in candidates
        if (c.kind == kind or (kind == "gross" and c.kind == "due" and "ttc" in c.label.split()))
        and c.weight >= 0.85
        and (kind != "vat" or c.rate is not None)
    ]
    if not named and above:
        named = [c for c in candidates if c.kind == "total" and c.weight >= 0.85 and c.value > above.value]
    named = [c for c in named if c.weight == 1] or named  # a label of its own, before one that stands above
    return named[-1] if named and len({c.value for c in named}) == 1 else None


def _options(candidates: Sequence[Candidate], role: str) -> list[Candidate]:
    wanted = _STRENGTH[role]
    options: dict[Decimal, Candidate] = {}
    several = role == "vat" and len(_by_rate(candidates)) > 1
    for c in candidates:
        if c.kind in wanted:
            if several and c.rate is not None:
                c = replace(c, weight=0.3 * c.weight)  # the VAT of one rate among several
            kept = options.get(c.value)
            if kept is None or wanted[c.kind] * c.weight > wanted[kept.kind] * kept.weight:
                options[c.value] = c
    return sorted(options.values(), key=lambda c: -wanted[c.kind] * c.weight)[:9]


def _summed(candidates: Sequence[Candidate], shares: Sequence[VatShare]) -> list[Candidate]:
    """Several VAT amounts, one a rate, added together."""
    by_rate = _by_rate(candidates)
    made: list[Candidate] = []
    if len(by_rate) > 1:
        first = next(iter(by_rate.values()))
        total = _sum(c.value for c in by_rate.values())
        made.append(Candidate("vat", total, "tva (addition)", first.place, 1.0, printed=False))
    if shares and (place := next((c.place for c in candidates), None)):
        total = _sum(share.vat for share in shares)
        made.append(Candidate("vat", total, "tva (addition)", place, 0.5, printed=False))
    return made


def _of_all_rates(candidates: Sequence[Candidate], shares: Sequence[VatShare]) -> tuple[Candidate, ...]:
    """The net, the VAT and the gross total under a table of VAT by rate, or in its only row, whatever they are called:
    the sums of its rows, all three printed. Empty when they aren't."""
    printed = {c.value: c for c in candidates if c.printed}
    last = shares[-_MOST_SHARES:]
    fewest = 1 if len(shares) == 1 else 2
    for some in (some for count in range(len(last), fewest - 1, -1) for some in combinations(last, count)):
        net, vat = _sum(s.base for s in some), _sum(s.vat for s in some)
        sums: tuple[tuple[TotalKind, Decimal], ...] = (("net", net), ("vat", vat), ("gross", net + vat))
        if len({s.rate for s in some}) == len(some) and all(value in printed for _, value in sums):
            return tuple(replace(printed[value], kind=kind, weight=1.0, rate=None) for kind, value in sums)
    return ()


def _by_rate(candidates: Sequence[Candidate]) -> dict[Decimal, Candidate]:
    """The VAT of each rate that a label says."""
    return {c.rate: c for c in candidates if c.kind == "vat" and c.rate is not None and c.weight > 0.75}


def _worth(
    n: Candidate | None,
    v: Candidate | None,
    g: Candidate | None,
    lines: Sums | None,
    shares: Sequence[VatShare],
    text: str,
) -> float:
    worth = 0.0
    for role, candidate in (("net", n), ("vat", v), ("gross", g)):
        if candidate:
            worth += _STRENGTH[role].get(candidate.kind, _UNNAMED) * candidate.weight
    if v and not v.printed and v.weight < 1 and not (n and g):
        return -1.0
    if n and v and g:
        worth += 7 if close(n.value + v.value, g.value, Decimal("0.011")) else -6
        if n is g or (n.place == g.place):
            worth -= 3
    elif n and g and not v:
        worth += _worth_without_vat(n, g, text)
    if n and g and n.value > 0 and g.value < n.value:
        worth -= 4  # no tax makes less
    if v and n and n.value:
        worth += _worth_of_rate(n, v, shares)
    if lines:
        worth += _agreement(n, g, lines)
    return worth


def _worth_without_vat(n: Candidate, g: Candidate, text: str) -> float:
    """Whether a net and a gross total without the VAT between them go together: they are the same where none is
    charged, or a rate leads from one to the other."""
    if n.value == g.value:
        return 3 if exempt(text) else 1 if n.place != g.place else -3
    rates = {*rates_in(text), *USUAL_RATES}
    return 3 if any(close(cents(n.value * (1 + rate / 100)), g.value) for rate in rates) else -3


def _worth_of_rate(n: Candidate, v: Candidate, shares: Sequence[VatShare]) -> float:
    """Whether this VAT is what the rate makes of this net, and no more than any rate would."""
    rate = v.rate if v.rate is not None else next((s.rate for s in shares if s.rate), None)
    fits = rate is not None and close(n.value * rate / 100, v.value, Decimal("0.03"))
    is_too_much = abs(v.value) > abs(n.value) * Decimal("0.35")
    return (1.5 if fits else 0) - (4 if is_too_much else 0)


def _agreement(n: Candidate | None, g: Candidate | None, lines: Sums) -> float:
    if (
        n
        and lines.net is not None
        and any(close(x, n.value, Decimal("0.05")) for x in _adjusted(lines.net, lines))
    ):
        changed = lines.adjustments and not close(n.value, lines.net, Decimal("0.05"))
        return 5.5 if changed else 5  # of two totals, the one after a discount is the total
    if (
        g
        and lines.gross is not None
        and any(close(x, g.value, Decimal("0.05")) for x in _adjusted(lines.gross, lines))
    ):
        return 4
    return 0


def _adjusted(total: Decimal, lines: Sums) -> Iterable[Decimal]:
    yield total
    if lines.adjustments:
        yield total + sum((a.amount for a in lines.adjustments), Decimal(0))
        for adjustment in lines.adjustments[:6]:
            yield total + adjustment.amount


def _totals(
    n: Candidate | None, v: Candidate | None, g: Candidate | None, lines: Sums | None, candidates: Sequence[Candidate],
    shares: Sequence[VatShare], text: str,
) -> Totals:  # fmt: skip
    adds_up = bool(n and g and close(n.value + (v.value if v else Decimal(0)), g.value, Decimal("0.011")))
    to_net = bool(lines and _agreement(n, None, lines))
    to_gross = bool(lines and _agreement(None, g, lines))
    rated = bool(n and v and v.rate is not None and close(n.value * v.rate / 100, v.value, Decimal("0.03")))

    def kept(c: Candidate | None, proved: bool) -> Found[Decimal] | None:
        whole = adds_up and any(each and each.weight > _LABELLED for each in (n, v, g))
        sure = 0.99 if adds_up and (to_net or to_gross) else 0.93 if whole or proved else 0.7
        return Found(c.value, c.place, sure, c.label) if c else None

    return Totals(
        net=kept(n, to_net), vat=kept(v, rated), gross=kept(g, to_gross),
        deposit=_single(candidates, "deposit"), due=_single(candidates, "due"),
        breakdown=_breakdown(n, v, candidates, shares, text), adjustments=lines.adjustments if lines else (),
    )  # fmt: skip


def _breakdown(
    n: Candidate | None,
    v: Candidate | None,
    candidates: Sequence[Candidate],
    shares: Sequence[VatShare],
    text: str,
) -> tuple[VatShare, ...]:
    """The VAT by rate, as far as it is printed: the rows that sum up to the totals, or else the VAT of each rate, or
    else the one printed rate that makes the VAT of the net total."""
    if n is None or v is None:
        return ()
    last = shares[-_MOST_SHARES:]
    for some in (some for count in range(len(last), 0, -1) for some in combinations(last, count)):
        rates = [s.rate for s in some if s.rate]  # a rate of 0 may come twice, each with its reason
        once = len(set(rates)) == len(rates)
        if once and close(_sum(s.base for s in some), n.value) and close(_sum(s.vat for s in some), v.value):
            return some
    by_rate = _by_rate(candidates)
    if len(by_rate) > 1:
        rows = tuple(VatShare(rate, None, c.value) for rate, c in by_rate.items())
        return rows if close(_sum(row.vat for row in rows), v.value) else ()
    printed = rates_in(text) if v.rate is None and v.value else ()
    made = (rate for rate in printed if close(n.value * rate / 100, v.value, Decimal("0.05")))
    rate = v.rate if v.rate is not None else next(made, None)
    return (VatShare(rate, n.value, v.value),) if rate is not None else ()


def _sum(values: Iterable[Decimal | None]) -> Decimal:
    return sum((value for value in values if value is not None), Decimal(0))


def _single(candidates: Sequence[Candidate], kind: TotalKind) -> Found[Decimal] | None:
    """The value under that label when the document prints only one (or the same again)."""
    of_kind = [c for c in candidates if c.kind == kind and c.weight > 0.75]
    if not of_kind or len({c.value for c in of_kind}) > 1:
        return None
    return Found(of_kind[-1].value, of_kind[-1].place, 0.9, of_kind[-1].label)
