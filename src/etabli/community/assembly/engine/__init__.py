"""Counting, quorum, ties: plain Python, no storage."""

from etabli.community.assembly.engine.counting import (
    MAJORITIES,
    RESOLUTION,
    Quorum,
    Result,
    Rule,
    count,
    quorum,
    with_drawn,
)
from etabli.community.assembly.engine.published import WrongFile, digest_of, recounted, seed_of

__all__ = [
    "MAJORITIES",
    "RESOLUTION",
    "Quorum",
    "Result",
    "Rule",
    "WrongFile",
    "count",
    "digest_of",
    "quorum",
    "recounted",
    "seed_of",
    "with_drawn",
]
