"""Who bears a word, as arrays: joined, crossed and ranked without reading a row of the register."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntFlag

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.uint32]
Marks = npt.NDArray[np.uint8]
Scores = npt.NDArray[np.float32]
BoolArray = npt.NDArray[np.bool_]

COUNT_BITS = 7  # the marks whose sum is the number of telling words of the name, seven at most
MAX_RARE = 4000  # businesses under which words are joined
WHOLE_NAME_BONUS = 100.0  # more than any score
WHOLE_NAME_FACTOR = (
    1.25  # what a name gains that was typed entirely: before a longer one, not a better spelt one
)


class Flag(IntFlag):
    """What the marks say beside that number: where the word stands, and whether the business is closed."""

    NAME = 8
    OTHER_NAME = 16
    AROUND = 32  # its commune, its postal code, its trade, its telephone
    CLOSED = 64


def _weights() -> Scores:
    """By marks: a word of the name counts twice as much as one of the place or the trade."""
    weights = np.zeros(256, np.float32)
    for marks in range(256):
        weights[marks] = 2.0 if marks & Flag.NAME else 1.5 if marks & Flag.OTHER_NAME else 1.0
    return weights


WEIGHT_BY_MARKS = _weights()
_NO_IDS: Ids = np.empty(0, np.uint32)


@dataclass(frozen=True, slots=True)
class Posting:
    """The businesses that bear a word, in the order of their numbers, and the marks of each."""

    ids: Ids
    marks: Marks

    @classmethod
    def of(cls, ids: Sequence[int], marks: Sequence[int]) -> Posting:
        """Those numbers with the marks of each, in any order."""
        order = np.argsort(np.array(ids, np.uint32), kind="stable")
        return cls(np.array(ids, np.uint32)[order], np.array(marks, np.uint8)[order])


@dataclass(frozen=True, slots=True)
class _Reading:
    """Those who bear a word near the typed one; or any of several words, the nearest of which holds for each."""

    nearness: float | Scores
    ids: Ids
    marks: Marks

    def places(self, ids: Ids) -> tuple[BoolArray, npt.NDArray[np.int64]]:
        """Which of these businesses are among them, and where."""
        places = np.minimum(np.searchsorted(self.ids, ids), len(self.ids) - 1)
        return self.ids[places] == ids, places


@dataclass(frozen=True, slots=True)
class Meaning:
    """What one typed word may stand for: the businesses that bear one of its readings, and how near that reading is."""

    readings: tuple[_Reading, ...]

    @classmethod
    def of(cls, readings: Sequence[tuple[float, Posting]]) -> Meaning:
        """Rare words are joined into one reading; joining what half of the register bears would take longer."""
        non_empty = sorted(
            (reading for reading in readings if len(reading[1].ids)), key=lambda reading: -reading[0]
        )
        rare = [reading for reading in non_empty if len(reading[1].ids) <= MAX_RARE]
        common = [
            _Reading(near, reading.ids, reading.marks)
            for near, reading in non_empty
            if len(reading.ids) > MAX_RARE
        ]
        return cls((*common, *_join_readings(rare)))

    def __len__(self) -> int:
        return sum(len(reading.ids) for reading in self.readings)

    def ids(self) -> Ids:
        """Of all its businesses."""
        if len(self.readings) == 1:
            return self.readings[0].ids
        return distinct(np.concatenate([_NO_IDS, *(reading.ids for reading in self.readings)]))

    def among(self, ids: Ids) -> Ids:
        """Those of these businesses that have this meaning."""
        is_met = np.zeros(len(ids), bool)
        for reading in self.readings:
            is_met |= reading.places(ids)[0]
        return ids[is_met]

    def weigh(self, ids: Ids) -> tuple[Scores, Scores, Marks]:
        """For each business: how much it counts, how near it is, and its marks; 0 when it hasn't this meaning."""
        worth, near = np.zeros(len(ids), np.float32), np.zeros(len(ids), np.float32)
        marks = np.zeros(len(ids), np.uint8)
        for reading in self.readings:
            met, places = reading.places(ids)
            reading_marks = np.where(met, reading.marks[places], 0).astype(np.uint8)
            reading_nearness = (
                reading.nearness if isinstance(reading.nearness, float) else reading.nearness[places]
            )
            nearness = np.where(met, reading_nearness, 0.0).astype(np.float32)
            worth = np.maximum(worth, WEIGHT_BY_MARKS[reading_marks] * nearness)
            near = np.maximum(near, nearness)
            marks |= reading_marks
        return worth, near, marks


def _join_readings(readings: Sequence[tuple[float, Posting]]) -> Sequence[_Reading]:
    """One reading of several, the nearest first."""
    if len(readings) < 2:
        return [_Reading(near, reading.ids, reading.marks) for near, reading in readings]
    ids = np.concatenate([reading.ids for _near, reading in readings])
    order = np.argsort(ids, kind="stable")
    is_first = np.ones(len(ids), bool)
    is_first[1:] = ids[order][1:] != ids[order][:-1]
    kept_order = order[is_first]
    marks = np.concatenate([reading.marks for _near, reading in readings])
    sizes = [len(reading.ids) for _near, reading in readings]
    near = np.repeat(np.array([near for near, _one in readings], np.float32), sizes)
    return [_Reading(near[kept_order], ids[kept_order], marks[kept_order])]


@dataclass(frozen=True, slots=True)
class Matches:
    """Businesses, the nearest first. `likeness` is 1 when all that was typed is met as it stands; `worth` adds up how
    near each word is and where it stands; `is_whole`: and the whole name was typed."""

    ids: Ids
    worth: Scores
    likeness: Scores
    is_whole: BoolArray

    @classmethod
    def none(cls) -> Matches:
        """No business at all."""
        return rank([], None)

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def is_found(self) -> bool:
        """The whole name of the first was typed, perhaps with a slip."""
        return bool(len(self) and self.is_whole[0])


def distinct[T: np.generic](numbers: npt.NDArray[T]) -> npt.NDArray[T]:
    """Each once, in order: numpy's own `unique` goes through a hash table, which takes six times as long."""
    ordered = np.sort(numbers)
    is_first = np.ones(len(ordered), bool)
    is_first[1:] = ordered[1:] != ordered[:-1]
    return ordered[is_first]


def pack(ids: Ids, marks: Marks) -> bytes:
    """As kept in the database: the numbers, then the marks."""
    return ids.astype("<u4").tobytes() + marks.tobytes()


def unpack(packed: Sequence[bytes]) -> Posting:
    """What was kept of one word, the latest last: it holds for a business that was written several times."""
    parts = [_unpack(data) for data in packed]
    if len(parts) == 1:
        return parts[0]
    ids = np.concatenate([part.ids for part in parts])
    order = np.argsort(ids, kind="stable")
    last = np.ones(len(ids), bool)
    last[:-1] = ids[order][1:] != ids[order][:-1]
    kept_ones = order[last]
    return Posting(ids[kept_ones], np.concatenate([part.marks for part in parts])[kept_ones])


def _unpack(data: bytes) -> Posting:
    number = len(data) // 5
    return Posting(np.frombuffer(data, "<u4", number), np.frombuffer(data, np.uint8, number, 4 * number))


def rank(
    meanings: Sequence[Meaning], within: Posting | None, *, missing: int = 0, is_open: bool = False
) -> Matches:
    """The businesses that have all these meanings, or all but `missing`, and are `within`; the nearest first.

    Then the open before the closed, the shorter name, the older number: the same at each call.
    """
    ids = _all_but(meanings, missing)
    if within is not None:
        ids = Meaning.of([(1.0, within)]).among(ids)
    total, near = np.zeros(len(ids), np.float32), np.zeros(len(ids), np.float32)
    marks, named = np.zeros(len(ids), np.uint8), np.zeros(len(ids), np.uint8)
    for meaning in meanings:
        worth, nearness, held = meaning.weigh(ids)
        total += worth
        near += nearness
        marks |= held
        named += held & Flag.NAME != 0
    count = marks & COUNT_BITS
    whole = (named >= count) & (count > 0)
    likeness = near / np.float32(max(1, len(meanings)))
    far = WHOLE_NAME_BONUS - total - np.float32(WHOLE_NAME_FACTOR) * whole * likeness
    closed = (marks & Flag.CLOSED) != 0
    order = np.argsort((np.round(far * 1000).astype(np.int64) << 4 | closed << 3 | count) << 32 | ids)
    if is_open:
        order = order[marks[order] & Flag.CLOSED == 0]
    return Matches(ids[order], total[order], likeness[order], whole[order])


def _all_but(meanings: Sequence[Meaning], missing: int) -> Ids:
    by_size = sorted(meanings, key=len)
    if not by_size:
        return _NO_IDS
    if missing and len(by_size) > 1:
        unions = [
            _all_but([*by_size[:omitted], *by_size[omitted + 1 :]], missing - 1)
            for omitted in range(len(by_size))
        ]
        return distinct(np.concatenate(unions))
    ids = by_size[0].ids()
    for meaning in by_size[1:]:
        ids = meaning.among(ids)
    return ids
