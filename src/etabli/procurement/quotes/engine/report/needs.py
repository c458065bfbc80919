"""What a quote says of the needs of a catalogue: included, perhaps, or left out in so many words.

What recognises them is passed in (`etabli.procurement.needs.engine`), and so is the catalogue that it reads: the
quote's engine stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ..model import Found, Passage, Place, Quote

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


# The text, the catalogue, the rows above it: an empty one ends what they say.
type Recogniser[C] = Callable[[str, C, Sequence[str]], Sequence[Recognised]]


@dataclass(frozen=True)
class NeedMentions:
    """The needs that a quote speaks of, by their ids: for each of its lines those that it names for `certain` and those
    that it `perhaps` does; the first sentence anywhere that includes each for certain, the first that leaves it out;
    all that is `spoken` of, be it by one doubtful word.

    `labels`: what a need is called within a sentence, in French and in English."""

    certain: tuple[tuple[str, ...], ...]
    perhaps: tuple[tuple[str, ...], ...]
    included: Mapping[str, Found[str]]
    left_out: Mapping[str, Found[str]]
    spoken: frozenset[str]
    labels: Mapping[str, tuple[str, str]]

    def leaves_out(self, need: str) -> bool:
        """Whether the quote leaves it out, and includes it nowhere."""
        return need in self.left_out and need not in self.included


def need_mentions[C](
    quote: Quote,
    catalogue: C,
    recognise: Recogniser[C],
    set_aside: Recogniser[C],
    labels: Mapping[str, tuple[str, str]],
) -> NeedMentions:
    """Reads every line and every printed row. A line of the quote is read by itself: a heading above it ("Non compris")
    takes nothing from what is paid."""
    certain, perhaps = [], []
    included: dict[str, Found[str]] = {}
    left_out: dict[str, Found[str]] = {}
    spoken: set[str] = set()
    for text, place, above in _texts(quote):
        recognised, out = recognise(text, catalogue, above), set_aside(text, catalogue, above)
        certain.append(tuple(need.need_id for need in recognised if need.confidence >= _SURE))
        perhaps.append(tuple(need.need_id for need in recognised if need.confidence < _SURE))
        spoken.update(need.need_id for need in (*recognised, *out))
        sure = [need for need in recognised if need.confidence >= _SURE]
        for kept, each in ((included, sure), (left_out, out)):
            for need in each:
                kept.setdefault(need.need_id, _sentence(text, need.evidence, place))
    lines = len(quote.lines)
    return NeedMentions(
        tuple(certain[:lines]), tuple(perhaps[:lines]), included, left_out, frozenset(spoken), labels
    )


def with_needs(quote: Quote, mentions: NeedMentions) -> Quote:
    """The quote, each line with the needs that it speaks of for certain."""
    pairs = zip(quote.lines, mentions.certain, strict=True)
    return replace(quote, lines=tuple(replace(line, needs=needs) for line, needs in pairs))


def _texts(quote: Quote) -> Iterator[tuple[str, Place | None, Sequence[str]]]:
    """The words of the lines, then those of the printed rows: where they stand, and the rows above."""
    for line in quote.lines:
        yield f"{line.description}. {line.details}" if line.details else line.description, line.place, ()
    above: list[str] = []
    for at, passage in enumerate(quote.passages):
        if at and _parted(quote.passages[at - 1], passage):
            above.append("")
        yield passage.text, passage.place, above
        above.append(passage.text)


def _parted(before: Passage, after: Passage) -> bool:
    """Whether a row stands apart from the one before: on another page, or below a blank as high as itself."""
    _, top, _, bottom = after.place.box
    gap, height = top - before.place.box[3], bottom - top
    return before.place.page != after.place.page or not -height < gap < height


def _sentence(text: str, evidence: str, place: Place | None) -> Found[str]:
    """The sentence of a text in which the evidence stands."""
    parts = (part.strip(" –-•·;.") for part in _STOP.split(text))
    sentence = next((part for part in parts if evidence in part), text)
    return Found(sentence, place, printed=sentence)
