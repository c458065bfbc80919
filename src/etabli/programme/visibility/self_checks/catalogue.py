"""Reads what comes with the package: what one looks at by oneself."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from etabli.procurement.needs.engine import Text
from etabli.programme.visibility.models import SelfCheck

CHECKLISTS = {"fiche": SelfCheck.Kind.LISTING, "page": SelfCheck.Kind.PAGE}  # by the word of their address


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
