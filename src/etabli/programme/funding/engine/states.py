"""Where a file stands, from what was written down of it."""

from dataclasses import dataclass
from datetime import date, timedelta

PATIENCE = timedelta(days=30)  # where the fund names no deadline: after these, somebody looks again
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
        "too_short",
        "nothing_due",
        "done",
        "to_return",
        "artisan_to_return",
    }
)
THEIRS = frozenset({"sent", "appealed", "billed", "artisan_due"})


@dataclass(frozen=True)
class Facts:
    """What is known of a file. `starts_on` None: none of its half-days stands; `has_moved`: one has another day than
    the one that the fund was told. `ended_on`: the day of the last one, once each has its report; `is_missed`: the
    artisan came to none of them; `is_too_short`: they were there less than the fund asks for; `is_nothing_due`: for the
    hours that they were there it has nothing to pay. `is_eligible`: nothing says no, or somebody overruled it; `lacks`:
    documents or a status are missing. `credited_on`: the day of the last credit note on its bill; `is_credited`:
    nothing is left of the bill, `is_to_return`: more came than is left."""

    opened_on: date
    starts_on: date | None
    ended_on: date | None = None
    is_missed: bool = False
    is_too_short: bool = False
    is_nothing_due: bool = False
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
    answer_days: int | None = None
    payment_days: int | None = None
    appeal_days: int | None = None


@dataclass(frozen=True)
class State:
    """`code` names it (`wording.STATES`), `since` says since when it waits, `due_on` until when it may, where the
    rules of the fund say so."""

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

    @property
    def urgency(self) -> tuple[date, date]:
        """By which it is put in order: what has no deadline stands where a month of waiting would put it."""
        return self.due_on or self.since + PATIENCE, self.since

    def has_waited_long(self, today: date) -> bool:
        """It is for the fund, or the artisan, the rules name no deadline, and it hasn’t been done for long."""
        return self.code in THEIRS and self.due_on is None and today > self.since + PATIENCE


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


def artisan_due(billed_on: date, days: int | None) -> State:
    """The artisan’s part of a bill is still to come: so many days after the bill, it is late."""
    return State("artisan_due", billed_on, _after(billed_on, days))


def artisan_to_return(since: date) -> State:
    """Something that the artisan has paid is theirs again."""
    return State("artisan_to_return", since)


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
        return State("refused", answered_on, _after(answered_on, facts.appeal_days))
    if facts.ended_on is None:
        return State("accepted", answered_on)
    code = "too_short" if facts.is_too_short else "nothing_due" if facts.is_nothing_due else "done"
    return State(code, max(facts.ended_on, answered_on))


def _after(on: date, days: int | None) -> date | None:
    return None if days is None else on + timedelta(days=days)
