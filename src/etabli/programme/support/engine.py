"""Which half-days to propose: soon, and near something else of the same day, so that one road serves twice."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

SHARED_ROAD_MINUTES = 30  # minutes of road between two things of a day that go well together
MARGIN = timedelta(minutes=15)  # kept beside the road: to pack up, to park, to find the door
MAX_EXTRA_WAIT = timedelta(days=21)  # how much longer somebody may wait for the sake of a road


@dataclass(frozen=True)
class Slot:
    """A half-day that is free, and its hours."""

    on: date
    half: str
    starts_at: datetime
    ends_at: datetime

    @property
    def value(self) -> str:
        """How it is named in a form, and kept."""
        return f"{self.on.isoformat()}/{self.half}"


@dataclass(frozen=True)
class OtherEvent:
    """Something else of the adviser on a day, and about how many minutes of road lie between it and the person: None
    where nobody knows. `is_placed`: it is held somewhere, so that there is a road."""

    title: str
    starts_at: datetime
    ends_at: datetime
    road_minutes: int | None
    is_placed: bool = False


@dataclass(frozen=True)
class Proposal:
    """A half-day to propose. `beside`: the nearest other thing of that day to which the road is known, and
    `road_minutes` that road. `events_of_unknown_road`: what stands on that day at a place that is not known."""

    slot: Slot
    beside: OtherEvent | None = None
    road_minutes: int = 0
    events_of_unknown_road: tuple[OtherEvent, ...] = ()

    @property
    def is_road_unknown(self) -> bool:
        """Something of that day is held somewhere, and nobody knows how far."""
        return any(other.is_placed for other in self.events_of_unknown_road)

    @property
    def shares_road(self) -> bool:
        return self.beside is not None and self.road_minutes <= SHARED_ROAD_MINUTES


def propose(
    free: Sequence[Slot], events: Mapping[date, Sequence[OtherEvent]], *, most: int = 3
) -> tuple[Proposal, ...]:
    """At most so many half-days, each on a day of its own. Waiting weighs more than the road: the days within three
    weeks of the first that the road allows come before all later ones. In each of the two, those that share a road,
    then days without a road, then days with something far, or nobody knows how far; the soonest first. Nothing that
    the road makes impossible."""
    possible = [
        _beside(slot, events.get(slot.on, ()))
        for slot in free
        if all(_can_be_driven(slot, event) for event in events.get(slot.on, ()))
    ]
    first = min((proposal.slot.on for proposal in possible), default=date.min)
    chosen: dict[date, Proposal] = {}
    for proposal in sorted(
        possible, key=lambda proposal: (proposal.slot.on - first > MAX_EXTRA_WAIT, *_rank(proposal))
    ):
        chosen.setdefault(proposal.slot.on, proposal)
    return tuple(chosen.values())[:most]


def too_far(free: Iterable[Slot], events: Mapping[date, Sequence[OtherEvent]]) -> frozenset[str]:
    """Of these half-days, by their names, those that the road from or to something else of the day makes impossible;
    what takes place at the same time is no matter of the road."""
    return frozenset(
        slot.value
        for slot in free
        for event in events.get(slot.on, ())
        if _gap(slot, event) >= timedelta() and not _can_be_driven(slot, event)
    )


def _beside(slot: Slot, events: Sequence[OtherEvent]) -> Proposal:
    of_unknown_road = tuple(event for event in events if event.road_minutes is None)
    roads = [
        (event.road_minutes, event.starts_at, event) for event in events if event.road_minutes is not None
    ]
    if not roads:
        return Proposal(slot, events_of_unknown_road=of_unknown_road)
    minutes, _start, nearest = min(roads, key=lambda road: road[:2])
    return Proposal(slot, nearest, minutes, of_unknown_road)


def _can_be_driven(slot: Slot, event: OtherEvent) -> bool:
    """Whether the road fits between the two, with a margin; what takes place at the same time never does."""
    return _gap(slot, event) >= (
        timedelta() if event.road_minutes is None else timedelta(minutes=event.road_minutes) + MARGIN
    )


def _gap(slot: Slot, event: OtherEvent) -> timedelta:
    """How long lies between the two; below zero when they overlap."""
    return max(slot.starts_at - event.ends_at, event.starts_at - slot.ends_at)


def _rank(proposal: Proposal) -> tuple[int, date, int, str]:
    is_far = proposal.beside is not None and not proposal.shares_road
    order = 2 if is_far or proposal.is_road_unknown else 0 if proposal.shares_road else 1
    return order, proposal.slot.on, proposal.road_minutes, proposal.slot.half
