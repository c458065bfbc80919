"""A quote against the needs of a brief: covered, missing, unclear, extra. Says nothing about price."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

from ..model import Against, Polarity, Quote, Status
from .needs import NeedMentions


@dataclass(frozen=True)
class Wanted:
    """A need of the brief. `question` is what to ask the supplier when the quote is silent about it, `if_said` when its
    `{words}` make it an option, leave it out or expect it of the client. `answerable`: whether a quote can say it; the
    goal is the client's to tell."""

    id: str
    weight: Literal["must", "should", "could", "not"] = "must"
    question: str = ""
    if_said: Mapping[Polarity, str] = MappingProxyType({})
    answerable: bool = True


def compare(quote: Quote, needs_of_brief: Iterable[Wanted], mentions: NeedMentions) -> tuple[Against, ...]:
    """One entry per need of the brief, in its order, then what the quote holds and the brief doesn't ask for.

    A need is covered when a line offers it; missing when nothing does, or when the quote leaves it out or expects it of
    the client in so many words and no line has a price for it; unclear in between: it is an option, only a doubtful
    line or another passage offers it, or the quote says both. One that no quote can answer is covered or unclear, and
    asks nothing."""
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
    contrary = _said(need, mentions, "excluded") or _said(need, mentions, "from_client")
    if named and (contrary is None or any(quote.lines[at].amount is not None for at in named)):
        return Against(need.id, "covered", named)
    if not need.answerable:
        return Against(need.id, "unclear", named or perhaps)
    option = _said(need, mentions, "optional")
    if contrary and not named and not option:
        return replace(contrary, status="missing")
    if option and not named and need.id not in mentions.included:
        return replace(option, lines=perhaps)
    if named or perhaps or need.id in mentions.included:
        unclear = Against(need.id, "unclear", named or perhaps, need.question)
        return replace(contrary, lines=unclear.lines, question=need.question) if contrary else unclear
    return Against(need.id, "missing", (), need.question)


def _said(need: Wanted, mentions: NeedMentions, polarity: Polarity) -> Against | None:
    """The need as the quote's words make it, with what to ask about them; None when no words do."""
    said = mentions.says[polarity].get(need.id)
    if said is None:
        return None
    question = need.if_said.get(polarity, "").replace("{words}", said.value) or need.question
    return Against(need.id, "unclear", (), question, said, polarity)


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
