"""Whether half-days were of use, as those who had them say a month later."""

from collections.abc import Iterable
from dataclasses import dataclass

from etabli.programme.support.models import FollowUp
from etabli.programme.surveys.engine import MIN_GROUP_SIZE, Interval, share


@dataclass(frozen=True)
class Satisfaction:
    """Of so many `answers`, those who say that it was useful without a reserve."""

    useful: int = 0
    answers: int = 0
    least = MIN_GROUP_SIZE

    @property
    def share(self) -> Interval | None:
        """With its interval; None under so few answers that one would read nothing in them."""
        return share(self.useful, self.answers) if self.answers >= MIN_GROUP_SIZE else None

    @property
    def between(self) -> tuple[int, int]:
        """The two ends of the interval, out of 100; it has one."""
        interval = self.share
        assert interval is not None
        return round(100 * interval.low), round(100 * interval.high)


def satisfaction_by_half_day(appointments: Iterable[int]) -> dict[int, bool]:
    """Of these half-days (their numbers), those of which somebody said it, and whether it was useful: one statement.
    The caller has authorised them."""
    said = FollowUp.objects.filter(appointment__in=set(appointments)).exclude(useful="")
    return {row.appointment_id: row.useful == FollowUp.Useful.YES for row in said}


def answers_about(appointments: Iterable[int]) -> list[FollowUp]:
    """What was said of these half-days (their numbers), by their days: one statement. The caller has authorised
    them."""
    said = FollowUp.objects.filter(appointment__in=set(appointments)).exclude(useful="")
    return list(
        said.select_related("person", "appointment__half_day").order_by("appointment__half_day__on", "pk")
    )


def satisfaction_of(said: dict[int, bool], appointments: Iterable[int]) -> Satisfaction:
    """That of some half-days, of all of which this was said."""
    answers = [said[number] for number in appointments if number in said]
    return Satisfaction(sum(answers), len(answers))
