"""Reads what comes with the package: what can be seen of a site."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

from etabli.procurement.needs.engine import Text


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
