"""Reads what comes with the package: what a check may tell."""

import tomllib
from functools import cache
from importlib import resources

from etabli.programme.visibility.engine.checks.catalogue import Finding, parse


@cache
def findings() -> dict[str, Finding]:
    """By id, in the order in which they are to be mended. Raises CatalogueError when the file is incomplete."""
    file = resources.files("etabli.programme.visibility") / "data" / "findings.toml"
    return parse(tomllib.loads(file.read_text("utf-8"))["finding"])
