"""Words, as people type them and as they meant them. Pure."""

from etabli.foundation.search.engine.nearness import (
    BEGINNING as BEGINNING,
    ONE_SLIP as ONE_SLIP,
    SAME as SAME,
    SAME_SOUND as SAME_SOUND,
    SAME_STEM as SAME_STEM,
    TWO_SLIPS as TWO_SLIPS,
    Vocabulary as Vocabulary,
    closest_words as closest_words,
    holds_all as holds_all,
    mark_matches as mark_matches,
    meanings as meanings,
    near_words as near_words,
    nearest as nearest,
    slips_allowed as slips_allowed,
)
from etabli.foundation.search.engine.sounds import sound as sound
from etabli.foundation.search.engine.suggestions import is_sole_best as is_sole_best, ranks as ranks
from etabli.foundation.search.engine.text import fold as fold, stem as stem, words as words
