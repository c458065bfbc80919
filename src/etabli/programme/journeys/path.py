"""The path of one artisan as they read it: the one next thing, then the way; and what a return begins with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Person, Role
from etabli.foundation.registries import registry_modules
from etabli.foundation.stages import Ask, Change, Stage, StageState, instant
from etabli.programme.journeys.engine import SILENT_AFTER, Standing, standing_of
from etabli.programme.journeys.models import Journey
from etabli.programme.journeys.queries import END_STAGES, last_signs, life_of, on_path, stages

RESUMABLE_FOR = timedelta(days=1)  # how long whoever came back is shown where they were, unless they act


@dataclass(frozen=True)
class Line:
    """One stage, as the page shows it. `mark`: "ok", "wait", "later", and "here" for the one thing to do."""

    number: int
    label: str | Promise
    code: str
    state: StageState
    mark: str
    drawing: str = ""


@dataclass(frozen=True)
class Path:
    """All of it. `ask` comes before `here`, the one thing to do; `here` is None when there is nothing.

    `last_seen`: when its artisan was here before, or gave a sign of life, whichever is later.
    """

    person: Person
    journey: Journey | None
    lines: tuple[Line, ...]
    standing: Standing
    last_seen: datetime | None

    @property
    def asking(self) -> Line | None:
        """Where something is to be answered first: what ends soonest, then what waits in the order of the path."""
        lines = [line for line in self.lines if line.state.ask]
        return min(lines, key=_ends, default=None)

    @property
    def ask(self) -> Ask | None:
        return self.asking.state.ask if self.asking else None

    @property
    def here(self) -> Line | None:
        return next((line for line in self.lines if line.mark == "here"), None)

    @property
    def done(self) -> list[Line]:
        return [line for line in self.lines if line.mark == "ok"]

    @property
    def under_way(self) -> list[Line]:
        """What is to be done, and what waits for somebody."""
        return [line for line in self.lines if line.mark in {"here", "wait"}]

    @property
    def later(self) -> list[Line]:
        return [line for line in self.lines if line.mark == "later"]

    @property
    def smaller(self) -> Line | None:
        """Something for five minutes."""
        return next((line for line in self.lines if line.state.smaller), None)


def _ends(line: Line) -> tuple[bool, float]:
    until = line.state.ask.until if line.state.ask else None
    return until is None, until.timestamp() if until else 0


def path_of(person: Person, at: datetime) -> Path:
    """The path of this person, whom the caller has authorised: of one whom `queries.on_path` has read, a statement for
    their places in workshops, two for their project, and one more after a silence."""
    loaded_person: Any = person if hasattr(person, "acted_at") else on_path().get(pk=person.pk)
    journey = getattr(loaded_person, "journey", None)
    lines = tuple(_lines(loaded_person, at))
    acted_at = _acted_at(loaded_person, journey, at)
    reached = {
        line.code: line.state.since
        for line in lines
        if line.code in END_STAGES and line.state.since is not None
    }
    standing = standing_of(life_of(journey, acted_at, reached), at)
    visits = [when for when in (acted_at, journey.seen_at if journey else None) if when]
    return Path(loaded_person, journey, lines, standing, max(visits, default=None))


def changes_since(person: Person, since: datetime, at: datetime) -> list[Change]:
    """What is not as it was then, by the apps in the order of the wings."""
    tellers = (tell for module in registry_modules("stages") for tell in getattr(module, "CHANGES", ()))
    return [change for tell in tellers for change in tell(person, since, at)]


def away_since(journey: Journey | None, person: Person, at: datetime) -> datetime | None:
    """When they were here before, of whoever came back after a long time, less than a day ago, and did nothing since:
    one statement, or none."""
    if journey is None or journey.back_at is None or at - journey.back_at >= RESUMABLE_FOR:
        return None
    acted = Entry.objects.filter(actor=person.party_id, role=Role.ARTISAN, at__gt=journey.back_at)
    return None if acted.exists() else journey.away_since


def is_resumable(last_seen: datetime, at: datetime) -> bool:
    """Whether it is offered to be taken up where it stood: after that, it is read over from its beginning."""
    return at - last_seen < settings.PATH_RESUMABLE


def pauses(at: datetime) -> list[date]:
    """Two days to which a path is put aside in one press: a Monday at the beginning of one of the next seasons."""
    today = timezone.localdate(at)
    months = [(today.year + ahead, month) for ahead in (0, 1) for month in (1, 3, 6, 9)]
    mondays = [_first_monday(year, month) for year, month in months]
    return [monday for monday in mondays if monday >= today + timedelta(days=21)][:2]


def _first_monday(year: int, month: int) -> date:
    """Of that month, the holidays of its first days over."""
    fourth = date(year, month, 4)
    return fourth + timedelta(days=-fourth.weekday() % 7)


def _lines(person: Person, at: datetime) -> Iterator[Line]:
    stage_states = [(stage, state) for stage in stages() if (state := stage.state(person, at)) is not None]
    first = _current_stage(stage_states)
    for number, (stage, state) in enumerate(stage_states, 1):
        yield Line(number, stage.label, stage.code, state, _mark(stage, state, first), stage.drawing)


def _current_stage(stage_states: list[tuple[Stage, StageState]]) -> str:
    """What was begun last and is not ended; else the first thing that can be done beyond the furthest that is done;
    else the first of all. "" when there is nothing."""
    able = [(stage, state) for stage, state in stage_states if state.kind == "here"]
    begun_stages = [(state.since, stage.code) for stage, state in able if state.since is not None]
    done_orders = (
        stage.order for stage, state in stage_states if state.kind == "done" and not stage.is_apart
    )
    furthest = max(done_orders, default=0)
    beyond = [stage.code for stage, _state in able if stage.order > furthest]
    if begun_stages:
        return max(begun_stages)[1]
    return (beyond or [stage.code for stage, _state in able] or [""])[0]


def _mark(stage: Stage, state: StageState, first: str) -> str:
    if stage.code == first:
        return "here"
    return {"done": "ok", "waiting": "wait"}.get(state.kind, "later")


def _acted_at(person: Any, journey: Journey | None, at: datetime) -> datetime | None:
    """Their last sign of life. Those that are no act of their own are asked for only when these are old."""
    acted: datetime | None = max(_moments_until([person.acted_at], at), default=None)
    since = max(_moments_until([journey.paused_at, journey.back_at], at), default=None) if journey else None
    if acted is not None and at - acted < SILENT_AFTER and (since is None or acted > since):
        return acted
    return max(_moments_until([acted, *last_signs(person)], at), default=None)


def _moments_until(times: Iterable[datetime | date | None], at: datetime) -> Iterator[datetime]:
    for when in times:
        if when is not None and (moment := instant(when)) <= at:
            yield moment
