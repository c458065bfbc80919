"""The floor: the same names and communes in the database's own full-text index, and the bare query."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import batched
from typing import Any

from django.db import connection

from etabli.territory.register.models import Business

BATCH = 20_000


class Floor(ABC):
    """A bare database with a full-text index of (name, commune)."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock

    @abstractmethod
    def fill(self) -> None:
        """Bring the names and the communes of the register."""

    @abstractmethod
    def ask(self, words: Sequence[str], *, is_ranked: bool) -> object:
        """Five rows that hold all these words."""

    def took(self, words: Sequence[str], *, is_ranked: bool) -> float:
        """The processor seconds of that, the second time: nothing is cold."""
        self.ask(words, is_ranked=is_ranked)
        began = self._clock()
        self.ask(words, is_ranked=is_ranked)
        return self._clock() - began


class _Fts5(Floor):
    def __init__(self, clock: Callable[[], float], base: sqlite3.Connection) -> None:
        super().__init__(clock)
        self._base = base

    def fill(self) -> None:
        tokens = "unicode61 remove_diacritics 2"
        self._base.execute(f"CREATE VIRTUAL TABLE floor USING fts5(name, commune, tokenize = '{tokens}')")
        for rows in _rows():
            self._base.executemany("INSERT INTO floor (rowid, name, commune) VALUES (?, ?, ?)", rows)
        self._base.execute("INSERT INTO floor (floor) VALUES ('optimize')")
        self._base.commit()

    def ask(self, words: Sequence[str], *, is_ranked: bool) -> object:
        match = " ".join(
            f'"{word}" *' for word in words
        )  # in the singular here: the beginning of the word there
        order = "ORDER BY rank" if is_ranked else ""
        asked = f"SELECT rowid FROM floor WHERE floor MATCH ? {order} LIMIT 5"
        return self._base.execute(asked, [match]).fetchall()


class _FullText(Floor):
    def fill(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "CREATE TABLE floor AS SELECT b.id, to_tsvector('simple', b.name || ' ' || c.name) AS words"
                " FROM register_business b JOIN places_commune c ON c.code = b.commune_id WHERE b.name <> ''"
            )
            cursor.execute("CREATE INDEX floor_words ON floor USING gin (words)")
            cursor.execute("ANALYZE floor")

    def ask(self, words: Sequence[str], *, is_ranked: bool) -> object:
        order = "ORDER BY ts_rank(words, query) DESC" if is_ranked else ""
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT id FROM floor, to_tsquery('simple', %s) query WHERE words @@ query {order} LIMIT 5",
                [" & ".join(words)],
            )
            return cursor.fetchall()


@contextmanager
def floor_of(path: str, clock: Callable[[], float]) -> Iterator[Floor]:
    """On SQLite in a file of its own, on PostgreSQL beside the register."""
    if connection.vendor == "postgresql":
        yield _FullText(clock)
        return
    base = sqlite3.connect(path)
    try:
        yield _Fts5(clock, base)
    finally:
        base.close()


def _rows() -> Iterator[tuple[Any, ...]]:
    named = Business.objects.exclude(name="").exclude(commune=None).order_by("pk")
    rows = named.values_list("pk", "name", "commune__name").iterator(chunk_size=BATCH)
    return batched(rows, BATCH)
