"""Searching a register of millions: its words, what may stand for each, who bears them, the nearest. Pure."""

from etabli.territory.register.engine.searching.postings import (
    Flag,
    Matches,
    Meaning,
    Posting,
    distinct,
    pack,
    rank,
    unpack,
)
from etabli.territory.register.engine.searching.traces import sound_traces, traces, traces_of
from etabli.territory.register.engine.searching.words import (
    Asked,
    alike,
    asked,
    is_phone,
    is_telling,
    phones,
    said,
    spellings,
    telling,
    words,
)

__all__ = [
    "Asked",
    "Flag",
    "Matches",
    "Meaning",
    "Posting",
    "alike",
    "asked",
    "distinct",
    "is_phone",
    "is_telling",
    "pack",
    "phones",
    "rank",
    "said",
    "sound_traces",
    "spellings",
    "telling",
    "traces",
    "traces_of",
    "unpack",
    "words",
]
