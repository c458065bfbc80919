"""A line cut at its stops into clauses, and these into pieces at their commas."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etabli.procurement.needs.engine.words import Token

_END = re.compile(r"[;:()\[\]•|\n–—·»«]|[!?]\s")
_FULL_STOP = re.compile(r"\.\s")
_ABBREVIATED = 6  # letters; "Eng. 24 mois" and "Cond. gén. de vente" go on after their full stop
_UNITS = frozenset(
    {"an", "annee", "mois", "trimestre", "semaine", "jour", "j", "heure", "h"}
)  # "12 € / an" is one
_PAUSE = re.compile(r",|/|\+|\s-\s")


@dataclass(frozen=True)
class Clause:
    """A stretch of words between two strong stops, cut into pieces at its commas. Pieces hold token indexes; `stop` is
    what stands before it."""

    pieces: tuple[range, ...]
    stop: str = ""

    @property
    def words(self) -> range:
        return range(self.pieces[0].start, self.pieces[-1].stop)


def clauses(text: str, tokens: list[Token]) -> list[Clause]:
    """Cut a text's words into clauses; a clause without words is left out."""
    parts: list[Clause] = []
    pieces: list[range] = []
    begin, stop = 0, ""
    for index, token in enumerate(tokens):
        gap = text[tokens[index - 1].end : token.start] if index else ""
        ends = index > 0 and _ends(gap, tokens[index - 1], text[token.start])
        if index and (ends or _pauses(gap, token)):
            pieces.append(range(begin, index))
            begin = index
            if ends:
                parts.append(Clause(tuple(pieces), stop))
                pieces, stop = [], gap
    if tokens:
        parts.append(Clause((*pieces, range(begin, len(tokens))), stop))
    return parts


def _pauses(gap: str, after: Token) -> bool:
    return bool(_PAUSE.search(gap)) and not (gap.strip() == "/" and after.word in _UNITS)


def _ends(gap: str, before: Token, after: str) -> bool:
    if _END.search(gap):
        return True
    return bool(_FULL_STOP.search(gap)) and (len(before.word) > _ABBREVIATED or after.isupper())
