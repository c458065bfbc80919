"""Which idea for which week: what is in season for the shortest time first, never the same twice."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import date

from etabli.programme.visibility.engine.calendar.model import (
    ALL_YEAR,
    NUMBER_OF_WEEKS,
    WEEK,
    Calendar,
    Idea,
    Post,
)


def begin(
    ideas: Iterable[Idea],
    trade: str,
    starts_on: date,
    had: Collection[str] = (),
    published: Sequence[Post] = (),
) -> Calendar:
    """Twelve weeks, an idea each. `had`: those that they published before come only when nothing else fits;
    `published`: what stays in its week, to which nothing is added."""
    known = list(ideas)
    calendar = Calendar(trade, starts_on)
    posts = [replace(post, key=number) for number, post in enumerate(published)]
    taken = {post.week for post in published}
    for number, week in enumerate(calendar.weeks, start=len(posts)):
        if week in taken:
            continue
        used = {post.idea.id for post in posts}
        fresh = candidates(known, trade, week, used.union(had))
        following = fresh or candidates(known, trade, week, used)
        posts += [Post(number, week, idea) for idea in following[:1]]
    return Calendar(trade, starts_on, tuple(posts))


def published_in(calendar: Calendar | None, starts_on: date) -> tuple[Post, ...]:
    """What stays where it is when other weeks, from this Monday on, take the place of these: what was published.
    Nothing of weeks that are over by then, nor of more than twelve weeks ago."""
    if calendar is None or calendar.ends_on < starts_on:
        return ()
    first = starts_on - NUMBER_OF_WEEKS * WEEK
    return tuple(post for post in calendar.posts if post.done_on is not None and post.week > first)


def candidates(ideas: Iterable[Idea], trade: str, week: date, used: Collection[str]) -> list[Idea]:
    """What fits this week and isn't used, in the order in which it is proposed.

    The shorter its season, the sooner it is proposed. Ideas for all the year come one of the trade, one for all, and
    begin elsewhere in each week.
    """
    fitting = [
        idea
        for idea in ideas
        if idea.trade in {trade, ""} and idea.id not in used and idea.is_in_season(week)
    ]
    seasonal = sorted(
        (idea for idea in fitting if idea.weeks != ALL_YEAR), key=lambda idea: (idea.length, not idea.trade)
    )
    own, common = (
        _turned([idea for idea in fitting if idea.weeks == ALL_YEAR and bool(idea.trade) is is_own], week)
        for is_own in (True, False)
    )
    return [*seasonal, *_in_turn(own, common)]


def another(ideas: Iterable[Idea], calendar: Calendar, post: Post) -> Idea | None:
    """The idea to put in the place of this one; None when nothing else fits.

    Asked again and again, it goes through all that fit and aren't planned elsewhere.
    """
    used = {other.idea.id for other in calendar.posts if other.key != post.key}
    fitting = candidates(ideas, calendar.trade, post.week, used)
    ids = [idea.id for idea in fitting]
    rank = ids.index(post.idea.id) + 1 if post.idea.id in ids else 0
    following = [*fitting[rank:], *fitting[:rank]]
    return next((idea for idea in following if idea.id != post.idea.id), None)


def _turned(ideas: list[Idea], week: date) -> list[Idea]:
    start = week.isocalendar().week % len(ideas) if ideas else 0
    return ideas[start:] + ideas[:start]


def _in_turn(own: list[Idea], common: list[Idea]) -> list[Idea]:
    length = max(len(own), len(common))
    return [row[rank] for rank in range(length) for row in (own, common) if rank < len(row)]
