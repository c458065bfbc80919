"""Reads the ideas that come with the package: those of each trade, and those for all."""

import tomllib
from functools import cache
from importlib import resources

from etabli.programme.visibility.engine.calendar import Idea, parse_ideas
from etabli.programme.visibility.trades import trades


@cache
def ideas() -> tuple[Idea, ...]:
    """All of them, by file."""
    files = sorted(
        (resources.files("etabli.programme.visibility") / "data" / "calendar").iterdir(),
        key=lambda file: file.name,
    )
    return parse_ideas([tomllib.loads(file.read_text("utf-8")) for file in files], trades())


def idea_of(id: str) -> Idea | None:
    """The idea of this id; None when it has gone since."""
    return _by_id().get(id)


@cache
def _by_id() -> dict[str, Idea]:
    return {idea.id: idea for idea in ideas()}
