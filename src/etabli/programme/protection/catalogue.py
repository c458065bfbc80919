"""Reads what comes with the package: the gestures, the sheets, the services, the messages, the register."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from etabli.programme.protection.engine import Catalogue, parse

FILES = ("gestures", "services", "sheets", "fraud", "register")


@cache
def load() -> Catalogue:
    """The catalogue. Raises CatalogueError when a data file is incomplete."""
    folder = resources.files("etabli.programme.protection") / "data"
    tables: dict[str, Any] = {}
    for name in FILES:
        tables |= tomllib.loads((folder / f"{name}.toml").read_text("utf-8"))
    return parse(tables)
