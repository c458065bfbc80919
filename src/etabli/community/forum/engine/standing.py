"""From the answers that people see to where their question stands."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Answer:
    """An answer that people see: its number, and when they first did."""

    pk: int
    at: datetime


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
