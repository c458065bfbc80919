"""Where a file stands, from what was written down of it."""

from dataclasses import dataclass
from datetime import date, timedelta

ANSWER_DAYS = 30  # where the fund says nothing: after these, its answer is late
PAYMENT_DAYS = 30
OURS = frozenset(
    {
        "suspended",
        "not_eligible",
        "to_complete",
        "ready",
        "moved",
        "day_to_tell",
        "refused",
        "missed",
        "done",
        "to_return",
    }
)
BILL_DAYS = 7  # after the last half-day, or after the agreement where that came later


@dataclass(frozen=True)
class Facts:
    """What is known of a file. `starts_on` None: none of its half-days stands; `has_moved`: one has another day than
    the one that the fund was told. `ended_on`: the day of the last one, once each has its report; `is_missed`: the
    artisan came to none of them. `is_eligible`: nothing says no, or somebody overruled it; `lacks`: documents or a
    status are missing. `credited_on`: the day of the last credit note on its bill; `is_credited`: nothing is left of
    the bill, `is_to_return`: more came than is left of it."""

    opened_on: date
    starts_on: date | None
    ended_on: date | None = None
    is_missed: bool = False
    has_moved: bool = False
    is_eligible: bool = True
    lacks: bool = False
    apply_by: date | None = None
    sent_on: date | None = None
    is_accepted: bool | None = None
    answered_on: date | None = None
    appealed_on: date | None = None
    billed_on: date | None = None
    paid_on: date | None = None
    credited_on: date | None = None
    is_credited: bool = False
    is_to_return: bool = False
    closed_on: date | None = None
    answer_days: int = ANSWER_DAYS
    payment_days: int = PAYMENT_DAYS
    appeal_days: int | None = None


@dataclass(frozen=True)
class State:
    """`code` names it (`wording.STATES`), `since` says since when it waits, `due_on` until when it may."""

    code: str
    since: date
    due_on: date | None = None

    @property
    def is_open(self) -> bool:
        """Something is still to be done, or to come."""
        return self.code not in {"paid", "closed", "credited"}

    @property
    def is_ours(self) -> bool:
        """The chamber has something to do, whatever the day."""
        return self.code in OURS

    def is_late(self, today: date) -> bool:
        """Its day is over, and it still waits."""
        return self.is_open and self.due_on is not None and today > self.due_on


def state_of(facts: Facts) -> State:
    """The first thing that is still to be done, or that it is over."""
    if facts.billed_on is not None:
        return _after_billing(facts, facts.billed_on)
    if facts.closed_on is not None:
        return State("closed", facts.closed_on)
    if facts.starts_on is None:
        return State("suspended", facts.opened_on)
    if facts.is_missed and facts.ended_on is not None:
        return State("missed", facts.ended_on)
    if facts.sent_on is None:
        return _before_sending(facts)
    if facts.has_moved and facts.is_accepted is not False:
        if facts.is_accepted:
            return State("day_to_tell", facts.sent_on)
        return State("moved", facts.sent_on, facts.apply_by)
    return _after_sending(facts, facts.sent_on)


def _after_billing(facts: Facts, billed_on: date) -> State:
    if facts.credited_on is not None and facts.is_to_return:
        return State("to_return", facts.credited_on)
    if facts.credited_on is not None and facts.is_credited:
        return State("credited", facts.credited_on)
    if facts.paid_on is not None:
        return State("paid", facts.paid_on)
    if facts.closed_on is not None:
        return State("closed", facts.closed_on)
    return State("billed", billed_on, _after(billed_on, facts.payment_days))


def _before_sending(facts: Facts) -> State:
    code = "not_eligible" if not facts.is_eligible else "to_complete" if facts.lacks else "ready"
    return State(code, facts.opened_on, facts.apply_by)


def _after_sending(facts: Facts, sent_on: date) -> State:
    if facts.is_accepted is None:
        since = facts.appealed_on or sent_on
        return State("appealed" if facts.appealed_on else "sent", since, _after(since, facts.answer_days))
    answered_on = facts.answered_on or sent_on
    if not facts.is_accepted:
        until = _after(answered_on, facts.appeal_days) if facts.appeal_days is not None else None
        return State("refused", answered_on, until)
    if facts.ended_on is None:
        return State("accepted", answered_on)
    return State("done", facts.ended_on, _after(max(facts.ended_on, answered_on), BILL_DAYS))


def _after(on: date, days: int) -> date:
    return on + timedelta(days=days)
