"""The half-days of a session, numbered from 1."""

from dataclasses import dataclass
from datetime import datetime

from etabli.foundation.people.queries import NotVisible
from etabli.foundation.seats.models import Occasion
from etabli.foundation.ui.typography import span


@dataclass(frozen=True)
class Half:
    """One half-day of a session."""

    number: int
    starts_at: datetime
    ends_at: datetime

    def __str__(self) -> str:
        return span(self.starts_at, self.ends_at)


def halves_of(occasion: Occasion) -> list[Half]:
    """Its half-days, the first first; a session has at least one."""
    return [Half(number, start, end) for number, (start, end) in enumerate(occasion.spans, 1)]


def half_of(occasion: Occasion, number: int) -> Half:
    """The half-day of this number; NotVisible when there is none."""
    halves = halves_of(occasion)
    if not 1 <= number <= len(halves):
        raise NotVisible
    return halves[number - 1]
