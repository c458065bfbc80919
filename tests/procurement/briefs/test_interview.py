"""Which questions are asked, in which order, what is usual, what doesn't go together."""

import datetime
from dataclasses import replace

import pytest
from hypothesis import given, settings, strategies as st

from etabli.procurement.briefs.engine import (
    BUDGET,
    LEFT_OUT,
    Answer,
    Brief,
    Budget,
    choices_for,
    contradictions,
    first_questions,
    implied,
    offered,
    propose,
    questions_to_ask,
    score,
    specification,
    the_rest,
    usual,
    with_implied,
)
from etabli.procurement.briefs.engine.interview import (
    FIRST,
    FIRST_IN_TRADE,
    IMPLIED,
    IMPLIED_IN,
    OWN_WORDS,
    POINTLESS,
    SKIPS,
    USUAL,
)
from etabli.procurement.briefs.engine.starting_point import AIMS
from etabli.procurement.needs.catalogue import load
from tests.procurement.briefs.test_engine import with_answer

CATALOGUE = load()
TODAY = datetime.date(2026, 11, 28)
TRADES = ["", "maçon", "bijoux", "boulangerie", "coiffure"]
outcomes = st.sampled_from(CATALOGUE.outcomes)


def said(brief: Brief, need_id: str, choice: str = "", note: str = "") -> Brief:
    """The brief with a ready answer to a need: the first, `choice`, or none at all (LEFT_OUT)."""
    need = CATALOGUE.by_id[need_id]
    if choice == LEFT_OUT:
        return with_answer(brief, Answer(need.id, need.number, "not"))
    chosen = next(one for one in need.choices if one.id == (choice or need.choices[0].id))
    return with_answer(brief, Answer(need.id, need.number, "must", chosen.label.fr, note))


def talk(brief: Brief, picks: list[int]) -> tuple[Brief, list[str]]:
    """Go through the interview, picking an answer at each question; the brief, and the questions met."""
    met: list[str] = []
    while rest := [need for need in questions_to_ask(brief, CATALOGUE) if need.id not in met]:
        need = rest[0]
        met.append(need.id)
        if need.id == BUDGET:
            brief = replace(brief, budget=Budget(100_000, 200_000))
            continue
        if not need.choices:
            brief = with_answer(brief, Answer(need.id, need.number, "must", "Des murs en pierre"))
            continue
        choices = [*(choice.id for choice in need.choices), LEFT_OUT]
        brief = said(brief, need.id, choices[picks[len(met) % len(picks)] % len(choices)])
    return brief, met


@given(outcomes, st.sampled_from(TRADES), st.lists(st.integers(0, 9), min_size=1, max_size=9))
@settings(max_examples=40, deadline=None)
def test_the_interview_goes_forward_ends_and_loses_nothing(
    outcome: str, trade: str, picks: list[int]
) -> None:
    brief, met = talk(Brief("", trade, outcome), picks)
    first = [need.id for need in first_questions(brief, CATALOGUE)]
    assert met[: len(OWN_WORDS)] == list(OWN_WORDS)
    assert [need_id for need_id in met if need_id in first] == first, "nobody is called back"
    assert len(first) <= 14
    assert len(met) <= 20
    assert len(set(met)) == len(met)
    assert {answer.need_id for answer in brief.answers} == set(met) - {BUDGET}
    assert set(met) <= {need.id for need in questions_to_ask(brief, CATALOGUE)}, (
        "what was answered can be seen again"
    )
    assert score(brief, CATALOGUE).missing == ()


@given(outcomes, st.lists(st.tuples(st.sampled_from(CATALOGUE.needs), st.integers(0, 4)), max_size=12))
@settings(max_examples=60, deadline=None)
def test_one_more_answer_never_gives_fewer_points_even_when_it_settles_others(outcome, told) -> None:  # type: ignore[no-untyped-def]  # drawn
    brief, points = Brief("", "maçon", outcome), 0
    for need, pick in told:
        if need.id == BUDGET or brief.answer_to(need.id):
            continue
        weight = need.weight_for(outcome, CATALOGUE.family_of("maçon"))
        words = [*(choice.label.fr for choice in need.choices), "Je ne sais pas"]
        answer = Answer(need.id, need.number, weight, words[pick % len(words)])
        brief = with_answer(brief, answer)
        now = score(brief, CATALOGUE).points
        assert now >= points
        points = now


def test_every_rule_speaks_of_a_later_question_and_of_answers_that_exist() -> None:
    for skip in SKIPS:
        need, after = CATALOGUE.by_id[skip.need], CATALOGUE.by_id[skip.after]
        assert after.number < need.number, f"{skip.need} is asked before {skip.after}"
        assert skip.answers <= {choice.id for choice in after.choices} | {LEFT_OUT}
    assert {*OWN_WORDS, *sum(FIRST.values(), ()), *FIRST_IN_TRADE.values()} <= set(CATALOGUE.by_id)
    for need_id, choice in [*IMPLIED.items(), *(pair for by in IMPLIED_IN.values() for pair in by.items())]:
        assert choice in {answer.id for answer in CATALOGUE.by_id[need_id].choices}
    for by_need in POINTLESS.values():
        for need_id, names in by_need.items():
            assert names < {answer.id for answer in CATALOGUE.by_id[need_id].choices}
    families = {family.id for family in CATALOGUE.families}
    for need_id, by_family in USUAL.items():
        assert set(by_family) <= families
        assert set(by_family.values()) <= {choice.id for choice in CATALOGUE.by_id[need_id].choices}


@pytest.mark.parametrize("trade", TRADES)
@pytest.mark.parametrize("outcome", CATALOGUE.outcomes)
def test_fourteen_questions_then_the_rest_for_whoever_likes(outcome: str, trade: str) -> None:
    brief = Brief("", trade, outcome)
    first, rest = first_questions(brief, CATALOGUE), the_rest(brief, CATALOGUE)
    assert len(first) <= 14
    assert len(first) + len(rest) <= 20
    assert not set(first) & set(rest)
    assert [need.id for need in first[:2]] == ["makes", "chosen-for"]


@pytest.mark.parametrize("outcome", CATALOGUE.outcomes)
def test_what_goes_without_saying_is_not_asked_stands_in_the_documents_and_gives_way(outcome: str) -> None:
    brief = Brief("", "maçon", outcome)
    asked = {need.id for need in questions_to_ask(brief, CATALOGUE)}
    settled = {answer.need_id: answer for answer in implied(brief, CATALOGUE)}
    assert not asked & set(settled)
    printed = {
        sentence.number
        for section in specification(brief, CATALOGUE).sections[:-1]
        for sentence in section.sentences
    }
    assert {str(answer.number) for answer in settled.values()} <= printed
    for need_id in settled:
        own = said(brief, need_id, LEFT_OUT)
        assert need_id not in {answer.need_id for answer in implied(own, CATALOGUE)}
    assert with_implied(with_implied(brief, CATALOGUE), CATALOGUE) == with_implied(brief, CATALOGUE)


def test_a_site_is_to_be_in_the_artisans_name_unless_they_have_one() -> None:
    new, old = (said(Brief("", "maçon", "site"), "existing", choice) for choice in ("nothing", "site"))
    assert "domain-owner" in {answer.need_id for answer in implied(new, CATALOGUE)}
    assert "domain-owner" in {need.id for need in first_questions(old, CATALOGUE)}


def test_a_shop_is_not_asked_whether_it_sells() -> None:
    shop = Brief("", "bijoux", "shop")
    assert "goals-public" not in {need.id for need in questions_to_ask(shop, CATALOGUE)}
    assert "no" not in {choice.id for choice in choices_for(CATALOGUE.by_id["shop"], shop)}
    assert "no" in {choice.id for choice in choices_for(CATALOGUE.by_id["shop"], Brief("", "", "site"))}


def test_no_shop_means_nothing_to_pay_or_deliver_and_an_answer_given_before_stays() -> None:
    shop = said(Brief("", "", "site"), "payment-delivery")
    assert "payment-delivery" in {need.id for need in questions_to_ask(shop, CATALOGUE)}
    shop = Brief("", "", "shop")
    wanted = {need.id for need in questions_to_ask(shop, CATALOGUE)}
    without = said(shop, "shop", "no")
    assert wanted - {need.id for need in questions_to_ask(without, CATALOGUE)} == {"payment-delivery"}
    kept = said(said(shop, "payment-delivery"), "shop", "no")
    assert "payment-delivery" in {need.id for need in questions_to_ask(kept, CATALOGUE)}


def test_what_is_only_useful_is_offered_by_chapter_and_asked_once_answered() -> None:
    brief = Brief("", "maçon", "site")
    could = [need for _chapter, needs in offered(brief, CATALOGUE) for need in needs]
    assert could
    assert not set(could) & set(questions_to_ask(brief, CATALOGUE))
    more = said(brief, could[0].id)
    assert could[0] in questions_to_ask(more, CATALOGUE)
    assert could[0] not in [need for _chapter, needs in offered(more, CATALOGUE) for need in needs]


def test_a_trade_has_usual_answers_and_an_unknown_one_none() -> None:
    contact = CATALOGUE.by_id["contact"]
    told = usual(contact, CATALOGUE, "maçonnerie")
    assert told is not None
    assert told.id == "quote"
    assert usual(contact, CATALOGUE, "astronome") is None


FRAMED = Brief("", "", "site", budget=Budget(100_000, 200_000))
UNSURE_SHOP = Answer("shop", 35, "could", "Je ne sais pas")
SHOP = replace(FRAMED, outcome="shop")


@pytest.mark.parametrize(
    ("brief", "found"),
    [
        (said(SHOP, "payment-delivery", LEFT_OUT), "shop-without-payment"),
        (said(SHOP, "legal-notices"), ""),
        (said(said(FRAMED, "existing", "logo"), "logo", "new"), "logo-twice"),
        (said(said(FRAMED, "exclusions", "no-account"), "loyalty", "card"), "account-excluded"),
        (said(said(FRAMED, "photos", "self"), "image-rights", "bought"), "photos-bought"),
        (said(with_answer(FRAMED, UNSURE_SHOP), "exclusions", "no-shop"), ""),
        (said(FRAMED, "shop", "some"), ""),
        (said(said(SHOP, "payment-delivery", "sent"), "terms-of-sale", "none"), "shop-without-terms"),
        (said(said(FRAMED, "goals-public", "sell"), "shop", "no"), "goal-without-shop"),
        (said(said(FRAMED, "exclusions", "no-shop"), "shop", "order"), "shop-excluded"),
        (said(said(FRAMED, "exclusions", "no-prices"), "price-list", "all"), "prices-excluded"),
        (said(said(FRAMED, "existing", "site"), "migration", "none"), "site-not-taken-over"),
        (said(FRAMED, "booking", "book"), ""),
        (said(said(FRAMED, "practical-info", "hours"), "booking", "book"), ""),
        (said(said(FRAMED, "contact", "quote"), "personal-data", "none"), "form-without-data"),
        (said(FRAMED, "texts", "supplier"), ""),
        (said(FRAMED, "languages", "english"), ""),
        (said(said(FRAMED, "self-editing", "self"), "training", "no"), "editing-without-training"),
        (said(said(FRAMED, "paid-ads", "regular"), "ad-budget", LEFT_OUT), "ads-without-money"),
        (replace(FRAMED, deadline=datetime.date(2026, 11, 1)), "date-past"),
        (replace(FRAMED, deadline=datetime.date(2026, 12, 10)), "date-near"),
        (replace(FRAMED, deadline=datetime.date(2027, 6, 1)), ""),
    ],
)
def test_what_does_not_go_together_is_said(brief: Brief, found: str) -> None:
    told = contradictions(brief, CATALOGUE, TODAY)
    assert ([one.id for one in told] or [""])[0] == found
    assert all(CATALOGUE.get(need_id) for one in told for need_id in one.needs), "each leads to a question"


@pytest.mark.parametrize("aim", AIMS)
@pytest.mark.parametrize("has_time", [True, False])
@pytest.mark.parametrize("has_money", [True, False])
def test_whoever_does_not_know_is_proposed_something_with_its_reason(
    aim: str, has_time: bool, has_money: bool
) -> None:
    found = propose(aim, has_time=has_time, has_money=has_money)
    assert found.outcome in CATALOGUE.outcomes
    assert found.reason.fr
    assert has_money or found.outcome not in ("shop", "campaign"), "what costs isn't proposed without money"
