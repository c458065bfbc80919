"""The plan as it is given: without what brings nothing, each session with its people and its reason."""

from collections.abc import Iterable

from .gains import Gains
from .numbered import Numbered, Placed
from .shapes import Plan, Proposed, Reason, Season, Served, Session
from .value import NOTHING, value_of


def explain(season: Season, sessions: Iterable[Session]) -> Plan:
    """These sessions as they are, whatever they bring, each with its people and its reason; nothing is proven of them.

    One on a half-day that isn't listed serves nobody.
    """
    numbered, given = Numbered(season), list(dict.fromkeys(sessions))
    placed = [
        numbered.placed(session) for session in given if (session.day, session.half) in numbered.slot_of
    ]
    reasons = dict.fromkeys(given, Reason("people", 0.0, ())) | _reasons(numbered, placed, keep_all=True)
    return _told(season, reasons, bound=0.0, seconds=0.0)


def explained(numbered: Numbered, sessions: Iterable[Placed], *, bound: float, seconds: float) -> Plan:
    """A plan of these sessions, in order of time; those that add nothing are left out, pins apart."""
    reasons = _reasons(numbered, list(sessions), keep_all=False)
    return _told(numbered.season, reasons, bound=bound, seconds=seconds)


def _told(season: Season, reasons: dict[Session, Reason], *, bound: float, seconds: float) -> Plan:
    served = value_of(season, reasons)
    bound = max(bound, served.value)
    return Plan(
        sessions=tuple(
            Proposed(
                session, served.expected[session], served.zones[session], _with_zones(reason, session, served)
            )
            for session, reason in sorted(
                reasons.items(), key=lambda pair: (pair[0].day, pair[0].half, pair[0].adviser)
            )
        ),
        value=served.value,
        bound=bound,
        gap=(bound - served.value) / max(1.0, abs(bound)),
        uncovered=served.uncovered,
        unserved=served.unserved,
        seconds=seconds,
    )


def _reasons(numbered: Numbered, sessions: list[Placed], *, keep_all: bool) -> dict[Session, Reason]:
    """Of the sessions that add something; those of the worst half-days are looked at first."""
    pins = set(numbered.season.pins)
    gains = Gains(numbered, sessions)
    reasons = {}
    for placed in sorted(sessions, key=lambda session: numbered.factor[session.slot]):
        session = numbered.session(placed)
        gains.take(placed)
        gain = gains.of(placed)
        if gain <= NOTHING and session not in pins and not keep_all:
            continue
        alone = tuple(numbered.season.zones[zone].id for zone in gains.alone(placed))
        gains.put(placed)
        if session in pins:
            reasons[session] = Reason("pinned", gain, ())
        else:
            reasons[session] = Reason("covers" if alone else "people", gain, alone)
    return reasons


def _with_zones(reason: Reason, session: Session, served: Served) -> Reason:
    """Says where people come from, the most first, unless what counts is whom it covers."""
    if reason.kind == "covers":
        return reason
    people = served.zones[session]
    return Reason(reason.kind, reason.worth, tuple(sorted(people, key=lambda zone: (-people[zone], zone))))
