"""How many people would come: what moves an estimate, what never does, and whether its interval keeps its word."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given, settings, strategies as st

from etabli.programme.planning.engine.demand import (
    AnswerCount,
    Evidence,
    Offer,
    Reason,
    Territory,
    ThemeRequest,
    estimate,
    reach,
    reasons,
)

TODAY = date(2027, 1, 11)
THEMES, GROUPS, ZONES = ("visible", "social", "files"), ("FOOD", "BUILDING"), ("A", "B", "C")
themes, zones, groups = st.sampled_from(THEMES), st.sampled_from(("", *ZONES)), st.sampled_from(("", *GROUPS))
days = st.dates(TODAY - timedelta(days=800), TODAY)
wanted = st.builds(ThemeRequest, themes, zones, groups, days, st.sampled_from(["survey", "phone"]))
answered = st.builds(AnswerCount, themes, zones, days, st.integers(1, 12))
people = st.dictionaries(groups, st.integers(0, 9), max_size=2)
offers = st.builds(
    Offer, st.integers(1, 5), themes, zones, st.dates(TODAY - timedelta(days=800), TODAY + timedelta(days=60)),
    st.just("Libourne"), st.just(12), st.sampled_from([1.0, 0.5, 0.2]), people, people,
)  # fmt: skip
businesses = st.dictionaries(groups, st.integers(0, 900).map(float), max_size=3)


@st.composite
def evidence(draw, many=12):
    return Evidence(
        THEMES,
        GROUPS,
        tuple(Territory(zone, draw(businesses)) for zone in ZONES),
        tuple(draw(st.lists(wanted, max_size=many))),
        tuple(draw(st.lists(answered, max_size=many))),
        tuple(draw(st.lists(offers, max_size=many, unique_by=lambda one: (one.session, one.zone)))),
    )


def told(number, theme="visible", zone="A", days=0, group="", source="survey"):
    return tuple([ThemeRequest(theme, zone, group, TODAY - timedelta(days=days), source)] * number)


def known(*, businesses=1000.0, zones=ZONES, **more):
    return Evidence(THEMES, GROUPS, tuple(Territory(zone, {"FOOD": businesses}) for zone in zones), **more)


def session(number=1, theme="visible", zone="A", days=30, came=0, turned_away=0, reach=1.0):
    on = TODAY - timedelta(days=days)
    given = {"FOOD": came}, {"FOOD": turned_away}
    return Offer(number, theme, zone, on, "Libourne", 12, reach, *given)


@settings(max_examples=40)
@given(evidence(), themes, st.sampled_from(ZONES), groups, days, st.sampled_from(["survey", "phone"]))
def test_one_more_wish_never_lowers_an_estimate(before, theme, zone, group, day, source):
    wish = ThemeRequest(theme, zone, group, day, source)
    after = replace(before, wishes=(*before.wishes, wish))
    for asked in {"", group}:
        less, more = (estimate(one, today=TODAY).of(theme, zone, asked) for one in (before, after))
        assert more.estimate.mean >= less.estimate.mean - 1e-9
        assert more.waiting >= less.waiting


@settings(max_examples=40)
@given(evidence(), st.randoms())
def test_the_order_of_what_is_known_never_matters(found, random):
    shuffled = {name: list(getattr(found, name)) for name in ("wishes", "answers", "offers", "territories")}
    for rows in shuffled.values():
        random.shuffle(rows)
    other = replace(found, **{name: tuple(rows) for name, rows in shuffled.items()})
    first, second = (estimate(one, today=TODAY).outlooks for one in (found, other))
    assert first.keys() == second.keys()
    for key, outlook in first.items():
        assert second[key].estimate.mean == pytest.approx(outlook.estimate.mean)
        assert second[key].waiting == outlook.waiting


@settings(max_examples=40)
@given(evidence())
def test_every_estimate_makes_sense(found):
    for outlook in estimate(found, today=TODAY).outlooks.values():
        one = outlook.estimate
        assert 0 <= one.low <= one.high
        assert one.mean >= 0
        assert outlook.is_sure == (outlook.answers_needed == 0)


@settings(max_examples=40)
@given(evidence(), themes)
def test_trade_groups_add_up_to_their_territory_and_territories_to_the_whole(found, theme):
    demand = estimate(found, today=TODAY)
    for zone in ("", *ZONES):
        parts = [demand.of(theme, zone, group).estimate.mean for group in GROUPS]
        assert sum(parts) == pytest.approx(demand.of(theme, zone).estimate.mean)
    nowhere = sum(1 for wish in found.wishes if wish.theme == theme and not wish.zone)
    parts = [demand.of(theme, zone).estimate.mean for zone in ZONES]
    whole = demand.of(theme).estimate.mean
    assert sum(parts) <= whole + 1e-9
    if not nowhere and not any(offer.zone == "" for offer in found.offers):
        assert sum(parts) == pytest.approx(whole)


def test_a_territory_that_says_nothing_gets_the_rate_of_the_others():
    sized = (
        Territory("A", {"FOOD": 1000.0}),
        Territory("B", {"FOOD": 1000.0}),
        Territory("C", {"FOOD": 500.0}),
    )
    found = Evidence(THEMES, GROUPS, sized, offers=(session(zone="A", came=20), session(2, zone="B", came=4)))
    demand = estimate(found, today=TODAY)
    quiet = Evidence(THEMES, GROUPS, (*sized, Territory("D", {"FOOD": 2000.0})), offers=found.offers)
    beside = estimate(quiet, today=TODAY)
    assert beside.of("visible", "D").estimate.mean == pytest.approx(
        4 * demand.of("visible", "C").estimate.mean
    )
    assert demand.of("visible", "C").estimate.mean > demand.of("social", "C").estimate.mean


def test_nothing_at_all_is_known_and_it_is_said():
    demand = estimate(known(), today=TODAY)
    assert demand.of("visible", "A").estimate.mean == pytest.approx(8)
    assert not demand.of("visible", "A").is_sure
    assert estimate(Evidence((), (), ()), today=TODAY).outlooks == {}
    assert estimate(known(businesses=0.0), today=TODAY).of("visible").estimate.mean == 0


def test_those_who_answered_and_did_not_ask_count_too():
    def asked(number, of):
        answers = (AnswerCount("files", "A", TODAY, of),)
        return estimate(known(wishes=told(number), answers=answers), today=TODAY).of("visible", "A").estimate

    assert asked(0, 30).mean < asked(0, 0).mean < asked(12, 31).mean
    assert asked(12, 60).mean < asked(12, 31).mean


def test_who_was_taught_a_theme_had_no_occasion_to_ask_for_it():
    demand = estimate(known(answers=(AnswerCount("visible", "A", TODAY, 30),)), today=TODAY)
    assert demand.of("visible", "A").estimate.mean > demand.of("social", "A").estimate.mean


def test_an_interval_narrows_with_what_is_known():
    def width(times):
        answers = tuple(AnswerCount("files", zone, TODAY, 10 * times) for zone in ZONES)
        wishes = tuple(one for zone in ZONES for one in told(3 * times, zone=zone))
        held = tuple(session(rank, "social", zone, 900, 1) for rank, zone in enumerate(ZONES))
        found = estimate(known(wishes=wishes, answers=answers, offers=held), today=TODAY)
        one = found.of("visible", "A").estimate
        return (one.high - one.low) / one.mean

    assert width(1) > width(3) > width(10)


def test_a_session_serves_those_who_waited_and_nobody_who_asks_later():
    wishes = told(2, days=60) + told(1, days=20)
    served = estimate(known(wishes=wishes, offers=(session(came=12),)), today=TODAY)
    assert served.of("visible", "A").waiting == 1
    assert estimate(known(wishes=wishes), today=TODAY).of("visible", "A").waiting == 3
    soon = session(days=-30, came=2)
    assert estimate(known(wishes=wishes, offers=(soon,)), today=TODAY).of("visible", "A").waiting == 1


def test_the_first_who_asked_are_served_first():
    soon, wishes = session(days=-9, came=1), told(1, days=0) + told(1, days=240)
    for asked in (wishes, wishes[::-1]):
        demand = estimate(known(businesses=0.0, wishes=asked, offers=(soon,)), today=TODAY)
        assert demand.of("visible", "A").estimate.mean == 0.5  # the fresh wish is left


def test_whoever_came_lately_does_not_come_again_and_one_day_others_do():
    def after(days):
        found = known(offers=(session(days=days, came=20), session(2, zone="B", days=days, came=20)))
        return estimate(found, today=TODAY).of("visible", "A").estimate.mean

    assert after(1) < after(200) < after(500)


def test_people_turned_away_wait_and_show_that_more_would_come():
    full = estimate(known(offers=(session(came=12, turned_away=6),)), today=TODAY).of("visible", "A")
    room = estimate(known(offers=(session(came=12),)), today=TODAY).of("visible", "A")
    assert full.waiting == 6
    assert full.estimate.mean > room.estimate.mean


def test_after_two_years_nothing_counts():
    old = known(wishes=told(9, days=731), offers=(session(days=731, came=9, turned_away=3),))
    assert estimate(old, today=TODAY).outlooks == estimate(known(), today=TODAY).outlooks


def test_an_old_wish_weighs_half():
    fresh, old = (
        estimate(known(businesses=0.0, wishes=told(4, days=days)), today=TODAY)
        .of("visible", "A")
        .estimate.mean
        for days in (0, 240)
    )
    assert (fresh, old) == (2, 1)  # half of those who ask come


def test_a_far_session_says_less_of_a_territory():
    assert [reach(minutes) for minutes in (0, 15, 30, 45, 80)] == [1, 1, 0.5, 0.25, 0]
    near, far = (
        estimate(known(offers=(session(came=0, reach=part),)), today=TODAY).of("visible", "A").estimate.mean
        for part in (1.0, 0.2)
    )
    assert near < far


def test_a_session_draws_on_the_neighbours_too():
    sized = (
        Territory("A", {"FOOD": 500.0}, {"B": 0.5}),
        Territory("B", {"FOOD": 1000.0}),
        Territory("C", {"FOOD": 500.0}),
    )
    demand = estimate(Evidence(THEMES, GROUPS, sized), today=TODAY)
    near, alone = demand.of("visible", "A"), demand.of("visible", "C")
    assert near.estimate == alone.estimate == alone.session
    assert near.session.mean == pytest.approx(
        near.estimate.mean + demand.of("visible", "B").estimate.mean / 2
    )


def test_a_trade_that_comes_for_a_theme_counts_where_it_is_numerous():
    bakers = Territory("A", {"FOOD": 900.0, "BUILDING": 100.0})
    masons = Territory("B", {"FOOD": 100.0, "BUILDING": 900.0})
    there = Territory("C", {"FOOD": 500.0, "BUILDING": 500.0})
    held = tuple(
        Offer(rank, "visible", "C", TODAY - timedelta(days=9), "", 0, 1.0, {"FOOD": 9, "BUILDING": 1}, {})
        for rank in range(4)
    )
    demand = estimate(Evidence(THEMES, GROUPS, (bakers, masons, there), offers=held), today=TODAY)
    assert demand.of("visible", "A").estimate.mean > 1.5 * demand.of("visible", "B").estimate.mean


def test_it_says_how_many_questionnaires_would_settle_it():
    answers = tuple(AnswerCount("files", zone, TODAY, 20) for zone in ("B", "C"))
    wishes = told(14, zone="B") + told(1, zone="C")
    held = tuple(session(rank, "files", zone, came=20) for rank, zone in enumerate("ABC"))
    quiet = known(wishes=wishes, answers=answers, offers=held)
    needed = estimate(quiet, today=TODAY).of("visible", "A").answers_needed
    assert needed
    more = replace(quiet, answers=(*answers, AnswerCount("files", "A", TODAY, needed)))
    asked = told(needed // 2, zone="A")
    assert estimate(replace(more, wishes=(*wishes, *asked)), today=TODAY).of("visible", "A").is_sure


def test_the_facts_of_a_territory():
    found = known(
        wishes=(*told(12, group="FOOD"), *told(2, source="phone"), *told(1, zone="")),
        answers=(AnswerCount("files", "A", TODAY, 31), AnswerCount("visible", "A", TODAY, 9)),
        offers=(
            replace(session(1, days=200, came=3, turned_away=2), minutes=40, reach=0.3, place="Bordeaux"),
            session(2, days=-9, came=4),
        ),
    )
    day = TODAY - timedelta(days=200)
    assert reasons(found, "visible", "A", today=TODAY) == (
        Reason("asked", 12, of=31),
        Reason("told", 2, text="phone"),
        Reason("trade", 12, text="FOOD"),
        Reason("turned_away", 2),
        Reason("came", 3),
        Reason("far", text="Bordeaux", on=day, minutes=40),
        Reason("coming", 4, text="Libourne", on=TODAY + timedelta(days=9)),
    )
    assert [reason.kind for reason in reasons(found, "visible", today=TODAY)][-4:] == [
        "came", "nowhere_near", "coming", "nowhere"
    ]  # fmt: skip
    assert reasons(found, "files", "B", today=TODAY) == (Reason("never"),)


def test_few_answers_are_not_distinction_of():
    evidence = known(answers=(AnswerCount("files", "A", TODAY, 4),), wishes=told(3))
    assert reasons(evidence, "visible", "A", today=TODAY)[0] == Reason("few_asked")


def simulated(chance, *, tastes, overdispersed):
    """A département drawn from the model, or (`overdispersed`) from another: answers that hang together, and few
    territories that want nearly all."""
    zones, themes = [f"z{rank}" for rank in range(20)], [f"t{rank}" for rank in range(6)]
    number = chance.integers(200, 2000, len(zones)).astype(float)

    def effects(*shape):
        if overdispersed:
            return chance.lognormal(-0.18, 0.6, shape)
        return chance.gamma(tastes, 1 / tastes, shape)

    taste = effects(len(themes)) * effects(len(zones), len(themes))
    rate = 0.008 * taste * effects(len(zones), 1)
    wishes, answers, offers = [], [], []
    for z, zone in enumerate(zones):
        present = int(chance.integers(0, 40))
        answers += [AnswerCount("", zone, TODAY, present)] * (present > 0)
        for t, theme in enumerate(themes):
            share = min(0.95, taste[z, t] * 0.008 / 0.03)
            often = chance.beta(share * 6, (1 - share) * 6) if overdispersed else share
            wishes += [ThemeRequest(theme, zone, "", TODAY)] * int(chance.binomial(present, often))
            if chance.random() < 0.3:
                came = int(chance.poisson(rate[z, t] * number[z]))
                offers.append(
                    Offer(
                        len(offers), theme, zone, TODAY - timedelta(days=170), "", 0, 1.0, {"FOOD": came}, {}
                    )
                )
    territories = tuple(Territory(zone, {"FOOD": n}) for zone, n in zip(zones, number, strict=True))
    found = Evidence(tuple(themes), ("FOOD",), territories, tuple(wishes), tuple(answers), tuple(offers))
    served = Counter({(offer.theme, offer.zone): offer.seated for offer in offers})
    fresh = 0.5 ** (170 / 84)
    would = {}
    for z, zone in enumerate(zones):
        for t, theme in enumerate(themes):
            concerned = rate[z, t] * number[z]
            left = concerned**2 / (concerned + fresh * served[theme, zone])
            would[theme, zone] = chance.poisson(left)
    return found, would


@pytest.mark.parametrize(("overdispersed", "least"), [(False, 0.74), (True, 0.68)])
def test_the_interval_holds_the_truth_eight_times_out_of_ten(overdispersed, least):
    chance = np.random.default_rng(9)
    held, errors, blind = [], [], []
    for _season in range(6):
        found, would = simulated(chance, tastes=4.0, overdispersed=overdispersed)
        demand = estimate(found, today=TODAY)
        for key, number in would.items():
            one = demand.of(*key).estimate
            held.append(one.low <= number <= one.high)
            errors.append(abs(one.mean - number))
            blind.append(abs(0.008 * 1100 - number))
    assert least <= np.mean(held) <= 0.88
    assert np.mean(errors) < 0.7 * np.mean(blind)
