"""The shape of what is stored: each class with its fields and their types."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, TypeAliasType

from etabli.procurement.quotes.engine import model
from etabli.procurement.quotes.engine.packing import CLASSES

HERE = Path(__file__).parent
UNSTORED = {"Picture"}  # packed for the way between two processes only

type Shape = Mapping[str, Mapping[str, str]]


def shape() -> Shape:
    """That of today's classes; the named types that they use stand under `types`."""
    classes = {
        name: {field.name: str(field.type) for field in fields(kind)}
        for name, kind in CLASSES.items()
        if name not in UNSTORED
    }
    used = " ".join(kind for each in classes.values() for kind in each.values())
    named = {
        name: str(alias.__value__)
        for name, alias in vars(model).items()
        if isinstance(alias, TypeAliasType) and name in used
    }
    return {**classes, "types": named}


def described() -> dict[int, Shape]:
    """That of each version, as `shapes.json` holds it."""
    kept = json.loads((HERE / "shapes.json").read_text(encoding="utf-8"))
    return {int(version): each for version, each in kept.items()}


def frozen() -> dict[tuple[int, str], dict[str, Any]]:
    """The frozen readings, by their version and name."""
    return {
        (int(path.parent.name), path.stem): json.loads(path.read_text(encoding="utf-8"))
        for path in sorted(HERE.glob("[0-9]*/*.json"))
    }


def fields_in(packed: object) -> Iterator[tuple[str, frozenset[str]]]:
    """Each object of a packed reading: its class, and the names of its fields."""
    if isinstance(packed, dict):
        if packed.get("$") in CLASSES:
            yield packed["$"], frozenset(packed) - {"$", "version"}
        for value in packed.values():
            yield from fields_in(value)
    elif isinstance(packed, list):
        for value in packed:
            yield from fields_in(value)


def without_default() -> set[tuple[str, str]]:
    """The fields that an older reading can't go without."""
    return {
        (name, field.name)
        for name, kind in CLASSES.items()
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    }
