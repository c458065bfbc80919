"""Which half-days to propose: near something else of the same day first, so that one road serves twice."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

SHARED = 30  # minutes of road between two things of a day that go well together


@dataclass(frozen=True)
class Slot:
    """A half-day that is free, and its hours."""

    on: date
    half: str
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Stop:
    """Something else of the adviser on a day, and about how many minutes of road lie between it and the person."""

    title: str
    starts_at: datetime
    ends_at: datetime
    minutes: int


@dataclass(frozen=True)
class Proposal:
    """A half-day to propose. `beside`: the nearest other thing of that day; None when there is nothing else."""

    slot: Slot
    beside: Stop | None = None

    @property
    def shares_road(self) -> bool:
        return self.beside is not None and self.beside.minutes <= SHARED


def propose(
    free: Sequence[Slot], stops: Mapping[date, Sequence[Stop]], *, most: int = 3
) -> tuple[Proposal, ...]:
    """At most so many half-days, each on a day of its own: those that share a road, then days with nothing else, then
    days with something far; the soonest first in each. Nothing that the road makes impossible."""
    possible = [
        Proposal(slot, min(stops.get(slot.on, ()), key=lambda stop: stop.minutes, default=None))
        for slot in free
        if all(_can_be_driven(slot, stop) for stop in stops.get(slot.on, ()))
    ]
    chosen: dict[date, Proposal] = {}
    for proposal in sorted(possible, key=_rank):
        chosen.setdefault(proposal.slot.on, proposal)
    return tuple(chosen.values())[:most]


def _can_be_driven(slot: Slot, stop: Stop) -> bool:
    """Whether the road fits between the two; what takes place at the same time never does."""
    gap = max(slot.starts_at - stop.ends_at, stop.starts_at - slot.ends_at)
    return gap >= timedelta(minutes=stop.minutes)


def _rank(proposal: Proposal) -> tuple[int, date, int, str]:
    beside = proposal.beside
    order = 0 if proposal.shares_road else 1 if beside is None else 2
    return order, proposal.slot.on, beside.minutes if beside else 0, proposal.slot.half
