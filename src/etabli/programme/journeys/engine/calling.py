"""Whom to call today, and why: one order, and nobody twice within the time that they are left in peace."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from etabli.programme.journeys.engine.dropping import Way

NEAR = 5  # so many stages before an end are just before it
ENCOURAGED = timedelta(days=21)  # for so long after a return
TRIES = 3  # calls without an answer, after which they are left in peace for longer


class Outcome(StrEnum):
    """What came of a call."""

    REACHED = "reached"
    UNREACHABLE = "unreachable"
    ALONE = "alone"
    NOT_NOW = "not_now"
    CALL_BACK = "call_back"


class Why(StrEnum):
    """Why somebody is to be called, the most pressing first."""

    PROMISED = "promised"
    WAITS = "waits"
    NEAR_END = "near_end"
    RETURNED = "returned"


@dataclass(frozen=True)
class Rest:
    """For how many days somebody is left in peace after a call: spoken to, not there, not there `TRIES` times in a row,
    "not now"."""

    reached: int = 14
    unreachable: int = 2
    given_up: int = 30
    not_now: int = 90


@dataclass(frozen=True)
class Past:
    """The last call to somebody: what came of it, the day that was agreed for another one, and how many calls in a row,
    this one included, nobody answered."""

    outcome: Outcome
    on: date
    again_on: date | None = None
    tries: int = 0


@dataclass(frozen=True)
class Turn:
    """Somebody to call, why, and since when that holds; `stage`: where they stand."""

    person_id: int
    why: Why
    since: date
    stage: str = ""


def turns(
    *,
    waits: Mapping[int, date],
    ways: Iterable[Way],
    order: Sequence[str],
    ends: Sequence[str],
    past: Mapping[int, Past],
    today: date,
    rest: Rest,
) -> list[Turn]:
    """Everybody whom there is a reason to call today, the most pressing first.

    Each stands there once, for the first of these reasons:

    1. A call was agreed on for today or before: the oldest first.
    2. They wait for us (`waits`: since when): the longest first.
    3. They stopped just before an end (`ends`, the last of the stages `order`): the nearest first, then who
       fell silent last.
    4. They came back to their path: the latest first.

    Whoever was called is left in peace as `rest` says; after "done without help", until a newer reason.
    """
    held = list(ways)
    candidates = [
        *(Turn(pk, Why.PROMISED, call.again_on) for pk, call in past.items() if call.again_on),
        *(Turn(pk, Why.WAITS, since) for pk, since in waits.items()),
        *_near_end(held, order, ends),
        *_returned(held, order, today),
    ]
    first: dict[int, Turn] = {}
    for turn in candidates:
        if turn.person_id not in first and _is_due(turn, past.get(turn.person_id), today, rest):
            first[turn.person_id] = turn
    rank = {code: place for place, code in enumerate(order)}
    return sorted(first.values(), key=lambda turn: _key(turn, rank))


def _near_end(ways: Iterable[Way], order: Sequence[str], ends: Sequence[str]) -> Iterable[Turn]:
    before = [code for code in order if code not in ends]
    near = set(before[-NEAR:])
    for way in ways:
        place = way.place(order)
        if way.has_stopped and place in near and way.standing.since:
            yield Turn(way.person_id, Why.NEAR_END, way.standing.since.date(), place)


def _returned(ways: Iterable[Way], order: Sequence[str], today: date) -> Iterable[Turn]:
    for way in ways:
        since = way.standing.since
        if way.standing.name == "resumed" and since and today - since.date() <= ENCOURAGED:
            yield Turn(way.person_id, Why.RETURNED, since.date(), way.place(order))


def _is_due(turn: Turn, call: Past | None, today: date, rest: Rest) -> bool:
    if call is None:
        return True
    if turn.why == Why.PROMISED:
        is_rested = call.outcome == Outcome.CALL_BACK or call.on + timedelta(days=_days(call, rest)) <= today
        return turn.since <= today and is_rested
    if call.outcome == Outcome.CALL_BACK:
        return False
    if call.outcome == Outcome.ALONE:
        return turn.since > call.on
    return call.on + timedelta(days=_days(call, rest)) <= today


def _days(call: Past, rest: Rest) -> int:
    if call.outcome == Outcome.UNREACHABLE:
        return rest.given_up if call.tries >= TRIES else rest.unreachable
    return rest.not_now if call.outcome == Outcome.NOT_NOW else rest.reached


def _key(turn: Turn, rank: Mapping[str, int]) -> tuple[int, int, int, int]:
    place, day = list(Why).index(turn.why), turn.since.toordinal()
    if turn.why in {Why.PROMISED, Why.WAITS}:
        return place, 0, day, turn.person_id
    nearness = -rank.get(turn.stage, -1) if turn.why == Why.NEAR_END else 0
    return place, nearness, -day, turn.person_id
