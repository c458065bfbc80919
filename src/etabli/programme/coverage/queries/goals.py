"""What the chamber aims at, and where it stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.coverage.engine import Season
from etabli.programme.coverage.models import Goal, OnlinePresence
from etabli.programme.coverage.queries.measures import MEASURES


@dataclass(frozen=True)
class GoalProgress:
    """A goal, and how many there are `so_far`."""

    goal: Goal
    so_far: int

    @property
    def season(self) -> Season:
        return Season.read(self.goal.season) or Season.of(self.goal.set_at.date())

    @property
    def missing(self) -> int:
        return max(0, self.goal.people - self.so_far)


def goals(viewer: Viewer, season: Season, *, epci_code: str | None = None) -> list[GoalProgress]:
    """The goals of the viewer's chamber for a season, that of the whole territory first; or those of one EPCI.

    For the staff: two statements at most, and one for each measure that is aimed at.
    """
    if viewer.role not in STAFF or viewer.chamber_id is None:
        return []
    season_goals = Goal.objects.filter(chamber_id=viewer.chamber_id, season=season.code, withdrawn_at=None)
    if epci_code:
        season_goals = season_goals.filter(epci=epci_code)
    goals = sorted(season_goals.select_related("epci", "chamber"), key=_sort_key)
    counts = {
        name: MEASURES[name].count(viewer.chamber_id, season.since, season.until)
        for name in {goal.measure for goal in goals}
    }
    return [
        GoalProgress(
            goal, counts[goal.measure][goal.epci_id] if goal.epci_id else counts[goal.measure].total()
        )
        for goal in goals
    ]


def get_goal(viewer: Viewer, pk: int) -> Goal:
    """A goal that stands, for the staff of its chamber; NotVisible otherwise."""
    goal = Goal.objects.filter(pk=pk, withdrawn_at=None).select_related("epci", "chamber").first()
    if goal is None or not viewer.is_staff_of(goal.chamber_id):
        raise NotVisible
    return goal


def presence_of(viewer: Viewer, person_id: int, chamber_id: int) -> OnlinePresence | None:
    """Where somebody is found on the internet, as the chamber noted it, for its staff: one statement."""
    if not viewer.is_staff_of(chamber_id):
        return None
    return OnlinePresence.objects.filter(person=person_id, withdrawn_at=None).first()


def seasons_around(today: date, *, before: int = 5, after: int = 1) -> Sequence[Season]:
    """The seasons that one may look at, the latest first."""
    season = Season.of(today)
    for _step in range(after):
        season = season.after
    seasons = [season]
    for _step in range(before + after):
        seasons.append(seasons[-1].before)
    return seasons


def _sort_key(goal: Goal) -> tuple[bool, str, int]:
    ranks = list(Goal.Measure.values)
    return (goal.epci_id is not None, goal.epci.name if goal.epci else "", ranks.index(goal.measure))
