"""Looking in the index: as typed, then the trades and the beginnings, then what looks or sounds alike."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field

from etabli.foundation.search.engine import BEGINNING, SAME, slips_allowed, sound
from etabli.territory.register.engine.searching import (
    Matches,
    Meaning,
    Posting,
    rank,
    sound_traces,
    spellings,
    traces_of,
    unpack,
    words_alike,
)
from etabli.territory.register.finding.changing import CHANGED_KEY
from etabli.territory.register.finding.keys import (
    key_of_commune,
    key_of_trade,
    key_of_word,
    keys_of,
    trade_vocabulary,
)
from etabli.territory.register.finding.reading import (
    BusinessRow,
    commonest_keys,
    postings_of,
    rows_of,
    words_in_buckets,
)

MIN_PREFIX = 3  # letters of a beginning
MIN_RESULTS = 5  # results under which one looks further than what was typed
MAX_BEGINNINGS = 40
MAX_ALIKE = 100
MAX_CHECKED = 1000  # changed businesses read again to be counted

Readings = dict[bytes, float]  # keys of the index that a typed word may stand for, and how near each is


@dataclass
class RegisterSearch:
    """The words of a search, what each may stand for, and who bears them: the nearest first."""

    words: tuple[str, ...]
    chambers: Collection[int]
    commune_code: str = ""
    is_open: bool = False
    readings: list[Readings] = field(default_factory=list)
    matches: Matches = field(default_factory=Matches.none)
    _held: dict[bytes, Posting | None] = field(default_factory=dict)
    _begun: set[int] = field(default_factory=set)
    _compared: set[int] = field(default_factory=set)
    _missing: int = 0

    def as_typed(self) -> None:
        self.readings = [{key_of_word(spelling): SAME for spelling in spellings(word)} for word in self.words]
        self._rank()

    def by_trade(self) -> None:
        self._also([{key_of_trade(word): SAME} if word in trade_vocabulary() else {} for word in self.words])

    def by_beginning(self, *, of_last: bool) -> None:
        """The last word, which may not be finished, unless another is the one that nobody bears; or these others."""
        unborne = [rank for rank in range(len(self.words)) if not self._is_borne(rank)]
        last = len(self.words) - 1
        ranks = [last] * (last in unborne or not unborne) if of_last else unborne
        new_ranks = [rank for rank in ranks if rank not in self._begun]
        self._begun.update(new_ranks)
        self._also(
            [self._beginnings(word) if rank in new_ranks else {} for rank, word in enumerate(self.words)]
        )

    def by_likeness(self, *, every_word: bool) -> None:
        """The words that nobody bears, or every one: mistyped, or written as they sound."""
        is_searched = [
            rank not in self._compared and (every_word or not self._is_borne(rank))
            for rank in range(len(self.words))
        ]
        self._compared.update(rank for rank, wanted in enumerate(is_searched) if wanted)
        self._also(self._alike(is_searched))

    def but_one(self) -> None:
        """From three words on, one may be missing."""
        if len(self.words) > 2:
            self._rank(missing=1)

    def rows(
        self, *, limit: int, offset: int = 0, is_shown: Callable[[BusinessRow], bool] = lambda row: True
    ) -> list[tuple[BusinessRow, float, float]]:
        """The nearest that `is_shown` accepts; how like what was typed each is, in ]0, 1], how near (`Matches.worth`).

        Read from the register: one that changed since the index was written, and no longer is what was asked for, is
        passed over.
        """
        matches, results = self.matches, list[tuple[BusinessRow, float, float]]()
        for start in range(offset, len(matches), max(1, limit)):
            if len(results) >= limit:
                break
            some = slice(start, start + limit)
            rows_by_id = rows_of(self.chambers, matches.ids[some].tolist())
            columns = (matches.ids[some], matches.likeness[some], matches.worth[some])
            results += [
                (rows_by_id[number], likeness, worth)
                for number, likeness, worth in zip(*(column.tolist() for column in columns), strict=True)
                if number in rows_by_id and is_shown(rows_by_id[number]) and self._is_met(rows_by_id[number])
            ]
        return results[:limit]

    def count(self) -> int:
        """How many there are: those that changed since the index was written are read again, if any."""
        changed = self._held.get(CHANGED_KEY)
        if changed is None or not len(self.matches):
            return len(self.matches)
        doubtful = set(self.matches.ids.tolist()) & set(changed.ids.tolist())
        checked = sorted(doubtful)[:MAX_CHECKED]
        existing = rows_of(self.chambers, checked) if checked else {}
        gone = sum(number not in existing or not self._is_met(existing[number]) for number in checked)
        return len(self.matches) - gone

    def _is_met(self, row: BusinessRow) -> bool:
        bears = keys_of(row)
        met_count = sum(any(key in bears for key in readings) for readings in self.readings)
        return met_count >= len(self.readings) - self._missing

    def _also(self, further_readings: Sequence[Readings]) -> None:
        if any(further_readings):
            for readings, new_readings in zip(self.readings, further_readings, strict=True):
                for key, near in new_readings.items():
                    readings[key] = max(near, readings.get(key, 0.0))
            self._rank()

    def _rank(self, missing: int = 0) -> None:
        self._missing = missing
        within = key_of_commune(self.commune_code)
        self._read(
            [*(key for reading in self.readings for key in reading), *([within] if self.commune_code else [])]
        )
        meanings = [
            Meaning.of(
                [(near, held) for key, near in reading.items() if (held := self._held[key]) is not None]
            )
            for reading in self.readings
        ]
        asked_place = (self._held[within] or Posting.of([], [])) if self.commune_code else None
        self.matches = rank(meanings, asked_place, missing=missing, is_open=self.is_open)

    def _read(self, keys: Collection[bytes]) -> None:
        unread = {key for key in (*keys, CHANGED_KEY) if key not in self._held}
        if not unread:
            return
        packed = postings_of(self.chambers, unread)
        self._held |= {key: unpack(packed[key]) if key in packed else None for key in unread}

    def _is_borne(self, rank: int) -> bool:
        return any(self._held.get(key) is not None for key in self.readings[rank])

    def _beginnings(self, word: str) -> Readings:
        """The commonest words that begin so."""
        if len(word) < MIN_PREFIX:
            return {}
        firsts = (key_of_word(word), key_of_trade(word))
        return dict.fromkeys(commonest_keys(self.chambers, firsts, MAX_BEGINNINGS), BEGINNING)

    def _alike(self, is_searched: Sequence[bool]) -> list[Readings]:
        slips = [
            min(1, slips_allowed(word)) if wanted else 0
            for word, wanted in zip(self.words, is_searched, strict=True)
        ]
        close_words = self._close(slips)
        further = [
            2 if slip and not close and slips_allowed(word) > 1 else 0
            for word, slip, close in zip(self.words, slips, close_words, strict=True)
        ]
        close_words = [near or two for near, two in zip(close_words, self._close(further), strict=True)]
        nearest = [
            sorted(spellings.items(), key=lambda near: (-near[1], near[0]))[:MAX_ALIKE]
            for spellings in close_words
        ]
        return [
            {key_of_word(word): near for word, near in spellings}
            | {key_of_trade(word): near for word, near in spellings if word in trade_vocabulary()}
            for spellings in nearest
        ]

    def _close(self, slips: Sequence[int]) -> list[dict[str, float]]:
        return close(self.words, slips, self.chambers)


def close(words: Sequence[str], slips: Sequence[int], chambers: Collection[int]) -> list[dict[str, float]]:
    """The words of the index within so many slips of each of these, or that sound alike; none where 0."""
    buckets = [
        {*traces_of(word, slip), *sound_traces([sound(word)]).tolist()} if slip else set[int]()
        for word, slip in zip(words, slips, strict=True)
    ]
    if not any(buckets):
        return [{} for _word in words]
    rows = words_in_buckets(chambers, set[int]().union(*buckets))
    listed = [(bucket, held.split(" ")) for bucket, held in rows]
    return [
        words_alike(word, {entry for bucket, entries in listed if bucket in own for entry in entries}, slip)
        for word, own, slip in zip(words, buckets, slips, strict=True)
    ]


def nearest_words(words: Sequence[str], *, chambers: Collection[int], most: int = 3) -> list[str]:
    """Words of the index that those typed may have been meant for, as many slips away as a word of that length allows
    and one more: one statement."""
    close_words = close(words, [2 if slips_allowed(word) else 0 for word in words], chambers)
    near = {word: near for spellings in close_words for word, near in spellings.items() if word not in words}
    return sorted(near, key=lambda word: (-near[word], word))[:most]


def run_search(
    words: Sequence[str],
    *,
    chambers: Collection[int],
    commune_code: str = "",
    is_open: bool = False,
) -> RegisterSearch:
    """Who bears these words, in the register of these chambers; further and further while there is too little.

    What was typed in full stops there, unless it is one word that few bear: it may be another, mistyped.
    """
    search = RegisterSearch(tuple(words), chambers, commune_code, is_open)
    if not words:
        return search
    for step in (
        search.as_typed,
        search.by_trade,
        lambda: search.by_beginning(of_last=True),
        lambda: search.by_likeness(every_word=False),
        lambda: search.by_beginning(of_last=False),
        lambda: search.by_likeness(every_word=True),
        search.but_one,
    ):
        step()
        if len(search.matches) >= MIN_RESULTS if len(words) == 1 else search.matches.is_found:
            break
    return search
