"""Reading the index, and the businesses that it names. In plain SQL, the same for both databases: each of these takes
40 µs, and 600 to 900 through the ORM (`etabli bench search` counts processor time); a search asks two to nine of them.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db import connection


@dataclass(frozen=True, slots=True)
class BusinessRow:
    """What a search reads of a business. `commune` and `postal_codes` are empty where the commune is not known."""

    id: int
    siret: str
    name: str
    other_names: str
    trade_code: str
    naf_code: str
    phone: str
    is_open: bool
    is_published: bool
    commune_code: str
    commune: str
    postal_codes: str


def rows_of(chambers: Collection[int], ids: Collection[int]) -> dict[int, BusinessRow]:
    """Those of these businesses that can be found, by number: not the duplicate of another."""
    query = f"""SELECT b.id, b.siret, b.name, b.other_names, b.trade_code, b.naf_code, b.phone, b.closed_on IS NULL,
            b.is_published, coalesce(b.commune_id, b.commune_code), coalesce(c.name, ''), coalesce(c.postal_codes, '')
        FROM register_business b LEFT JOIN places_commune c ON c.code = b.commune_id
        WHERE b.id IN ({_placeholders(ids)}) AND b.chamber_id IN ({_placeholders(chambers)})
        AND b.merged_into_id IS NULL"""
    return {row[0]: BusinessRow(*row) for row in _rows(query, [*ids, *chambers])}


def postings_of(chambers: Collection[int], keys: Collection[bytes]) -> dict[bytes, list[bytes]]:
    """The businesses of each key, packed, what was written last at the end; nothing for a key that nobody has."""
    postings: dict[bytes, list[bytes]] = {}
    query = f"""SELECT key, data FROM register_postings
        WHERE chamber_id IN ({_placeholders(chambers)}) AND key IN ({_placeholders(keys)}) ORDER BY id"""
    for key, data in _rows(query, [*chambers, *keys]):
        postings.setdefault(bytes(key), []).append(bytes(data))
    return postings


def commonest_keys(chambers: Collection[int], firsts: Collection[bytes], limit: int) -> list[bytes]:
    """The keys that begin in one of these ways, those that most businesses have first."""
    query = f"""SELECT key, size FROM register_postings
        WHERE chamber_id IN ({_placeholders(chambers)}) AND key > %s AND key < %s"""
    union = " UNION ALL ".join([query] * len(firsts))
    ranked_query = f"SELECT key FROM ({union}) AS begun GROUP BY key ORDER BY SUM(size) DESC, key LIMIT %s"
    values = [value for first in firsts for value in (*chambers, first, first + b"\x7f")]
    return [bytes(key) for (key,) in _rows(ranked_query, [*values, limit])]


def words_in_buckets(chambers: Collection[int], buckets: Collection[int]) -> list[tuple[int, str]]:
    """The words listed in these buckets."""
    query = f"""SELECT bucket, words FROM register_lookalikes
        WHERE chamber_id IN ({_placeholders(chambers)}) AND bucket IN ({_placeholders(buckets)})"""
    return _rows(query, [*chambers, *buckets])


def _placeholders(values: Collection[Any]) -> str:
    return ", ".join(["%s"] * len(values)) or "NULL"


def _rows(query: str, values: list[Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(query, values)
        rows: list[Any] = cursor.fetchall()
    return rows
