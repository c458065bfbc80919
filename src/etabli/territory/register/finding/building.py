"""The index of a whole register, by arrays: 2,000,000 businesses in seconds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt
from django.db import connection
from django.db.models import Model

from etabli.foundation.search.engine import slips_allowed, sound
from etabli.territory.places.models import Commune
from etabli.territory.register.engine.searching import (
    Flag,
    distinct,
    is_telling_word,
    pack,
    phones,
    sound_traces,
    traces,
    words,
)
from etabli.territory.register.engine.searching.postings import COUNT_BITS
from etabli.territory.register.finding.keys import (
    key_of_commune,
    key_of_trade,
    key_of_word,
    place_words,
    trade_words,
)
from etabli.territory.register.models import Lookalikes, Postings

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

# Many rows at once, at the speed of the database: COPY in PostgreSQL, one prepared statement in SQLite.


def insert_rows(model: type[Model], fields: Sequence[str], rows: Iterable[Sequence[Any]]) -> None:
    """Insert rows of these fields. The ORM takes six times as long for an index of 2,000,000 businesses."""
    columns: list[Any] = [model._meta.get_field(name) for name in fields]
    quote = connection.ops.quote_name
    into = f"{quote(model._meta.db_table)} ({', '.join(quote(field.column) for field in columns)})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN (FORMAT BINARY)") as copy:
                copy.set_types([field.db_type(connection).split("(")[0] for field in columns])
                for row in rows:
                    copy.write_row(row)
        else:
            copied_rows: Any = (
                rows  # Django's cursor takes a generator as SQLite's does, and keeps none of it
            )
            cursor.executemany(f"INSERT INTO {into} VALUES ({', '.join(['%s'] * len(columns))})", copied_rows)


Ranks = npt.NDArray[np.int64]
Entries = npt.NDArray[np.uint64]
PostingRow = tuple[bytes, int, bytes]
_Around = tuple[
    tuple[str, ...], Ranks
]  # words that do not stand in the names, and the businesses that bear them

# DuckDB cuts a name at the signs of ASCII, and Python makes the words of each distinct piece, once: a word never
# straddles such a sign, and there is one definition of a word.
_SPLIT_SQL = r"string_split_regex(%s, '[\x01-/:-@\[-`{-\x7f]+')"
_PIECES_SQL = f"""
SELECT id, unnest({_SPLIT_SQL % "name"}) AS piece, 0::UTINYINT AS field FROM kept WHERE name <> ''
UNION ALL
SELECT id, unnest({_SPLIT_SQL % "other_names"}), 1::UTINYINT FROM kept WHERE name <> '' AND other_names <> ''
"""
_FIELDS = np.array([Flag.NAME, Flag.OTHER_NAME, Flag.AROUND], np.uint8)
_AROUND = 2  # the rank of the last


@dataclass(frozen=True)
class _Rows:
    """The businesses that have a name, in the order of their numbers; `ranks`: from a number less the lowest."""

    ids: npt.NDArray[np.uint32]
    ranks: npt.NDArray[np.int32]
    closed: npt.NDArray[np.uint8]

    @classmethod
    def read(cls, connection: DuckDBPyConnection) -> _Rows:
        read = connection.execute("SELECT id, is_open FROM kept WHERE name <> '' ORDER BY id").fetchnumpy()
        ids = read["id"].astype(np.uint32)
        ranks = np.zeros(int(ids[-1] - ids[0]) + 1 if len(ids) else 0, np.int32)
        if len(ids):
            ranks[ids - ids[0]] = np.arange(len(ids), dtype=np.int32)
        return cls(ids, ranks, np.where(read["is_open"], 0, Flag.CLOSED).astype(np.uint8))

    def of(self, ids: npt.NDArray[Any]) -> Ranks:
        ranks: Ranks = self.ranks[ids - int(self.ids[0])].astype(np.int64)
        return ranks


@dataclass(frozen=True)
class BuiltIndex:
    """The rows of an index to write: (key, how many, their numbers and marks), and (bucket, words)."""

    postings: Iterable[PostingRow] = ()
    lookalikes: Iterable[tuple[int, str]] = ()

    def write(self, chamber_id: int, *, is_late: bool = False) -> None:
        """In the current transaction."""
        postings = ((chamber_id, *row, is_late) for row in self.postings)
        insert_rows(Postings, ("chamber_id", "key", "size", "data", "is_late"), postings)
        lookalikes = ((chamber_id, *row, is_late) for row in self.lookalikes)
        insert_rows(Lookalikes, ("chamber_id", "bucket", "words", "is_late"), lookalikes)


def build_index(connection: DuckDBPyConnection) -> BuiltIndex:
    """The index of the rows that the DuckDB table `kept` holds (see `index_all`)."""
    rows = _Rows.read(connection)
    if not len(rows.ids):
        return BuiltIndex()
    vocabulary: dict[str, int] = {}
    places, trades = _places(connection, rows), _trades(connection, rows)
    entries = _entries(connection, rows, places, vocabulary)
    marks = rows.closed | _counts(entries, rows, vocabulary)
    trade_ranks = {key_of_trade(word): held for word, held in trades.items()}
    trade_ranks |= {key_of_commune(code): held for code, (_around, held) in places.items()}
    borne_apart = (
        (key, len(held), pack(rows.ids[held], marks[held])) for key, held in sorted(trade_ranks.items())
    )
    named = _pack_postings(entries, rows, marks, list(vocabulary))
    return BuiltIndex(chain(named, borne_apart), lookalikes(list(dict.fromkeys([*vocabulary, *trades]))))


def lookalikes(vocabulary: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Where these words are listed, for whoever mistypes them."""
    forgivable_words = [word for word in vocabulary if slips_allowed(word)]
    if not forgivable_words:
        return
    sounds = [sound(word) for word in forgivable_words]
    listed = [
        *forgivable_words,
        *(f"{word_sound}={word}" for word_sound, word in zip(sounds, forgivable_words, strict=True)),
    ]
    of, buckets = traces(forgivable_words)
    of = np.concatenate([of, np.arange(len(forgivable_words), len(listed))])
    buckets = np.concatenate([buckets, sound_traces(sounds)])
    order = np.argsort(buckets, kind="stable")
    of, buckets = of[order], buckets[order]
    for start, end in _runs(buckets):
        yield int(buckets[start]), " ".join(map(listed.__getitem__, of[start:end].tolist()))


def _entries(
    connection: DuckDBPyConnection, rows: _Rows, places: Mapping[str, _Around], vocabulary: dict[str, int]
) -> Entries:
    """Each (word, business, field) of the names, the places and the telephones, as one number, in order."""
    parts = [_name_entries(connection, rows, vocabulary)]
    for around, ranks in (*places.values(), *_phones(connection, rows)):
        numbers = np.array([_number(word, vocabulary) for word in around], np.int64)
        parts.append(_entry(np.repeat(numbers, len(ranks)), np.tile(ranks, len(numbers)), _AROUND))
    entries = np.concatenate(parts)
    entries.sort()
    return entries


def _name_entries(connection: DuckDBPyConnection, rows: _Rows, vocabulary: dict[str, int]) -> Entries:
    pieces = connection.execute(f"SELECT DISTINCT piece FROM ({_PIECES_SQL})").fetchnumpy()["piece"]
    spelt = [(rank, _number(word, vocabulary)) for rank, piece in enumerate(pieces) for word in words(piece)]
    ranks, numbers = np.array(spelt, np.int64).reshape(-1, 2).T
    connection.register("spelt", {"piece": pieces[ranks], "word": numbers})
    joined = f"SELECT id, word, field FROM ({_PIECES_SQL}) JOIN spelt USING (piece)"
    read = connection.execute(joined).fetchnumpy()
    connection.unregister("spelt")
    return _entry(read["word"], rows.of(read["id"]), read["field"])


def _number(word: str, vocabulary: dict[str, int]) -> int:
    return vocabulary.setdefault(word, len(vocabulary))


def _entry(word: npt.NDArray[Any], rank: npt.NDArray[Any], field: Any) -> Entries:
    entries: Entries = (word.astype(np.int64) << 34 | rank << 2 | field).astype(np.uint64)
    return entries


def _counts(entries: Entries, rows: _Rows, vocabulary: dict[str, int]) -> npt.NDArray[np.uint8]:
    """How many telling words each name has."""
    silent = [number for word, number in vocabulary.items() if not is_telling_word(word)]
    named = distinct(entries[(entries & np.uint64(3)) == 0])
    telling_entries = named[~np.isin(named >> np.uint64(34), np.array(silent, np.uint64))]
    counts = np.bincount(_rank(telling_entries), minlength=len(rows.ids))
    return np.minimum(counts, COUNT_BITS).astype(np.uint8)


def _rank(entries: Entries) -> Ranks:
    return (entries >> np.uint64(2) & np.uint64(0xFFFFFFFF)).astype(np.int64)


def _pack_postings(
    entries: Entries, rows: _Rows, marks: npt.NDArray[np.uint8], vocabulary: Sequence[str]
) -> Iterator[PostingRow]:
    """The businesses of each word: a business that bears it in several fields is told once, with all of them."""
    borne = entries >> np.uint64(2)
    starts = np.flatnonzero(np.diff(borne, prepend=np.uint64(0xFFFFFFFFFFFFFFFF)))
    fields = np.bitwise_or.reduceat(_FIELDS[(entries & np.uint64(3)).astype(np.int64)], starts)
    once = entries[starts]
    ranks, numbers = _rank(once), (once >> np.uint64(34)).astype(np.int64)
    ids, marks = rows.ids[ranks], marks[ranks] | fields
    spans = {vocabulary[numbers[start]]: (start, end) for start, end in _runs(numbers)}
    for word, (start, end) in sorted(spans.items()):
        yield key_of_word(word), end - start, pack(ids[start:end], marks[start:end])


def _runs(numbers: Ranks) -> Iterator[tuple[int, int]]:
    """Where each run of the same number begins and ends."""
    return pairwise([0, *(np.flatnonzero(np.diff(numbers)) + 1).tolist(), len(numbers)])


def _places(connection: DuckDBPyConnection, rows: _Rows) -> dict[str, _Around]:
    """By code of today: the words of a commune, and its businesses."""
    today = {
        code: commune
        for commune in Commune.objects.all()
        for code in (commune.code, *commune.former_codes.split())
    }
    around: dict[str, dict[str, None]] = defaultdict(dict)
    ranks_by_commune: dict[str, list[Ranks]] = defaultdict(list)
    for (code,), ranks in _ranks_by_key(connection, rows, "commune_code"):
        known_commune = today.get(code)
        current_code = known_commune.code if known_commune else code
        commune_words = (
            place_words(known_commune.name, known_commune.postal_codes, current_code)
            if known_commune
            else place_words("", "", code)
        )
        around[current_code].update(dict.fromkeys(commune_words))
        ranks_by_commune[current_code].append(ranks)
    return {code: (tuple(around[code]), _union(ranks)) for code, ranks in ranks_by_commune.items()}


def _trades(connection: DuckDBPyConnection, rows: _Rows) -> dict[str, Ranks]:
    """By word: the businesses whose trade it may call."""
    ranks_by_word = defaultdict(list)
    for (trade_code, naf_code), ranks in _ranks_by_key(connection, rows, "trade_code, naf_code"):
        for word in trade_words(trade_code, naf_code):
            ranks_by_word[word].append(ranks)
    return {word: _union(ranks) for word, ranks in ranks_by_word.items()}


def _union(ranks: list[Ranks]) -> Ranks:
    return distinct(np.concatenate(ranks)) if len(ranks) > 1 else ranks[0]


def _phones(connection: DuckDBPyConnection, rows: _Rows) -> Iterator[_Around]:
    read = connection.execute("SELECT id, phone FROM kept WHERE name <> '' AND phone <> ''").fetchall()
    for number, phone in read:
        yield tuple(phones(phone)), rows.of(np.array([number]))


def _ranks_by_key(
    connection: DuckDBPyConnection, rows: _Rows, columns: str
) -> Iterator[tuple[tuple[str, ...], Ranks]]:
    """The businesses that have the same values in these columns."""
    query = f"SELECT {columns}, list(id ORDER BY id) FROM kept WHERE name <> '' GROUP BY ALL ORDER BY ALL"
    for *values, ids in connection.execute(query).fetchall():
        yield tuple(value or "" for value in values), rows.of(np.array(ids))
