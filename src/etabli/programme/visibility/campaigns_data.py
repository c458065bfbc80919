"""Reads what comes with the package: the trades, and the guide to campaigns."""

import tomllib
from functools import cache
from importlib import resources
from typing import Any

from etabli.programme.visibility.engine.campaigns import Guide, parse_guide
from etabli.programme.visibility.engine.trades import Trade, parse_trades

PACKAGE_DATA = resources.files("etabli.programme.visibility") / "data"


@cache
def trades() -> tuple[Trade, ...]:
    """The trades, in the order in which they are proposed."""
    return parse_trades(_tables("trades.toml"))


@cache
def guide() -> Guide:
    """The guide to paid campaigns."""
    return parse_guide(_tables("campaigns.toml"))


def _tables(name: str) -> dict[str, Any]:
    return tomllib.loads((PACKAGE_DATA / name).read_text("utf-8"))
