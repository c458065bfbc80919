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
_SOUND = {spelling: sound for sound, spellings in _SPELLINGS.items() for spelling in spellings}
_SOUND["chr"] = "KR"
_NASAL = "(?![aeiouymnh])"
_PIECE = re.compile(
    "|".join(
        spelling + (_NASAL if sound in {"1", "2", "3"} else "")
        for spelling, sound in sorted(_SOUND.items(), key=lambda pair: (-len(pair[0]), pair[0]))
    )
)
_SOFT = re.compile("[cg](?=[eiy])")  # before these, s and j
_HARD = re.compile("gu(?=[eiy])")
_TWICE = re.compile(r"(.)\1+")
_SILENT = re.compile(r"(?:(?<=[A-Z123])E[RTZ]?|(?<=O)L[TD]|(?<=R)G|[TDZXPB]+)$")


@lru_cache(maxsize=20_000)
def sound(word: str) -> str:
    """The sound of a folded word, in capitals and figures: "lefebvre" and "lefevre" share theirs."""
    softened = _SOFT.sub(lambda letter: "s" if letter[0] == "c" else "j", word)
    spelt = _TWICE.sub(r"\1", _HARD.sub("g", softened))
    sounded = _PIECE.sub(lambda piece: _SOUND[piece[0]], spelt).upper()
    return _SILENT.sub("", sounded) or sounded
