"""Which needs a line of a quote speaks of.

Words are compared by their stems, in phrases that may not run over a stop. A phrase that means something else (a veto)
cancels what it covers; what a need names as its object is no promise of its own ("formation à WordPress"); a word that
says little gives way to one beside it that says more; what the line sets aside ("hors hébergement") is told apart from
what it includes. The lines above say what a line leaves unsaid: see `neighbours.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import zip_longest

from etabli.procurement.needs.engine.lexicon import Kind, Lexicon, Phrase, lexicon
from etabli.procurement.needs.engine.model import Catalogue, Need
from etabli.procurement.needs.engine.neighbours import Above, above, bare
from etabli.procurement.needs.engine.refusal import Clause, clauses, refused
from etabli.procurement.needs.engine.words import Token, tokens

_CONFIDENCE: dict[Kind, float] = {"strong": 0.9, "stated": 0.9, "weak": 0.55}
_MISSPELT = 0.8  # what remains of the confidence when a word had to be guessed
_INHERITED = 0.75  # a line that says nothing of its own, under a heading that does
_NEAR = 6  # words between the two sides of an "a + b" phrase
_BESIDE = 2  # words between what says little and what says more
_LONGEST_LINE = 20_000  # characters; a longer text is no line of a quote, and is read up to there
_LINKS = frozenset("a au aux d de des du en l la le les pour sur".split())
_GOES_ON = frozenset("a au aux d de des du sur pour".split())


@dataclass(frozen=True)
class Recognised:
    """A need that a line speaks of. `evidence` is the line's own words; `confidence` is between 0 and 1."""

    need_id: str
    confidence: float
    evidence: str


@dataclass(frozen=True)
class _Hit:
    phrase: Phrase
    at: frozenset[int]  # token indexes
    first: int
    last: int

    @staticmethod
    def of(phrase: Phrase, at: frozenset[int]) -> _Hit:
        return _Hit(phrase, at, min(at), max(at))


@dataclass(frozen=True)
class _Line:
    """A line's words, as they stand and as they are compared; `segment` numbers the stretch that each stands in."""

    text: str
    said: list[Token]
    words: list[Token]
    parts: list[Clause]
    segment: list[int]


def recognise(text: str, catalogue: Catalogue, around: Sequence[str] = ()) -> tuple[Recognised, ...]:
    """The needs that a line includes, in the catalogue's order. Never raises, whatever the text.

    `around` are the lines above it, in reading order: a heading says what "12 mois" is about, or that what follows isn't
    included; a line cut in two is read whole. Whatever is recognised, its evidence stands in the line itself.
    """
    return _read(text, catalogue, tuple(around), aside=False)


def set_aside(text: str, catalogue: Catalogue, around: Sequence[str] = ()) -> tuple[Recognised, ...]:
    """The needs that a line names only to say that they are not included, in the catalogue's order."""
    included = {found.need_id for found in recognise(text, catalogue, around)}
    told = _read(text, catalogue, tuple(around), aside=True)
    return tuple(found for found in told if found.need_id not in included)


def _read(text: str, catalogue: Catalogue, around: tuple[str, ...], *, aside: bool) -> tuple[Recognised, ...]:
    context = above(text, around)
    begun = f"{context.begun} " if context.begun else ""
    line = _line(begun + text[:_LONGEST_LINE], lexicon(catalogue))
    off = refused(line.text, line.said, line.parts)
    kept: dict[str, list[_Hit]] = defaultdict(list)
    for hit in _told(line, lexicon(catalogue)):
        sets_aside = hit.phrase.kind != "stated" and (context.refusing or bool(hit.at & off))
        if sets_aside == aside and line.words[hit.last].start >= len(begun):
            kept[hit.phrase.need].append(hit)
    found = tuple(
        _found(need, kept[need.id], line, len(begun)) for need in catalogue.needs if kept[need.id]
    )
    return found or _inherited(text, catalogue, context, aside=aside)


def _inherited(text: str, catalogue: Catalogue, context: Above, *, aside: bool) -> tuple[Recognised, ...]:
    """What the heading says, for a line that is but a duration, a quantity or a price."""
    evidence = bare(text[:_LONGEST_LINE])
    if aside or context.refusing or not context.heading or not evidence:
        return ()
    told = _read(context.heading, catalogue, (), aside=False)
    return tuple(Recognised(each.need_id, each.confidence * _INHERITED, evidence) for each in told)


@lru_cache(maxsize=256)
def _line(text: str, words_of: Lexicon) -> _Line:
    said = tokens(text)
    parts = clauses(text, said)
    return _Line(text, said, words_of.corrected(said), parts, _segments(text, said, parts))


def _segments(text: str, words: list[Token], parts: list[Clause]) -> list[int]:
    """The stretch of each word: a piece of a clause, cut again at "et", "ou" and "&"."""
    numbers = [0] * len(words)
    number = 0
    for part in parts:
        for piece in part.pieces:
            number += 1
            for at in piece:
                apart = at > piece.start and "&" in text[words[at - 1].end : words[at].start]
                number += apart or words[at].word in {"et", "ou", "and", "or"}
                numbers[at] = number
    return numbers


def _told(line: _Line, words_of: Lexicon) -> list[_Hit]:
    """The hits of a line that mean what they say."""
    hits: list[_Hit] = []
    for part in line.parts:
        hits += _unvetoed(_hits(line.words, part, words_of))
    taken = _objects(line, hits, words_of)
    hits = [hit for number, hit in enumerate(hits) if number not in taken]
    sure = [hit for hit in hits if hit.phrase.kind != "weak"]
    return [hit for hit in hits if hit.phrase.kind != "weak" or not _says_less(line, hit, sure)]


def _found(need: Need, hits: list[_Hit], line: _Line, begun: int) -> Recognised:
    best = max(hits, key=lambda hit: (_CONFIDENCE[hit.phrase.kind], len(hit.at), -hit.first))
    confidence = _CONFIDENCE[best.phrase.kind]
    if any(not hit.at <= best.at for hit in hits):  # said twice, in two places
        confidence = min(0.98, confidence + 0.06)
    if any(line.said[at].stem != line.words[at].stem for at in best.at):
        confidence *= _MISSPELT
    start = max(begun, line.words[best.first].start)
    return Recognised(need.id, confidence, line.text[start : line.words[best.last].end])


def _hits(words: list[Token], part: Clause, words_of: Lexicon) -> list[_Hit]:
    whole = [at for at in part.words if not words[at].small]
    present = {key for at in whole for key in words[at].keys}
    found = []
    for piece in part.pieces:
        run = [at for at in piece if not words[at].small]
        for place, (at, following) in enumerate(zip_longest(run, run[1:])):
            for phrase in words_of.starting(words[at], None if following is None else words[following]):
                if phrase.literal:
                    span = _as_written(words, piece, at, phrase)
                elif phrase.keys <= present:
                    span = _span(words, run, place, phrase, run if phrase.kind == "veto" else whole)
                else:
                    continue
                if span:
                    found.append(_Hit.of(phrase, span))
    return found


def _span(
    words: list[Token], run: list[int], place: int, phrase: Phrase, whole: list[int]
) -> frozenset[int]:
    """Where the phrase stands when its first word is at `place` of the run, and its other side in the whole; or nowhere."""
    first = _sequence(words, run, place, phrase.sides[0])
    if not first or len(phrase.sides) == 1:
        return first
    other = _near(words, whole, first, phrase.sides[1])
    return first | other if other else frozenset()


def _as_written(words: list[Token], piece: range, at: int, phrase: Phrase) -> frozenset[int]:
    span = range(at - phrase.anchor, at - phrase.anchor + len(phrase.literal))
    if span.start < piece.start or span.stop > piece.stop:
        return frozenset()
    same = all(
        wanted in (words[one].single, words[one].number)
        for one, wanted in zip(span, phrase.literal, strict=True)
    )
    return frozenset(span) if same else frozenset()


def _sequence(words: list[Token], run: list[int], place: int, wanted: tuple[str, ...]) -> frozenset[int]:
    at = run[place : place + len(wanted)]
    if len(at) < len(wanted):
        return frozenset()
    if len(wanted) == 1:
        return frozenset(at) if wanted[0] in (words[at[0]].single, words[at[0]].number) else frozenset()
    same = all(stem in (words[one].stem, words[one].number) for one, stem in zip(at, wanted, strict=True))
    return frozenset(at) if same else frozenset()


def _near(
    words: list[Token], run: list[int], first: frozenset[int], wanted: tuple[str, ...]
) -> frozenset[int]:
    low, high = run.index(min(first)), run.index(max(first))
    for place in range(max(0, low - _NEAR - len(wanted)), min(len(run), high + _NEAR + 1)):
        span = _sequence(words, run, place, wanted)
        if span and not span & first:
            return span
    return frozenset()


def _unvetoed(hits: list[_Hit]) -> list[_Hit]:
    """Hits that no veto of the same need cancels: a veto wins over what it covers, unless the hit says more."""
    vetoes: dict[str, list[frozenset[int]]] = defaultdict(list)
    for hit in hits:
        if hit.phrase.kind == "veto":
            vetoes[hit.phrase.need].append(hit.at)
    return [hit for hit in hits if hit.phrase.kind != "veto" and not _vetoed(hit, vetoes[hit.phrase.need])]


def _vetoed(hit: _Hit, vetoes: list[frozenset[int]]) -> bool:
    if hit.phrase.kind == "weak" and vetoes:
        return True
    if hit.phrase.kind == "stated":
        return any(hit.at <= veto for veto in vetoes)
    return any(veto & hit.at and not veto < hit.at for veto in vetoes)


def _objects(line: _Line, hits: list[_Hit], words_of: Lexicon) -> set[int]:
    """Numbers of the hits that another need only names as its object: in "formation à WordPress", WordPress."""
    taken: set[int] = set()
    for head in hits:
        objects = words_of.objects.get(head.phrase.need)
        if objects and head.phrase.kind == "strong":
            reach = _reach(line, head.last)
            taken |= {
                number
                for number, hit in enumerate(hits)
                if hit.phrase.need in objects and head.last < hit.first <= reach
            }
    return taken


def _reach(line: _Line, last: int) -> int:
    """The last word of what stands after a noun as its object: "à WordPress et au référencement"."""
    words, segment = line.words, line.segment
    at = last + 1
    if at >= len(words) or segment[at] != segment[last] or (words[at].small and words[at].word not in _LINKS):
        return last
    while at < len(words):
        begins = segment[at] != segment[at - 1]
        if begins and words[at + (words[at].word == "et") :][:1] and not _goes_on(line, at):
            break
        at += 1
    return at - 1


def _goes_on(line: _Line, at: int) -> bool:
    """Whether the stretch that begins here goes on with the object: "et des photos", not "et maintenance"."""
    first = at + (line.words[at].word in {"et", "ou"})
    same_clause = any(at in part.words and at - 1 in part.words for part in line.parts)
    return same_clause and first < len(line.words) and line.words[first].word in _GOES_ON


def _says_less(line: _Line, weak: _Hit, sure: Iterable[_Hit]) -> bool:
    """Whether something of another need, close by in the same stretch, says more."""
    return any(
        hit.phrase.need != weak.phrase.need
        and line.segment[hit.first] == line.segment[weak.first]
        and max(hit.first - weak.last, weak.first - hit.last) <= 2 * _BESIDE + 1
        for hit in sure
    )
