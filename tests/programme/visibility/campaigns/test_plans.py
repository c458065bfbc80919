"""How a budget is shared out, what it may bring, and what is said of a small one."""

import re
from copy import deepcopy
from dataclasses import replace
from itertools import product
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings, strategies as st

from etabli.programme.visibility.campaigns.data import guide
from etabli.programme.visibility.campaigns.wording import (
    cost_of_customer,
    spoken,
    worded_plan,
    worded_range,
    worded_watch,
)
from etabli.programme.visibility.engine.campaigns import (
    STAGES,
    Answers,
    Network,
    Plan,
    Range,
    Watch,
    parse_guide,
    plan as make_plan,
)
from etabli.programme.visibility.engine.trades import DataError, parse_trades, trade_with_code
from etabli.programme.visibility.trades import trades


def planned(goal: str, trade: str, place: str, euros: int) -> Plan:
    of_trade = next(row for row in trades() if row.id == trade)
    return make_plan(Answers(goal, of_trade, place, euros * 100), guide(), guide().assumptions, [])


def shares(plan: Plan) -> dict[str, int]:
    return {part.network.id: part.cents // 100 for part in plan.chosen}


@pytest.mark.parametrize(
    ("goal", "trade", "place", "euros", "expected"),
    [
        ("known", "baker", "country", 100, {"meta": 100}),
        ("requests", "plumber", "town", 200, {"google": 200}),
        (
            "requests",
            "plumber",
            "town",
            140,
            {},
        ),  # Google suits, and can't learn from it: Facebook is no answer
        ("visits", "hair", "town", 150, {"meta": 150}),  # enough for one, too little to share
        ("sales", "jeweller", "far", 400, {"meta": 200, "google": 200}),
        ("known", "baker", "town", 40, {}),
    ],
)
def test_a_budget_is_shared_out_by_what_each_network_is_good_for(
    goal: str, trade: str, place: str, euros: int, expected: dict[str, int]
) -> None:
    assert shares(planned(goal, trade, place, euros)) == expected


@pytest.mark.parametrize(("euros", "expected"), [(9999, [5000, 4999]), (301, [151, 150]), (400, [200, 200])])
def test_shares_are_whole_euros_that_add_up_to_the_budget(euros: int, expected: list[int]) -> None:
    plan = planned("sales", "jeweller", "far", euros)
    assert [part.cents for part in plan.chosen] == [share * 100 for share in expected]


def test_a_share_said_to_be_too_small_is_under_what_is_needed() -> None:
    plan = planned("sales", "jeweller", "far", 299)
    with override("en"):
        said = worded_plan(Answers("sales", trade_named("jeweller"), "far", 29900), plan).honest
    assert re.findall(r"\d+", said) == ["149", "150"]


def test_a_small_budget_is_told_honestly() -> None:
    plan = planned("visits", "hair", "town", 150)
    assert plan.left_out is guide().network("google")
    too_small = planned("known", "baker", "town", 40)
    assert not too_small.chosen
    assert too_small.least is guide().network("meta")


def test_each_sentence_on_a_small_budget_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of every trade, goal and place, the network that it names could not learn from what it would get."""
    for name in ("outcome", "watch"):  # what a sum brings takes long to draw, and is of no matter here
        monkeypatch.setattr(
            f"etabli.programme.visibility.engine.campaigns.planning.{name}", lambda *_, **__: None
        )
    by_name = {network.short.en: network for network in guide().networks}
    with override("en"):
        for trade, goal, place in product(trades(), guide().goals, guide().places):
            for euros in range(10, 400, 10):
                answers = Answers(goal.id, trade, place.id, euros * 100)
                plan = make_plan(answers, guide(), guide().assumptions, [])
                worded = worded_plan(answers, plan)
                assert bool(worded.honest) is (plan.short is not None), answers
                if plan.short is None:
                    continue
                said = re.search(r"nder \D*(\d+)\D* in four weeks, (\w+)", worded.honest)
                assert said is not None, worded.honest
                euros_said, name = said.groups()
                if shared := re.match(r"Shared out, (\w+) would get \D*(\d+)", worded.honest):
                    name = shared.group(1)
                    assert int(shared.group(2)) < int(euros_said), worded.honest
                named = by_name[name]
                assert int(euros_said) * 100 == named.learn_cents, answers
                assert share_of(named, plan, answers) < named.learn_cents, answers
                assert bool(plan.chosen) is (answers.budget_cents >= plan.least.learn_cents), answers
                assert len(plan.chosen) <= 1, answers


def share_of(network: Network, plan: Plan, answers: Answers) -> float:
    """What it would get, were the budget shared among those that suit, to the nearest tenth."""
    suited = [part for part in plan.parts if 2 * part.points >= plan.parts[0].points]
    part = next(part for part in suited if part.network is network)
    tenths = round(10 * part.points / sum(other.points for other in suited))
    return answers.budget_cents * tenths / 10


@settings(deadline=None, max_examples=40)
@given(
    st.sampled_from([row.id for row in guide().goals]),
    st.sampled_from([row.id for row in trades()]),
    st.sampled_from([row.id for row in guide().places]),
    st.integers(0, 5000),
)
def test_every_budget_is_shared_out_whole_or_not_at_all(
    goal: str, trade: str, place: str, euros: int
) -> None:
    plan = planned(goal, trade, place, euros)
    assert sum(part.cents for part in plan.parts) in {0, euros * 100}
    for part in plan.chosen:
        assert part.cents >= part.network.learn_cents
        assert part.outcome is not None
        assert part.watch is not None
        for low, middle, high in ((row.low, row.middle, row.high) for row in part.outcome.values()):
            assert 0 <= low <= middle <= high
        assert part.watch.fewest_clicks <= part.watch.clicks.low
        assert (
            part.watch.quiet_cents is None or part.watch.spent_cents <= part.watch.quiet_cents <= part.cents
        )


def test_twice_the_budget_brings_about_twice_as_much() -> None:
    single, double = (planned("known", "baker", "country", euros).chosen[0] for euros in (140, 280))
    assert single.outcome is not None
    assert double.outcome is not None
    assert double.outcome["clicks"].middle == pytest.approx(2 * single.outcome["clicks"].middle, rel=0.05)


def test_the_cost_of_a_customer_does_not_jump_with_the_rounding_of_customers() -> None:
    costs = []
    for euros in (320, 360, 400, 450):
        outcome = planned("known", "baker", "country", euros).chosen[0].outcome
        assert outcome is not None
        assert abs(outcome["customers"].exact - outcome["customers"].middle) <= 0.5
        costs.append(cost_of_customer(euros * 100, outcome))
    assert max(costs) < 1.15 * min(costs)


@pytest.mark.parametrize("euros", [137, 160, 219, 260, 320])
def test_a_cost_is_said_where_it_agrees_with_the_number_that_is_shown(euros: int) -> None:
    plan = planned("known", "baker", "town", euros)
    with override("fr"):
        said = worded_plan(Answers("known", trade_named("baker"), "town", euros * 100), plan)
    for part, worded in zip(plan.chosen, said.parts, strict=True):
        assert part.outcome is not None
        middle = part.outcome["customers"].middle
        assert bool(worded.cost) is (middle >= 3)
        if 0 < middle < 3:
            assert cost_of_customer(part.cents, part.outcome) == round(part.cents / middle)


def test_what_the_chamber_assumes_changes_what_is_expected() -> None:
    trade = trades()[0]
    dearer = [
        replace(row, mean=row.mean / 2) if row.stage == "clicks" else row for row in guide().assumptions
    ]
    answers = Answers("known", trade, "country", 20_000)
    usual, less = (make_plan(answers, guide(), rows, []).chosen[0] for rows in (guide().assumptions, dearer))
    assert usual.outcome is not None
    assert less.outcome is not None
    assert less.outcome["clicks"].middle < usual.outcome["clicks"].middle * 0.6


def test_a_trade_is_known_by_its_code() -> None:
    assert trade_with_code(trades(), "1071CB") is trades()[0]
    assert trade_with_code(trades(), "4932ZA") is None
    assert trade_with_code(trades(), "") is None


def tables() -> dict[str, Any]:
    import tomllib
    from importlib.resources import files

    return deepcopy(
        tomllib.loads((files("etabli.programme.visibility") / "data" / "campaigns.toml").read_text("utf-8"))
    )


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda data: data["goal"][0]["name"].pop("en"), "goal known: name is missing"),
        (lambda data: data["fit"]["meta"]["goal"].pop("sales"), "network meta: goal sales"),
        (lambda data: data["assumption"].pop(), "one for each network and stage"),
        (lambda data: data["assumption"][2].update(mean=1.2), "assumption meta contacts: a rate above 0"),
        (lambda data: data["assumption"][0].update(strength=900), "assumption meta views: held no more"),
        (lambda data: data["network"][0]["prepare"]["en"].pop(), "network meta: prepare"),
    ],
)
def test_an_incomplete_guide_is_refused_with_its_place(change: Any, said: str) -> None:
    data = tables()
    change(data)
    with pytest.raises(DataError, match=said):
        parse_guide(data)


def test_incomplete_trades_are_refused() -> None:
    entry = {"id": "baker", "need": "wanted", "codes": [], "name": {"fr": "a", "en": "b"}}
    with pytest.raises(DataError, match="twice"):
        parse_trades({"trade": [entry, entry]})
    with pytest.raises(DataError, match="need is one of"):
        parse_trades({"trade": [{**entry, "need": "often"}]})


@pytest.mark.parametrize(
    ("n", "said"),
    [(0, 0), (7, 7), (99, 99), (100, 100), (203, 200), (326, 330), (996, 1000), (18_091, 18_000)],
)
def test_from_a_hundred_on_a_number_is_said_by_its_first_two_figures(n: int, said: int) -> None:
    assert spoken(n) == said


def test_a_shared_budget_says_what_it_brings_in_all_as_its_goal_counts_it() -> None:
    plan = planned("sales", "jeweller", "far", 400)
    with override("en"):
        said = worded_plan(Answers("sales", trade_named("jeweller"), "far", 40000), plan)
    assert [row[0] for row in said.together][2:] == ["Questions or baskets begun", "Orders"]
    outcomes = [part.outcome for part in plan.chosen if part.outcome]
    for stage, (_name, how_many) in zip(STAGES, said.together, strict=True):
        middle, low, high = (
            sum(spoken(getattr(row[stage], end)) for row in outcomes) for end in ("middle", "low", "high")
        )
        assert how_many == worded_in_english(Range(low, middle, high, 0.0), is_order=stage == "customers")
    for part, outcome in zip(said.parts, outcomes, strict=True):
        assert part.cost.endswith("an order.") is (outcome["customers"].middle >= 3)
        assert not any("called" in sentence for sentence in part.stops)
        assert any("button to pay" in sentence for sentence in part.prepare)
        assert not any("opening hours" in sentence for sentence in part.prepare)
    assert said.cost.endswith("an order.")
    alone = planned("known", "baker", "country", 100)
    alone_said = worded_plan(Answers("known", trade_named("baker"), "country", 10000), alone)
    assert (alone_said.together, alone_said.cost) == ((), "")


def worded_in_english(expected: Range, *, is_order: bool) -> str:
    with override("en"):
        return worded_range(expected, is_order=is_order)


@pytest.mark.parametrize(
    ("ends", "is_order", "said"),
    [
        ((120, 200, 300), False, "environ 200, entre 120 et 300"),
        ((0, 1, 3), False, "environ 1 : peut-être aucun, au plus 3"),
        ((0, 1, 3), True, "environ 1 : peut-être aucune commande, au plus 3"),
        ((0, 0, 2), False, "peut-être aucun, au plus 2"),
        ((0, 1, 1), True, "peut-être aucune commande, au plus 1"),
        ((0, 0, 0), False, "peut-être aucun"),
    ],
)
def test_a_range_that_begins_at_nothing_is_said_as_people_say_it(
    ends: tuple[int, int, int], is_order: bool, said: str
) -> None:
    with override("fr"):
        worded = worded_range(Range(*ends, exact=1.0), is_order=is_order)
    assert worded.replace("\u00a0", " ") == said


def test_a_week_in_which_nothing_may_come_is_said_so() -> None:
    with override("fr"):
        sentence, stops = worded_watch(Watch(500, Range(0, 1, 4, 1.0), 0, None), "known")
    assert "peut-être encore aucun clic, au plus 4" in sentence
    assert stops[0].startswith("Aucun clic après sept jours")


def trade_named(id: str) -> Any:
    return next(row for row in trades() if row.id == id)
