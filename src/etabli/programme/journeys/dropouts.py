"""Who goes on and who stops, for the staff: curves, counts, and the names behind them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from etabli.foundation.people.models import STAFF, Person, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.journeys.engine.dropouts import Count, Way, counts, until_next, until_silence
from etabli.programme.journeys.engine.survival import Curve, survival
from etabli.programme.journeys.queries import (
    EASE_QUESTION as EASE_QUESTION,
    END_STAGES as END_STAGES,
    History,
    histories,
    stages,
)
from etabli.territory.register.trades import sector_of, trade


@dataclass(frozen=True)
class WayFilter:
    """What is asked for, "" for all: the code of a stage, the sector of the trade, an answer of the diagnosis."""

    stage: str = ""
    sector: str = ""
    ease: str = ""

    def holds(self, way: Way) -> bool:
        criteria = {"sector": self.sector, "ease": self.ease}
        return all(not value or way.groups[name] == value for name, value in criteria.items())


@dataclass(frozen=True)
class GroupCurve:
    """The curve of a group, `code`; None when it has too few people, of whom there are `people`."""

    code: str
    curve: Curve | None
    people: int


@dataclass(frozen=True)
class Overview:
    """Everybody's curve; those of the groups; who stands where; of how many it isn't known in which group they are."""

    whole: GroupCurve
    groups: tuple[GroupCurve, ...]
    counts: tuple[Count, ...]
    ungrouped: int


@dataclass(frozen=True)
class StoppedPerson:
    """Somebody who stopped: where, and since when."""

    person: Person
    stage: str
    since: datetime
    trade: str


def labels() -> dict[str, str]:
    """By code, the stages of which the staff may learn who reached them, in the order of the path."""
    return {stage.code: str(stage.label) for stage in stages() if not stage.is_private}


def all_labels() -> dict[str, str]:
    """By code, all the stages: what is only counted stands among them."""
    return {stage.code: str(stage.label) for stage in stages()}


def ways_of(chamber_id: int, at: datetime) -> list[Way]:
    """How far everybody of this chamber came, what is theirs alone left out of what names them."""
    return [_way(history) for history in histories(chamber_id, at) if history.reached]


def overview(viewer: Viewer, filters: WayFilter, *, by: str, at: datetime) -> Overview:
    """What the staff see of their chamber: no name in it. `by`: "stage", "sector" or "ease".

    The same number of statements whatever the number of people. Raises NotVisible.
    """
    ways = [way for way in _all_ways(viewer, at) if filters.holds(way)]
    order, named_stages = list(all_labels()), list(labels())
    whole = until_silence(ways, at)
    if by == "stage":
        before = [code for code in order if code not in END_STAGES]
        spans = {code: until_next(ways, order, code, at) for code in before}
    else:
        codes = sorted({way.groups[by] for way in ways} - {""})
        spans = {code: until_silence([way for way in ways if way.groups[by] == code], at) for code in codes}
    return Overview(
        GroupCurve("", survival(whole), len(whole)),
        tuple(
            GroupCurve(code, survival(group_spans), len(group_spans))
            for code, group_spans in spans.items()
            if group_spans
        ),
        tuple(count for count in counts(ways, named_stages) if count.people),
        0 if by == "stage" else sum(not way.groups[by] for way in ways),
    )


def stopped_ways(viewer: Viewer, filters: WayFilter, *, at: datetime) -> list[Way]:
    """Who stopped, for an adviser, the latest silent first. Raises NotVisible."""
    if viewer.role != Role.ADVISER:
        raise NotVisible
    named_stages = list(labels())
    ways = [
        way
        for way in _all_ways(viewer, at)
        if way.has_stopped
        and filters.holds(way)
        and (not filters.stage or way.place(named_stages) == filters.stage)
    ]
    return sorted(ways, key=lambda way: (-_since(way).timestamp(), way.person_id))


def stopped_by_stage(viewer: Viewer, *, at: datetime) -> dict[str, int]:
    """How many stopped, by the code of the stage that they reached last, in the order of the path; no name. Raises
    NotVisible for who isn't staff."""
    named_stages = list(labels())
    at_stage = Counter(way.place(named_stages) for way in _all_ways(viewer, at) if way.has_stopped)
    return {code: at_stage[code] for code in named_stages if at_stage[code]}


def with_names(ways: Sequence[Way]) -> list[StoppedPerson]:
    """Those of one page, with their names: one statement. The caller has got them from `stopped`."""
    stage_labels = labels()
    order = list(stage_labels)
    persons = Person.objects.in_bulk([way.person_id for way in ways])
    return [
        StoppedPerson(
            persons[way.person_id],
            stage_labels.get(way.place(order), ""),
            _since(way),
            trade(way.groups["trade"]).label if way.groups["trade"] else "",
        )
        for way in ways
    ]


def _all_ways(viewer: Viewer, at: datetime) -> Iterable[Way]:
    if viewer.role not in STAFF or viewer.chamber_id is None:
        raise NotVisible
    return ways_of(viewer.chamber_id, at)


def _since(way: Way) -> datetime:
    return way.standing.since or way.begun_at


def _way(history: History) -> Way:
    groups: Mapping[str, str] = {
        "trade": history.trade,
        "sector": sector_of(history.trade) if history.trade else "",
        "ease": history.ease or "",
    }
    return Way(history.person_id, history.reached, history.standing, groups, history.counted)
