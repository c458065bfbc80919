"""Which name, street, place and state each business of a generated stock has: numbers drawn by their weights.

Everything is a column of numpy; the words themselves are joined afterwards (`generated`). A run of rows is drawn by
a generator of its own, from the seed and the number of the run: the same seed draws the same rows.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Columns = dict[str, NDArray[np.generic]]

# Ten establishments of seven businesses: four have one, three have two, the second of which is the seat.
OWNERS = np.array((0, 1, 2, 3, 4, 4, 5, 5, 6, 6))
RANKS = np.array((1, 1, 1, 1, 1, 2, 1, 2, 1, 2))
BLOCK, BLOCK_BUSINESSES = 10, 7
TODAY = (date(2026, 11, 1) - date(1970, 1, 1)).days

NOT_PUBLISHED = 0.12
WITHOUT_CRAFT_CODE = 0.25
CLOSED_SEAT, CLOSED_BEFORE = 0.2, 0.7  # 35 % in all
SIGN_OF_SOLE_TRADER, SIGN_OF_COMPANY = 0.15, 0.45


@dataclass(frozen=True)
class Weights:
    """How likely each line of each list is; of the communes, the territory's come first (`inside` of them)."""

    lists: Mapping[str, Sequence[float]]
    inside: int
    beside: float
    elsewhere: float


class Draw:
    """Draws of one run of rows."""

    def __init__(self, *seed: int) -> None:
        self._random = np.random.Generator(np.random.PCG64(seed))

    def chance(self, number: int, share: float) -> Flags:
        return self._random.random(number) < share

    def pick(self, number: int, weights: Sequence[float]) -> Numbers:
        """Places in a list, by weight."""
        reached = np.cumsum(np.asarray(weights, dtype=np.float64))
        drawn = self._random.random(number) * reached[-1]
        return np.asarray(np.searchsorted(reached, drawn, side="right")).clip(max=len(reached) - 1)

    def between(self, number: int, low: int, high: int) -> Numbers:
        return self._random.integers(low, high, number)

    def part(self, whole: Numbers) -> Numbers:
        """A part of each, anything from nothing to all of it."""
        return np.asarray(self._random.random(len(whole)) * whole, dtype=np.int64)


@dataclass(frozen=True)
class Stock:
    """One run of rows: columns of the businesses, columns of their establishments."""

    businesses: Columns
    establishments: Columns


def draw_stock(
    rows: int, *, seed: Sequence[int], first: int, step: int, weights: Weights, changed: float
) -> Stock:
    """Rows whose SIREN begin at `first` (eight digits), one in each `step` numbers.

    `changed`: so many of the same rows have moved, closed, opened again or taken another sign since.
    """
    draw = Draw(*seed)
    unit = np.arange(rows) // BLOCK * BLOCK_BUSINESSES + OWNERS[np.arange(rows) % BLOCK]
    seat = np.append(unit[1:] != unit[:-1], True)
    businesses = _businesses(draw, int(unit[-1]) + 1, weights)
    establishments = _establishments(draw, unit, seat, businesses, weights)
    at_seat = np.flatnonzero(seat)
    home = establishments["commune"][at_seat]
    if changed:
        _change(Draw(*seed, 1), establishments, weights, changed)
    siren = _sirens(draw, first, step, int(unit[-1]) + 1)
    siret = sirets(siren[unit], RANKS[np.arange(rows) % BLOCK])
    of_seat = {
        "home": home,
        "siren": siren,
        "seat": siret[at_seat] % 100_000,
        "ended": establishments["closed"][at_seat],
        "since": establishments["since"][at_seat],
        "handled": establishments["handled"][at_seat],
    }
    return Stock(
        {"unit": np.arange(len(siren)), **businesses, **of_seat},
        {"unit": unit, "siret": siret, "is_seat": seat, **establishments},
    )


def _businesses(draw: Draw, number: int, weights: Weights) -> Columns:
    lists = weights.lists
    sole = draw.chance(number, lists["forms"][0] / sum(lists["forms"]))
    beside = draw.chance(number, weights.beside)
    return {
        "sole": sole,
        "form": np.where(sole, 0, 1 + draw.pick(number, lists["forms"][1:])),
        "headcount": np.where(
            sole,
            draw.pick(number, lists["sole_headcounts"]),
            len(lists["sole_headcounts"]) + draw.pick(number, lists["headcounts"]),
        ),
        "surname": draw.pick(number, lists["surnames"]),
        "use_name": np.where(draw.chance(number, 0.06), draw.pick(number, lists["surnames"]), -1),
        "first_name": draw.pick(number, lists["first_names"]),
        "second_name": np.where(draw.chance(number, 0.3), draw.pick(number, lists["first_names"]), -1),
        "trade": np.where(
            beside, -1 - draw.pick(number, lists["beside"]), draw.pick(number, lists["trades"])
        ),
        "has_craft_code": ~beside & ~draw.chance(number, WITHOUT_CRAFT_CODE),
        "published": ~draw.chance(number, NOT_PUBLISHED),
        "style": draw.between(number, 0, 100),
        "letter": draw.between(number, 0, 26),
        "has_usual_name": draw.chance(number, 0.08),
        "born": TODAY - _ages(draw, number),
    }


def _ages(draw: Draw, number: int) -> Numbers:
    """Days since the creation: half of the businesses are under six years old, few reach fifty."""
    years = -8.5 * np.log1p(-draw.between(number, 0, 99_700) / 100_000)
    return np.asarray(years * 365, dtype=np.int64)


def _establishments(draw: Draw, unit: Numbers, seat: Flags, of: Columns, weights: Weights) -> Columns:
    number = len(unit)
    born = np.asarray(of["born"][unit], dtype=np.int64)
    opened = np.where(
        seat & (RANKS[np.arange(number) % BLOCK] == 1), born, born + draw.part((TODAY - born) // 2)
    )
    return {
        **_places(draw, number, weights),
        "closed": np.where(seat, draw.chance(number, CLOSED_SEAT), draw.chance(number, CLOSED_BEFORE)),
        "opened": opened,
        "since": opened + draw.part(TODAY - opened),
        "has_sign": np.where(
            of["sole"][unit], draw.chance(number, SIGN_OF_SOLE_TRADER), draw.chance(number, SIGN_OF_COMPANY)
        ),
        "style": draw.between(number, 0, 100),
        "has_usual_name": draw.chance(number, 0.06),
        "periods": draw.between(number, 1, 9),
        "handled": (TODAY - draw.between(number, 0, 900)) * 86_400 + draw.between(number, 0, 86_400),
    }


def _places(draw: Draw, number: int, weights: Weights) -> Columns:
    lists = weights.lists
    near, far = lists["communes"][: weights.inside], lists["communes"][weights.inside :]
    commune = draw.pick(number, near)
    if far:
        away = weights.inside + draw.pick(number, far)
        commune = np.where(draw.chance(number, weights.elsewhere), away, commune)
    return {
        "commune": commune,
        "post": draw.between(number, 0, 1 << 16),
        "street_type": draw.pick(number, lists["street_types"]),
        "street": draw.pick(number, lists["streets"]),
        "somebody": np.where(draw.chance(number, 0.25), draw.pick(number, lists["surnames"]), -1),
        "somebody_first": draw.pick(number, lists["first_names"]),
        "house": draw.between(number, 1, 100) * draw.between(number, 1, 100) // 60 + 1,
        "bis": draw.chance(number, 0.04),
    }


def _change(draw: Draw, rows: Columns, weights: Weights, share: float) -> None:
    """A third of the rows chosen have closed or opened again, a third have moved, a third have another sign."""
    number = len(rows["closed"])
    chosen, kind = draw.chance(number, share), draw.between(number, 0, 3)
    state, moved, renamed = (chosen & (kind == one) for one in range(3))
    rows["closed"] = rows["closed"] ^ state
    for name, column in _places(draw, number, weights).items():
        rows[name] = np.where(moved, column, rows[name])
    style = np.asarray(rows["style"], dtype=np.int64)
    rows["style"] = np.where(renamed, (style + draw.between(number, 20, 80)) % 100, style)
    rows["has_sign"] = rows["has_sign"] | renamed
    rows["since"] = np.where(chosen, TODAY + draw.between(number, 1, 28), rows["since"])
    rows["handled"] = np.where(chosen, (TODAY + 29) * 86_400, rows["handled"])


def _sirens(draw: Draw, first: int, step: int, number: int) -> Numbers:
    """Numbers of nine digits in rising order, with their key."""
    body = first + np.arange(number) * step + draw.between(number, 0, step)
    return body * 10 + luhn_key(body, 8)


def sirets(siren: Numbers, rank: Numbers) -> Numbers:
    body = siren * 10_000 + rank
    return body * 10 + luhn_key(body, 13)


def luhn_key(body: Numbers, digits: int) -> Numbers:
    """The last digit of numbers of so many digits and one."""
    total = np.zeros_like(body)
    for place in range(digits):
        digit = body // 10**place % 10
        weighed = digit * 2 if place % 2 == 0 else digit
        total += np.where(weighed > 9, weighed - 9, weighed)
    return -total % 10
