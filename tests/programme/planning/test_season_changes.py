"""A plan changed by hand, taken back, accepted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

import pytest

from etabli.foundation.journal import CannotUndo, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.viewer import Viewer
from etabli.programme.diary.models import HalfDay
from etabli.programme.planning.actions import season_changes as changes
from etabli.programme.planning.actions.season_acceptance import accept
from etabli.programme.planning.models import Proposal, Season
from etabli.programme.planning.queries.season import sessions_of
from etabli.programme.planning.queries.season_inputs import gather_inputs
from etabli.programme.planning.season.plans import Planned, read_planned
from etabli.programme.workshops.models import Session
from tests import factories
from tests.programme.planning.conftest import MONDAY

Find = Callable[..., Proposal]
AT = factories.AT


def rows(proposal: Proposal) -> tuple[Planned, ...]:
    proposal.refresh_from_db()
    return read_planned(proposal.sessions)


def take_back(by: Viewer) -> None:
    undo(entry=Entry.objects.latest("pk"), by=by, at=AT)


def free_day(proposal: Proposal, one: Planned) -> date:
    """A day of another week that no session takes, nor the gap between two."""
    taken = {each.day.isocalendar()[:2] for each in rows(proposal)}
    days = (MONDAY + timedelta(days=7 * week + 1) for week in range(5))
    near = [each.day for each in rows(proposal) if each.theme == one.theme and each != one]
    return next(
        day
        for day in days
        if day.isocalendar()[:2] not in taken and all(abs((day - each).days) >= 10 for each in near)
    )


def test_a_plan_serves_both_territories_within_the_rules(found: Find) -> None:
    plan = changes.plan_of(found())
    assert {session.theme for session in plan.sessions} == {"visible", "social"}
    assert not plan.broken()
    assert not plan.value().uncovered


def test_each_change_is_taken_back_alone(found: Find, adviser: Viewer) -> None:
    proposal = found()
    before = rows(proposal)
    one, other = before[0], before[-1]
    changes.pin_session(proposal=proposal, key=one.key, by=adviser, at=AT)
    pinned = Entry.objects.latest("pk")
    changes.take_out_session(proposal=proposal, key=other.key, by=adviser, at=AT)
    assert rows(proposal) == (replace(one, pinned=True), *before[1:-1])
    undo(entry=pinned, by=adviser, at=AT)
    assert rows(proposal) == before[:-1], "the later change stands"
    undo(entry=Entry.objects.filter(verb="planning.take_out").latest("pk"), by=adviser, at=AT)
    assert rows(proposal) == before


def test_a_move_pins_and_keeps_the_rules(found: Find, adviser: Viewer) -> None:
    proposal = found()
    one = rows(proposal)[0]
    sunday = replace(one, day=MONDAY + timedelta(days=6))
    with pytest.raises(changes.RuleBroken, match="fin de semaine"):
        changes.move_session(proposal=proposal, key=one.key, to=sunday, by=adviser, at=AT)
    to = replace(one, day=free_day(proposal, one))
    changes.move_session(proposal=proposal, key=one.key, to=to, by=adviser, at=AT)
    assert changes.plan_of(proposal).find(to.key) == replace(to, pinned=True)
    with pytest.raises(changes.NoSuchSession):
        changes.pin_session(proposal=proposal, key=one.key, by=adviser, at=AT)
    take_back(adviser)
    assert one in rows(proposal)


def test_two_at_once_are_refused_whoever_comes_first(found: Find, adviser: Viewer) -> None:
    proposal = found()
    one = rows(proposal)[0]
    twin = replace(one, theme="loyalty")
    with pytest.raises(changes.RuleBroken):
        changes.add_session(proposal=proposal, wanted=twin, by=adviser, at=AT)
    changes.take_out_session(proposal=proposal, key=one.key, by=adviser, at=AT)
    gone = Entry.objects.latest("pk")
    changes.add_session(proposal=proposal, wanted=twin, by=adviser, at=AT)
    with pytest.raises(CannotUndo):
        undo(entry=gone, by=adviser, at=AT)
    with pytest.raises(changes.NothingChanged):
        changes.add_session(proposal=proposal, wanted=twin, by=adviser, at=AT)


def test_what_is_ruled_out_goes_and_the_next_plan_does_without(
    found: Find, season: Season, adviser: Viewer
) -> None:
    proposal = found()
    ban = {"theme": "social"}
    changes.rule_out(proposal=proposal, ban=ban, by=adviser, at=AT)
    assert {row.theme for row in rows(proposal)} == {"visible"}
    following = found(bans=[ban])
    assert {row.theme for row in rows(following)} == {"visible"}
    changes.allow_again(proposal=proposal, ban=ban, by=adviser, at=AT)
    assert proposal.bans == []
    take_back(adviser)
    undo(entry=Entry.objects.filter(verb="planning.rule_out").latest("pk"), by=adviser, at=AT)
    proposal.refresh_from_db()
    assert proposal.bans == []
    assert {row.theme for row in rows(proposal)} == {"visible", "social"}


def test_accepted_sessions_are_prepared_and_go_back_at_once(
    found: Find, season: Season, adviser: Viewer
) -> None:
    proposal = found()
    chosen, left = rows(proposal)[:2], rows(proposal)[2:]
    accept(proposal=proposal, keys=[one.key for one in chosen], by=adviser, at=AT)
    made = Session.objects.filter(taken_back_at=None)
    assert [one.is_draft for one in made] == [True, True]
    told, standing = sessions_of(proposal)
    assert [one.session in standing for one in told] == [True, True, *[False] * len(left)]
    with pytest.raises(changes.AlreadyMade):
        changes.take_out_session(proposal=proposal, key=chosen[0].key, by=adviser, at=AT)
    inputs = gather_inputs(adviser, season, today=AT.date())
    assert {one.as_session for one in inputs.standing} == {one.as_session for one in chosen}, (
        "the next plan keeps them"
    )
    take_back(adviser)
    assert not made.all()
    assert not HalfDay.objects.filter(released_at=None).exists()
    assert not gather_inputs(adviser, season, today=AT.date()).standing
    take_back(adviser)
    assert made.count() == 2


def test_one_taken_back_elsewhere_can_be_accepted_again(found: Find, adviser: Viewer) -> None:
    proposal = found()
    one = rows(proposal)[0]
    accept(proposal=proposal, keys=[one.key], by=adviser, at=AT)
    undo(entry=Entry.objects.filter(verb="workshops.create_series").latest("pk"), by=adviser, at=AT)
    accept(proposal=proposal, keys=[one.key], by=adviser, at=AT)
    assert Session.objects.filter(taken_back_at=None).count() == 1
