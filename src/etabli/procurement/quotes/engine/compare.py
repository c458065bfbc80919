"""A quote against the needs of a brief: covered, missing, unclear, extra. Says nothing about price.

The recogniser of needs is passed in (`etabli.procurement.needs.engine.recognise`), and so is the catalogue it reads:
the quote's engine stands alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from .model import Against, Quote, Status

_SURE = 0.7


class Recognised(Protocol):
    """What a recogniser gives for one need that a text speaks of."""

    @property
    def need_id(self) -> str: ...
    @property
    def confidence(self) -> float: ...


type Recogniser[C] = Callable[[str, C], Sequence[Recognised]]


@dataclass(frozen=True)
class Wanted:
    """A need of the brief. `question` is what to ask the supplier when the quote is silent about it."""

    id: str
    weight: Literal["must", "should", "could", "not"] = "must"
    question: str = ""


def with_needs[C](quote: Quote, catalogue: C, recognise: Recogniser[C]) -> Quote:
    """The quote, each line with the needs that it speaks of for certain."""
    lines = []
    for line in quote.lines:
        found = recognise(
            f"{line.description}. {line.details}" if line.details else line.description, catalogue
        )
        lines.append(replace(line, needs=tuple(f.need_id for f in found if f.confidence >= _SURE)))
    return replace(quote, lines=tuple(lines))


def compare[C](
    quote: Quote,
    needs_of_brief: Iterable[Wanted],
    catalogue: C,
    recognise: Recogniser[C],
    set_aside: Recogniser[C] | None = None,
) -> tuple[Against, ...]:
    """One entry per need of the brief, in its order, then what the quote holds and the brief doesn't ask for.

    A need is covered when a line names it, unclear when only a doubtful line or another passage does, missing when
    nothing does or when the quote sets it aside in so many words."""
    sure, doubtful = _by_need(quote, catalogue, recognise)
    elsewhere = _elsewhere(quote, catalogue, recognise)
    refused = _elsewhere(quote, catalogue, set_aside) if set_aside else frozenset()
    wanted = tuple(needs_of_brief)
    answers = []
    for need in wanted:
        if need.weight == "not":
            if need.id in sure:
                answers.append(Against(need.id, "extra", sure[need.id], need.question))
        elif need.id in sure and need.id not in refused:
            answers.append(Against(need.id, "covered", sure[need.id]))
        elif need.id not in refused and (need.id in doubtful or need.id in elsewhere):
            answers.append(Against(need.id, "unclear", doubtful.get(need.id, ()), need.question))
        else:
            answers.append(Against(need.id, "missing", (), need.question))
    asked = {need.id for need in wanted}
    answers += [Against(need, "extra", lines) for need, lines in sure.items() if need not in asked]
    return tuple(answers)


def as_said(
    against: Iterable[Against], wanted: Iterable[Wanted], said: Mapping[str, Status]
) -> tuple[Against, ...]:
    """The same, where a person says otherwise: `said` maps a need to covered, missing or unclear. What the brief
    doesn't ask for and a person says is in the quote is extra; what they say isn't, is left out."""
    asked = {need.id: need for need in wanted if need.weight != "not"}
    answers = {one.need: one for one in against}
    for need, status in said.items():
        read = answers.get(need, Against(need, "extra"))
        if need in asked:
            question = "" if status == "covered" else asked[need].question
            answers[need] = replace(read, status=status, question=question)
        elif status == "covered":
            answers[need] = read
        else:
            answers.pop(need, None)
    return tuple(answers.values())


def _by_need[C](
    quote: Quote, catalogue: C, recognise: Recogniser[C]
) -> tuple[dict[str, tuple[int, ...]], dict[str, tuple[int, ...]]]:
    """Which lines speak of each need: for certain, and doubtfully."""
    sure: dict[str, tuple[int, ...]] = {}
    doubtful: dict[str, tuple[int, ...]] = {}
    for at, line in enumerate(quote.lines):
        for found in recognise(f"{line.description}. {line.details}", catalogue):
            kept = sure if found.confidence >= _SURE and not line.optional else doubtful
            kept[found.need_id] = (*kept.get(found.need_id, ()), at)
    return sure, doubtful


def _elsewhere[C](quote: Quote, catalogue: C, recognise: Recogniser[C]) -> frozenset[str]:
    """Needs that the rest of the document speaks of."""
    return frozenset(
        found.need_id
        for passage in quote.passages
        for found in recognise(passage.text, catalogue)
        if found.confidence >= _SURE
    )
