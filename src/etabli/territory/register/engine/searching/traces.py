"""What a word leaves behind it, so that the words that it may have been meant for are found without reading them all.

The traces of a word are its first seven letters, and the same less one letter, or two in a long word. Two words that
differ by as many slips always share one (that of the letters which both have). The traces fall into a fixed number of
buckets; each bucket lists the words that left one there, with others by chance: what is found there is compared.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from etabli.territory.register.engine.searching.postings import distinct

Numbers = npt.NDArray[np.uint64]

BUCKETS_BITS = 16
TRACED_LETTERS = 7  # letters that leave traces
MIN_LONG_WORD = 6  # a word of fewer letters forgives one slip: eight typed, less two
_MIX = np.uint64(0x9E3779B97F4A7C15)
_BYTE = np.uint64(8)


def traces(words: Sequence[str]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """(rank of a word, bucket) of each trace that these words leave, each once, in the order of the buckets."""
    keys, lengths = _keys(words)
    ranks = np.arange(len(words))
    less_one, of_one = _less_one(keys, lengths)
    is_long = lengths[of_one] >= MIN_LONG_WORD
    less_two, of_two = _less_one(less_one[is_long], np.minimum(lengths[of_one][is_long], TRACED_LETTERS) - 1)
    buckets = _buckets(np.concatenate([keys, less_one, less_two]))
    of = np.concatenate([ranks, of_one, of_one[is_long][of_two]])
    pairs = distinct(buckets << 32 | of)
    return pairs & 0xFFFFFFFF, pairs >> 32


def traces_of(word: str, slips: int) -> list[int]:
    """The buckets where a word that differs from this one by `slips` (one or two) is listed."""
    keys, lengths = _keys([word])
    parts = [keys]
    lengths = np.minimum(lengths, TRACED_LETTERS)
    for _slip in range(slips):
        keys, of = _less_one(keys, lengths)
        lengths = lengths[of] - 1
        parts.append(keys)
    return sorted(set(_buckets(np.concatenate(parts)).tolist()))


def sound_traces(sounds: Sequence[str]) -> npt.NDArray[np.int64]:
    """The bucket of each sound, which is no word: it is written otherwise."""
    return _buckets(_keys(sounds)[0])


def _keys(words: Sequence[str]) -> tuple[Numbers, npt.NDArray[np.int64]]:
    """The first letters of each word, one byte each, and its length."""
    beginnings = np.array([word[:TRACED_LETTERS] for word in words], dtype=f"S{TRACED_LETTERS + 1}")
    lengths = np.fromiter(map(len, words), dtype=np.int64, count=len(words))
    return beginnings.view("<u8").astype(np.uint64), lengths


def _less_one(keys: Numbers, lengths: npt.NDArray[np.int64]) -> tuple[Numbers, npt.NDArray[np.int64]]:
    """Each key less each of its letters in turn, and whose it is."""
    less, of = [], []
    for place in range(TRACED_LETTERS):
        (indices,) = np.nonzero(lengths > place)
        before = np.uint64((1 << 8 * place) - 1)
        kept = keys[indices]
        less.append(kept & before | kept >> _BYTE & ~before)
        of.append(indices)
    return np.concatenate(less), np.concatenate(of)


def _buckets(keys: Numbers) -> npt.NDArray[np.int64]:
    with np.errstate(over="ignore"):
        return ((keys * _MIX) >> np.uint64(64 - BUCKETS_BITS)).astype(np.int64)
