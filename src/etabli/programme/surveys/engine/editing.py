"""Changing the questions of a draft, as stored: each function gives a new list, or raises WrongQuestionnaire."""

from collections.abc import Mapping, Sequence
from typing import Any

from etabli.programme.surveys.engine.questions import parse

Content = list[dict[str, Any]]


def placed(content: Sequence[Mapping[str, Any]], question: Mapping[str, Any]) -> Content:
    """With this question in the place of the one of its id, or at the end."""
    made = [dict(question if told["id"] == question["id"] else told) for told in content]
    if question["id"] not in _ids(content):
        made.append(dict(question))
    return _right(made)


def moved(content: Sequence[Mapping[str, Any]], name: str, by: int) -> Content:
    """With this question that many places further; one that is already at the end stays there."""
    made = [dict(told) for told in content]
    place = _ids(content).index(name)
    made.insert(max(0, place + by), made.pop(place))
    return _right(made)


def duplicated(content: Sequence[Mapping[str, Any]], name: str) -> Content:
    """With a copy of this question just after it."""
    place = _ids(content).index(name)
    copy = {**content[place], "id": new_id(content)}
    return _right([*map(dict, content[: place + 1]), copy, *map(dict, content[place + 1 :])])


def without(content: Sequence[Mapping[str, Any]], name: str) -> Content:
    """Without this question."""
    return _right([dict(told) for told in content if told["id"] != name])


def new_id(content: Sequence[Mapping[str, Any]], stem: str = "q") -> str:
    """An id that none of these has: "q1", "q2"…"""
    taken = set(_ids(content))
    return next(name for number in range(1, len(taken) + 2) if (name := f"{stem}{number}") not in taken)


def _ids(content: Sequence[Mapping[str, Any]]) -> list[str]:
    return [told["id"] for told in content]


def _right(content: Content) -> Content:
    parse(content)
    return content
