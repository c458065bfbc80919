"""Who goes on and who stops, for curves and counts.

Somebody has stopped when they have given no sign of life for sixty days (`path_state.SILENT_AFTER`), without having
arrived and without having put their path on hold themselves. Whoever comes back goes on: their silence is not counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from etabli.programme.journeys.engine.path_state import SILENT_AFTER, Standing
from etabli.programme.journeys.engine.survival import Span


@dataclass(frozen=True)
class ArtisanPath:
    """How far an artisan came.

    `reached`: the code of each stage reached, and when. `reached_for_statistics`: the same for the private stages,
    which are counted and never named. `groups`: criterion ("sector", "ease", "trade") -> their value, "" when it isn't
    known.
    """

    person_id: int
    reached: Mapping[str, datetime]
    standing: Standing
    groups: Mapping[str, str]
    reached_for_statistics: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def begun_at(self) -> datetime:
        """When the first stage was reached; raises ValueError when none was."""
        return min(self.reached.values())

    @property
    def has_stopped(self) -> bool:
        return self.standing.name == "silent"

    def furthest_stage(self, order: Sequence[str]) -> str:
        """The code of the last stage of `order` that they reached; "" when they reached none of them."""
        return next((code for code in reversed(order) if code in self.reached), "")


@dataclass(frozen=True)
class StageCount:
    """How many people have this stage as their furthest, by what became of them."""

    stage: str
    active_or_arrived: int
    on_hold: int
    stopped: int

    @property
    def total(self) -> int:
        return self.active_or_arrived + self.on_hold + self.stopped


def until_next(paths: Iterable[ArtisanPath], order: Sequence[str], stage: str, at: datetime) -> list[Span]:
    """For each who reached `stage`, the days until any later stage of `order`; right-censored at `at`.

    Private stages count. Whoever reached a later stage before this one is left out: they never waited here. Raises
    ValueError when `stage` isn't in `order`.
    """
    later_stages = order[order.index(stage) + 1 :]
    spans = []
    for path in paths:
        reached = {**path.reached, **path.reached_for_statistics}
        reached_here = reached.get(stage)
        if reached_here is None or reached_here > at:
            continue
        later = min((reached[code] for code in later_stages if code in reached), default=None)
        if later is None or later > at:
            spans.append(Span((at - reached_here).days, happened=False))
        elif later > reached_here:
            spans.append(Span((later - reached_here).days, happened=True))
    return spans


def until_silence(paths: Iterable[ArtisanPath], at: datetime) -> list[Span]:
    """For each who began, the days until the last sign of life of those who have stopped.

    Right-censored at `at - SILENT_AFTER`: later silences can't be told from short ones, so whoever began after that
    instant is left out. Those who arrived or are on hold are censored when they did so.
    """
    silent_before = at - SILENT_AFTER
    spans = []
    for path in paths:
        if not path.reached or path.begun_at > silent_before:
            continue
        is_over = path.standing.name in ("arrived", "on_hold", "silent")
        end = min(path.standing.since or silent_before, silent_before) if is_over else silent_before
        spans.append(Span(max(0, (end - path.begun_at).days), happened=path.has_stopped))
    return spans


def counts(paths: Iterable[ArtisanPath], order: Sequence[str]) -> list[StageCount]:
    """How many are at each stage of `order`, empty ones included. Who reached none of them is counted nowhere."""
    at_stage: dict[str, list[ArtisanPath]] = {code: [] for code in order}
    for path in paths:
        if stage := path.furthest_stage(order):
            at_stage[stage].append(path)
    return [_count_of(code, paths_there) for code, paths_there in at_stage.items()]


def _count_of(stage: str, paths: Sequence[ArtisanPath]) -> StageCount:
    stopped = sum(path.has_stopped for path in paths)
    on_hold = sum(path.standing.is_on_hold for path in paths)
    return StageCount(stage, len(paths) - stopped - on_hold, on_hold, stopped)
