"""What came to a season since its plan was accepted, held against what the plan expected."""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db.models import Count, F, Q
from django.utils import timezone

from etabli.foundation.people.viewer import Viewer
from etabli.programme.planning.engine.demand import factors
from etabli.programme.planning.engine.deviation import departs
from etabli.programme.planning.engine.season import value_of
from etabli.programme.planning.models import Proposal, Season
from etabli.programme.planning.queries.season import active_sessions
from etabli.programme.planning.season import plan_texts
from etabli.programme.planning.season.inputs import Inputs
from etabli.programme.planning.season.plan_changes import Plan
from etabli.programme.planning.season.plans import Planned, as_row, read_planned
from etabli.programme.planning.season.settings import read
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.queries import theme_titles


@dataclass(frozen=True)
class ComparedSession:
    """A session that was held: who was expected by the plan, who came."""

    planned: Planned
    expected: float
    came: int


@dataclass(frozen=True)
class Deviation:
    """The sessions held of the plan that a season follows, the first first. `proposed`: the latest plan that was asked
    for from it, and not accepted yet."""

    plan: Proposal
    held: tuple[ComparedSession, ...]
    proposed: Proposal | None

    @property
    def came(self) -> int:
        return sum(session.came for session in self.held)

    @property
    def expected(self) -> int:
        return round(sum(session.expected for session in self.held))

    @property
    def sentence(self) -> str:
        """ "212 personnes sont venues, pour 140 prévues"."""
        return plan_texts.so_far(self.came, self.expected)

    @property
    def is_beyond_chance(self) -> bool:
        return departs([each.expected for each in self.held], [each.came for each in self.held])

    @property
    def by_theme(self) -> Mapping[str, tuple[int, float]]:
        """By the code of each theme: how many came, how many were expected."""
        rows: dict[str, tuple[int, float]] = {}
        for session in self.held:
            came, expected = rows.get(session.planned.theme, (0, 0.0))
            rows[session.planned.theme] = came + session.came, expected + session.expected
        return rows

    @property
    def themes(self) -> Sequence[tuple[str, str]]:
        """The title of each theme and how it went, those that are farthest from what was expected first."""
        titles, rows = theme_titles(), self.by_theme
        farthest = sorted(rows, key=lambda theme: (-abs(rows[theme][0] - rows[theme][1]), theme))
        return [
            (titles.get(theme, theme), plan_texts.so_far(rows[theme][0], round(rows[theme][1])))
            for theme in farthest
        ]


def deviation(viewer: Viewer, season: Season, *, today: date) -> Deviation | None:
    """How the season goes, for the staff of its chamber; None before something was held of a plan: four statements.

    The plan that is followed is the latest one of which sessions were made.
    """
    if not viewer.is_staff_of(season.chamber_id):
        return None
    proposals = season.proposals.filter(withdrawn_at=None).exclude(status=Proposal.Status.FAILED)
    plans = list(proposals.annotate(pins=F("inputs__pins")).defer("inputs").order_by("-number"))
    made_sessions = active_sessions(row.session for plan in plans for row in read_planned(plan.sessions))
    followed_plan = next((plan for plan in plans if _is_followed(plan, made_sessions)), None)
    if followed_plan is None:
        return None
    rows = tuple(
        row if row.session in made_sessions else replace(row, session=None)
        for row in read_planned(followed_plan.sessions)
    )
    since = max(timezone.localdate(followed_plan.asked_at), read(season.settings).compared_from or date.min)
    held_sessions = _compared_sessions(
        Plan(followed_plan.inputs, rows, tuple(followed_plan.bans)), since, today
    )
    later = [
        plan for plan in plans if plan.base_id == followed_plan.pk and plan.number > followed_plan.number
    ]
    return Deviation(followed_plan, held_sessions, next(iter(later), None)) if held_sessions else None


def _is_followed(plan: Proposal, made_sessions: Container[int | None]) -> bool:
    """Whether sessions were made of it, beside those that stood there before or were pinned."""
    pins: list[Mapping[str, str]] = getattr(plan, "pins", None) or []
    return plan.status == Proposal.Status.DONE and any(
        row.session in made_sessions and (row.pinned or as_row(row.as_session) not in pins)
        for row in read_planned(plan.sessions)
    )


def _compared_sessions(plan: Plan, since: date, today: date) -> tuple[ComparedSession, ...]:
    """Those of its sessions that were held in these days and whose attendance was marked: one statement."""
    marks = "occasion__sign_ups__attendances__present"
    numbers = [row.session for row in plan.sessions if row.session is not None and since <= row.day < today]
    counted_sessions = Session.objects.filter(pk__in=numbers).annotate(
        came=Count("occasion__sign_ups", filter=Q(**{marks: True}), distinct=True),
        marked=Count("occasion__sign_ups", filter=Q(**{f"{marks}__isnull": False}), distinct=True),
    )
    came = dict(counted_sessions.filter(marked__gt=0).order_by().values_list("pk", "came"))
    if not came:
        return ()
    people = plan.people()
    return tuple(
        ComparedSession(row, people[row.key], came[row.session])
        for row in plan.sessions
        if row.session is not None and row.session in came
    )


def after_deviation(inputs: Inputs, season_deviation: Deviation) -> Inputs:
    """What people said by hand of the whole season, for what is left of it: as many more or fewer as came, without
    those who did. The estimates follow what came by themselves (`calibrated`)."""
    by_hand = inputs.settings.people_by_hand
    if not by_hand:
        return inputs
    season = Plan(season_deviation.plan.inputs, ()).season
    came, expected = ({theme: row[at] for theme, row in season_deviation.by_theme.items()} for at in (0, 1))
    theme_factors = factors(came, expected)
    grown = {
        (theme, zone): people * theme_factors.get(theme, 1.0) for (theme, zone), people in by_hand.items()
    }
    unserved = value_of(
        replace(season, demand=grown), [each.planned.as_session for each in season_deviation.held]
    ).unserved
    people = {f"{theme}/{zone}": round(unserved.get((theme, zone), 0.0), 2) for theme, zone in by_hand}
    return replace(inputs, settings=replace(inputs.settings, people=people))
