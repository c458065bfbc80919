"""Reads the catalogue that comes with the package."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path

import numpy as np

from etabli.procurement.needs.engine import Catalogue, Likelihood, parse

WEIGHTS = Path(__file__).with_name("likelihood.npz")  # bench/quotes/learning.py writes them


@cache
def load() -> Catalogue:
    """The catalogue of needs. Raises CatalogueError when the data file is incomplete."""
    with np.load(WEIGHTS) as kept:
        needs = {str(need): at for at, need in enumerate(kept["needs"])}
        likelihood = Likelihood(needs, kept["weights"], kept["scale"], kept["bias"])
    return replace(written(), likelihood=likelihood)


def written() -> Catalogue:
    """The catalogue as it is written, without what was learnt of its needs."""
    data = resources.files("etabli.procurement.needs").joinpath("catalogue.toml").read_bytes()
    return parse(tomllib.loads(data.decode("utf-8")))
