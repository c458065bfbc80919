"""Counting, quorum, ties: plain Python, no storage."""

from etabli.community.assembly.engine.counting import (
    MAJORITIES,
    RESOLUTION,
    Result,
    Rule,
    count,
    with_drawn,
)
from etabli.community.assembly.engine.published import WrongFile, digest_of, recounted, seed_of
from etabli.community.assembly.engine.quorum import Quorum, quorum

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
