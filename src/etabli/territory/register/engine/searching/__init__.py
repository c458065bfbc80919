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
    SearchTerms as SearchTerms,
    is_phone as is_phone,
    is_telling_word as is_telling_word,
    parse_search as parse_search,
    phones as phones,
    shared_words as shared_words,
    spellings as spellings,
    telling_words as telling_words,
    words as words,
    words_alike as words_alike,
)
