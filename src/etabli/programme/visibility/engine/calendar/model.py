"""Ideas to show one's work with, and the weeks in which they are planned. Frozen."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from dateutil.easter import easter

from etabli.procurement.needs.engine import Text

WEEK = timedelta(weeks=1)
NUMBER_OF_WEEKS = 12
ALL_YEAR = frozenset(range(1, 54))


def monday_of(day: date) -> date:
    """The Monday of its week."""
    return day - timedelta(days=day.weekday())


def mothers_day(year: int) -> date:
    """The last Sunday of May in France, or the first of June when Whit Sunday is that day."""
    last = date(year, 5, 31) - timedelta(days=date(year, 5, 31).isoweekday() % 7)
    return last + WEEK if last == easter(year) + 7 * WEEK else last


def fathers_day(year: int) -> date:
    """The third Sunday of June."""
    return date(year, 6, 21) - timedelta(days=date(year, 6, 21).isoweekday() % 7)


FEASTS: dict[str, Callable[[int], date]] = {"easter": easter, "mothers": mothers_day, "fathers": fathers_day}


@dataclass(frozen=True)
class Idea:
    """One idea. `trade`: "" when it is for all. In season in the ISO `weeks`, or from `before` weeks before the movable
    day `around` to its own week. `begun`: a text to go on with, copied by hand."""

    id: str
    trade: str
    title: Text
    begun: Text
    weeks: frozenset[int] = frozenset()
    around: str = ""
    before: int = 0

    @property
    def length(self) -> int:
        """For how many weeks of a year it is in season."""
        return self.before + 1 if self.around else len(self.weeks)

    def is_in_season(self, week: date) -> bool:
        """Whether it fits the week of this Monday."""
        if not self.around:
            return week.isocalendar().week in self.weeks
        last = monday_of(FEASTS[self.around](week.year))
        return last - self.before * WEEK <= week <= last


@dataclass(frozen=True)
class Post:
    """An idea in the week of a Monday: the text that was begun ("": that of the idea), and when it was done."""

    key: int
    week: date
    idea: Idea
    text: str = ""
    done_on: date | None = None


@dataclass(frozen=True)
class Calendar:
    """Twelve weeks from a Monday, each with its posts: one by default, none or several once they were moved."""

    trade: str
    starts_on: date
    posts: tuple[Post, ...] = ()

    @property
    def weeks(self) -> tuple[date, ...]:
        """Its Mondays."""
        return tuple(self.starts_on + number * WEEK for number in range(NUMBER_OF_WEEKS))

    @property
    def ends_on(self) -> date:
        """Its last Sunday."""
        return self.starts_on + NUMBER_OF_WEEKS * WEEK - timedelta(days=1)

    def of_week(self, week: date) -> tuple[Post, ...]:
        """What stands in a week, in the order in which it was put there."""
        return tuple(sorted((post for post in self.posts if post.week == week), key=lambda post: post.key))

    def next_post(self, today: date) -> Post | None:
        """The first that is not done in this week or a later one; else the last that was left behind."""
        left = sorted(
            (post for post in self.posts if not post.done_on), key=lambda post: (post.week, post.key)
        )
        ahead = [post for post in left if post.week >= monday_of(today)]
        return ahead[0] if ahead else left[-1] if left else None
