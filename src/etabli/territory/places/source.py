"""The facts committed beside the code, as rows. See data/ATTRIBUTION.md."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any, NamedTuple


class CommuneRow(NamedTuple):
    """One commune: town point in degrees; `former_codes` are those of the communes merged into it."""

    code: str
    name: str
    epci: str
    population: int
    lat: float
    lon: float
    postal_codes: list[str]
    former_codes: list[str]
    arrondissement: str


class EpciRow(NamedTuple):
    """One intercommunal body."""

    code: str
    name: str


class ArrondissementRow(NamedTuple):
    """One arrondissement."""

    code: str
    name: str


class RoadRow(NamedTuple):
    """Two neighbouring communes, km in a straight line."""

    a: str
    b: str
    km: float


def communes() -> list[CommuneRow]:
    """The communes, by code."""
    return [CommuneRow(*row) for row in _rows("communes.json", CommuneRow._fields)]


def epcis() -> list[EpciRow]:
    """The intercommunal bodies, by code."""
    return [EpciRow(*row) for row in _rows("epci.json", EpciRow._fields)]


def arrondissements() -> list[ArrondissementRow]:
    """The arrondissements, by code."""
    return [ArrondissementRow(*row) for row in _rows("arrondissements.json", ArrondissementRow._fields)]


def roads() -> list[RoadRow]:
    """The links between neighbouring communes."""
    return [RoadRow(*row) for row in _rows("roads.json", RoadRow._fields)]


def boundary_points() -> list[tuple[float, float]]:
    """(lat, lon) of what bounds the drawn map: water, and the towns beyond the border."""
    return [(row[0], row[1]) for name in ("water.json", "beyond.json") for row in _rows(name, ("lat", "lon"))]


def _rows(name: str, columns: tuple[str, ...]) -> list[list[Any]]:
    content = json.loads((files(__package__) / "data" / name).read_text(encoding="utf-8"))
    if tuple(content["columns"]) != columns:
        raise ValueError(f"{name}: columns {content['columns']}, expected {list(columns)}")
    rows: list[list[Any]] = content["rows"]
    return rows
