"""From answers to first steps: what holds whatever is answered, and what each situation changes."""

import random
from collections import Counter
from itertools import combinations, product

import pytest
from hypothesis import given, strategies as st

from etabli.programme.diagnosis.catalogue import load
from etabli.programme.diagnosis.engine import (
    MAX_STEPS,
    UNKNOWN,
    Answers,
    Reason,
    diagnose,
    valid_answers,
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
    "afraid of erasing everything": ({"fear": "erase"}, "practise"),
    "clicks without fear": ({"ease": "easy"}, "two-factor"),
    "at ease at home, not for the business": ({"ease": "private"}, "same-gesture"),
    "sells by one network": ({"reached": "social"}, "ten-customers"),
    "a site that nobody finds": ({"site": "unfound"}, "search-your-site"),
    "whoever made the site has vanished": ({"site": "gone"}, "who-holds"),
    "a page that somebody made, never seen again": ({"site": "lost"}, "search-yourself"),
    "started, then gave up": ({"before": "stopped"}, "reopen"),
    "nothing alone": ({"ease": "beside"}, "someone-beside"),
    "hardly any device": ({"tools": "none"}, "someone-beside"),
    "no time": ({"time": "none"}, "answering-machine"),
    "no time, and a listing with wrong hours": ({"time": "none", "listing": "old"}, "claim-listing"),
    "afraid of being cheated": ({"fear": "cheated"}, "spot-fraud"),
    "wants above all not to be cheated": ({"goal": "unharmed"}, "spot-fraud"),
    "afraid for an account, on a network": ({"fear": "stolen", "reached": "social"}, "account-lock"),
    "afraid for an account, elsewhere": ({"fear": "stolen"}, "two-factor"),
    "known by word of mouth, unseen": ({"reached": "mouth", "listing": "none"}, "search-yourself"),
    "knows little": ({"ease": "unknown", "reached": "unknown", "fear": "unknown"}, "search-yourself"),
    "the work comes already": ({"goal": "enough", "copies": "lost"}, "backup-photos"),
    "well under way": ({"before": "going", "listing": "current", "file": "kept"}, "bring-back"),
    "well under way, to sell": (
        {"before": "going", "listing": "current", "file": "kept", "goal": "sell"},
        "one-product",
    ),
}
# Three people who tried it.
MASON = PLAIN | {
    "trade": "building",
    "reached": "mouth",
    "listing": "none",
    "site": "lost",
    "copies": "lost",
    "ease": "beside",
    "fear": "erase",
    "before": "stopped",
    "goal": "enough",
}
JEWELLER = PLAIN | {
    "trade": "making",
    "reached": "social",
    "listing": "none",
    "copies": "lost",
    "ease": "easy",
    "fear": "stolen",
    "before": "going",
    "goal": "sell",
}
BAKER = PLAIN | {
    "reached": "street",
    "listing": "old",
    "site": "gone",
    "fear": "time",
    "before": "stopped",
    "goal": "new",
}


def holds(answers: Answers) -> None:
    """What every diagnosis keeps to."""
    diagnosis = diagnose(answers, CATALOGUE)
    ids = [proposed.step.id for proposed in diagnosis.steps]
    assert 1 <= len(ids) <= MAX_STEPS
    assert len(set(ids)) == len(ids), f"twice: {ids}"
    for place, proposed in enumerate(diagnosis.steps):
        assert proposed.reasons, proposed.step.id
        for reason in proposed.reasons:
            names_an_answer(reason, answers)
        for need in proposed.step.needs:
            assert need in ids[:place] or is_done(need, answers), f"{need} before {proposed.step.id}: {ids}"
        assert not set(proposed.step.after) & set(ids[place:]), f"{proposed.step.id} too early: {ids}"
        assert not any(rule.holds(answers) for rule in (*proposed.step.done, *proposed.step.unless))
        assert not any(given.is_in(answers) for given in proposed.step.not_for)
    left_out_ids = [left_out.step.id for left_out in diagnosis.left_out]
    assert len(set(left_out_ids)) == len(left_out_ids), f"left out for two reasons: {left_out_ids}"
    for left_out in diagnosis.left_out:
        assert left_out.step.id not in ids
        names_an_answer(left_out.reason, answers)
    for recognised in diagnosis.situations:
        assert recognised.points == sum(points for _question, _answer, points in recognised.signs)
        assert all(
            valid_answers(answers, CATALOGUE)[question.id] == answer.id
            for question, answer, _p in recognised.signs
        )


def names_an_answer(reason: Reason, answers: Answers) -> None:
    assert reason.answer.id == answers.get(reason.question.id, UNKNOWN)
    assert reason.because.fr
    assert reason.because.en


def is_done(id: str, answers: Answers) -> bool:
    step = CATALOGUE.step(id)
    assert step is not None
    return any(rule.holds(answers) for rule in step.done)


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


def test_nothing_but_i_dont_know_begins_by_looking_with_somebody_offered() -> None:
    diagnosis = diagnose({}, CATALOGUE)
    ids = [proposed.step.id for proposed in diagnosis.steps]
    assert ids[:2] == ["search-yourself", "practise"]
    assert "backup-photos" in ids
    assert "claim-listing" not in ids
    assert diagnosis.is_careful
    assert diagnosis.with_somebody
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


def test_each_situation_is_somebodys_and_has_words_of_its_own() -> None:
    mains = [diagnose(PLAIN | otherwise, CATALOGUE).main for otherwise, _ in PROFILES.values()]
    assert {main.id for main in mains if main} == {situation.id for situation in CATALOGUE.situations}
    openings = {situation.opening.fr for situation in CATALOGUE.situations}
    assert len(openings) == len(CATALOGUE.situations)


@given(ANSWERS)
def test_what_each_situation_begins_with_is_proposed_or_said_to_wait(answers: dict[str, str]) -> None:
    diagnosis = diagnose(answers, CATALOGUE)
    told = {proposed.step.id for proposed in diagnosis.steps} | {row.step.id for row in diagnosis.left_out}
    for recognised in diagnosis.situations:
        possible = [lead.step for lead in recognised.situation.leads if is_open(lead.step, answers)]
        assert not possible or told & set(possible), f"{recognised.situation.id}: {possible}"


def is_open(id: str, answers: Answers) -> bool:
    step = CATALOGUE.step(id)
    assert step is not None
    against = any(rule.holds(answers) for rule in (*step.done, *step.unless))
    return not against and not any(given.is_in(answers) for given in step.not_for)


def test_the_mason_begins_with_somebody_then_looks_and_only_then_changes_something() -> None:
    diagnosis = diagnose(MASON, CATALOGUE)
    ids = [proposed.step.id for proposed in diagnosis.steps]
    assert ids == ["someone-beside", "search-yourself", "backup-photos"]
    assert "reopen" in [row.step.id for row in diagnosis.left_out]


@pytest.mark.parametrize("time", ["quarter", "hour"])
def test_the_jeweller_locks_her_account_and_sells(time: str) -> None:
    ids = [proposed.step.id for proposed in diagnose(JEWELLER | {"time": time}, CATALOGUE).steps]
    assert ids[:3] == ["account-lock", "profile-link", "one-product"]
    assert "first-photos" not in ids


@pytest.mark.parametrize("time", ["none", "quarter"])
def test_the_baker_takes_charge_of_the_listing_before_correcting_its_hours(time: str) -> None:
    ids = [proposed.step.id for proposed in diagnose(BAKER | {"time": time}, CATALOGUE).steps]
    assert ids[:3] == ["who-holds", "claim-listing", "hours"]


def test_the_goal_decides_what_follows_the_first_step() -> None:
    """Of somebody in one situation, whatever it is: six goals, at least five lists of steps."""
    for otherwise, _ in PROFILES.values():
        lists = {
            tuple(each.step.id for each in diagnose(PLAIN | otherwise | {"goal": goal}, CATALOGUE).steps)
            for goal in POSSIBLE["goal"]
        }
        assert len(lists) >= 4, otherwise


def test_one_network_alone_brings_the_lock_early() -> None:
    ids = [proposed.step.id for proposed in diagnose(PLAIN | {"reached": "social"}, CATALOGUE).steps]
    assert "account-lock" in ids[:2]


def test_answers_that_do_not_go_together_are_remarked_on_and_nothing_supposes_one_of_them() -> None:
    diagnosis = diagnose(PLAIN | {"reached": "search", "site": "not-now"}, CATALOGUE)
    assert [remark.en for remark in diagnosis.remarks] == [CATALOGUE.remarks[0].text.en]
    assert not {"search-your-site", "link-site-listing", "domain-name", "legal-notices"} & {
        proposed.step.id for proposed in diagnosis.steps
    }
    assert diagnose(PLAIN | {"reached": "street"}, CATALOGUE).remarks == ()


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


def test_the_careful_begin_with_what_changes_nothing_then_with_what_is_easy() -> None:
    steps = diagnose(PLAIN | {"fear": "erase", "time": "hour"}, CATALOGUE).steps
    free = [proposed.step for proposed in steps[1:] if not proposed.step.needs]
    assert [(not step.is_harmless, step.effort) for step in free] == sorted(
        (not step.is_harmless, step.effort) for step in free
    )
    assert free[0].is_harmless


def test_no_site_for_now_gets_no_brief() -> None:
    for time in POSSIBLE["time"]:
        diagnosis = diagnose(PLAIN | {"site": "not-now", "time": time}, CATALOGUE)
        assert "write-need" not in [proposed.step.id for proposed in diagnosis.steps]
        assert ("write-need", "not-now") in [(row.step.id, row.kind) for row in diagnosis.left_out]


def test_what_is_done_is_not_put_off_too() -> None:
    """An empty page does more harm than good; who is on a network already has one."""
    answers = PLAIN | {
        "trade": "making",
        "reached": "social",
        "listing": "old",
        "site": "lost",
        "file": "unknown",
    }
    answers |= {"tools": "unknown", "ease": "private", "fear": "erase", "before": "stopped", "time": "none"}
    left_out = diagnose(answers | {"goal": "enough"}, CATALOGUE).left_out
    assert [row.kind for row in left_out if row.step.id == "open-page"] == ["done"]


def test_a_step_that_waits_for_another_says_which() -> None:
    diagnosis = diagnose(PLAIN | {"goal": "sell", "time": "hour", "listing": "none"}, CATALOGUE)
    ids = [proposed.step.id for proposed in diagnosis.steps]
    assert ids.index("one-product") < ids.index("one-sale-by-link")


def test_every_step_is_proposed_to_somebody() -> None:
    """Among people who answer at random, always the same ones."""
    drawn, proposed = random.Random(1), Counter[str]()
    for _person in range(2_000):
        answers = {id: drawn.choice(possible) for id, possible in POSSIBLE.items()}
        proposed.update(step.step.id for step in diagnose(answers, CATALOGUE).steps)
    never = [step.id for step in CATALOGUE.steps if not proposed[step.id]]
    assert not never, f"never proposed: {never}"
