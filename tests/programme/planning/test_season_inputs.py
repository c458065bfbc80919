"""What a season is planned from, and the search in a child process."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from etabli.foundation.people.models import Membership, Organisation
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.diary.models import HalfDay
from etabli.programme.planning import tasks
from etabli.programme.planning.actions.season import BadDays, change_season, open_season, request_plan
from etabli.programme.planning.engine.season import Progress
from etabli.programme.planning.models import Proposal, Season
from etabli.programme.planning.queries import season_inputs
from etabli.programme.planning.queries.season_inputs import gather_inputs
from etabli.programme.planning.season import progress, solver_process
from etabli.programme.planning.season.plans import Planned, read_planned
from etabli.programme.planning.season.settings import (
    AdviserSettings,
    Period,
    RoomSettings,
    Settings,
    as_json,
    read,
    usual_periods,
)
from etabli.programme.workshops.models import Session, Venue
from tests import factories
from tests.programme.planning.conftest import EAST, LAST, MONDAY, WEST

AT, TODAY = factories.AT, factories.AT.date()
Find = Callable[..., Proposal]


def test_settings_are_read_as_they_were_written() -> None:
    said = Settings(
        periods=(Period("Vacances", MONDAY, LAST, 0.5),),
        advisers={"3": AdviserSettings(("visible",), 1, ((MONDAY, LAST),))},
        rooms={"4": RoomSettings(False, 7, ((MONDAY, MONDAY),))},
        people={"visible/1": 2.5},
        half_days=1.5,
        left_out=("1",),
    )
    assert read(as_json(said)) == said
    assert read({}) == Settings()


def test_fewer_come_from_farther() -> None:
    said = Settings(full_minutes=15, half_minutes=30)
    assert [said.share(minutes) for minutes in (0, 15, 30, 45)] == [1.0, 1.0, 0.5, 0.25]
    assert said.share(70) == 0.0


def test_school_holidays_and_busy_seasons_touch_the_season() -> None:
    found = usual_periods(date(2026, 12, 1), date(2027, 2, 20), {"ALIMENTATION": 0.2, "BATIMENT": 0.5})
    assert [one.first for one in found] == [date(2026, 12, 1), date(2026, 12, 19), date(2027, 2, 13)]
    assert found[0].factor == 0.86


def test_each_input_is_read_and_corrected(
    season: Season, adviser: Viewer, membership: Membership, rooms: list[Venue]
) -> None:
    HalfDay.objects.create(
        chamber=season.chamber, adviser=membership.user, on=MONDAY, half="am", what="Réunion"
    )
    inputs = gather_inputs(adviser, season, today=TODAY)
    mine = inputs.advisers[0]
    assert (MONDAY, "am") not in mine.free
    assert (MONDAY, "pm") in mine.free
    assert date(2027, 3, 29) not in {day for day, _half in inputs.slots}, "Easter Monday"
    assert inputs.share[WEST, str(rooms[1].pk)] == 1.0
    assert (WEST, str(rooms[0].pk)) not in inputs.share, "the estuary has no bridge"
    assert inputs.people["visible", EAST] == 9.0
    said = inputs.settings.with_adviser(mine.key, AdviserSettings(("social",), 1, ((MONDAY, LAST),)))
    said = said.with_room(str(rooms[0].pk), RoomSettings(used=False))
    change_season(season=season, settings=said, by=adviser, at=AT)
    inputs = gather_inputs(adviser, season, today=TODAY)
    assert inputs.advisers[0].free == ()
    assert inputs.lacking == ("half_day",)
    assert [one["id"] for one in inputs.as_season()["venues"]] == [str(rooms[1].pk)]
    assert inputs.as_season()["advisers"][0]["themes"] == ["social"]


def opened_between(starts_on: date, ends_on: date, *, chamber: Organisation, by: Viewer) -> Season:
    return open_season(
        chamber=chamber, name="X", starts_on=starts_on, ends_on=ends_on, settings=Settings(), by=by, at=AT
    )


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (MONDAY, MONDAY - timedelta(days=1)),
        (date(2027, 1, 1), date(2028, 1, 2)),
        (date(2027, 1, 1), date(2028, 2, 5)),
        (date(2028, 2, 29), date(2029, 3, 1)),
    ],
)
def test_days_that_make_no_season(
    chamber: Organisation, adviser: Viewer, starts_on: date, ends_on: date
) -> None:
    with pytest.raises(BadDays):
        opened_between(starts_on, ends_on, chamber=chamber, by=adviser)


@pytest.mark.parametrize(
    ("starts_on", "ends_on"),
    [
        (MONDAY, MONDAY),
        (date(2027, 1, 1), date(2027, 12, 31)),
        (date(2028, 1, 1), date(2029, 1, 1)),
        (date(2028, 2, 29), date(2029, 2, 28)),
    ],
)
def test_a_season_lasts_from_a_day_to_a_year(
    chamber: Organisation, adviser: Viewer, starts_on: date, ends_on: date
) -> None:
    assert opened_between(starts_on, ends_on, chamber=chamber, by=adviser).ends_on == ends_on


def test_a_season_opened_longer_than_a_year_is_still_renamed(chamber: Organisation, adviser: Viewer) -> None:
    season = opened_between(date(2027, 1, 1), date(2027, 12, 31), chamber=chamber, by=adviser)
    Season.objects.filter(pk=season.pk).update(ends_on=date(2028, 2, 1))
    season.refresh_from_db()
    days = {"starts_on": season.starts_on, "ends_on": season.ends_on}
    assert change_season(season=season, name="Y", **days, by=adviser, at=AT).name == "Y"
    with pytest.raises(BadDays):
        change_season(season=season, ends_on=date(2028, 2, 2), by=adviser, at=AT)


@pytest.mark.parametrize("several", [1, 3])
def test_inputs_take_as_many_statements_for_three(
    season: Season,
    adviser: Viewer,
    rooms: list[Venue],
    several: int,
    django_assert_num_queries: Any,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(
        season_inputs, "estimated_demand", lambda _viewer, *, today: {}
    )  # counted by its own test
    for number in range(several):
        factories.membership(season.chamber)
        Venue.objects.create(
            chamber=season.chamber, name=f"Autre {number}", commune=rooms[0].commune, capacity=9
        )
    gather_inputs(adviser, season, today=TODAY)
    with django_assert_num_queries(10):
        gather_inputs(adviser, season, today=TODAY)


def test_nobody_else_plans(season: Season, neighbour: Membership, found: Find) -> None:
    inputs = gather_inputs(of_membership(neighbour), season, today=TODAY)
    assert not inputs.rooms


def ask(season: Season, adviser: Viewer, **given: Any) -> Proposal:
    inputs = gather_inputs(adviser, season, today=TODAY)
    return request_plan(season=season, inputs=inputs.as_season(), by=adviser, at=AT, **given)


def test_the_worker_finds_a_plan_once(season: Season, adviser: Viewer) -> None:
    proposal = ask(season, adviser)
    assert tasks.find_now(proposal.pk, seconds=1)
    proposal.refresh_from_db()
    assert proposal.status == "done"
    assert proposal.bound >= proposal.value > 10
    assert len(proposal.sessions) >= 3
    assert progress.last_state(proposal.pk).sessions >= 3
    assert not tasks.find_now(proposal.pk, seconds=1)


def test_what_is_pinned_stays_and_pins_that_clash_are_named(
    season: Season, adviser: Viewer, membership: Membership, rooms: list[Venue]
) -> None:
    who, room = str(membership.user_id), str(rooms[0].pk)
    one = Planned(MONDAY, "am", "loyalty", room, who, pinned=True)
    kept = ask(season, adviser, start=[one])
    tasks.find_now(kept.pk, seconds=1)
    kept.refresh_from_db()
    assert one in read_planned(kept.sessions)
    clashing = ask(season, adviser, start=[one, replace(one, half="pm", theme="social")], base=kept)
    tasks.find_now(clashing.pk, seconds=1)
    clashing.refresh_from_db()
    assert clashing.status == "failed"
    assert "Blaye" in clashing.why


def test_a_search_that_falls_says_so(
    season: Season, adviser: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(solver_process, "call_confined", lambda *_args, **_kwargs: (b"", False))
    proposal = ask(season, adviser)
    tasks.find_now(proposal.pk, seconds=1)
    proposal.refresh_from_db()
    assert (proposal.status, bool(proposal.why)) == ("failed", True)


def test_one_who_has_heard_enough_keeps_the_best_so_far(season: Season, adviser: Viewer) -> None:
    proposal = ask(season, adviser)
    heard: list[Progress] = []

    def hear(told: Progress) -> bool:
        heard.append(told)
        return False

    found = solver_process.search(proposal.inputs, start=[], seconds=5, hear=hear)
    assert len(heard) == 1
    assert found.sessions == heard[0].sessions


def test_what_waited_for_too_long_is_worked_out_by_the_clock(
    season: Season, adviser: Viewer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "SEARCH_SECONDS", 1.0)
    proposal = ask(season, adviser)
    assert tasks.plans_due(AT) == 0
    assert tasks.plans_due(AT + tasks.TIME_LIMIT) == 1
    proposal.refresh_from_db()
    assert proposal.status == "done"


def test_sessions_that_stand_are_built_around(
    season: Season, adviser: Viewer, make: Callable[..., Session]
) -> None:
    start = factories.AT.replace(year=2027, month=3, day=2, hour=8)
    session = make(starts_at=start)
    inputs = gather_inputs(adviser, season, today=TODAY)
    assert [one.session for one in inputs.standing] == [session.pk]
    assert (date(2027, 3, 2), "am") in inputs.advisers[0].free
