"""Which questions a brief is asked, in which order, and the answer that is usual in a trade. Data first, code after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from etabli.procurement.briefs.engine.model import BUDGET, Brief
from etabli.procurement.needs.engine import Catalogue, Chapter, Choice, Need, Weight

LEFT_OUT = "left-out"


@dataclass(frozen=True)
class Skip:
    """`need` isn't asked once `after`, a question before it, was answered by one of these choices (or LEFT_OUT)."""

    need: str
    after: str
    answers: frozenset[str]


def _skips(after: str, answers: set[str], *needs: str) -> tuple[Skip, ...]:
    return tuple(Skip(need, after, frozenset(answers)) for need in needs)


SKIPS: tuple[Skip, ...] = (
    *_skips("exclusions", {"no-shop"}, "shop", "payment-delivery", "terms-of-sale"),
    *_skips("exclusions", {"no-prices"}, "price-list"),
    *_skips("existing", {"nothing", "page", "logo"}, "migration"),
    *_skips("photos", {"self", "phone"}, "pictures"),
    *_skips("shop", {"no", LEFT_OUT}, "payment-delivery", "terms-of-sale"),
    *_skips("maintenance", {"self", LEFT_OUT}, "response"),
    *_skips("self-editing", {"supplier", LEFT_OUT}, "guide"),
    *_skips("seo", {LEFT_OUT}, "seo-report"),
    *_skips("social-pages", {"links", "none", LEFT_OUT}, "posts", "community"),
    *_skips("paid-ads", {"none", LEFT_OUT}, "ad-budget"),
)

# need -> family of trades -> the choice most of them make. What isn't there has no usual answer.
USUAL: Mapping[str, Mapping[str, str]] = {
    "goals-public": {
        "food": "be-found",
        "building": "be-found",
        "repair": "be-found",
        "beauty": "be-found",
        "making": "show-work",
        "jewellery-fashion": "show-work",
    },
    "offer": {
        "food": "products",
        "building": "work",
        "repair": "services",
        "beauty": "services",
        "making": "work",
        "jewellery-fashion": "products",
    },
    "area": {"building": "town", "repair": "town"},
    "pages": {"building": "five"},
    "texts": {"food": "notes", "building": "notes", "repair": "notes", "beauty": "notes"},
    "photos": {"food": "phone", "building": "phone", "making": "photographer"},
    "contact": {"food": "call", "building": "quote", "repair": "call", "beauty": "call", "making": "write"},
    "practical-info": {"food": "hours", "beauty": "hours"},
    "booking": {"beauty": "book", "repair": "ask"},
    "price-list": {"food": "all", "beauty": "all", "repair": "from"},
    "gallery": {"building": "before-after", "making": "few", "jewellery-fashion": "few"},
    "shop": {"food": "order", "jewellery-fashion": "some"},
    "seo": {"food": "local", "building": "local", "repair": "local", "beauty": "local"},
}


def chosen(brief: Brief, catalogue: Catalogue, need_id: str) -> str:
    """The choice by which a need was answered, LEFT_OUT, or "" (nothing said, not known, or one's own words)."""
    need, given = catalogue.get(need_id), brief.answer_to(need_id)
    if need is None or given is None:
        return ""
    if given.weight == "not":
        return LEFT_OUT
    choice = need.choice_of(given.answer)
    return choice.id if choice else ""


def applies(brief: Brief, catalogue: Catalogue, need_id: str) -> bool:
    """Whether no answer makes this need pointless."""
    return not any(
        skip.need == need_id and chosen(brief, catalogue, skip.after) in skip.answers for skip in SKIPS
    )


def weighed(brief: Brief, catalogue: Catalogue) -> tuple[tuple[Need, Weight], ...]:
    """The needs that are essential or important for this outcome and trade, whatever was answered."""
    wanted = catalogue.asked_for(brief.outcome, brief.trade)
    return tuple((need, weight) for need, weight in wanted if weight in ("must", "should"))


def questions_to_ask(brief: Brief, catalogue: Catalogue) -> tuple[Need, ...]:
    """The questions of the interview, by number: those that count and apply, the budget, whatever was answered already.

    An answer never goes: a question that no longer applies stays, once something was said.
    """
    counting = {need.id for need, _ in weighed(brief, catalogue) if applies(brief, catalogue, need.id)}
    return tuple(
        need
        for need in catalogue.needs
        if need.id in counting or need.id == BUDGET or brief.answer_to(need.id)
    )


def offered(brief: Brief, catalogue: Catalogue) -> tuple[tuple[Chapter, tuple[Need, ...]], ...]:
    """What may be added, by chapter: useful here, and not asked by itself."""
    already = set(questions_to_ask(brief, catalogue))
    free = [
        need
        for need, _weight in catalogue.asked_for(brief.outcome, brief.trade)
        if need not in already and applies(brief, catalogue, need.id)
    ]
    by_chapter = (
        (chapter, tuple(need for need in free if need.chapter == chapter.id))
        for chapter in catalogue.chapters
    )
    return tuple((chapter, needs) for chapter, needs in by_chapter if needs)


def usual(need: Need, catalogue: Catalogue, trade: str) -> Choice | None:
    """The answer that this family of trades gives most often, when there is one."""
    family = catalogue.family_of(trade)
    wanted = USUAL.get(need.id, {}).get(family or "")
    return next((choice for choice in need.choices if choice.id == wanted), None)
