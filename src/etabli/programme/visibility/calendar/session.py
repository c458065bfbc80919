"""Twelve weeks as a session holds them: plain values, those planned before inside those that are shown."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from etabli.programme.visibility.calendar.ideas import idea_of
from etabli.programme.visibility.engine.calendar import Calendar, Change, Changes, Post

type Stored = Mapping[str, Any]


def to_session(calendars: Sequence[Calendar], changes: Changes) -> dict[str, Any]:
    """What is shown first, then those before; with what was changed in what is shown."""
    return _nested(calendars) | {
        "done": [_change_stored(change) for change in changes.done],
        "taken_back": [_change_stored(change) for change in changes.taken_back],
    }


def held_calendars(stored: Stored) -> list[Calendar]:
    """What is shown first, then those before."""
    calendars: list[Calendar] = []
    while stored:
        posts = tuple(post for row in stored["posts"] if (post := _post(row)) is not None)
        calendars.append(Calendar(stored["trade"], date.fromisoformat(stored["starts_on"]), posts))
        stored = stored.get("before") or {}
    return calendars


def held_changes(stored: Stored) -> Changes:
    """What was changed in what is shown; nothing of it once an idea has gone from the data."""
    rows = (stored.get("done", []), stored.get("taken_back", []))
    if any(side and _post(side) is None for part in rows for change in part for side in change):
        return Changes()
    return Changes(*(tuple(Change(_post(before), _post(after)) for before, after in part) for part in rows))


def _nested(calendars: Sequence[Calendar]) -> dict[str, Any]:
    calendar, *before = calendars
    stored = {
        "trade": calendar.trade,
        "starts_on": calendar.starts_on.isoformat(),
        "posts": [_post_stored(post) for post in calendar.posts],
    }
    return {**stored, "before": _nested(before)} if before else stored


def _change_stored(change: Change) -> list[Any]:
    return [post and _post_stored(post) for post in (change.before, change.after)]


def _post_stored(post: Post) -> list[Any]:
    done_on = post.done_on.isoformat() if post.done_on else ""
    return [post.key, post.week.isoformat(), post.idea.id, post.text, done_on]


def _post(stored: Sequence[Any] | None) -> Post | None:
    """None without, or once its idea has gone from the data."""
    if not stored:
        return None
    key, week, idea_id, text, done_on = stored
    idea = idea_of(idea_id)
    if idea is None:
        return None
    done = date.fromisoformat(done_on) if done_on else None
    return Post(int(key), date.fromisoformat(week), idea, text, done)
