"""Which words of a line are said *not* to be included: "hors hébergement", "nom de domaine (non compris)"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from etabli.procurement.needs.engine.words import Token

# A clause ends at these; a refusal doesn't reach over them, except one that stands alone ("Hébergement : non compris").
_END = re.compile(r"[;:()\[\]•|\n–—·»«]|[!?]\s")
_FULL_STOP = re.compile(r"\.\s")
_ABBREVIATED = 6  # letters; "Eng. 24 mois" and "Cond. gén. de vente" go on after their full stop
# A list goes on over these: "hors hébergement, nom de domaine et maintenance".
_UNITS = frozenset(
    {"an", "annee", "mois", "trimestre", "semaine", "jour", "j", "heure", "h"}
)  # "12 € / an" is one
_PAUSE = re.compile(r",|/|\+|\s-\s")
_BEFORE = re.compile(
    r"\b(?:hors|sans|sauf|hormis|exceptee?s?|ni|aucune?|pas d[e]?|excluding|without|"
    r"n inclu\w* pas|ne compre\w+ pas|n inclu\w* ni|ne compre\w+ ni)\b"
)
# "hors taxes", "sans engagement" refuse nothing.
_HARMLESS = re.compile(
    r"\b(?:hors (?:taxes?|tva|ht|ttc)|sans (?:engagement|frais|supplements?|surcouts?|limites?|limitation|interruption|"
    r"coupure|obligation|connaissances?|pertes?)(?! d))\b"
)
_AFTER = re.compile(
    r"\b(?:(?:non|pas|not) (?:\w+ )?(?:compri\w*|inclu\w*|fourni\w*|prevu\w*|assure\w*)|exclu(?:s|e|es)?\b|en sus\b|"
    r"(?:reste\w* )?a (?:la|votre) charge\b|(?:fourni|assure|pris|prise|regle|paye)\w* (?:en charge )?par (?:le client|"
    r"vos soins|vous)\b|a prevoir par (?:le client|vos soins|vous)\b)"
)
# What follows these words and a colon, or the lines under them, is not included.
_ANNOUNCED = re.compile(
    r"(?:(?:prestations?|elements?|services?|options?|frais|travaux|points?) )?(?:non|pas) (?:inclu|compri|prevu)\w*|"
    r"(?:exclusions?|exclus)\b|hors (?:devis|forfait|prestations?|perimetre|offre|contrat)\b|a (?:la|votre) charge\b|"
    r"(?:ne (?:sont|est)|n est|n inclu\w*|ne compre\w*|(?:ce|le|notre|cette) .{0,40}\bn(?:e| )).{0,40}\bpas\b|"
    r"(?:.{0,40}\b)?not include[sd]?\b"
)
_GRANTED = re.compile(r"\b(?:inclu\w*|compri\w*|offert\w*|fourni\w*)\b")


@dataclass(frozen=True)
class Clause:
    """A stretch of words between two strong stops, cut into pieces at its commas. Pieces hold token indexes."""

    pieces: tuple[range, ...]

    @property
    def words(self) -> range:
        return range(self.pieces[0].start, self.pieces[-1].stop)


def clauses(text: str, tokens: list[Token]) -> list[Clause]:
    """Cut a text's words into clauses; a clause without words is left out."""
    parts: list[Clause] = []
    pieces: list[range] = []
    begin = 0
    for index, token in enumerate(tokens):
        gap = text[tokens[index - 1].end : token.start] if index else ""
        ends = index > 0 and _ends(gap, tokens[index - 1], text[token.start])
        if index and (ends or _pauses(gap, token)):
            pieces.append(range(begin, index))
            begin = index
            if ends:
                parts.append(Clause(tuple(pieces)))
                pieces = []
    if tokens:
        parts.append(Clause((*pieces, range(begin, len(tokens)))))
    return parts


def _pauses(gap: str, after: Token) -> bool:
    return bool(_PAUSE.search(gap)) and not (gap.strip() == "/" and after.word in _UNITS)


def _ends(gap: str, before: Token, after: str) -> bool:
    if _END.search(gap):
        return True
    return bool(_FULL_STOP.search(gap)) and (len(before.word) > _ABBREVIATED or after.isupper())


def refused(text: str, tokens: list[Token], parts: list[Clause]) -> frozenset[int]:
    """Indexes of the words that stand under a refusal."""
    out: set[int] = set()
    for number, clause in enumerate(parts):
        for place, piece in enumerate(clause.pieces):
            out |= _refused_after(tokens, clause, place, piece)
            out |= _refused_before(tokens, clause, place, piece)
        if number and _stands_alone(tokens, clause):
            out |= set(parts[number - 1].pieces[-1]) | _list_back(tokens, parts[number - 1], -1)
        if number + 1 < len(parts) and _announces(text, tokens, clause):
            out |= set(parts[number + 1].words)
    return frozenset(out)


def announces_refusal(text: str) -> bool:
    """Whether folded words say that what comes under them is not included: "non inclus", "à la charge du client"."""
    return bool(_ANNOUNCED.match(text))


def _announces(text: str, tokens: list[Token], clause: Clause) -> bool:
    """Whether a list of what is not included follows: "Non inclus : impression, publicité"."""
    after = text[tokens[clause.words[-1]].end :]
    return after.lstrip().startswith(":") and announces_refusal(
        " ".join(tokens[at].word for at in clause.words)
    )


def _refused_after(tokens: list[Token], clause: Clause, place: int, piece: range) -> set[int]:
    text, starts = _spell(tokens, piece)
    free = [match.span() for match in _HARMLESS.finditer(text)]
    for match in _BEFORE.finditer(text):
        if any(begin <= match.start() < end for begin, end in free):
            continue
        first = next((at for at in piece if starts[at] >= match.end()), piece.stop)
        return set(range(first, piece.stop)) | _list_on(tokens, clause, place)
    return set()


def _refused_before(tokens: list[Token], clause: Clause, place: int, piece: range) -> set[int]:
    text, starts = _spell(tokens, piece)
    match = _AFTER.search(text)
    if not match or match.start() == 0:
        return set(clause.pieces[place - 1]) if match and place else set()
    out = {at for at in piece if starts[at] < match.start()}
    return out | _list_back(tokens, clause, place)


def _stands_alone(tokens: list[Token], clause: Clause) -> bool:
    text, _ = _spell(tokens, clause.pieces[0])
    match = _AFTER.match(text)
    return bool(match) or text in {"non", "hors devis"}


def _list_on(tokens: list[Token], clause: Clause, place: int) -> set[int]:
    """The rest of a list after a refusal, when it reads as one: short pieces, the last with "et"."""
    rest = clause.pieces[place + 1 :]
    if not rest or not all(_short(tokens, piece) for piece in rest) or not _has_and(tokens, rest[-1]):
        return set()
    return {at for piece in rest for at in piece}


def _list_back(tokens: list[Token], clause: Clause, place: int) -> set[int]:
    before, last = clause.pieces[:place], clause.pieces[place]
    if not before or not all(_short(tokens, piece) for piece in before) or not _has_and(tokens, last):
        return set()
    return {at for piece in before for at in piece}


def _short(tokens: list[Token], piece: range) -> bool:
    text, _ = _spell(tokens, piece)
    words = [at for at in piece if not tokens[at].small]
    return len(words) <= 4 and not any(char.isdigit() for char in text) and not _GRANTED.search(text)


def _has_and(tokens: list[Token], piece: range) -> bool:
    return any(tokens[at].word in {"et", "ou", "and", "or"} for at in piece)


def _spell(tokens: list[Token], piece: range) -> tuple[str, dict[int, int]]:
    """The folded words of a piece, and where each begins in it."""
    starts: dict[int, int] = {}
    text = ""
    for at in piece:
        text += " " if text else ""
        starts[at] = len(text)
        text += tokens[at].word
    return text, starts
