"""How complete a brief is, and what to add first."""

from __future__ import annotations

from dataclasses import dataclass

from etabli.procurement.briefs.engine.interview import applies, weighed
from etabli.procurement.briefs.engine.model import BUDGET, Brief
from etabli.procurement.needs.engine import Catalogue, Need, Weight

_WORTH: dict[Weight, int] = {"must": 4, "should": 2, "could": 1, "not": 0}
_BUDGET_WORTH = 3
_DEADLINE_WORTH = 2
# Answered "I don't know": the question was read, and the supplier is asked to advise. Counted as half.
UNSURE = ("je ne sais pas", "i don't know")


@dataclass(frozen=True)
class Score:
    """`points` from 0 to 100; `missing` are need ids, the most useful first.

    `lacks_budget` and `lacks_deadline`: neither given nor, for the budget, said why it is blank.
    """

    points: int
    missing: tuple[str, ...]
    answered: int
    asked: int
    lacks_budget: bool
    lacks_deadline: bool


def score(brief: Brief, catalogue: Catalogue) -> Score:
    """Score a brief against what its outcome and trade ask for. More answered never gives fewer points.

    What is only useful takes no points away; what an answer made pointless is settled, and earns its points.
    """
    earned = total = asked = answered = 0
    missing: list[tuple[int, int, str]] = []
    for need, weight in weighed(brief, catalogue):
        if need.id == BUDGET:  # counted below, with its reason
            continue
        own = _own_weight(brief, need, weight)
        worth = 2 * _WORTH[own]
        is_asked, given = applies(brief, catalogue, need.id), _given(brief, need)
        total += worth
        earned += worth * given // 2 if is_asked else worth
        asked += is_asked
        answered += is_asked and given > 0
        if is_asked and not given and own in ("must", "should"):
            missing.append((-worth, need.number, need.id))
    lacks_budget = brief.budget is None and not brief.budget_blank_why.strip()
    lacks_deadline = brief.deadline is None
    total += 2 * (_BUDGET_WORTH + _DEADLINE_WORTH)
    earned += 2 * (_BUDGET_WORTH * (not lacks_budget) + _DEADLINE_WORTH * (not lacks_deadline))
    return Score(
        points=earned * 100 // total,
        missing=tuple(need_id for _, _, need_id in sorted(missing)),
        answered=answered,
        asked=asked,
        lacks_budget=lacks_budget,
        lacks_deadline=lacks_deadline,
    )


def is_unsure(answer: str) -> bool:
    """Whether an answer says "I don't know"."""
    return answer.strip().rstrip(".").casefold().replace("’", "'") in UNSURE


def _own_weight(brief: Brief, need: Need, weight: Weight) -> Weight:
    """The brief's own weight where it has one; a need set to "not" is settled and keeps its worth as answered."""
    given = brief.answer_to(need.id)
    return weight if given is None or given.weight == "not" else given.weight


def _given(brief: Brief, need: Need) -> int:
    """0 nothing said, 1 said not to know, 2 answered (or deliberately left out)."""
    given = brief.answer_to(need.id)
    if given is None:
        return 0
    if given.weight == "not":
        return 2
    if not given.answer.strip() and not given.note.strip():
        return 0
    return 1 if is_unsure(given.answer) and not given.note.strip() else 2
