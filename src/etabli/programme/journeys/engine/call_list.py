"""Whom to call today, and why: one order, and nobody twice within the time that they are left in peace."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from etabli.programme.journeys.engine.dropouts import ArtisanPath

STAGES_NEAR_END = 5  # so many stages before an end are just before it
RETURN_WINDOW = timedelta(days=21)  # for so long after a return
MAX_UNANSWERED_CALLS = 3  # calls without an answer, after which they are left in peace for longer


class Outcome(StrEnum):
    """What came of a call: the stored values of `ContactNote.Outcome`."""

    REACHED = "reached"
    UNREACHABLE = "unreachable"
    DONE_WITHOUT_HELP = "alone"
    NOT_NOW = "not_now"
    CALL_BACK = "call_back"


class Reason(StrEnum):
    """Why somebody is to be called, the most pressing first."""

    PROMISED = "promised"
    WAITS = "waits"
    NEAR_END = "near_end"
    RETURNED = "returned"


@dataclass(frozen=True)
class RestDays:
    """For how many days somebody is left in peace after a call: spoken to, not there, not there so often in a row
    (`MAX_UNANSWERED_CALLS`), "not now"."""

    reached: int = 14
    unreachable: int = 2
    given_up: int = 30
    not_now: int = 90


@dataclass(frozen=True)
class LastCall:
    """The last call to somebody: what came of it, the day that was agreed for another one, and how many calls in a row,
    this one included, nobody answered."""

    outcome: Outcome
    on: date
    again_on: date | None = None
    tries: int = 0


@dataclass(frozen=True)
class CallDue:
    """Somebody to call, why, and since when that holds; `stage`: where they stand."""

    person_id: int
    reason: Reason
    since: date
    stage: str = ""


def calls_due(
    *,
    waiting_since: Mapping[int, date],
    paths: Iterable[ArtisanPath],
    order: Sequence[str],
    ends: Sequence[str],
    last_calls: Mapping[int, LastCall],
    today: date,
    rest_days: RestDays,
) -> list[CallDue]:
    """Everybody whom there is a reason to call today, the most pressing first.

    Each stands there once, for the first of these reasons:

    1. A call was agreed on for today or before: the oldest first.
    2. They wait for us (`waiting_since`): the longest first.
    3. They stopped just before an end (`ends`, the last of the stages `order`): the nearest first, then who
       fell silent last.
    4. They came back to their path: the latest first.

    Whoever was called is left in peace as `rest_days` says; after "done without help", until a newer reason.
    """
    all_paths = list(paths)
    candidates = [
        *(CallDue(pk, Reason.PROMISED, call.again_on) for pk, call in last_calls.items() if call.again_on),
        *(CallDue(pk, Reason.WAITS, since) for pk, since in waiting_since.items()),
        *_near_end(all_paths, order, ends),
        *_returned(all_paths, order, today),
    ]
    first: dict[int, CallDue] = {}
    for due_call in candidates:
        if due_call.person_id not in first and _is_due(
            due_call, last_calls.get(due_call.person_id), today, rest_days
        ):
            first[due_call.person_id] = due_call
    rank = {code: place for place, code in enumerate(order)}
    return sorted(first.values(), key=lambda due_call: _key(due_call, rank))


def _near_end(paths: Iterable[ArtisanPath], order: Sequence[str], ends: Sequence[str]) -> Iterable[CallDue]:
    before = [code for code in order if code not in ends]
    last_stages = set(before[-STAGES_NEAR_END:])
    for path in paths:
        stage = path.furthest_stage(order)
        if path.has_stopped and stage in last_stages and path.standing.since:
            yield CallDue(path.person_id, Reason.NEAR_END, path.standing.since.date(), stage)


def _returned(paths: Iterable[ArtisanPath], order: Sequence[str], today: date) -> Iterable[CallDue]:
    for path in paths:
        since = path.standing.since
        if path.standing.name == "resumed" and since and today - since.date() <= RETURN_WINDOW:
            yield CallDue(path.person_id, Reason.RETURNED, since.date(), path.furthest_stage(order))


def _is_due(due_call: CallDue, call: LastCall | None, today: date, rest_days: RestDays) -> bool:
    if call is None:
        return True
    if due_call.reason == Reason.PROMISED:
        is_rested = (
            call.outcome == Outcome.CALL_BACK or call.on + timedelta(days=_days(call, rest_days)) <= today
        )
        return due_call.since <= today and is_rested
    if call.outcome == Outcome.CALL_BACK:
        return False
    if call.outcome == Outcome.DONE_WITHOUT_HELP:
        return due_call.since > call.on
    return call.on + timedelta(days=_days(call, rest_days)) <= today


def _days(call: LastCall, rest_days: RestDays) -> int:
    if call.outcome == Outcome.UNREACHABLE:
        return rest_days.given_up if call.tries >= MAX_UNANSWERED_CALLS else rest_days.unreachable
    return rest_days.not_now if call.outcome == Outcome.NOT_NOW else rest_days.reached


def _key(due_call: CallDue, rank: Mapping[str, int]) -> tuple[int, int, int, int]:
    place, day = list(Reason).index(due_call.reason), due_call.since.toordinal()
    if due_call.reason in {Reason.PROMISED, Reason.WAITS}:
        return place, 0, day, due_call.person_id
    nearness = -rank.get(due_call.stage, -1) if due_call.reason == Reason.NEAR_END else 0
    return place, nearness, -day, due_call.person_id
