"""Reads what comes with the package: what a check may tell, what one looks at by oneself."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from etabli.procurement.needs.engine import Text
from etabli.programme.visibility.engine.catalogue import Finding, parse


@cache
def findings() -> dict[str, Finding]:
    """By id, in the order in which they are to be mended. Raises CatalogueError when the file is incomplete."""
    file = resources.files("etabli.programme.visibility") / "data" / "findings.toml"
    return parse(tomllib.loads(file.read_text("utf-8"))["finding"])


@dataclass(frozen=True)
class Feature:
    """What a site may have; `choice`: the ready answer about a `need` that asks for it."""

    id: str
    text: Text
    need: str
    choice: str


@cache
def features() -> dict[str, Feature]:
    """By id, in the order in which they are shown."""
    file = resources.files("etabli.programme.visibility") / "data" / "features.toml"
    entries = tomllib.loads(file.read_text("utf-8"))["feature"]
    return {entry["id"]: Feature(**{**entry, "text": Text(**entry["text"])}) for entry in entries}


@dataclass(frozen=True)
class Line:
    """What somebody ticks of themselves; `how` it is put right, None where that says itself."""

    id: str
    text: Text
    how: Text | None = None


@cache
def self_check_lines(kind: str) -> tuple[Line, ...]:
    """The lines of a look at oneself: "seen" (among the answers to a search), "listing" or "page"."""
    file = resources.files("etabli.programme.visibility") / "data" / "self_checks.toml"
    entries = tomllib.loads(file.read_text("utf-8"))[kind]
    return tuple(
        Line(entry["id"], Text(**entry["text"]), Text(**entry["how"]) if "how" in entry else None)
        for entry in entries
    )
