"""What is left of what was acknowledged: counted from the visitors' records, the mail server's, and the database."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bench.nothing_lost.visitors import GIVE_BACK, SIGN_UP

Row = Mapping[str, Any]
HOLDS = {"seated", "offered"}  # a place that nobody else may have
LEFT = {"sent", "joined"}  # a mail that is no longer to leave
UNSURE = "unsure"


@dataclass(frozen=True)
class Verdict:
    """Counts; each but the first two is 0 where nothing is wrong.

    `mails_unsure`: handed over when the worker died, and not taken by the mail server; the staff sees that perhaps it
    left, and it is not sent again by itself, lest it came twice.
    """

    acknowledged: int
    mails: int
    lost: int
    doubled: int
    oversold: int
    mails_doubled: int
    mails_lost: int
    mails_unsure: int

    @property
    def is_sound(self) -> bool:
        return not (self.lost or self.doubled or self.oversold or self.mails_doubled or self.mails_lost)


def judged(
    acknowledged: Sequence[Row],
    tried: Iterable[Row],
    taken: Sequence[Row],
    state: Mapping[str, Sequence[Row]],
) -> Verdict:
    """`acknowledged` and `tried` by the visitors, `taken` by the mail server, `state` in the database (`inside.py`)."""
    at_least_once = {row["id"] for row in taken}
    unsure = [row for row in state["messages"] if row["id"] not in at_least_once and row["status"] == UNSURE]
    return Verdict(
        acknowledged=len(acknowledged),
        mails=len(at_least_once),
        lost=_lost(acknowledged, tried, state["sign_ups"]),
        doubled=_doubled(state["sign_ups"]),
        oversold=_oversold(state["occasions"], state["sign_ups"]),
        mails_doubled=len(taken) - len(at_least_once),
        mails_lost=_mails_lost(acknowledged, at_least_once, state["messages"]),
        mails_unsure=len(unsure),
    )


def _lost(acknowledged: Iterable[Row], tried: Iterable[Row], sign_ups: Iterable[Row]) -> int:
    """A sign-up that isn't there, or a place given back that is theirs again."""
    status = {_whose(row): row["status"] for row in sign_ups}
    gives_back = {_whose(row) for row in tried}
    lost = 0
    for row in acknowledged:
        left, whose = status.get(_whose(row)), _whose(row)
        if row["what"] == SIGN_UP:
            lost += left is None or (left == "withdrawn" and whose not in gives_back)
        elif row["what"] == GIVE_BACK:
            lost += left != "withdrawn"
    return lost


def _doubled(sign_ups: Iterable[Row]) -> int:
    return sum(count - 1 for count in Counter(_whose(row) for row in sign_ups).values())


def _oversold(occasions: Iterable[Row], sign_ups: Iterable[Row]) -> int:
    """Places that more people hold than there are, and those that the session counts wrongly."""
    held = Counter(row["session"] for row in sign_ups if row["status"] in HOLDS)
    return sum(
        max(0, held[row["session"]] - row["capacity"]) + abs(held[row["session"]] - row["taken"])
        for row in occasions
    )


def _mails_lost(acknowledged: Iterable[Row], taken: set[str], messages: Sequence[Row]) -> int:
    """Mails that never left though the queue knows of them, or says that they did; and sign-ups without any."""
    ours = {row["to"] for row in messages}
    never_queued = {row["to"] for row in acknowledged if row["what"] == SIGN_UP} - ours
    never_left = [
        row for row in messages if row["id"] not in taken and row["status"] not in {UNSURE, "joined"}
    ]
    return len(never_queued) + len(never_left)


def _whose(row: Row) -> tuple[str, int]:
    return row["to"], row["session"]
