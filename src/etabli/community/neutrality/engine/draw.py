"""Orders that come from a seed, and from nothing else."""

import hashlib
import hmac
from collections.abc import Callable, Iterable


def commitment(seed: str) -> str:
    """What is published of a seed before it is used: who sees the seed later can check that it is the same."""
    return hashlib.sha256(seed.encode()).hexdigest()


def drawn[T](things: Iterable[T], *, seed: str, key: Callable[[T], str]) -> list[T]:
    """The things in the order that `seed` gives to their keys.

    Neither the order in which they come nor anything that they hold but the key changes it, and one more
    thing leaves the order of the others as it was.
    """
    return sorted(things, key=lambda thing: _rank(seed, key(thing)))


def _rank(seed: str, key: str) -> bytes:
    return hmac.digest(seed.encode(), key.encode(), "sha256")
