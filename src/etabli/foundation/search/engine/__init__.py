"""Words, as people type them and as they meant them. Pure."""

from etabli.foundation.search.engine.nearness import (
    BEGINNING,
    ONE_SLIP,
    SAME,
    SAME_SOUND,
    TWO_SLIPS,
    Vocabulary,
    forgiven,
    marked,
    meanings,
    near,
    nearest,
    slips,
)
from etabli.foundation.search.engine.sounds import sound
from etabli.foundation.search.engine.text import fold, stem, words

__all__ = [
    "BEGINNING",
    "ONE_SLIP",
    "SAME",
    "SAME_SOUND",
    "TWO_SLIPS",
    "Vocabulary",
    "fold",
    "forgiven",
    "marked",
    "meanings",
    "near",
    "nearest",
    "slips",
    "sound",
    "stem",
    "words",
]
