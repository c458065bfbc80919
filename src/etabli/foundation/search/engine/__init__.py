"""Words, as people type them and as they meant them. Pure."""

from etabli.foundation.search.engine.nearness import Vocabulary, marked, meanings, near, nearest, slips
from etabli.foundation.search.engine.sounds import sound
from etabli.foundation.search.engine.text import fold, stem, words

__all__ = ["Vocabulary", "fold", "marked", "meanings", "near", "nearest", "slips", "sound", "stem", "words"]
