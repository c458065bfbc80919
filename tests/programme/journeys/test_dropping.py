"""Who has stopped, what the curves count, and whom to call first."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, strategies as st

from etabli.programme.journeys.engine import SILENT_AFTER, Standing
from etabli.programme.journeys.engine.call_list import (
    RETURN_WINDOW,
    LastCall,
    Outcome,
    Reason,
    RestDays,
    calls_due,
)
from etabli.programme.journeys.engine.dropouts import ArtisanPath, counts, until_next, until_silence
from etabli.programme.journeys.engine.survival import Span

AT = datetime(2027, 6, 1, 9, 0, tzinfo=UTC)
TODAY = AT.date()
ORDER = ["diagnosis", "seat", "workshop", "half_day", "brief", "brief_ready", "ad", "online", "alone"]
ENDS = ["online", "alone"]


def ago(days: int) -> datetime:
    return AT - timedelta(days=days)


def path(pk: int = 1, *, name: str = "doing", since: int = 0, **reached: int) -> ArtisanPath:
    """Somebody who reached these stages so many days ago."""
    standing: Any = Standing(name, ago(since))  # type: ignore[arg-type]  # one of its names
    return ArtisanPath(pk, {code: ago(days) for code, days in reached.items()}, standing, {})


def test_the_wait_at_a_stage_ends_at_any_further_one() -> None:
    paths = [path(workshop=100, brief=60), path(workshop=100), path(workshop=50, brief=70), path(seat=10)]
    assert until_next(paths, ORDER, "workshop", AT) == [Span(40, True), Span(100, False)]


def test_what_is_only_counted_ends_the_wait_too() -> None:
    private = ArtisanPath(1, {"seat": ago(90)}, Standing("doing", AT), {}, {"half_day": ago(30)})
    assert until_next([private], ORDER, "seat", AT) == [Span(60, True)]
    assert private.furthest_stage(ORDER) == "seat"


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (path(seat=200, name="silent", since=150), Span(50, True)),  # stopped, for their last sign
        (path(seat=200), Span(140, False)),  # on their way, as they were sixty days ago
        (path(seat=200, online=120, name="arrived", since=120), Span(80, False)),
        (path(seat=200, name="on_hold", since=100), Span(100, False)),
        (path(seat=200, name="resumed", since=5), Span(140, False)),  # came back
    ],
)
def test_how_long_until_somebody_stops(person: ArtisanPath, expected: Span) -> None:
    assert until_silence([person], AT) == [expected]


def test_nothing_is_said_of_who_began_within_the_last_sixty_days() -> None:
    assert until_silence([path(seat=SILENT_AFTER.days - 1)], AT) == []
    assert until_silence([path(seat=SILENT_AFTER.days)], AT) == [Span(0, False)]


def test_each_stands_once_at_the_furthest_stage() -> None:
    paths = [
        path(1, seat=90, workshop=80),
        path(2, workshop=200, name="silent", since=150),
        path(3, workshop=90, name="on_hold", since=30),
        path(4, online=10, name="arrived"),
    ]
    held = {
        count.stage: (count.active_or_arrived, count.on_hold, count.stopped) for count in counts(paths, ORDER)
    }
    assert held["workshop"] == (1, 1, 1)
    assert held["online"] == (1, 0, 0)
    assert sum(sum(three) for three in held.values()) == len(paths)


def called(
    *,
    waiting_since: dict[int, date] | None = None,
    paths: list[ArtisanPath] | None = None,
    last_calls: dict[int, LastCall] | None = None,
    rest: RestDays | None = None,
) -> list[tuple[int, Reason]]:
    due = calls_due(
        waiting_since=waiting_since or {}, paths=paths or [], order=ORDER, ends=ENDS, last_calls=last_calls or {},
        today=TODAY, rest_days=rest or RestDays(),
    )  # fmt: skip
    return [(due_call.person_id, due_call.reason) for due_call in due]


def on(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_the_order_is_promises_then_who_waits_then_near_the_end_then_returns() -> None:
    paths = [
        path(1, seat=300, name="resumed", since=3),
        path(2, brief=200, name="silent", since=90),
        path(3, ad=200, name="silent", since=120),
        path(4, seat=200, name="silent", since=90),  # far from an end: a letter rather than a call
        path(5, ad=200, name="on_hold", since=80),  # they put it aside
    ]
    last_calls = {
        6: LastCall(Outcome.CALL_BACK, on(10), again_on=on(0)),
        7: LastCall(Outcome.CALL_BACK, on(3), on(-2)),
    }
    assert called(waiting_since={8: on(4), 9: on(40)}, paths=paths, last_calls=last_calls) == [
        (6, Reason.PROMISED), (9, Reason.WAITS), (8, Reason.WAITS),
        (3, Reason.NEAR_END), (2, Reason.NEAR_END), (1, Reason.RETURNED),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("outcome", "days"),
    [(Outcome.REACHED, 14), (Outcome.UNREACHABLE, 2), (Outcome.NOT_NOW, 90)],
)
def test_whoever_was_called_is_left_in_peace(outcome: Outcome, days: int) -> None:
    assert called(waiting_since={1: on(200)}, last_calls={1: LastCall(outcome, on(days - 1))}) == []
    assert called(waiting_since={1: on(200)}, last_calls={1: LastCall(outcome, on(days))}) == [
        (1, Reason.WAITS)
    ]


def test_after_three_calls_without_an_answer_they_are_left_in_peace_for_longer() -> None:
    assert (
        called(waiting_since={1: on(90)}, last_calls={1: LastCall(Outcome.UNREACHABLE, on(5), tries=3)}) == []
    )
    assert (
        called(waiting_since={1: on(90)}, last_calls={1: LastCall(Outcome.UNREACHABLE, on(30), tries=3)})
        != []
    )


def test_done_without_help_is_left_alone_until_a_newer_reason() -> None:
    last_calls = {1: LastCall(Outcome.DONE_WITHOUT_HELP, on(100))}
    assert called(waiting_since={1: on(200)}, last_calls=last_calls) == []
    assert called(waiting_since={1: on(50)}, last_calls=last_calls) == [(1, Reason.WAITS)]


def test_a_promise_stands_until_somebody_answers() -> None:
    kept = LastCall(Outcome.UNREACHABLE, on(1), again_on=on(1), tries=1)
    assert called(last_calls={1: kept}) == []
    assert called(last_calls={1: LastCall(Outcome.UNREACHABLE, on(2), again_on=on(4), tries=1)}) == [
        (1, Reason.PROMISED)
    ]


pasts = st.builds(
    LastCall,
    st.sampled_from(Outcome),
    st.integers(0, 300).map(on),
    st.none() | st.integers(-30, 100).map(on),
    st.integers(0, 5),
)
lives = st.builds(
    lambda pk, name, since, stage: path(pk, name=name, since=since, **{stage: since + 30}),
    st.integers(1, 30),
    st.sampled_from(["doing", "on_hold", "silent", "resumed", "arrived"]),
    st.integers(0, 400),
    st.sampled_from(ORDER),
)


@given(
    st.dictionaries(st.integers(1, 30), st.integers(0, 400).map(on), max_size=10),
    st.lists(lives, max_size=30, unique_by=lambda life: life.person_id),
    st.dictionaries(st.integers(1, 30), pasts, max_size=30),
)
def test_what_holds_of_every_list(
    waiting_since: dict[int, date], paths: list[ArtisanPath], last_calls: dict[int, LastCall]
) -> None:
    listed = called(waiting_since=waiting_since, paths=paths, last_calls=last_calls)
    people = [pk for pk, _why in listed]
    assert len(people) == len(set(people))
    assert [list(Reason).index(reason) for _pk, reason in listed] == sorted(
        list(Reason).index(reason) for _pk, reason in listed
    )
    for pk, reason in listed:
        call = last_calls.get(pk)
        if call and call.outcome == Outcome.NOT_NOW and reason != Reason.PROMISED:
            assert call.on <= on(RestDays().not_now)
        if reason == Reason.RETURNED:
            life = next(life for life in paths if life.person_id == pk)
            assert life.standing.since is not None
            assert AT - life.standing.since <= RETURN_WINDOW + timedelta(days=1)
