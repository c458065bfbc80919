"""From answers to first steps: what holds whatever is answered, and what each situation changes."""

import random
from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, strategies as st

from etabli.programme.diagnosis.catalogue import drawing, load
from etabli.programme.diagnosis.engine import (
    MOST_STEPS,
    UNKNOWN,
    Answers,
    Diagnosis,
    Reason,
    diagnose,
    in_words,
    known,
    words_asked,
)

CATALOGUE = load()
POSSIBLE = {question.id: [answer.id for answer in question.answers] for question in CATALOGUE.questions}
ANSWERS = st.fixed_dictionaries({id: st.sampled_from(answers) for id, answers in POSSIBLE.items()})

# Somebody with some time, a phone and no fear: no situation is recognised, so that one answer makes all the difference.
PLAIN = {
    "trade": "food",
    "reached": "search",
    "listing": "unknown",
    "site": "not-now",
    "file": "paper",
    "copies": "nothing",
    "tools": "phone",
    "ease": "slow",
    "fear": "nothing",
    "before": "never",
    "time": "quarter",
    "goal": "again",
}
# Each situation of people who come: what they answer otherwise, and the first step that follows.
PROFILES = {
    "afraid of erasing everything": ({"fear": "erase"}, "backup-photos"),
    "clicks without fear": ({"ease": "easy"}, "two-factor"),
    "at ease at home, not for the business": ({"ease": "private"}, "same-gesture"),
    "sells by one network": ({"reached": "social"}, "ten-customers"),
    "a site that nobody finds": ({"site": "unfound"}, "search-your-site"),
    "started, then gave up": ({"before": "stopped"}, "reopen"),
    "nothing alone": ({"ease": "beside"}, "someone-beside"),
    "no time": ({"time": "none"}, "hours"),
    "afraid of being cheated": ({"fear": "cheated"}, "spot-fraud"),
    "known by word of mouth, unseen": ({"reached": "mouth", "listing": "none"}, "search-yourself"),
    "well under way": ({"before": "going", "listing": "current", "file": "kept"}, "bring-back"),
}


def holds(answers: Answers) -> None:
    """What every diagnosis keeps to."""
    diagnosis = diagnose(answers, CATALOGUE)
    ids = [proposed.step.id for proposed in diagnosis.steps]
    assert 1 <= len(ids) <= MOST_STEPS
    assert len(set(ids)) == len(ids), f"twice: {ids}"
    for place, proposed in enumerate(diagnosis.steps):
        assert proposed.reasons, proposed.step.id
        for reason in proposed.reasons:
            names_an_answer(reason, answers)
        for need in proposed.step.needs:
            assert need in ids[:place] or is_done(need, answers), f"{need} before {proposed.step.id}: {ids}"
        against = [rule.given for rule in (*proposed.step.done, *proposed.step.unless)]
        assert not any(one.is_in(answers) for one in (*against, *proposed.step.not_for))
    for left_out in diagnosis.left_out:
        assert left_out.step.id not in ids
        names_an_answer(left_out.reason, answers)
    for recognised in diagnosis.situations:
        assert recognised.points == sum(points for _question, _answer, points in recognised.signs)
        assert all(
            known(answers, CATALOGUE)[question.id] == answer.id for question, answer, _p in recognised.signs
        )


def names_an_answer(reason: Reason, answers: Answers) -> None:
    assert reason.answer.id == answers.get(reason.question.id, UNKNOWN)
    assert reason.because.fr
    assert reason.because.en


def is_done(id: str, answers: Answers) -> bool:
    step = CATALOGUE.step(id)
    assert step is not None
    return any(rule.given.is_in(answers) for rule in step.done)


def first(answers: Answers) -> str:
    return diagnose(answers, CATALOGUE).steps[0].step.id


@given(ANSWERS)
def test_whatever_is_answered(answers: dict[str, str]) -> None:
    holds(answers)


@pytest.mark.parametrize("pair", list(combinations(POSSIBLE, 2)), ids="-".join)
def test_every_pair_of_answers(pair: tuple[str, str]) -> None:
    """Each answer to one question with each to another, the rest as plain as it gets, or unknown."""
    for values in product(*(POSSIBLE[id] for id in pair)):
        chosen = dict(zip(pair, values, strict=True))
        holds({**PLAIN, **chosen})
        holds(chosen)


def test_nothing_but_i_dont_know_still_gives_a_first_step() -> None:
    assert first({}) == "search-yourself"
    holds({})


def test_what_is_no_answer_counts_as_unknown() -> None:
    assert diagnose({"trade": "astronaut", "gone": "yes"}, CATALOGUE) == diagnose({}, CATALOGUE)


def test_the_plain_one_is_in_no_situation() -> None:
    assert diagnose(PLAIN, CATALOGUE).situations == ()


@pytest.mark.parametrize("profile", PROFILES)
def test_the_same_answers_in_another_situation_give_another_first_step(profile: str) -> None:
    otherwise, expected = PROFILES[profile]
    assert first(PLAIN | otherwise) == expected
    assert first(PLAIN | otherwise) != first(PLAIN)


def test_each_profile_has_its_own_first_step_and_words() -> None:
    found: list[Diagnosis] = [diagnose(PLAIN | otherwise, CATALOGUE) for otherwise, _ in PROFILES.values()]
    assert len({diagnosis.steps[0].step.id for diagnosis in found}) == len(PROFILES)
    mains = [diagnosis.main for diagnosis in found]
    assert len({main.opening.fr for main in mains if main}) == len(PROFILES)
    assert {main.id for main in mains if main} == {situation.id for situation in CATALOGUE.situations}


def test_the_pace_follows_the_time_and_the_situation() -> None:
    none, hour = diagnose(PLAIN | {"time": "none"}, CATALOGUE), diagnose(PLAIN | {"time": "hour"}, CATALOGUE)
    assert (none.minutes, hour.minutes) == (5, 60)
    assert len(none.steps) < len(hour.steps)
    assert none.is_brief
    assert not hour.is_brief
    alone = diagnose(PLAIN | {"time": "hour", "ease": "beside"}, CATALOGUE)
    assert len(alone.steps) <= 3
    assert alone.with_somebody
    assert alone.is_careful


def test_the_careful_begin_with_what_is_easy() -> None:
    steps = diagnose(PLAIN | {"fear": "erase", "time": "hour"}, CATALOGUE).steps
    free = [proposed.step.effort for proposed in steps[1:] if not proposed.step.needs]
    assert free == sorted(free)


def test_no_site_for_now_gets_no_brief() -> None:
    for time in POSSIBLE["time"]:
        diagnosis = diagnose(PLAIN | {"site": "not-now", "time": time}, CATALOGUE)
        assert "write-need" not in [proposed.step.id for proposed in diagnosis.steps]
        assert ("write-need", "not-now") in [(row.step.id, row.kind) for row in diagnosis.left_out]


def test_a_step_that_waits_for_another_says_which() -> None:
    diagnosis = diagnose(PLAIN | {"goal": "sell", "time": "hour", "listing": "none"}, CATALOGUE)
    ids = [proposed.step.id for proposed in diagnosis.steps]
    assert ids.index("one-product") < ids.index("one-sale-by-link")


def test_the_questions_fit_ten_minutes() -> None:
    assert len(CATALOGUE.questions) <= 12
    assert words_asked(CATALOGUE.questions, "fr") <= 600
    assert words_asked(CATALOGUE.questions, "en") <= 600
    assert all(question.answers[-1].id == UNKNOWN for question in CATALOGUE.questions)


def test_the_steps_are_there_in_full() -> None:
    assert len(CATALOGUE.steps) >= 40
    for step in CATALOGUE.steps:
        assert 3 <= len(step.how) <= 7
        assert len(drawing(step.art).encode()) <= 2048
        for trade in CATALOGUE.trades.values():
            for text in (step.title, step.why, step.have, *step.how, step.worked, step.back, step.short):
                spoken = in_words(text, trade)
                assert "{" not in spoken.fr + spoken.en
    assert {step.art for step in CATALOGUE.steps} >= {"copy", "lock", "rules"}


def test_every_step_is_proposed_to_somebody() -> None:
    """Among people who answer at random, always the same ones."""
    drawn, proposed = random.Random(1), Counter[str]()
    for _person in range(2_000):
        answers = {id: drawn.choice(possible) for id, possible in POSSIBLE.items()}
        proposed.update(step.step.id for step in diagnose(answers, CATALOGUE).steps)
    never = [step.id for step in CATALOGUE.steps if not proposed[step.id]]
    assert not never, f"never proposed: {never}"
