"""A chain of entries: each holds the hash of the one before it."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

FIRST_PREVIOUS_HASH = "0" * 64  # what the first entry has before it


@dataclass(frozen=True)
class ChainLink:
    """One entry of the log. `payload` holds JSON values without floats; `at` is an instant."""

    number: int
    at: datetime
    kind: str
    payload: Mapping[str, Any]
    previous_hash: str
    hash: str = ""


@dataclass(frozen=True)
class Verdict:
    """What a verification found: how many entries, and the number of the first that is not as it was written.

    When entries are missing at the end, `broken_at` is the number of the first missing one.
    """

    entries: int
    broken_at: int | None
    last_hash: str = FIRST_PREVIOUS_HASH

    @property
    def holds(self) -> bool:
        return self.broken_at is None


def digest(link: ChainLink) -> str:
    """The hash of an entry: of all it says, and of the hash before it. The same on every database."""
    parts = [link.number, link.at.astimezone(UTC).isoformat(), link.kind, link.payload, link.previous_hash]
    text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False)
    return hashlib.sha256(text.encode()).hexdigest()


def verify(links: Iterable[ChainLink], *, length: int | None = None, last_hash: str | None = None) -> Verdict:
    """Walk the chain in the order given, numbers from 1.

    `length` and `last_hash` are those noted apart from the entries: with them, entries cut off at the end
    are seen too.
    """
    previous, count, broken_at = FIRST_PREVIOUS_HASH, 0, None
    for count, link in enumerate(links, start=1):
        whole = link.number == count and link.previous_hash == previous and link.hash == digest(link)
        if broken_at is None and not whole:
            broken_at = count
        previous = link.hash
    if broken_at is None and length is not None and length != count:
        broken_at = min(length, count) + 1
    if broken_at is None and last_hash is not None and last_hash != previous:
        broken_at = max(count, 1)
    return Verdict(entries=count, broken_at=broken_at, last_hash=previous)
