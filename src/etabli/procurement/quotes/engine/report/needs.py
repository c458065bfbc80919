"""What a quote says of the needs of a catalogue: offered, an option, left out, or expected of the client.

What recognises them is passed in (`etabli.procurement.needs.engine`), and so is the catalogue that it reads: the
quote's engine stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ..findings import without_parties
from ..model import POLARITIES, Found, Passage, Place, Polarity, Quote

_SURE = 0.7
_STOP = re.compile(r"(?<=[.;])\s|\n")


class Recognised(Protocol):
    """What a recogniser gives for one need that a text speaks of."""

    @property
    def need_id(self) -> str: ...
    @property
    def confidence(self) -> float: ...
    @property
    def evidence(self) -> str: ...
    @property
    def polarity(self) -> Polarity: ...


# The text, the catalogue, the rows above it: an empty one ends what they say.
type Recogniser[C] = Callable[[str, C, Sequence[str]], Sequence[Recognised]]
type Mentioned[C] = Callable[[str, C], frozenset[str]]


@dataclass(frozen=True)
class NeedMentions:
    """The needs that a quote speaks of, by their ids: for each of its lines those that it offers for `certain` and
    those that it `perhaps` does, as an option or by a doubtful word; by polarity, the first sentence anywhere that
    `says` it for certain of each; all that is `spoken` of, be it by one doubtful word.

    `labels`: what a need is called within a sentence, in French and in English."""

    certain: tuple[tuple[str, ...], ...]
    perhaps: tuple[tuple[str, ...], ...]
    says: Mapping[Polarity, Mapping[str, Found[str]]]
    spoken: frozenset[str]
    labels: Mapping[str, tuple[str, str]]

    @property
    def included(self) -> Mapping[str, Found[str]]:
        """The first sentence that offers each need for certain."""
        return self.says["offered"]

    @property
    def left_out(self) -> Mapping[str, Found[str]]:
        """The first sentence that leaves each need out."""
        return self.says["excluded"]

    def leaves_out(self, need: str) -> bool:
        """Whether the quote leaves it out, and includes it nowhere."""
        return need in self.left_out and need not in self.included


def need_mentions[C](
    quote: Quote,
    catalogue: C,
    recognise: Recogniser[C],
    mentioned: Mentioned[C],
    labels: Mapping[str, tuple[str, str]],
) -> NeedMentions:
    """Reads every line and every printed row. A line of the quote is read by itself: a heading above it ("Non compris")
    takes nothing from what is paid."""
    certain, perhaps = [], []
    says: dict[Polarity, dict[str, Found[str]]] = {polarity: {} for polarity in POLARITIES}
    spoken: set[str] = set()
    for text, place, above in _texts(quote):
        recognised = recognise(text, catalogue, above)
        offered = [need for need in recognised if need.polarity == "offered"]
        options = tuple(need.need_id for need in recognised if need.polarity == "optional")
        certain.append(tuple(need.need_id for need in offered if need.confidence >= _SURE))
        perhaps.append((*(need.need_id for need in offered if need.confidence < _SURE), *options))
        spoken.update((need.need_id for need in recognised), mentioned(text, catalogue))
        for need in recognised:
            if need.polarity != "offered" or need.confidence >= _SURE:
                says[need.polarity].setdefault(need.need_id, _sentence(text, need.evidence, place))
    lines = len(quote.lines)
    return NeedMentions(tuple(certain[:lines]), tuple(perhaps[:lines]), says, frozenset(spoken), labels)


def with_needs(quote: Quote, mentions: NeedMentions) -> Quote:
    """The quote, each line with the needs that it speaks of for certain."""
    pairs = zip(quote.lines, mentions.certain, strict=True)
    return replace(quote, lines=tuple(replace(line, needs=needs) for line, needs in pairs))


def _texts(quote: Quote) -> Iterator[tuple[str, Place | None, Sequence[str]]]:
    """The words of the lines, then those of the printed rows, with the blanks between columns: where they stand, and
    the rows above."""
    for line in quote.lines:
        yield f"{line.description}. {line.details}" if line.details else line.description, line.place, ()
    above: list[str] = []
    for at, passage in enumerate(quote.passages):
        if at and _parted(quote.passages[at - 1], passage):
            above.append("")
        text = without_parties(quote, passage.spaced or passage.text)
        yield text, passage.place, above
        above.append(text)


def _parted(before: Passage, after: Passage) -> bool:
    """Whether a row stands apart from the one before: on another page, or below a blank as high as itself."""
    _, top, _, bottom = after.place.box
    gap, height = top - before.place.box[3], bottom - top
    return before.place.page != after.place.page or not -height < gap < height


def _sentence(text: str, evidence: str, place: Place | None) -> Found[str]:
    """The sentence of a text in which the evidence stands."""
    parts = (part.strip(" –-•·;.") for part in _STOP.split(text))
    sentence = " ".join(next((part for part in parts if evidence in part), text).split())
    return Found(sentence, place, printed=sentence)
