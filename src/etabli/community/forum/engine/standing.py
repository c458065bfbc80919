"""From the answers that people see to where their question stands, and to the order in which they are read."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Answer:
    """An answer that people see: its number, when they first did, and whose it is (a number too)."""

    pk: int
    at: datetime
    author: int


@dataclass(frozen=True)
class Standing:
    """Where a question stands. `is_accepted`: the answer that its author accepted is still there."""

    answers: int
    is_accepted: bool
    active_at: datetime


def standing(answers: Sequence[Answer], *, accepted: int | None, asked_at: datetime) -> Standing:
    """What these answers come to, for a question asked then."""
    is_accepted = any(answer.pk == accepted for answer in answers)
    return Standing(len(answers), is_accepted, max([asked_at, *(answer.at for answer in answers)]))


def reading_order(answers: Iterable[Answer], *, accepted: int | None) -> list[int]:
    """Their numbers: the accepted one, then as they came."""
    return [
        answer.pk
        for answer in sorted(answers, key=lambda answer: (answer.pk != accepted, answer.at, answer.pk))
    ]


def first_unread(answers: Iterable[Answer], *, reader: int | None, read_until: datetime | None) -> int | None:
    """The first to come since then that is not the reader's own; None when nothing is new, or nobody knows."""
    if read_until is None:
        return None
    unread = [answer for answer in answers if answer.at > read_until and answer.author != reader]
    return min(unread, key=lambda answer: (answer.at, answer.pk)).pk if unread else None
