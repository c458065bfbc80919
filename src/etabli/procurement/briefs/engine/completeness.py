"""How complete a brief is, and what to add first."""

from __future__ import annotations

from dataclasses import dataclass

from etabli.procurement.briefs.engine.interview import applies, first_needs
from etabli.procurement.briefs.engine.model import BUDGET, Brief, is_unsure
from etabli.procurement.briefs.engine.substance import SUBSTANCE, Aspect, untold
from etabli.procurement.needs.engine import Catalogue, Need, Weight

_WORTH: dict[Weight, int] = {"must": 4, "should": 2, "could": 1, "not": 0}
_BUDGET_WORTH = 3
_DEADLINE_WORTH = 2
MOST_CLICKED = 60  # points of a brief whose every answer is a ready one: it says nothing of its author


@dataclass(frozen=True)
class Score:
    """`points` from 0 to 100; `missing` are need ids, the most useful first; `to_tell` are `substance.Aspect`s that no
    word of one's own tells, the most useful first. `answered` of the `asked` first questions, but the budget.

    `lacks_budget` and `lacks_deadline`: neither given nor, for the budget, said why it is blank.
    """

    points: int
    missing: tuple[str, ...]
    to_tell: tuple[Aspect, ...]
    answered: int
    asked: int
    lacks_budget: bool
    lacks_deadline: bool


def score(brief: Brief, catalogue: Catalogue) -> Score:
    """Score a brief: at most MOST_CLICKED points for the first questions answered, the rest for what is told in one's
    own words. More said never gives fewer points; what an answer made pointless is settled, and earns its points.
    """
    earned = total = asked = answered = 0
    missing: list[tuple[int, int, str]] = []
    family = catalogue.family_of(brief.trade)
    for place, need in enumerate(first_needs(brief, catalogue)):
        if need.id == BUDGET:  # counted below, with its reason
            continue
        own = _own_weight(brief, need, need.weight_for(brief.outcome, family))
        worth = 2 * _WORTH[own]
        is_asked, given = applies(brief, catalogue, need.id), _given(brief, need)
        total += worth
        earned += worth * given // 2 if is_asked else worth
        asked += is_asked
        answered += is_asked and given > 0
        if is_asked and not given:
            missing.append((-worth, place, need.id))
    lacks_budget = brief.budget is None and not brief.budget_blank_why.strip()
    lacks_deadline = brief.deadline is None
    total += 2 * (_BUDGET_WORTH + _DEADLINE_WORTH)
    earned += 2 * (_BUDGET_WORTH * (not lacks_budget) + _DEADLINE_WORTH * (not lacks_deadline))
    to_tell = untold(brief, catalogue)
    return Score(
        points=earned * MOST_CLICKED // total + SUBSTANCE - sum(aspect.points for aspect in to_tell),
        missing=tuple(need_id for _, _, need_id in sorted(missing)),
        to_tell=to_tell,
        answered=answered,
        asked=asked,
        lacks_budget=lacks_budget,
        lacks_deadline=lacks_deadline,
    )


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
