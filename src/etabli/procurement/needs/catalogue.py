"""Reads the catalogue that comes with the package."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from etabli.procurement.needs.engine import Catalogue, Likelihood, Stance, parse

WEIGHTS = Path(__file__).with_name("likelihood.npz")  # bench/quotes/learning.py writes them
STANCE = Path(__file__).with_name("stance.npz")  # and bench/quotes/stances.py these


@cache
def load() -> Catalogue:
    """The catalogue of needs. Raises CatalogueError when the data file is incomplete."""
    with np.load(WEIGHTS) as kept, np.load(STANCE) as stance:
        return with_stance(with_likelihood(written(), kept), stance)


def with_likelihood(catalogue: Catalogue, learnt: Mapping[str, NDArray[Any]]) -> Catalogue:
    """A catalogue whose needs are also read by these weights, as `bench/quotes/learning.py` learns them."""
    needs = {str(need): at for at, need in enumerate(learnt["needs"])}
    model = Likelihood(needs, learnt["weights"], learnt["scale"], learnt["bias"], learnt["belief"])
    return replace(catalogue, likelihood=model)


def with_stance(catalogue: Catalogue, learnt: Mapping[str, NDArray[Any]]) -> Catalogue:
    """A catalogue of which what a line says is also read by these weights, as `bench/quotes/stances.py` learns them."""
    return replace(catalogue, stance=Stance(learnt["weights"], learnt["scale"], learnt["bias"]))


def written() -> Catalogue:
    """The catalogue as it is written, without what was learnt of its needs."""
    data = resources.files("etabli.procurement.needs").joinpath("catalogue.toml").read_bytes()
    return parse(tomllib.loads(data.decode("utf-8")))
