"""A quote against the needs of a brief: covered, missing, unclear, extra. Says nothing about price."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from ..model import Against, Quote, Status
from .needs import NeedMentions


@dataclass(frozen=True)
class Wanted:
    """A need of the brief. `question` is what to ask the supplier when the quote is silent about it, `if_left_out` when
    it says in its `{words}` that it isn't included. `answerable`: whether a quote can say it; the goal is the client's
    to tell."""

    id: str
    weight: Literal["must", "should", "could", "not"] = "must"
    question: str = ""
    if_left_out: str = ""
    answerable: bool = True


def compare(quote: Quote, needs_of_brief: Iterable[Wanted], mentions: NeedMentions) -> tuple[Against, ...]:
    """One entry per need of the brief, in its order, then what the quote holds and the brief doesn't ask for.

    A need is covered when a line names it; missing when nothing does, or when the quote leaves it out in so many words
    and no line has a price for it; unclear in between: only a doubtful line or another passage names it, or the quote
    says both. One that no quote can answer is covered or unclear, and asks nothing."""
    sure, doubtful = _by_need(quote, mentions)
    wanted = tuple(needs_of_brief)
    answers = []
    for need in wanted:
        if need.weight != "not":
            answers.append(_against(need, quote, mentions, sure, doubtful))
        elif need.id in sure:
            answers.append(Against(need.id, "extra", sure[need.id], need.question))
    asked = {need.id for need in wanted}
    answers += [Against(need, "extra", lines) for need, lines in sure.items() if need not in asked]
    return tuple(answers)


def _against(
    need: Wanted,
    quote: Quote,
    mentions: NeedMentions,
    sure: Mapping[str, tuple[int, ...]],
    doubtful: Mapping[str, tuple[int, ...]],
) -> Against:
    named, perhaps = sure.get(need.id, ()), doubtful.get(need.id, ())
    left_out = mentions.left_out.get(need.id)
    if named and (left_out is None or any(quote.lines[at].amount is not None for at in named)):
        return Against(need.id, "covered", named)
    if not need.answerable:
        return Against(need.id, "unclear", named or perhaps)
    if left_out and not named:
        question = need.if_left_out.replace("{words}", left_out.value)
        return Against(need.id, "missing", (), question or need.question, left_out)
    if named or perhaps or need.id in mentions.included:
        return Against(need.id, "unclear", named or perhaps, need.question, left_out)
    return Against(need.id, "missing", (), need.question)


def overruled(
    against: Iterable[Against], wanted: Iterable[Wanted], statuses: Mapping[str, Status]
) -> tuple[Against, ...]:
    """The same, where a person says otherwise: `statuses` maps a need to covered, missing or unclear. What the brief
    doesn't ask for and a person says is in the quote is extra; what they say isn't, is left out."""
    asked = {need.id: need for need in wanted if need.weight != "not"}
    answers = {answer.need: answer for answer in against}
    for need, status in statuses.items():
        read = answers.get(need, Against(need, "extra"))
        if need in asked:
            question = "" if status == "covered" else asked[need].question
            answers[need] = replace(read, status=status, question=question)
        elif status == "covered":
            answers[need] = read
        else:
            answers.pop(need, None)
    return tuple(answers.values())


def _by_need(
    quote: Quote, mentions: NeedMentions
) -> tuple[Mapping[str, tuple[int, ...]], Mapping[str, tuple[int, ...]]]:
    """Which lines speak of each need: for certain, and doubtfully, as an option does."""
    sure: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
    doubtful: defaultdict[str, tuple[int, ...]] = defaultdict(tuple)
    for at, (line, certain, perhaps) in enumerate(
        zip(quote.lines, mentions.certain, mentions.perhaps, strict=True)
    ):
        for need in certain:
            (doubtful if line.optional else sure)[need] += (at,)
        for need in perhaps:
            doubtful[need] += (at,)
    return sure, doubtful
