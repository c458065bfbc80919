"""What real figures teach: never less sure with more of them; a trade without any reads as all trades do."""

from dataclasses import replace

import pytest
from hypothesis import example, given, strategies as st

from etabli.programme.visibility.campaigns.data import guide
from etabli.programme.visibility.engine.campaigns import (
    FEWEST,
    STAGES,
    Assumption,
    Figures,
    learn,
    rate_range,
)

ASSUMPTIONS = guide().assumptions
TRADES = ("baker", "butcher", "hair", "garage")


@st.composite
def figures(draw: st.DrawFn) -> Figures:
    views = draw(st.integers(0, 50_000))
    clicks = draw(st.integers(0, min(views, 2000)))
    contacts = draw(st.integers(0, 200))
    return Figures(
        business_id=draw(st.integers(1, 30)),
        trade=draw(st.sampled_from(TRADES)),
        network=draw(st.sampled_from(["meta", "google"])),
        spent_cents=draw(st.integers(0, 200_000)),
        views=views,
        clicks=clicks,
        contacts=contacts,
        customers=draw(st.integers(0, contacts)),
    )


def as_assumed(assumption: Assumption, business: int, trade: str = "baker") -> Figures:
    """A campaign of 200 euros that brings what is assumed."""
    rates = {row.stage: row.mean for row in ASSUMPTIONS if row.network == assumption.network}
    clicks = round(rates["clicks"] * 200)
    contacts = round(rates["contacts"] * clicks)
    return Figures(
        business,
        trade,
        assumption.network,
        20_000,
        round(rates["views"] * 200),
        clicks,
        contacts,
        round(rates["customers"] * contacts),
    )


@given(st.sampled_from(ASSUMPTIONS), st.lists(figures(), max_size=40), st.lists(figures(), max_size=20))
def test_more_figures_never_make_less_sure(
    assumption: Assumption, some: list[Figures], more: list[Figures]
) -> None:
    before, after = learn(assumption, some, "baker"), learn(assumption, [*some, *more], "baker")
    assert after.strength >= before.strength - 1e-9


@pytest.mark.parametrize("assumption", ASSUMPTIONS, ids=lambda row: f"{row.network}-{row.stage}")
def test_more_figures_narrow_the_interval(assumption: Assumption) -> None:
    widths = []
    for businesses in (0, 6, 24, 96):
        rows = [as_assumed(assumption, business) for business in range(businesses)]
        low, high = rate_range(learn(assumption, rows, "baker"))
        assert low <= assumption.mean <= high
        widths.append(high / low)
    assert widths == sorted(widths, reverse=True)
    assert widths[-1] < widths[0] / 1.5


@given(st.sampled_from(ASSUMPTIONS), st.lists(figures(), max_size=40))
def test_a_trade_without_figures_equals_the_whole(assumption: Assumption, rows: list[Figures]) -> None:
    unknown, whole = learn(assumption, rows, "jeweller"), learn(assumption, rows, "")
    assert unknown == whole
    assert unknown.is_few


@given(st.sampled_from(ASSUMPTIONS), st.lists(figures(), min_size=1, max_size=30))
def test_figures_of_a_few_businesses_are_shown_to_nobody(assumption: Assumption, rows: list[Figures]) -> None:
    few = [replace(row, business_id=row.business_id % (FEWEST - 1)) for row in rows]
    rate = learn(assumption, few, few[0].trade)
    assert rate.mean == pytest.approx(assumption.mean)
    assert rate.is_few


@given(st.sampled_from(ASSUMPTIONS), st.lists(figures(), max_size=40), st.randoms())
def test_the_order_of_the_figures_changes_nothing(
    assumption: Assumption, rows: list[Figures], random
) -> None:  # type: ignore[no-untyped-def]  # hypothesis gives a Random of its own
    shuffled = random.sample(rows, len(rows))
    first, second = learn(assumption, rows, "baker"), learn(assumption, shuffled, "baker")
    assert (first.mean, first.strength) == (pytest.approx(second.mean), pytest.approx(second.strength))


@given(st.sampled_from(ASSUMPTIONS), st.lists(figures(), max_size=40))
def test_figures_of_the_other_network_change_nothing(assumption: Assumption, rows: list[Figures]) -> None:
    others = [row for row in rows if row.network != assumption.network]
    assert learn(assumption, others, "baker").mean == pytest.approx(assumption.mean)


def test_a_trade_goes_its_own_way_and_pulls_the_others_a_little() -> None:
    assumption = next(row for row in ASSUMPTIONS if (row.network, row.stage) == ("meta", "clicks"))
    rows = [replace(as_assumed(assumption, business), clicks=1600) for business in range(12)]
    own, other = learn(assumption, rows, "baker"), learn(assumption, rows, "garage")
    assert assumption.mean < other.mean < own.mean < 8.0
    assert not own.is_few
    assert own.businesses == 12


@pytest.mark.parametrize("trade", ["baker", "garage"])
@given(st.sampled_from([row for row in ASSUMPTIONS if not row.is_share]), figures())
@example(ASSUMPTIONS[0], Figures(9, "baker", "meta", 100, 50_000, 2000, 0, 0))  # an amount typed wrong
@example(ASSUMPTIONS[1], Figures(9, "butcher", "meta", 1, 50_000, 2000, 0, 0))
def test_no_single_campaign_doubles_what_six_others_taught(
    trade: str, assumption: Assumption, row: Figures
) -> None:
    six = [as_assumed(assumption, business) for business in range(6)]
    before, after = learn(assumption, six, trade), learn(assumption, [*six, row], trade)
    assert before.mean / 2 < after.mean < before.mean * 2


@given(st.sampled_from(ASSUMPTIONS), st.lists(figures(), max_size=20), figures())
def test_what_cost_nothing_teaches_nothing(
    assumption: Assumption, rows: list[Figures], free: Figures
) -> None:
    assert learn(assumption, [*rows, replace(free, spent_cents=0)], "baker") == learn(
        assumption, rows, "baker"
    )


def test_one_long_campaign_is_no_certainty() -> None:
    assumption = next(row for row in ASSUMPTIONS if (row.network, row.stage) == ("google", "contacts"))
    small = [as_assumed(assumption, business) for business in range(5)]
    huge = replace(small[0], business_id=9, spent_cents=10_000_000, clicks=80_000, contacts=40_000)
    rate = learn(assumption, [*small, huge], "baker")
    assert rate.mean < 0.35  # and not the half of them
    assert [row.stage for row in ASSUMPTIONS[:4]] == list(STAGES)


def test_contacts_without_a_click_teach_nothing_of_clicks_and_all_the_rest() -> None:
    by_stage = {row.stage: row for row in ASSUMPTIONS if row.network == "meta"}
    usual = [as_assumed(by_stage["contacts"], business) for business in range(6)]
    more = [
        replace(row, business_id=9 + row.business_id, clicks=10, contacts=40, customers=4) for row in usual
    ]
    for stage, assumption in by_stage.items():
        before, after = learn(assumption, usual, "baker"), learn(assumption, [*usual, *more], "baker")
        assert (after.mean == before.mean) is (stage in {"contacts", "views"}), stage
        assert (after.businesses == before.businesses) is (stage == "contacts"), stage
    assert learn(by_stage["contacts"], more, "baker").is_assumed, (
        "of too few businesses, whoever else there is"
    )


@given(st.sampled_from(ASSUMPTIONS), st.lists(figures(), max_size=40))
def test_a_share_stays_a_share(assumption: Assumption, rows: list[Figures]) -> None:
    rate = learn(assumption, rows, "baker")
    assert rate.mean > 0
    assert rate.mean < 1 or not assumption.is_share
