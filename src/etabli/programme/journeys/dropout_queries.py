"""Who goes on and who stops, for the staff: curves, counts, and the names behind them."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from etabli.foundation.people.models import STAFF, Person, Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.programme.journeys.engine.dropouts import (
    ArtisanPath,
    StageCount,
    counts,
    until_next,
    until_silence,
)
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
class PathFilter:
    """Criteria, "" for any: the code of a stage, the sector of the trade, the answer to "in front of a screen"."""

    stage: str = ""
    sector: str = ""
    ease: str = ""

    def holds(self, path: ArtisanPath) -> bool:
        """Whether the path has this sector and this ease; the stage is left to the caller."""
        criteria = {"sector": self.sector, "ease": self.ease}
        return all(not value or path.groups[name] == value for name, value in criteria.items())


@dataclass(frozen=True)
class GroupCurve:
    """The survival curve of the group `code`, of `people` people; None when they are too few for one."""

    code: str
    curve: Curve | None
    people: int


@dataclass(frozen=True)
class Overview:
    """The curve of all (`whole`), of each group, the number at each stage, and how many belong to no known group."""

    whole: GroupCurve
    groups: tuple[GroupCurve, ...]
    counts: tuple[StageCount, ...]
    ungrouped: int


@dataclass(frozen=True)
class StoppedPerson:
    """Somebody who stopped: the label of their furthest stage, and their last sign of life."""

    person: Person
    stage: str
    since: datetime
    trade: str


def labels() -> dict[str, str]:
    """Code -> label of the stages that the staff may see by name, in the order of the path."""
    return {stage.code: str(stage.label) for stage in stages() if not stage.is_private}


def all_labels() -> dict[str, str]:
    """Code -> label of all the stages, the private ones included, in the order of the path."""
    return {stage.code: str(stage.label) for stage in stages()}


def paths_of(chamber_id: int, at: datetime) -> list[ArtisanPath]:
    """The path of each artisan of the chamber who reached a stage that isn't private."""
    return [_path(history) for history in histories(chamber_id, at) if history.reached]


def overview(viewer: Viewer, filters: PathFilter, *, by: str, at: datetime) -> Overview:
    """Curves and numbers at each stage of the viewer's chamber, without names; curves by "stage", "sector" or "ease".

    A fixed number of statements. Raises NotVisible for whoever isn't staff.
    """
    paths = [path for path in _all_paths(viewer, at) if filters.holds(path)]
    order, named_stages = list(all_labels()), list(labels())
    whole = until_silence(paths, at)
    if by == "stage":
        before = [code for code in order if code not in END_STAGES]
        spans = {code: until_next(paths, order, code, at) for code in before}
    else:
        codes = sorted({path.groups[by] for path in paths} - {""})
        spans = {
            code: until_silence([path for path in paths if path.groups[by] == code], at) for code in codes
        }
    return Overview(
        GroupCurve("", survival(whole), len(whole)),
        tuple(
            GroupCurve(code, survival(group_spans), len(group_spans))
            for code, group_spans in spans.items()
            if group_spans
        ),
        tuple(count for count in counts(paths, named_stages) if count.total),
        0 if by == "stage" else sum(not path.groups[by] for path in paths),
    )


def stopped_paths(viewer: Viewer, filters: PathFilter, *, at: datetime) -> list[ArtisanPath]:
    """The stopped paths that match, the latest silent first. Raises NotVisible for whoever isn't an adviser."""
    if viewer.role != Role.ADVISER:
        raise NotVisible
    named_stages = list(labels())
    paths = [
        path
        for path in _all_paths(viewer, at)
        if path.has_stopped
        and filters.holds(path)
        and (not filters.stage or path.furthest_stage(named_stages) == filters.stage)
    ]
    return sorted(paths, key=lambda path: (-_since(path).timestamp(), path.person_id))


def stopped_by_stage(viewer: Viewer, *, at: datetime) -> dict[str, int]:
    """Code of a stage -> how many stopped there, in the order of the path, without the stages where nobody did.
    Raises NotVisible for whoever isn't staff."""
    named_stages = list(labels())
    at_stage = Counter(
        path.furthest_stage(named_stages) for path in _all_paths(viewer, at) if path.has_stopped
    )
    return {code: at_stage[code] for code in named_stages if at_stage[code]}


def with_names(paths: Sequence[ArtisanPath]) -> list[StoppedPerson]:
    """The people of these paths, which `stopped_paths` gave to the caller: one statement."""
    stage_labels = labels()
    order = list(stage_labels)
    persons = Person.objects.in_bulk([path.person_id for path in paths])
    return [
        StoppedPerson(
            persons[path.person_id],
            stage_labels.get(path.furthest_stage(order), ""),
            _since(path),
            trade(path.groups["trade"]).label if path.groups["trade"] else "",
        )
        for path in paths
    ]


def _all_paths(viewer: Viewer, at: datetime) -> Iterable[ArtisanPath]:
    if viewer.role not in STAFF or viewer.chamber_id is None:
        raise NotVisible
    return paths_of(viewer.chamber_id, at)


def _since(path: ArtisanPath) -> datetime:
    return path.standing.since or path.begun_at


def _path(history: History) -> ArtisanPath:
    groups: Mapping[str, str] = {
        "trade": history.trade,
        "sector": sector_of(history.trade) if history.trade else "",
        "ease": history.ease or "",
    }
    return ArtisanPath(
        history.person_id, history.reached, history.standing, groups, history.reached_for_statistics
    )
