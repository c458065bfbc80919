"""Which stories speak to a room: plain Python, no Django, no clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

MAX_STORIES = 5
HALF_AS_NEAR_KM = 20
KINSHIP_COUNTS = 2


@dataclass(frozen=True)
class Candidate:
    """A story: its trade and sector ("" unknown), its whole kilometres from the room (None: no road), its channels."""

    key: int
    trade: str
    sector: str
    km: int | None
    channels: frozenset[str]


@dataclass(frozen=True)
class Proposal:
    """A story to show, and why: how many people do the same, how many others are of its sector, how far it is."""

    key: int
    same_trade: int
    same_sector: int
    km: int | None


type Mix = Mapping[tuple[str, str], int]


def propose(candidates: Sequence[Candidate], mix: Mix, *, limit: int = MAX_STORIES) -> list[Proposal]:
    """At most `limit` stories, the best first. `mix` counts the people of the room by (trade, sector); ("", "") are
    those of whom nothing is known. Where two are level, the one that shows more channels not yet shown comes first,
    then the smaller key.
    """
    scored = [(_score(candidate, _why(candidate, mix), mix), candidate) for candidate in candidates]
    chosen: list[Candidate] = []
    shown_channels: set[str] = set()
    while scored and len(chosen) < limit:
        best_candidate = min(
            scored, key=lambda pair: (-pair[0], -len(pair[1].channels - shown_channels), pair[1].key)
        )
        scored.remove(best_candidate)
        chosen.append(best_candidate[1])
        shown_channels |= best_candidate[1].channels
    return [_why(candidate, mix) for candidate in chosen]


def _why(candidate: Candidate, mix: Mix) -> Proposal:
    same_trade = _count(mix, lambda trade, _sector: bool(trade) and trade == candidate.trade)
    kin = _count(
        mix, lambda trade, sector: bool(sector) and sector == candidate.sector and trade != candidate.trade
    )
    return Proposal(candidate.key, same_trade, kin, candidate.km)


def _score(candidate: Candidate, why: Proposal, mix: Mix) -> Fraction:
    known_people = _count(mix, lambda trade, sector: bool(trade or sector))
    kinship = (
        Fraction(2 * why.same_trade + why.same_sector, 2 * known_people) if known_people else Fraction(0)
    )
    nearness = (
        Fraction(HALF_AS_NEAR_KM, HALF_AS_NEAR_KM + candidate.km) if candidate.km is not None else Fraction(0)
    )
    return KINSHIP_COUNTS * kinship + nearness


def _count(mix: Mix, counts: Callable[[str, str], bool]) -> int:
    return sum(number for (trade, sector), number in mix.items() if counts(trade, sector))
