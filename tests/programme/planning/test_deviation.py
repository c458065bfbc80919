"""A season that departs from its forecast: when that is said, and the rest that is proposed."""

import re
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from math import exp, lgamma, log
from typing import Any

import numpy as np
import pytest
from django.test import Client
from django.utils import timezone
from hypothesis import given, settings, strategies as st

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Organisation, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import Occasion
from etabli.programme.planning import tasks
from etabli.programme.planning.actions.season_acceptance import accept
from etabli.programme.planning.actions.season_changes import plan_of
from etabli.programme.planning.engine.deviation import SIZE, departs, evidence
from etabli.programme.planning.models import Proposal, Season
from etabli.programme.planning.queries.deviation import deviation
from etabli.programme.planning.queries.season_inputs import TIME_TO_ANNOUNCE
from etabli.programme.planning.season.plans import read_planned
from etabli.programme.workshops.models import Attendance, Session
from tests import factories

Find = Callable[..., Proposal]
Hold = Callable[[float], tuple[Proposal, date]]
SEASONS = 400
means = st.floats(0.2, 12)


def drawn(seed: int, *, size: float | None = None, times: float = 1.0) -> list[tuple[np.ndarray, np.ndarray]]:
    """Seasons of 5 to 60 sessions, and what came when the forecast is right, or `times` too low."""
    random = np.random.default_rng(seed)
    seasons = []
    for _season in range(SEASONS):
        expected = random.uniform(1, 12, random.integers(5, 60))
        rates = times * expected * (random.gamma(size, 1 / size, len(expected)) if size else 1.0)
        seasons.append((expected, random.poisson(rates)))
    return seasons


def ever(expected: Sequence[float], came: Sequence[int]) -> bool:
    """Whether somebody who looks after each session is told once."""
    return any(departs(expected[:many], came[:many]) for many in range(1, len(came) + 1))


@pytest.mark.parametrize("size", [None, SIZE])
def test_a_forecast_that_is_right_is_doubted_in_one_season_of_twenty_at_most(size: float | None) -> None:
    assert sum(ever(*season) for season in drawn(1, size=size)) <= 0.05 * SEASONS


@pytest.mark.parametrize("times", [2.0, 0.5])
def test_twice_as_many_or_half_is_seen_within_the_season(times: float) -> None:
    seasons = [season for season in drawn(2, size=SIZE, times=times) if len(season[0]) >= 20]
    assert sum(departs(*season) for season in seasons) >= 0.95 * len(seasons)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.lists(st.tuples(means, st.integers(0, 25)), max_size=6), means, st.booleans())
def test_one_more_session_makes_no_evidence_on_average(
    before: list[tuple[float, int]], mean: float, is_even: bool
) -> None:
    """What Ville's inequality needs, whatever came before: of counts of size SIZE, and of even ones."""
    expected, came = [row[0] for row in before], [row[1] for row in before]
    here = evidence(expected, came)

    def likely(count: int) -> float:
        if is_even:
            return exp(count * log(mean) - mean - lgamma(count + 1))
        both = lgamma(SIZE + count) - lgamma(SIZE) - lgamma(count + 1)
        return exp(both + SIZE * log(SIZE / (SIZE + mean)) + count * log(mean / (SIZE + mean)))

    after = sum(
        likely(count) * exp(evidence([*expected, mean], [*came, count]) - here) for count in range(400)
    )
    assert after <= 1 + 1e-6


def test_before_anything_came_nothing_is_said() -> None:
    assert evidence([], []) == pytest.approx(0)
    assert not departs([], [])


@pytest.fixture
def staff(client: Client, membership: Membership) -> Client:
    return factories.become(client, membership=membership)


@pytest.fixture
def hold(found: Find, adviser: Viewer, monkeypatch: pytest.MonkeyPatch) -> Hold:
    """A plan of which three sessions were accepted and two are held, with `times` as many people as were expected; and
    the day after."""

    def held(times: float) -> tuple[Proposal, date]:
        proposal = found()
        keys = [row.key for row in read_planned(proposal.sessions)][:3]
        accept(proposal=proposal, keys=keys, by=adviser, at=factories.AT)
        people, rows = plan_of(proposal).people(), plan_of(proposal).sessions
        Occasion.objects.update(capacity=60)
        for row in rows[:2]:
            session = Session.objects.select_related("occasion").get(pk=row.session)
            for _each in range(round(times * people[row.key])):
                came = factories.sign_up(session.occasion, factories.person(session.chamber))
                Attendance.objects.create(sign_up=came, present=True)
        today, real = rows[1].day + timedelta(days=1), timezone.localdate
        monkeypatch.setattr(timezone, "localdate", lambda value=None: real(value) if value else today)
        return proposal, today

    return held


def text(answer: Any) -> str:
    return answer.content.decode().replace("\xa0", " ")


def test_the_rest_is_proposed_when_more_come_than_chance_explains(
    hold: Hold, season: Season, adviser: Viewer, staff: Client
) -> None:
    proposal, today = hold(3.0)
    page = text(staff.get(f"/saison/{season.pk}/"))
    assert "33 personnes sont venues, là où on en attendait 11" in page
    assert "C’est plus que le hasard ne l’explique." in page
    assert f'action="/saison/plans/{proposal.pk}/proposer/"' in page
    staff.post(f"/saison/plans/{proposal.pk}/proposer/")
    rest = Proposal.objects.get(base=proposal)
    assert sum(row["people"] for row in rest.inputs["demand"]) > 20, "as many more as came, without them"
    tasks.find_now(rest.pk, seconds=1)
    rest.refresh_from_db()
    rows, third = read_planned(rest.sessions), read_planned(proposal.sessions)[2]
    assert third.session in {row.session for row in rows}, "what stands stays"
    assert all(row.day >= today + TIME_TO_ANNOUNCE for row in rows if row.session is None)
    assert "Voir la suite proposée" in text(staff.get(f"/saison/{season.pk}/"))
    changes = text(staff.get(f"/saison/plans/{rest.pk}/"))
    assert "Ce qui change par rapport au plan 1" in changes
    assert re.search("séances? en plus", changes)
    assert re.search("séances? en moins", changes)
    assert "33 personnes sont venues" in changes
    new = [row.key for row in rows if row.session is None]
    staff.post(f"/saison/plans/{rest.pk}/accepter/", {"chosen": new[:1]})
    assert deviation(adviser, season, today=today) is None, "the plan that is followed is the new one"


def test_the_season_may_be_left_as_it_is_and_that_taken_back(
    hold: Hold, season: Season, adviser: Viewer, staff: Client
) -> None:
    _proposal, today = hold(3.0)
    left = staff.post(f"/saison/{season.pk}/laisser/", follow=True)
    assert "La saison reste comme elle est." in text(left)
    assert "personnes sont venues" not in text(left)
    undo(entry=Entry.objects.get(verb="planning.change_season"), by=adviser, at=factories.AT)
    season.refresh_from_db()
    seen = deviation(adviser, season, today=today)
    assert seen is not None
    assert seen.is_beyond_chance


def test_a_forecast_that_holds_is_said_and_nothing_is_asked(
    hold: Hold, season: Season, staff: Client, chamber: Organisation
) -> None:
    hold(1.0)
    page = text(staff.get(f"/saison/{season.pk}/"))
    assert "Le hasard suffit à expliquer l’écart." in page
    assert "Proposer la suite" not in page


def test_the_management_reads_it_and_proposes_nothing(
    hold: Hold, season: Season, client: Client, chamber: Organisation
) -> None:
    hold(3.0)
    manager = factories.become(client, membership=factories.membership(chamber, Role.MANAGER))
    page = text(manager.get(f"/saison/{season.pk}/"))
    assert "C’est plus que le hasard ne l’explique." in page
    assert "Proposer la suite" not in page
    assert manager.post(f"/saison/{season.pk}/laisser/").status_code == 403


@pytest.mark.parametrize("rows", [1, 3])
def test_how_a_season_goes_takes_as_many_statements_for_three(
    hold: Hold, season: Season, adviser: Viewer, rows: int, django_assert_num_queries: Any
) -> None:
    proposal, today = hold(float(rows))
    for number in range(rows):
        Proposal.objects.create(
            season=season, base=proposal, number=10 + number, inputs={"pins": []}, asked_at=factories.AT
        )
    with django_assert_num_queries(4):
        seen = deviation(adviser, season, today=today)
    assert seen is not None
    assert seen.proposed is not None
