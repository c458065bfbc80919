"""How a French word sounds, roughly: two words that are heard alike share their sound."""

import re
from functools import lru_cache

# The longest first. A nasal vowel is one before a consonant or the end, else its letters are heard apart.
_SPELLINGS = {
    "E": ["ai", "ay", "ei", "ey"],
    "O": ["eaux", "eau", "aux", "au"],
    "W": ["oix", "oi", "oy"],
    "U": ["ou"],
    "I": ["y"],
    "1": ["ain", "aim", "ein", "eim", "yn", "ym", "in", "im", "un", "um"],
    "2": ["an", "am", "en", "em"],
    "3": ["on", "om"],
    "S": ["sch", "sh", "ch"],
    "N": ["gn"],
    "F": ["ph"],
    "K": ["chr", "ck", "qu", "q", "c", "k"],
    "J": ["j"],
    "V": ["bv", "w", "v"],
    "Z": ["z", "s"],
    "": ["h"],
}
_SOUND_BY_SPELLING = {spelling: sound for sound, spellings in _SPELLINGS.items() for spelling in spellings}
_SOUND_BY_SPELLING["chr"] = "KR"
_NOT_BEFORE_VOWEL = "(?![aeiouymnh])"
_SPELLING_PATTERN = re.compile(
    "|".join(
        spelling + (_NOT_BEFORE_VOWEL if sound in {"1", "2", "3"} else "")
        for spelling, sound in sorted(_SOUND_BY_SPELLING.items(), key=lambda pair: (-len(pair[0]), pair[0]))
    )
)
_SOFT_CONSONANT = re.compile("[cg](?=[eiy])")  # before these, s and j
_HARD_G = re.compile("gu(?=[eiy])")
_DOUBLED = re.compile(r"(.)\1+")
_SILENT_ENDING = re.compile(r"(?:(?<=[A-Z123])E[RTZ]?|(?<=O)L[TD]|(?<=R)G|[TDZXPB]+)$")


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """The sound of a folded word, in capitals and figures: "lefebvre" and "lefevre" share theirs."""
    softened = _SOFT_CONSONANT.sub(lambda letter: "s" if letter[0] == "c" else "j", word)
    spelt = _DOUBLED.sub(r"\1", _HARD_G.sub("g", softened))
    sounded = _SPELLING_PATTERN.sub(lambda piece: _SOUND_BY_SPELLING[piece[0]], spelt).upper()
    return _SILENT_ENDING.sub("", sounded) or sounded
