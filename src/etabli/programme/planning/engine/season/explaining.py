"""The plan as it is given: without what brings nothing, each session with its people and its reason."""

from collections.abc import Iterable

from .gains import Gains
from .numbered import Numbered, Placed
from .shapes import Plan, Proposed, Reason, Served, Session
from .value import NOTHING, value_of


def explained(numbered: Numbered, sessions: Iterable[Placed], *, bound: float, seconds: float) -> Plan:
    """A plan of these sessions, in order of time; those that add nothing are left out, pins apart."""
    reasons = _reasons(numbered, list(sessions))
    served = value_of(numbered.season, reasons)
    bound = max(bound, served.value)
    return Plan(
        sessions=tuple(
            Proposed(
                session, served.expected[session], served.zones[session], _with_zones(reason, session, served)
            )
            for session, reason in sorted(
                reasons.items(), key=lambda one: (one[0].day, one[0].half, one[0].adviser)
            )
        ),
        value=served.value,
        bound=bound,
        gap=(bound - served.value) / max(1.0, abs(bound)),
        uncovered=served.uncovered,
        unserved=served.unserved,
        seconds=seconds,
    )


def _reasons(numbered: Numbered, sessions: list[Placed]) -> dict[Session, Reason]:
    """Of the sessions that add something; those of the worst half-days are looked at first."""
    pins = set(numbered.season.pins)
    gains = Gains(numbered, sessions)
    found = {}
    for placed in sorted(sessions, key=lambda one: numbered.factor[one.slot]):
        session = numbered.session(placed)
        gains.take(placed)
        gain = gains.of(placed)
        if gain <= NOTHING and session not in pins:
            continue
        alone = tuple(numbered.season.zones[zone].id for zone in gains.alone(placed))
        gains.put(placed)
        if session in pins:
            found[session] = Reason("pinned", gain, ())
        else:
            found[session] = Reason("covers" if alone else "people", gain, alone)
    return found


def _with_zones(reason: Reason, session: Session, served: Served) -> Reason:
    """Says where people come from, the most first, unless what counts is whom it covers."""
    if reason.kind == "covers":
        return reason
    people = served.zones[session]
    return Reason(reason.kind, reason.worth, tuple(sorted(people, key=lambda zone: (-people[zone], zone))))
