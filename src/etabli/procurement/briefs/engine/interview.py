"""Which questions a brief is asked, in which order, and the answer that is usual in a trade. Data first, code after."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from etabli.procurement.briefs.engine.model import BUDGET, Answer, Brief
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
    *_skips("existing", {"nothing", "page", "logo", LEFT_OUT}, "migration", "domain-owner"),
    *_skips("photos", {"self", "phone"}, "pictures"),
    *_skips("shop", {"no", LEFT_OUT}, "payment-delivery", "terms-of-sale"),
    *_skips("maintenance", {"self", LEFT_OUT}, "response"),
    *_skips("self-editing", {"supplier", LEFT_OUT}, "guide"),
    *_skips("seo", {LEFT_OUT}, "seo-report"),
    *_skips("social-pages", {"links", "none", LEFT_OUT}, "posts", "community"),
    *_skips("paid-ads", {"none", LEFT_OUT}, "ad-budget"),
)

# What is asked first, in one's own words; then, by outcome, what a professional can't answer without, and by family of
# trades the one thing more that its customers come for. All else is "the rest", for whoever likes.
OWN_WORDS = ("makes", "chosen-for")
FIRST: Mapping[str, tuple[str, ...]] = {
    "site": (
        "goals-public", "area", "existing", "pages", "texts", "photos", "contact", "look", "domain-owner",
        "maintenance",
    ),
    "page": ("goals-public", "area", "existing", "photos", "contact", "social-pages", "posts", "community"),
    "listing": (
        "goals-public", "area", "existing", "photos", "contact", "practical-info", "reviews", "listing",
    ),
    "shop": (
        "existing", "texts", "photos", "contact", "shop", "payment-delivery", "look", "domain-owner", "maintenance",
        "self-editing",
    ),
    "campaign": (
        "goals-public", "audience", "offer", "area", "existing", "texts", "photos", "contact", "social-pages",
        "paid-ads", "ad-budget",
    ),
    "none": (
        "goals-public", "area", "existing", "contact", "practical-info", "reviews", "print", "listing", "social-pages",
    ),
}  # fmt: skip
FIRST_IN_TRADE: Mapping[str, str] = {
    "food": "price-list",
    "building": "gallery",
    "making": "gallery",
    "jewellery-fashion": "gallery",
    "beauty": "booking",
    "repair": "practical-info",
}
MOST_FIRST, MOST_ASKED = 14, 20  # questions before "the rest", and with it

# What nobody would refuse stands in the project by itself, and isn't asked: need -> the ready answer. Whoever wants
# something else says so.
IMPLIED: Mapping[str, str] = {
    "mobile": "first",
    "domain-owner": "new",
    "hosting": "supplier",
    "backups-security": "weekly",
    "seo": "local",
    "statistics": "monthly",
    "legal-notices": "supplier",
    "personal-data": "little",
    "accessibility": "basics",
    "copyright": "assigned",
    "cookies": "none",
    "terms-of-sale": "supplier",
    "handover": "all",
}
IMPLIED_IN: Mapping[str, Mapping[str, str]] = {"shop": {"goals-public": "sell", "seo": "speciality"}}
# Ready answers that what is wanted contradicts: they aren't offered.
POINTLESS: Mapping[str, Mapping[str, frozenset[str]]] = {
    "shop": {
        "shop": frozenset({"no"}),
        "terms-of-sale": frozenset({"none"}),
        "exclusions": frozenset({"no-shop"}),
    }
}
# Told already by the first two questions, or by the frame.
TOLD = frozenset({"audience", "offer", "planning"})

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
    """Whether no answer, nor a site that was joined, makes this need pointless."""
    if need_id == "examples" and brief.sites:
        return False
    return not any(
        skip.need == need_id and chosen(brief, catalogue, skip.after) in skip.answers for skip in SKIPS
    )


def weighed(brief: Brief, catalogue: Catalogue) -> tuple[tuple[Need, Weight], ...]:
    """The needs that are essential or important for this outcome and trade, whatever was answered."""
    wanted = catalogue.asked_for(brief.outcome, brief.trade)
    return tuple((need, weight) for need, weight in wanted if weight in ("must", "should"))


def first_questions(brief: Brief, catalogue: Catalogue) -> tuple[Need, ...]:
    """What a professional can't answer without, at most MOST_FIRST: one's own words, then by number. Whatever was
    answered already."""
    return tuple(need for need in first_needs(brief, catalogue) if applies(brief, catalogue, need.id))


def first_needs(brief: Brief, catalogue: Catalogue) -> tuple[Need, ...]:
    """The same with those that an answer makes pointless."""
    family = catalogue.family_of(brief.trade)
    wanted = {*FIRST[brief.outcome], BUDGET}
    if family is not None and family in FIRST_IN_TRADE and brief.outcome not in ("shop", "campaign"):
        wanted.add(FIRST_IN_TRADE[family])
    first = (catalogue.by_id[need_id] for need_id in OWN_WORDS)
    others = (need for need in catalogue.needs if need.id in wanted)
    return tuple(
        need
        for need in (*first, *others)
        if need.weight_for(brief.outcome, family) != "not" or need.id == BUDGET
    )


def the_rest(brief: Brief, catalogue: Catalogue) -> tuple[Need, ...]:
    """Important questions for whoever likes, by number, the most useful ones as far as MOST_ASKED allows; and what was
    answered besides: an answer never goes."""
    first = set(first_questions(brief, catalogue))
    settled = {need.id for need, _choice in _implied(brief, catalogue)} | TOLD
    useful = [
        (weight != "must", need.number)
        for need, weight in weighed(brief, catalogue)
        if need not in first and need.id not in settled and applies(brief, catalogue, need.id)
    ]
    kept = {number for _rank, number in sorted(useful)[: MOST_ASKED - MOST_FIRST]}
    return tuple(
        need
        for need in catalogue.needs
        if need not in first and (need.number in kept or brief.answer_to(need.id))
    )


def questions_to_ask(brief: Brief, catalogue: Catalogue) -> tuple[Need, ...]:
    """All the questions of the interview in order: the first ones, then the rest."""
    return (*first_questions(brief, catalogue), *the_rest(brief, catalogue))


def implied(brief: Brief, catalogue: Catalogue) -> tuple[Answer, ...]:
    """What goes without saying and wasn't asked, by number: it stands in the documents as if it had been answered."""
    family = catalogue.family_of(brief.trade)
    return tuple(
        Answer(need.id, need.number, need.weight_for(brief.outcome, family), choice.label.fr)
        for need, choice in _implied(brief, catalogue)
        if not brief.answer_to(need.id)
    )


def with_implied(brief: Brief, catalogue: Catalogue) -> Brief:
    """The brief with what goes without saying, its answers in order of number."""
    answers = (*brief.answers, *implied(brief, catalogue))
    return replace(brief, answers=tuple(sorted(answers, key=lambda answer: answer.number)))


def _implied(brief: Brief, catalogue: Catalogue) -> tuple[tuple[Need, Choice], ...]:
    wanted = {**IMPLIED, **IMPLIED_IN.get(brief.outcome, {})}
    asked = {need.id for need in first_questions(brief, catalogue)}
    sells = brief.outcome == "shop" or chosen(brief, catalogue, "shop") in ("some", "many")
    return tuple(
        (need, choice)
        for need, _weight in weighed(brief, catalogue)
        for choice in need.choices
        if choice.id == wanted.get(need.id) and need.id not in asked and (sells or need.id != "terms-of-sale")
    )


def choices_for(need: Need, brief: Brief) -> tuple[Choice, ...]:
    """The ready answers that what is wanted doesn't contradict."""
    pointless = POINTLESS.get(brief.outcome, {}).get(need.id, frozenset())
    return tuple(choice for choice in need.choices if choice.id not in pointless)


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
