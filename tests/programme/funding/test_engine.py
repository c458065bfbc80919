"""The rules of funds as dated settings: who is paid, how much, why not; caps hold whatever happens in a year."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from etabli.programme.funding.engine import (
    Answer,
    Facts,
    FundingLine,
    Half,
    Request,
    Rules,
    Setting,
    State,
    complete,
    judge,
    pay,
    rules_on,
    state_of,
    used_by,
)
from etabli.programme.funding.engine.payments import is_within

LONG_AGO, FOUR_HOURS = date(2020, 1, 1), date(2022, 7, 1)
# As a fund of the food trades may publish them: settings, none of which anybody has checked.
FOOD = [
    Setting("sectors", LONG_AGO, ["ALIMENTATION"]),
    Setting("certificate_for", LONG_AGO, ["micro"]),
    Setting("minimum_minutes", LONG_AGO, 7 * 60),
    Setting("minimum_minutes", FOUR_HOURS, 4 * 60),
    Setting("hourly_cents", LONG_AGO, 2500),
    Setting("yearly_minutes", LONG_AGO, 100 * 60),
    Setting("days_before", LONG_AGO, 1),
    Setting("documents", LONG_AGO, ["register"]),
]
BAKER = Request(
    halves=(Half(date(2027, 3, 9), 210), Half(date(2027, 3, 16), 210)),
    asked_on=date(2027, 2, 1),
    sector="ALIMENTATION",
    status="manager",
    documents=frozenset({"register"}),
)


def codes(request: Request, settings: list[Setting] = FOOD) -> set[str]:
    return {reason.code for reason in judge(rules_on(settings, request.starts_on), request).reasons}


def answer(request: Request, settings: list[Setting] = FOOD) -> Answer:
    return judge(rules_on(settings, request.starts_on), request).answer


def test_a_baker_is_paid_for_two_half_days() -> None:
    verdict = judge(rules_on(FOOD, BAKER.starts_on), BAKER)
    assert verdict.answer == Answer.ELIGIBLE
    assert (verdict.fund_cents, verdict.artisan_cents, verdict.open_cents) == (17500, 0, 0)
    assert verdict.missing == ()
    assert set(verdict.unchecked) == {setting.key for setting in FOOD}


@pytest.mark.parametrize(
    ("changes", "code", "expected"),
    [
        ({"sector": "BATIMENT"}, "sector_other", Answer.NO),
        ({"sector": ""}, "sector_unknown", Answer.TO_CHECK),
        ({"halves": BAKER.halves[:1]}, "too_short", Answer.NO),
        ({"asked_on": date(2027, 3, 8)}, "in_time", Answer.ELIGIBLE),
        ({"asked_on": date(2027, 3, 9)}, "too_late", Answer.NO),
        ({"status": "micro"}, "certificate_missing", Answer.TO_CHECK),
        ({"status": ""}, "status_unknown", Answer.TO_CHECK),
        ({"used": {2027: (100 * 60, 0)}}, "cap_reached", Answer.NO),
        ({"used": {2027: (95 * 60, 0)}}, "cap_partly", Answer.TO_CHECK),
        ({"used": {2026: (100 * 60, 0)}}, "in_time", Answer.ELIGIBLE),
        ({"status": "micro", "documents": frozenset({"register", "cfp"})}, "in_time", Answer.ELIGIBLE),
    ],
)
def test_each_reason_and_what_it_answers(changes: dict[str, Any], code: str, expected: Answer) -> None:
    request = replace(BAKER, **changes)
    assert code in codes(request)
    assert answer(request) == expected


@pytest.mark.parametrize(
    ("cents", "code", "paid"),
    [(8200, "cap_of_amount_partly", 4200), (9999, "cap_of_amount_partly", 5999), (10000, "cap_partly", 6000)],
)
def test_of_two_caps_the_one_that_binds_is_named(cents: int, code: str, paid: int) -> None:
    rules = Rules(hourly_cents=2000, yearly_minutes=300, yearly_cents=cents)
    request = replace(BAKER, halves=BAKER.halves[:1], used={2027: (120, 4000)})
    (reason,) = judge(rules, request).reasons
    assert (reason.code, reason.values["paid_cents"], reason.values["cents"]) == (code, paid, 7000 - paid)
    assert reason.values["minutes"] == 180


def test_three_and_a_half_hours_against_four_proposes_two_half_days() -> None:
    request = replace(BAKER, halves=BAKER.halves[:1])
    [proposal] = judge(rules_on(FOOD, request.starts_on), request).proposals
    assert (proposal.code, dict(proposal.values)) == (
        "half_days",
        {"halves": 2, "minutes": 420, "limit": 240},
    )


def test_no_half_day_more_is_proposed_past_the_maximum() -> None:
    request = replace(BAKER, halves=BAKER.halves[:1])
    settings = [*FOOD, Setting("maximum_minutes", LONG_AGO, 300)]
    assert judge(rules_on(settings, request.starts_on), request).proposals == ()


@pytest.mark.parametrize(
    ("on", "minimum"),
    [(date(2022, 6, 30), 420), (date(2022, 7, 1), 240), (date(2027, 1, 1), 240)],
)
def test_a_minimum_changes_on_its_day(on: date, minimum: int) -> None:
    rules = rules_on(FOOD, on)
    assert rules is not None
    assert rules.minimum_minutes == minimum


def test_a_rule_ends_and_a_fund_has_not_begun() -> None:
    rules = rules_on([*FOOD, Setting("sectors", date(2027, 1, 1), None)], date(2027, 1, 1))
    assert rules is not None
    assert rules.sectors == ()
    assert rules_on(FOOD, date(2019, 12, 31)) is None
    assert judge(None, BAKER).answer == Answer.NO
    with pytest.raises(KeyError):
        rules_on([Setting("colour", LONG_AGO, "blue")], LONG_AGO)


def test_a_second_fund_a_grant_and_a_share_are_settings() -> None:
    """A region that pays 60 % up to 200 € a year, in its département, but never hairdressers."""
    region = [
        Setting("places", LONG_AGO, ["33"]),
        Setting("refused_trades", LONG_AGO, ["9602"]),
        Setting("hourly_cents", LONG_AGO, 5000, is_checked=True),
        Setting("artisan_percent", LONG_AGO, 40),
        Setting("yearly_cents", LONG_AGO, 20000),
    ]
    mason = replace(BAKER, sector="BATIMENT", place="33063", trade="4399CA")
    verdict = judge(rules_on(region, mason.starts_on), mason)
    assert verdict.answer == Answer.TO_CHECK  # the second half-day passes the cap
    assert [line.fund_cents for line in verdict.lines] == [10500, 9500]
    assert (verdict.artisan_cents, verdict.open_cents) == (14000, 1000)
    assert "hourly_cents" not in verdict.unchecked
    assert answer(replace(mason, trade="9602AA"), region) == Answer.NO
    assert answer(replace(mason, place="40192"), region) == Answer.NO


GRANT = [Setting("places", LONG_AGO, ["33"]), Setting("artisan_percent", LONG_AGO, 20)]


@pytest.mark.parametrize(
    ("settings", "fund", "artisan", "left_open"),
    [
        (GRANT, 5600, 1400, 0),  # 80 % of what the first leaves: 26,25 and 43,75 €
        ([*GRANT, Setting("hourly_cents", LONG_AGO, 500)], 2800, 3850, 350),  # 80 % of 5 € an hour
        ([*GRANT, Setting("hourly_cents", LONG_AGO, 50_000)], 5600, 1400, 0),  # never more than what is left
        ([*GRANT, Setting("yearly_cents", LONG_AGO, 3000)], 3000, 3150, 850),
        ([*GRANT, Setting("yearly_minutes", LONG_AGO, 210)], 2100, 3150, 1750),
    ],
)
def test_a_grant_completes_a_fund(settings: list[Setting], fund: int, artisan: int, left_open: int) -> None:
    """The first fund pays 70 % of 25 € an hour, and 105 € a year at most."""
    rules = Rules(hourly_cents=2500, artisan_percent=30, yearly_cents=10_500)
    first = pay(rules, [(half.on, 210) for half in BAKER.halves], {})
    request = replace(BAKER, place="33063", first_lines=first)
    verdict = judge(rules_on(settings, request.starts_on), request)
    assert (verdict.fund_cents, verdict.artisan_cents, verdict.open_cents) == (fund, artisan, left_open)
    left = sum(line.cost_cents - line.fund_cents for line in first)
    assert fund + artisan + left_open == left


def test_a_grant_without_a_price_of_an_hour_is_known_and_its_cap_is_said() -> None:
    first = pay(Rules(hourly_cents=2500, artisan_percent=30), [(half.on, 210) for half in BAKER.halves], {})
    request = replace(BAKER, place="33063", first_lines=first)
    verdict = judge(rules_on([*GRANT, Setting("yearly_cents", LONG_AGO, 3000)], request.starts_on), request)
    [short] = [reason for reason in verdict.reasons if reason.answer != Answer.ELIGIBLE]
    assert (short.code, short.values["paid_cents"], short.values["cents"]) == (
        "cap_of_amount_partly",
        3000,
        1200,
    )
    assert answer(request, GRANT) == Answer.ELIGIBLE
    assert (
        answer(replace(request, used={2027: (0, 3000)}), [*GRANT, Setting("yearly_cents", LONG_AGO, 3000)])
        == Answer.NO
    )


DAYS = st.dates(date(2026, 1, 1), date(2028, 12, 31))
CAPPED = st.builds(
    Rules,
    hourly_cents=st.integers(0, 9000),
    artisan_percent=st.integers(0, 90),
    yearly_minutes=st.none() | st.integers(0, 2000),
    yearly_cents=st.none() | st.integers(0, 60_000),
)
# What happens to the files of one person: asked of one of two funds, moved to another day, cancelled.
EVENTS = st.lists(
    st.tuples(
        st.sampled_from(["ask", "move", "cancel"]),
        st.integers(0, 1),
        st.lists(st.tuples(DAYS, st.integers(30, 420)), min_size=1, max_size=3),
    ),
    max_size=14,
)


@given(funds=st.tuples(CAPPED, CAPPED), events=EVENTS)
def test_no_cap_is_passed_whatever_happens(funds: tuple[Rules, Rules], events: list[Any]) -> None:
    files: list[tuple[int, tuple[FundingLine, ...]]] = []

    def granted(fund: int) -> Any:
        return used_by(line for of, lines in files if of == fund for line in lines)

    for what, fund, halves in events:
        at = files[fund % len(files)][0] if files else fund
        if what != "ask" and files:
            del files[fund % len(files)]
        if what != "cancel":
            of = fund if what == "ask" else at
            files.append((of, pay(funds[of], halves, granted(of))))
    for fund, rules in enumerate(funds):
        assert is_within(rules, granted(fund))
    for _of, lines in files:
        for line in lines:
            assert line.fund_cents >= 0
            assert line.artisan_cents >= 0
            assert line.open_cents >= 0
            assert line.fund_cents + line.artisan_cents + line.open_cents == line.cost_cents


@given(rules=CAPPED, halves=st.lists(st.tuples(DAYS, st.integers(1, 420)), min_size=1, max_size=6))
def test_the_hours_of_several_files_cost_what_those_of_one_cost(
    rules: Rules, halves: list[tuple[date, int]]
) -> None:
    together = used_by(pay(rules, halves, {}))
    apart: tuple[FundingLine, ...] = ()
    for half in sorted(halves):
        apart += pay(rules, [half], used_by(apart))
    assert used_by(apart) == together


@given(
    first=CAPPED,
    second=CAPPED
    | st.builds(Rules, artisan_percent=st.integers(0, 90), yearly_cents=st.none() | st.integers(0, 20_000)),
    halves=st.lists(st.tuples(DAYS, st.integers(1, 420)), min_size=1, max_size=6),
    used=st.dictionaries(st.integers(2026, 2028), st.tuples(st.integers(0, 2000), st.integers(0, 50_000))),
)
def test_two_funds_and_the_artisan_pay_each_cent_once(
    first: Rules, second: Rules, halves: list[tuple[date, int]], used: dict[int, tuple[int, int]]
) -> None:
    paid = pay(first, halves, {})
    rest = complete(second, halves, paid, used)
    assert [line.on for line in rest] == [line.on for line in paid]
    for one, other in zip(paid, rest, strict=True):
        assert one.fund_cents + other.cost_cents == one.cost_cents
        assert min(other.fund_cents, other.artisan_cents, other.open_cents) >= 0
        assert other.fund_cents + other.artisan_cents + other.open_cents == other.cost_cents
        assert other.artisan_cents <= one.artisan_cents
    within = {year: spent for year, spent in used.items() if is_within(second, {year: spent})}
    assert is_within(second, used_by(complete(second, halves, paid, within)))


OPENED = date(2027, 2, 1)
FACTS = Facts(opened_on=OPENED, starts_on=date(2027, 3, 9), apply_by=date(2027, 3, 8))
SENT = replace(FACTS, sent_on=date(2027, 2, 3))
ACCEPTED = replace(SENT, is_accepted=True, answered_on=date(2027, 2, 20))
DONE = replace(ACCEPTED, ended_on=date(2027, 3, 16))


@pytest.mark.parametrize(
    ("facts", "code", "due_on"),
    [
        (replace(FACTS, lacks=True), "to_complete", date(2027, 3, 8)),
        (replace(FACTS, is_eligible=False), "not_eligible", date(2027, 3, 8)),
        (FACTS, "ready", date(2027, 3, 8)),
        (SENT, "sent", None),
        (replace(SENT, answer_days=30), "sent", date(2027, 3, 5)),
        (replace(SENT, has_moved=True), "moved", date(2027, 3, 8)),
        (replace(ACCEPTED, has_moved=True), "day_to_tell", None),
        (replace(SENT, starts_on=None), "suspended", None),
        (replace(ACCEPTED, is_accepted=False), "refused", None),
        (replace(ACCEPTED, is_accepted=False, appeal_days=60), "refused", date(2027, 4, 21)),
        (replace(SENT, appealed_on=date(2027, 2, 25)), "appealed", None),
        (replace(SENT, appealed_on=date(2027, 2, 25), answer_days=30), "appealed", date(2027, 3, 27)),
        (ACCEPTED, "accepted", None),
        (DONE, "done", None),
        (replace(DONE, billed_on=date(2027, 3, 20)), "billed", None),
        (replace(DONE, billed_on=date(2027, 3, 20), payment_days=45), "billed", date(2027, 5, 4)),
        (replace(DONE, billed_on=date(2027, 3, 20), paid_on=date(2027, 6, 1)), "paid", None),
    ],
)
def test_where_a_file_stands(facts: Facts, code: str, due_on: date | None) -> None:
    state = state_of(facts)
    assert (state.code, state.due_on) == (code, due_on)
    if due_on is not None:
        assert not state.is_late(due_on)
        assert state.is_late(due_on + timedelta(days=1))


@pytest.mark.parametrize("code", ["sent", "appealed", "billed"])
def test_without_a_deadline_of_the_fund_nothing_is_late_and_long_waits_are_seen(code: str) -> None:
    state = State(code, OPENED)
    after = [OPENED + timedelta(days=days) for days in (30, 31)]
    assert not any(state.is_late(day) for day in after)
    assert [state.has_waited_long(day) for day in after] == [False, True]
    assert not State(code, OPENED, due_on=after[0]).has_waited_long(after[1])  # it is late instead
    assert not State("done", OPENED).has_waited_long(after[1])  # it is ours


def test_nothing_is_proposed_where_no_other_day_and_no_other_length_would_help() -> None:
    short = replace(BAKER, halves=BAKER.halves[:1])
    assert judge(rules_on(FOOD, short.starts_on), short).proposals
    builder = replace(short, sector="BATIMENT")
    assert judge(rules_on(FOOD, builder.starts_on), builder).proposals == ()
