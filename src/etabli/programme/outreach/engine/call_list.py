"""Whom to call first among the relays: what is known of each, in points, and why."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

QUIET_DAYS = 14  # after an exchange, nobody calls again without having promised it
FORGOTTEN_DAYS = 90
SOON_DAYS = 21
ENOUGH_PLACES = 3  # free seats from which a call is worth it
MIN_BUSINESSES = 10  # businesses under which a share says nothing

PROMISED, NEVER, FORGOTTEN, SESSION, GAP = "promised", "never", "forgotten", "session", "gap"
_POINTS = {PROMISED: 1000, SESSION: 40, GAP: 35, NEVER: 30, FORGOTTEN: 20}


@dataclass(frozen=True)
class NearSession:
    """The next session near a relay that still has room."""

    on: date
    commune: str
    free: int


@dataclass(frozen=True)
class Facts:
    """What is known of a relay. `businesses` and `registered` are those of its territory, over a year."""

    key: int
    businesses: int
    registered: int
    last_on: date | None
    promised_on: date | None
    near: NearSession | None


@dataclass(frozen=True)
class RelayToCall:
    """A relay to call: the reasons, the strongest first, and the points that they make."""

    facts: Facts
    reasons: tuple[str, ...]
    points: int


def relays_in_order(all_facts: Iterable[Facts], today: date) -> list[RelayToCall]:
    """Those that there is a reason to call, the most pressing first.

    A call that was promised comes before all else. Who was spoken to in the last two weeks is left in peace.
    """
    rows = list(all_facts)
    usual = _share(sum(row.registered for row in rows), sum(row.businesses for row in rows))
    due = [_turn(row, usual, today) for row in rows if _is_due(row, today)]
    return sorted((turn for turn in due if turn.points), key=lambda turn: (-turn.points, turn.facts.key))


def _is_due(facts: Facts, today: date) -> bool:
    if facts.promised_on is not None:
        return facts.promised_on <= today
    return facts.last_on is None or (today - facts.last_on).days >= QUIET_DAYS


def _turn(facts: Facts, usual: float, today: date) -> RelayToCall:
    holds = {
        PROMISED: facts.promised_on is not None,
        SESSION: facts.near is not None
        and facts.near.free >= ENOUGH_PLACES
        and 0 <= (facts.near.on - today).days <= SOON_DAYS,
        GAP: facts.businesses >= MIN_BUSINESSES and 2 * _share(facts.registered, facts.businesses) < usual,
        NEVER: facts.last_on is None,
        FORGOTTEN: facts.last_on is not None and (today - facts.last_on).days >= FORGOTTEN_DAYS,
    }
    reasons = tuple(reason for reason, holds_for in holds.items() if holds_for)
    return RelayToCall(facts, reasons, sum(_POINTS[reason] for reason in reasons))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
