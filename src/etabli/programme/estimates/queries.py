"""What is estimated for the desk of a chamber, as it is shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from etabli.foundation.people.models import STAFF
from etabli.foundation.people.viewer import Viewer
from etabli.programme.estimates.computing import compute
from etabli.programme.estimates.kinds import AWAY, CALLS, FILES, KINDS, LOAD, THEMES
from etabli.programme.estimates.models import Estimate
from etabli.programme.journeys.dropout_queries import labels
from etabli.programme.planning.engine.demand import Estimate as Expected
from etabli.programme.planning.engine.forecast import Range
from etabli.programme.planning.queries.forecast import Load
from etabli.programme.planning.wording import expectation_text
from etabli.territory.relays.models import Relay

MAX_AGE = timedelta(hours=1)  # the clock has stopped


@dataclass(frozen=True)
class AwaitedTheme:
    """A theme that people wait for; `expectation` says how many would come."""

    theme: str
    expectation: str


@dataclass(frozen=True)
class StoppedCount:
    """How many went no further than a stage: its code, its name, its place on the path of so many stages."""

    stage: str
    label: str
    place: int
    stages: int
    people: int


@dataclass(frozen=True)
class Files:
    """The files of funds that wait for the chamber: how many, how many late; the first of them, and its state."""

    waiting: int
    late: int
    first_id: int
    state: str


@dataclass(frozen=True)
class Estimates:
    """`at`: when the oldest of them was computed. `load` counts the requests that wait now. `away`: who slips away, the
    stages where most do first. `files`: None when none waits."""

    at: datetime
    themes: Sequence[AwaitedTheme]
    load: Load
    relays: Sequence[Relay]
    away: Sequence[StoppedCount]
    files: Files | None

    @property
    def away_in_all(self) -> int:
        return sum(row.people for row in self.away)


def estimates(viewer: Viewer, *, at: datetime, waiting_requests: int) -> Estimates | None:
    """What is kept for the viewer's chamber, where so many requests wait: two statements, and those of the models at
    the first visit of all. None for who isn't staff."""
    if viewer.role not in STAFF or viewer.chamber_id is None:
        return None
    rows_by_kind = _kept_rows(viewer.chamber_id, at)
    return Estimates(
        min(row.computed_at for row in rows_by_kind.values()),
        _themes(rows_by_kind[THEMES]),
        _load(rows_by_kind[LOAD], waiting_requests),
        _relays(rows_by_kind[CALLS]),
        _away(rows_by_kind[AWAY]),
        _files(rows_by_kind[FILES]),
    )


def _kept_rows(chamber_id: int, at: datetime) -> Mapping[str, Estimate]:
    rows = {row.kind: row for row in Estimate.objects.filter(chamber_id=chamber_id)}
    return {
        code: row
        if (row := rows.get(code)) and row.version == kind.version and at - row.computed_at < MAX_AGE
        else compute(chamber_id, code, at)
        for code, kind in KINDS.items()
    }


def _themes(row: Estimate) -> Sequence[AwaitedTheme]:
    """In their order, in the reader's language; an act on a theme has them computed again."""
    asked_themes = [
        (value["title"], Expected(value["mean"], value["low"], value["high"]))
        for value in row.values["themes"]
    ]
    return [AwaitedTheme(title, expectation_text(people, people)) for title, people in asked_themes]


def _load(row: Estimate, waiting_requests: int) -> Load:
    values = row.values
    return Load(waiting_requests, Range(**values["coming"]), values["free"], values["per_workshop"])


def _relays(row: Estimate) -> Sequence[Relay]:
    """In the order in which they are to be called; one that is gone since is left out."""
    rank = {pk: place for place, pk in enumerate(row.values["relays"])}
    relays = Relay.objects.filter(pk__in=rank, chamber_id=row.chamber_id, withdrawn_at=None)
    return sorted(relays, key=lambda relay: rank[relay.pk])


def _away(row: Estimate) -> Sequence[StoppedCount]:
    """A stage that no app declares any more is left out."""
    stage_labels = labels()
    rows = [
        StoppedCount(code, label, place, len(stage_labels), people)
        for place, (code, label) in enumerate(stage_labels.items(), 1)
        if (people := row.values["stopped"].get(code))
    ]
    return sorted(rows, key=lambda stopped: -stopped.people)


def _files(row: Estimate) -> Files | None:
    values = row.values
    if values["first"] is None:
        return None
    return Files(values["waiting"], values["late"], values["first"]["pk"], values["first"]["code"])
