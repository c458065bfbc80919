"""Which needs a line of a quote speaks of.

Words are compared by their stems, in phrases that may not run over a stop. A phrase that means something else (a veto)
cancels what it covers; what a need names as its object is no promise of its own ("formation à WordPress"); a word that
says little gives way to one beside it that says more; what no phrase says, but the line's letters do, is proposed; what
the line sets aside ("hors hébergement") is told apart from what it includes. The lines above say what a
line leaves unsaid: see `neighbours.py`.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from etabli.procurement.needs.engine.cells import said_by_cells
from etabli.procurement.needs.engine.grounds import THERE, beside_a_sure_one, grounds, is_guessed, is_whole
from etabli.procurement.needs.engine.lexicon import Kind, Lexicon, lexicon
from etabli.procurement.needs.engine.likelihood import Likelihood
from etabli.procurement.needs.engine.matching import Hit, Line, line_of, matches
from etabli.procurement.needs.engine.model import Catalogue, Need
from etabli.procurement.needs.engine.neighbours import ABOVE, Above, above, bare
from etabli.procurement.needs.engine.particulars import without_particulars
from etabli.procurement.needs.engine.polarity import Polarity, polarities

_CONFIDENCE: dict[Kind, float] = {"strong": 0.9, "weak": 0.55}
_MISSPELT = 0.8  # what remains of the confidence when a word had to be guessed
_INHERITED = 0.75  # and when the line says nothing of its own, under a heading that does
_PROPOSED = 0.5  # when the line says it in words that the lexicon doesn't have
_SURE = 1.0  # from which a phrase is believed by its own item alone, whatever else the line lists
_LIKELY = 0.0  # log-odds from which a line says a need without any phrase of it
_LIKELIER = 1.0  # and against a phrase of it that isn't believed, or is about something else
_BESIDE = 5  # words between what says little and what says more
_LONGEST_OBJECT = 40  # words
_LONGEST_LINE = 20_000  # characters; a longer text is no line of a quote, and is read up to there
_COLUMN = " " * 3  # between two cells, as the lines have it that were learnt from
_WIDE = re.compile(r"[^\S\n]{4,}")
# What a heading that names no thing may be about: the quote itself.
_OF_THE_QUOTE = frozenset({"exclusions", "answers", "offer"})
# After a noun: what brings its object, and what goes on with it after "et".
_LINKS = frozenset({"a", "au", "aux", "d", "de", "des", "du", "en", "l", "la", "le", "les", "pour", "sur"})
_LINKS_AGAIN = frozenset({"a", "au", "aux", "d", "de", "des", "du", "sur", "pour"})


@dataclass(frozen=True)
class Recognised:
    """A need that a line speaks of, and what it says of it. `evidence` is the line's own words; `confidence` is between
    0 and 1."""

    need_id: str
    confidence: float
    evidence: str
    polarity: Polarity = "offered"


@dataclass(frozen=True)
class _Setting:
    """What the words of a line are read by besides themselves."""

    context: Above
    cells: Polarity | None
    catalogue: Catalogue

    def settled(self, marked: Polarity, need: str, text: str, span: slice) -> Polarity:
        """What the marks of a line say, else the other cells of its row, else its heading, else all that stands around
        in the text, if it is given."""
        if marked == "offered" and self.cells:
            return self.cells
        polarity = self.context.polarity if marked == "offered" else marked
        if polarity != "offered" or self.catalogue.stance is None or not text:
            return polarity
        return self.catalogue.stance.of(
            need, *_narrowed(text, span), title_above(self.context, self.catalogue)
        )


def _narrowed(text: str, span: slice) -> tuple[str, slice]:
    """A text whose columns stand side by side, however far they are on the page, and a span of it there."""
    before, within, after = (
        _WIDE.sub(_COLUMN, part) for part in (text[: span.start], text[span], text[span.stop :])
    )
    return before + within + after, slice(len(before), len(before) + len(within))


def title_above(context: Above, catalogue: Catalogue) -> str:
    """The nearest title above a line that may say whether the things under it are offered; empty when none does."""
    return next((each for each in context.titles if not _names_a_need(each, catalogue)), "")


@lru_cache(maxsize=256)
def _names_a_need(words: str, catalogue: Catalogue) -> bool:
    """Whether words above a line are about something themselves: they then say nothing of the line."""
    return any(need.need_id not in _OF_THE_QUOTE for need in recognise(words, catalogue))


def recognise(text: str, catalogue: Catalogue, around: Sequence[str] = ()) -> tuple[Recognised, ...]:
    """The needs that a line speaks of, in the catalogue's order, each once. Never raises, whatever the text.

    `around` are the lines above it, in reading order: a heading says what "12 mois" is about, or that what follows
    isn't included; a line cut in two is read whole. Whatever is recognised, its evidence stands in the line itself.
    """
    written = text[:_LONGEST_LINE]
    text = without_particulars(written)
    context = above(text, around)
    begun = f"{context.begun} " if context.begun else ""
    reading = _read(begun + text, lexicon(catalogue), len(begun))
    setting = _Setting(context, said_by_cells(written, around[-ABOVE:]), catalogue)
    believed = _believed(reading, catalogue.likelihood)
    recognised = tuple(
        _recognised(need, reading.kept[need.id], reading.line, len(begun), reading.said, setting)
        for need in catalogue.needs
        if need.id in believed
    )
    proposed = _proposed(written, catalogue, believed, reading.named, setting)
    if not proposed:
        return recognised or _inherited(text, catalogue, context)
    order = {need.id: at for at, need in enumerate(catalogue.needs)}
    return tuple(sorted((*recognised, *proposed), key=lambda each: order[each.need_id]))


def mentioned(text: str, catalogue: Catalogue) -> frozenset[str]:
    """The needs that a phrase of this text may name, believed or not: what a text is silent about is none of these."""
    return frozenset(_read(without_particulars(text[:_LONGEST_LINE]), lexicon(catalogue)).kept)


@dataclass(frozen=True)
class _Reading:
    """A line, what is said at each word of it, the needs that its phrases name, and those that they mean, by which."""

    line: Line
    said: Sequence[Polarity]
    named: frozenset[str]
    kept: Mapping[str, list[Hit]]


def _read(text: str, words_of: Lexicon, begun: int = 0) -> _Reading:
    """A text of which the first characters, so many as have `begun` it, only help to read the others."""
    line = line_of(text, words_of)
    matched = [matches(line, part, words_of) for part in line.parts]
    hits = [hit for each in matched for hit in _unvetoed(line, each)]
    said = polarities(line.text, line.tokens, line.parts, frozenset(at for hit in hits for at in hit.at))
    kept: dict[str, list[Hit]] = defaultdict(list)
    for hit in _meant(line, hits, words_of, _off(said)):
        if line.words[hit.last].start >= begun:
            kept[hit.phrase.need].append(hit)
    return _Reading(line, said, frozenset(hit.phrase.need for each in matched for hit in each), kept)


def _off(said: Sequence[Polarity]) -> frozenset[int]:
    """The words that a line doesn't offer."""
    return frozenset(at for at, polarity in enumerate(said) if polarity != "offered")


def _believed(reading: _Reading, model: Likelihood | None) -> Collection[str]:
    """The needs of which the phrases mean what they say: the lexicon sees a word, the model has seen near misses."""
    if model is None or not reading.kept:
        return reading.kept.keys()
    each = grounds(reading.line, reading.kept, _off(reading.said), model)
    listed = beside_a_sure_one(reading.line, reading.kept, model)
    return {
        need
        for need, hits in reading.kept.items()
        if need not in model.needs
        or need in listed
        or model.believes(each[need])
        or each[need][THERE] > _SURE
        or any(is_guessed(reading.line, hit) or is_whole(reading.line, hit) for hit in hits)
    }


def grounds_of(text: str, catalogue: Catalogue, model: Likelihood) -> dict[str, list[float]]:
    """What speaks for and against each need that the phrases of a line name, by which belief in them is learnt."""
    reading = _read(without_particulars(text), lexicon(catalogue))
    return grounds(reading.line, reading.kept, _off(reading.said), model)


def _proposed(
    written: str, catalogue: Catalogue, believed: Collection[str], named: Collection[str], setting: _Setting
) -> tuple[Recognised, ...]:
    """What the model finds likely in a line where no phrase means it: likelier still when one `named` it, or said
    that the line is about something else."""
    model = catalogue.likelihood
    if model is None:
        return ()
    proposals: dict[str, Recognised] = {}
    for row in written.split("\n"):
        plain = without_particulars(row)
        for need in () if bare(plain) else model.above(_LIKELY, plain):
            if (
                need not in believed
                and need not in proposals
                and (need not in named or model.of(need, plain) > _LIKELIER)
                and (line := line_of(plain, lexicon(catalogue))).parts
            ):
                proposals[need] = _at_its_best(need, line, row, model, setting)
    return tuple(proposals.values())


def _at_its_best(need: str, line: Line, row: str, model: Likelihood, setting: _Setting) -> Recognised:
    """The clause of a line that says a need most, and what most of its words say of it."""
    spans = [
        (part, slice(line.words[part.words[0]].start, line.words[part.words[-1]].end)) for part in line.parts
    ]
    part, span = max(spans, key=lambda each: model.of(need, line.text[each[1]]))
    said = polarities(line.text, line.tokens, line.parts, frozenset(part.words))
    counts = Counter(said[at] for at in part.words)
    polarity = max(counts, key=lambda each: (counts[each], each != "offered"))
    return Recognised(need, _PROPOSED, row[span], setting.settled(polarity, need, line.text, span))


def _inherited(text: str, catalogue: Catalogue, context: Above) -> tuple[Recognised, ...]:
    """What the heading says, for a line that is but a duration, a quantity or a price."""
    evidence = bare(text)
    if context.polarity != "offered" or not context.heading or not evidence:
        return ()
    heading_needs = recognise(context.heading, catalogue)
    return tuple(
        replace(each, confidence=each.confidence * _INHERITED, evidence=evidence)
        for each in heading_needs
        if each.polarity == "offered"
    )


def _recognised(
    need: Need, hits: list[Hit], line: Line, begun: int, said: Sequence[Polarity], setting: _Setting
) -> Recognised:
    best = max(hits, key=lambda hit: (_CONFIDENCE[hit.phrase.kind], len(hit.at), -hit.first))
    confidence = _CONFIDENCE[best.phrase.kind]
    if any(not hit.at <= best.at for hit in hits):  # said twice, in two places
        confidence = min(0.98, confidence + 0.06)
    if is_guessed(line, best):
        confidence *= _MISSPELT
    span = slice(max(begun, line.words[best.first].start), line.words[best.last].end)
    polarity = _said_of(best, said)
    if polarity == "offered" and any(_said_of(hit, said) == "from_client" for hit in hits):
        polarity = "from_client"
    clause = line.parts[line.clause[best.first]].words
    works_on = any(said[at] == "from_client" for at in clause)  # "intégration des textes fournis"
    settled = setting.settled(polarity, need.id, "" if works_on else line.text, span)
    return Recognised(need.id, confidence, line.text[span], settled)


def _said_of(hit: Hit, said: Sequence[Polarity]) -> Polarity:
    """What is said of a phrase: of any word of it, or of the first when the client gives it ("intégration des textes
    fournis")."""
    each = [said[at] for at in sorted(hit.at)]
    return next((polarity for polarity in each if polarity in ("excluded", "optional")), each[0])


def _meant(line: Line, hits: list[Hit], words_of: Lexicon, off: frozenset[int]) -> list[Hit]:
    """The phrases of a line that mean what they say; `off` are the words that it doesn't offer."""
    objects = _objects(line, hits, words_of)
    hits = [hit for hit in hits if (hit.first, hit.phrase.need) not in objects]
    sure = [hit for hit in hits if hit.phrase.kind != "weak"]
    return [*sure, *_telling(line, hits, sure, off)]


def _unvetoed(line: Line, hits: list[Hit]) -> list[Hit]:
    """Hits that no veto of the same need cancels: it wins over what it covers, unless the hit says more, and over what
    is weak in its stretch."""
    vetoes: dict[str, list[Hit]] = defaultdict(list)
    for hit in hits:
        if hit.phrase.kind == "veto":
            vetoes[hit.phrase.need].append(hit)

    def vetoed(hit: Hit) -> bool:
        return any(
            (veto.at & hit.at and not veto.at < hit.at)
            or (hit.phrase.kind == "weak" and line.stretch[veto.first] == line.stretch[hit.first])
            for veto in vetoes[hit.phrase.need]
        )

    return [hit for hit in hits if hit.phrase.kind != "veto" and not vetoed(hit)]


def _objects(line: Line, hits: Iterable[Hit], words_of: Lexicon) -> set[tuple[int, str]]:
    """What another need only names as its object, by first word and need: in "formation à WordPress", WordPress."""
    heads = {(hit.phrase.need, hit.last) for hit in hits if hit.phrase.kind == "strong"}
    return {
        (at, need)
        for head, last in heads
        if head in words_of.objects
        for at in range(last + 1, _reach(line, last) + 1)
        for need in words_of.objects[head]
    }


def _reach(line: Line, last: int) -> int:
    """The last word of what stands after a noun as its object: "à WordPress et au référencement"."""
    words, stretch = line.words, line.stretch
    at = last + 1
    if at >= len(words) or stretch[at] != stretch[last] or (words[at].small and words[at].word not in _LINKS):
        return last
    while at < min(len(words), last + _LONGEST_OBJECT):
        if stretch[at] != stretch[at - 1] and not _goes_on(line, at):
            break
        at += 1
    return at - 1


def _goes_on(line: Line, at: int) -> bool:
    """Whether the stretch that begins here goes on with the object: "et des photos", not "et maintenance"."""
    first = at + (line.words[at].word in {"et", "ou"})
    return (
        line.clause[at] == line.clause[at - 1]
        and first < len(line.words)
        and line.words[first].word in _LINKS_AGAIN
    )


def _telling(line: Line, hits: Iterable[Hit], sure: Iterable[Hit], off: frozenset[int]) -> list[Hit]:
    """The weak hits that nothing of another need, close by in the same stretch, says better. What is refused ("photos
    non comprises") gives way to nothing that isn't."""
    needs_at: dict[tuple[int, bool], set[str]] = defaultdict(set)
    for hit in sure:
        for at in (hit.first, hit.last):
            needs_at[at, hit.at <= off].add(hit.phrase.need)

    def less(hit: Hit) -> bool:
        near = range(hit.first - _BESIDE, hit.last + _BESIDE + 1)
        here, sides = line.stretch[hit.first], (True,) if hit.at <= off else (True, False)
        return any(
            (at, side) in needs_at and line.stretch[at] == here and needs_at[at, side] != {hit.phrase.need}
            for at in near
            for side in sides
        )

    return [hit for hit in hits if hit.phrase.kind == "weak" and not less(hit)]
