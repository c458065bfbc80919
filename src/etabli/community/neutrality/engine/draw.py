"""Orders that come from a seed, and from nothing else.

`in_drawn_order` orders a few things once and for all (the answers to an ad). `Block` and `Order` order a list for
each of its visits, so that everybody stands among the first ten as often as the others. The recipe, to check it:

- numbers(label) are the successive 4 bytes, most significant first, of SHAKE-256 of "seed|name|label". A number x picks
  one of n by x × n // 2³²; a rank puts things in the order of their numbers.
- The m members stand in ascending order. R = m / 10 rounded up. The visits of a day are cut in blocks of 2R, 2R, 4R,
  then 8R visits.
- In a block each visit draws its first place alone, among everybody. Each member has as many places among the first
  ten as the others, one more for some drawn by lot; what the first places have used is taken off, and the rest is dealt
  nine by nine, in layers each of which is a rank of those who still have a place. Nobody is twice in a visit: who would
  be, waits for the next. At last the visits of the block are put in a drawn order.
- From the eleventh place on, the visit draws again among those who are left: it swaps place i with one of those after.
"""

import hashlib
import hmac
import struct
from collections import Counter, deque
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import count
from typing import overload

FIRST_PLACES = 10  # what is called the first places: those that exposure counts
MAX_ROUNDS = 8


def commitment(seed: str) -> str:
    """What is published of a seed before it is used: who sees the seed later can check that it is the same."""
    return hashlib.sha256(seed.encode()).hexdigest()


def in_drawn_order[T](
    items: Iterable[T], *, seed: str | Callable[[T], str], key: Callable[[T], str]
) -> list[T]:
    """The things in the order that `seed` gives to their keys; a seed for each of them sets in one order things of
    several draws, where those of each keep their own.

    Neither the order in which they come nor anything that they hold but the key changes it, and one more
    thing leaves the order of the others as it was.
    """
    return sorted(items, key=lambda thing: _rank(seed if isinstance(seed, str) else seed(thing), key(thing)))


def _rank(seed: str, key: str) -> bytes:
    return hmac.digest(seed.encode(), key.encode(), "sha256")


@dataclass(frozen=True)
class Block:
    """`visits` visits from `start` on, over which `members` members have the same number of first places."""

    members: int
    start: int
    visits: int

    @classmethod
    def of(cls, number: int, members: int) -> "Block":
        """The block that holds visit `number` (from 0) when `members` members are eligible."""
        a_round = max(1, -(-members // FIRST_PLACES))
        start, rounds = 0, 2
        while rounds < MAX_ROUNDS and number >= start + rounds * a_round:
            start += rounds * a_round
            rounds = start // a_round  # no longer than the day so far: the next day ends what is left of it
        visits = rounds * a_round
        return cls(members, start + (number - start) // visits * visits, visits)

    @property
    def end(self) -> int:
        return self.start + self.visits


def visit_after(last: tuple[date, int] | None, *, members: int, days: Collection[date]) -> tuple[date, int]:
    """The day whose seed the visit after `last` takes, and its number in that day.

    `days` are those in use, the latest is today: a block begun on an earlier one is first brought to its end, since
    what is left of a block at night would else be the luck of some.
    """
    today = max(days)
    if last is not None and last[0] in days:
        day, number = last[0], last[1] + 1
        if day == today or number < Block.of(last[1], members).end:
            return day, number
    return today, 0


def deal(block: Block, *, seed: str, name: str) -> list[tuple[int, ...]]:
    """For each visit of the block, who stands in the first ten places, as positions among the members."""
    label = f"{name}|{block.start}"
    firsts = [_pick(x, block.members) for x in _numbers(seed, f"{label}|first", block.visits)]
    waiting: deque[int] = deque()
    dealt = _layers(block, firsts, seed, label)
    rows = [_row(first, waiting, dealt) for first in firsts]
    return [rows[visit] for visit in _ranked(seed, f"{label}|visits", block.visits)]


def _layers(block: Block, firsts: list[int], seed: str, label: str) -> Iterator[int]:
    """All the places that are left once the first ones are drawn, then some to spare."""
    full_share, over = divmod(block.visits * FIRST_PLACES, block.members)
    shares_left = [full_share] * block.members
    for lucky in _ranked(seed, f"{label}|over", block.members)[:over]:
        shares_left[lucky] += 1
    for member, times in Counter(firsts).items():
        shares_left[member] -= times
    for layer in range(max(shares_left)):
        ranked = _ranked(seed, f"{label}|{layer}", block.members)
        yield from (member for member in ranked if shares_left[member] > layer)
    for spare in count():  # who waits is at times who can't come: among eleven, a dozen more may be needed
        yield from _ranked(seed, f"{label}|spare {spare}", block.members)


def _row(first: int, waiting: deque[int], dealt: Iterator[int]) -> tuple[int, ...]:
    """Ten different members: those who waited, then the next ones dealt."""
    row, put_back = [first], list[int]()
    while len(row) < FIRST_PLACES:
        member = waiting.popleft() if waiting else next(dealt)
        (put_back if member in row else row).append(member)
    waiting.extendleft(reversed(put_back))
    return tuple(row)


class Order(Sequence[int]):
    """Everybody, in the order of one visit: the first places as dealt, the others drawn as far as somebody looks.

    `first` are the positions of those who have the first places. The members are not copied: a long list costs what is
    looked at.
    """

    def __init__(self, members: Sequence[int], first: Sequence[int], *, seed: str, label: str) -> None:
        self._members, self._drawn = members, list(first)
        self._first = sorted(first)
        self._moved: dict[int, int] = {}  # where a swap put one of the others
        self._seed, self._label = seed, label

    def __len__(self) -> int:
        return len(self._members)

    @overload
    def __getitem__(self, at: int) -> int: ...
    @overload
    def __getitem__(self, at: slice) -> list[int]: ...
    def __getitem__(self, at: int | slice) -> int | list[int]:
        places = range(len(self))[at]
        if isinstance(places, int):
            self._draw(places + 1)
            return self._members[self._drawn[places]]
        self._draw(max(places, default=-1) + 1)
        return [self._members[self._drawn[place]] for place in places]

    def _draw(self, end: int) -> None:
        if end <= len(self._drawn):
            return
        dealt = len(self._first)
        remaining, already_drawn, needed = len(self) - dealt, len(self._drawn) - dealt, end - dealt
        for place, number in enumerate(
            _numbers(self._seed, self._label, needed)[already_drawn:], already_drawn
        ):
            other_place = place + _pick(number, remaining - place)
            moved_here = self._moved.get(place, place)
            self._drawn.append(self._position(self._moved.get(other_place, other_place)))
            self._moved[other_place] = moved_here

    def _position(self, rank: int) -> int:
        """Of one of the others, among everybody."""
        for first in self._first:
            if first > rank:
                break
            rank += 1
        return rank


def order(
    members: Sequence[int],
    number: int,
    *,
    seed: str,
    name: str,
    deal_block: Callable[[Block], Sequence[Sequence[int]]],
) -> Order:
    """The members (in ascending order) as visit `number` shows them; `deal_block`: `deal`, or one that caches."""
    first: Sequence[int] = ()
    if len(members) > FIRST_PLACES:
        block = Block.of(number, len(members))
        first = deal_block(block)[number - block.start]
    return Order(members, first, seed=seed, label=f"{name}|{number}|others")


def _numbers(seed: str, label: str, count: int) -> tuple[int, ...]:
    stream = hashlib.shake_256(f"{seed}|{label}".encode()).digest(4 * count)
    return struct.unpack(f">{count}I", stream)


def _pick(number: int, size: int) -> int:
    return number * size >> 32


def _ranked(seed: str, label: str, count: int) -> list[int]:
    return sorted(range(count), key=_numbers(seed, label, count).__getitem__)
