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

MAX_ASKED = 30  # communes that are none: beyond, the column holds something else


@dataclass(frozen=True, slots=True)
class UnknownTown:
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
class SheetQuestions:
    """`towns`: what stands for communes and is none, the commonest first. `elsewhere`: those of another département by
    their postal code. `nowhere`: how many rows have neither SIRET nor anything that says where."""

    towns: tuple[UnknownTown, ...] = ()
    nowhere: int = 0
    elsewhere: tuple[UnknownTown, ...] = ()


def find_questions(
    lines: Sequence[Line], fields: Sequence[Field | None], reference: Knowledge
) -> SheetQuestions:
    """What the rows leave open, `fields` telling what each column holds."""
    rows: Counter[str] = Counter()
    away: Counter[tuple[str, str]] = Counter()
    first_seen: dict[str, tuple[str, str]] = {}
    nowhere = 0
    for _line, cells in cells_of(lines, fields):
        name = next(iter(cells.get(Field.COMMUNE, ())), "")
        if commune_in(cells, reference):
            continue
        postal_code = cell_values.neat_postal_code(next(iter(cells.get(Field.POSTAL_CODE, ())), ""))
        if reference.is_elsewhere(postal_code):
            away[(name, postal_code)] += 1
        elif name:
            rows[fold(name)] += 1
            first_seen.setdefault(fold(name), (name, postal_code))
        elif cells and not any(cells.get(field) for field in (Field.SIRET, Field.SIREN, Field.POSTAL_CODE)):
            nowhere += 1
    towns = (
        UnknownTown(name, number, *reference.near(name, postal_code), postal_code)
        for key, number in rows.most_common(MAX_ASKED)
        for name, postal_code in [first_seen[key]]
    )
    elsewhere = (
        UnknownTown(name, number, postal_code=code) for (name, code), number in away.most_common(MAX_ASKED)
    )
    return SheetQuestions(tuple(town for town in towns if town.near), nowhere, tuple(elsewhere))
