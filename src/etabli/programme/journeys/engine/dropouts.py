"""Who goes on and who stops, for curves and counts.

Somebody has stopped when they have given no sign of life for sixty days (`path_state.SILENT_AFTER`), without having
arrived and without having put their path aside by a word of their own. Whoever comes back goes on: their silence is
not counted.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from etabli.programme.journeys.engine.path_state import SILENT_AFTER, Standing
from etabli.programme.journeys.engine.survival import Span


@dataclass(frozen=True)
class Way:
    """How far somebody came: `reached`, by the code of a stage, when; `counted`, likewise, for figures alone; `groups`,
    by what they may be compared ("sector", "ease"), theirs ("" when it isn't known)."""

    person_id: int
    reached: Mapping[str, datetime]
    standing: Standing
    groups: Mapping[str, str]
    counted: Mapping[str, datetime] = field(default_factory=dict)

    @property
    def begun_at(self) -> datetime:
        return min(self.reached.values())

    @property
    def has_stopped(self) -> bool:
        return self.standing.name == "paused" and not self.standing.is_asked

    def place(self, order: Sequence[str]) -> str:
        """The furthest stage that they reached; "" when it is none of these."""
        return next((code for code in reversed(order) if code in self.reached), "")


@dataclass(frozen=True)
class Count:
    """How many stand at a stage, the furthest that they reached: on their way, on hold by their own word, stopped."""

    stage: str
    going: int
    aside: int
    stopped: int

    @property
    def people(self) -> int:
        return self.going + self.aside + self.stopped


def until_next(ways: Iterable[Way], order: Sequence[str], stage: str, at: datetime) -> list[Span]:
    """For each who reached this stage, how long until any further one; who still waits is lost from view at `at`.

    Whoever had already reached a further one did not wait at this stage, and is not counted.
    """
    further = order[order.index(stage) + 1 :]
    spans = []
    for way in ways:
        reached = {**way.reached, **way.counted}
        reached_here = reached.get(stage)
        if reached_here is None or reached_here > at:
            continue
        later = min((reached[code] for code in further if code in reached), default=None)
        if later is None or later > at:
            spans.append(Span((at - reached_here).days, happened=False))
        elif later > reached_here:
            spans.append(Span((later - reached_here).days, happened=True))
    return spans


def until_silence(ways: Iterable[Way], at: datetime) -> list[Span]:
    """For each who began, how long until the last sign of life of those who have stopped.

    Nobody can tell yet of the last sixty days, so everybody is looked at as they were before: whoever gave a sign since
    was on their way, whoever began since is not counted. Those who arrived, or put it aside, are lost from view then.
    """
    silent_before = at - SILENT_AFTER
    spans = []
    for way in ways:
        if not way.reached or way.begun_at > silent_before:
            continue
        is_over = way.standing.name == "arrived" or way.standing.is_asked or way.has_stopped
        end = min(way.standing.since or silent_before, silent_before) if is_over else silent_before
        spans.append(Span(max(0, (end - way.begun_at).days), happened=way.has_stopped))
    return spans


def counts(ways: Iterable[Way], order: Sequence[str]) -> list[Count]:
    """How many stand at each stage, in their order; those who arrived stand at the last ones, on their way."""
    at_stage: dict[str, list[Way]] = {code: [] for code in order}
    for way in ways:
        if place := way.place(order):
            at_stage[place].append(way)
    return [_count(code, ways_there) for code, ways_there in at_stage.items()]


def _count(stage: str, ways: Sequence[Way]) -> Count:
    stopped = sum(way.has_stopped for way in ways)
    on_hold = sum(way.standing.is_asked for way in ways)
    return Count(stage, len(ways) - stopped - on_hold, on_hold, stopped)
