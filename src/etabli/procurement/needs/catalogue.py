"""Reads the catalogue that comes with the package."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

from etabli.procurement.needs.engine import Catalogue, parse

WEIGHTS = Path(__file__).with_name("likelihood.npz")  # bench/quotes/learning.py writes them


@cache
def load() -> Catalogue:
    """The catalogue of needs. Raises CatalogueError when the data file is incomplete."""
    data = resources.files("etabli.procurement.needs").joinpath("catalogue.toml").read_bytes()
    return parse(tomllib.loads(data.decode("utf-8")))
