"""What must be asked of a spreadsheet before it is read: communes that are none, rows that say nowhere."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from etabli.foundation.documents.tables import Line
from etabli.territory.places.engine import fold

from . import cell_values
from .cleaning import cells_of, commune_in
from .columns import Field
from .reference_data import Knowledge

MOST_ASKED = 30  # communes that are none: beyond, the column holds something else


@dataclass(frozen=True, slots=True)
class Unknown:
    """What is written for a commune and is none: in how many rows, and the communes that it may mean, the likeliest
    first. `is_clear`: that one may be proposed. `postal_code`: the one that is written beside it first."""

    typed: str
    rows: int
    near: tuple[str, ...] = ()
    is_clear: bool = False
    postal_code: str = ""

    @property
    def key(self) -> str:
        """The same however it is written: what `read_rows` takes."""
        return fold(self.typed)


@dataclass(frozen=True, slots=True)
class Asked:
    """`towns`: what stands for communes and is none, the commonest first. `elsewhere`: those of another département by
    their postal code. `nowhere`: how many rows have neither SIRET nor anything that says where."""

    towns: tuple[Unknown, ...] = ()
    nowhere: int = 0
    elsewhere: tuple[Unknown, ...] = ()


def asked(lines: Sequence[Line], fields: Sequence[Field | None], known: Knowledge) -> Asked:
    """What the rows leave open, `fields` telling what each column holds."""
    rows: Counter[str] = Counter()
    away: Counter[tuple[str, str]] = Counter()
    first: dict[str, tuple[str, str]] = {}
    nowhere = 0
    for _line, cells in cells_of(lines, fields):
        name = next(iter(cells.get(Field.COMMUNE, ())), "")
        if commune_in(cells, known):
            continue
        postal_code = cell_values.neat_postal_code(next(iter(cells.get(Field.POSTAL_CODE, ())), ""))
        if known.is_elsewhere(postal_code):
            away[(name, postal_code)] += 1
        elif name:
            rows[fold(name)] += 1
            first.setdefault(fold(name), (name, postal_code))
        elif cells and not any(cells.get(field) for field in (Field.SIRET, Field.SIREN, Field.POSTAL_CODE)):
            nowhere += 1
    towns = (
        Unknown(name, number, *known.near(name, postal_code), postal_code)
        for key, number in rows.most_common(MOST_ASKED)
        for name, postal_code in [first[key]]
    )
    elsewhere = (
        Unknown(name, number, postal_code=code) for (name, code), number in away.most_common(MOST_ASKED)
    )
    return Asked(tuple(town for town in towns if town.near), nowhere, tuple(elsewhere))
