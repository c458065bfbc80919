"""Reads the questions, the situations and the steps that come with the package."""

import tomllib
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from etabli.programme.diagnosis.engine import UNKNOWN, Catalogue, Trade, parse

_HERE = resources.files("etabli.programme.diagnosis")


@cache
def load() -> Catalogue:
    """The catalogue. Raises CatalogueError when a data file is incomplete."""
    data = _HERE / "data"
    files = sorted((data / "steps").iterdir(), key=lambda file: file.name)
    return parse(_read(data / "questions.toml"), [_read(file) for file in files])


def trade_of(id: str) -> Trade:
    """The words of this trade; those that fit every trade when it is none of ours."""
    trades = load().trades
    return trades.get(id, trades[UNKNOWN])


@cache
def drawing(name: str) -> str:
    """One of our drawings, as SVG to stand in a page."""
    return (_HERE / "art" / f"{name}.svg").read_text("utf-8").strip()


def _read(file: Traversable) -> dict[str, Any]:
    return tomllib.loads(file.read_text("utf-8"))
