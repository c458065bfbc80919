"""Searching a register of millions: its words, what may stand for each, who bears them, the nearest. Pure."""

from etabli.territory.register.engine.searching.postings import (
    Flag as Flag,
    Matches as Matches,
    Meaning as Meaning,
    Posting as Posting,
    distinct as distinct,
    pack as pack,
    rank as rank,
    unpack as unpack,
)
from etabli.territory.register.engine.searching.traces import (
    sound_traces as sound_traces,
    traces as traces,
    traces_of as traces_of,
)
from etabli.territory.register.engine.searching.words import (
    Asked as Asked,
    alike as alike,
    asked as asked,
    is_phone as is_phone,
    is_telling as is_telling,
    phones as phones,
    said as said,
    spellings as spellings,
    telling as telling,
    words as words,
)
