"""Each row of a spreadsheet as facts about one business, or refused with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from etabli.foundation.documents.tables import Line
from etabli.territory.places.engine import fold

from . import cell_values
from .columns import Field
from .reference_data import Knowledge

NAME_LENGTH, ADDRESS_LENGTH, NOTES_LENGTH = 160, 160, 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says. `names` begins with the one to show. `unread`: what was left out of it, as (field, value)."""

    line: int
    siret: str = ""
    siren: str = ""
    names: tuple[str, ...] = ()
    trade_code: str = ""
    naf_code: str = ""
    commune_code: str = ""
    postal_code: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    created_on: date | None = None
    notes: str = ""
    unread: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class RefusedRow:
    """A row that can't be taken: `reason` is "rounded", "siret", "siren", "zeros", "nameless", "placeless", "elsewhere"
    or "twice" (`value`: the line that says the same)."""

    line: int
    reason: str
    value: str = ""


type Cells = Mapping[Field, list[str]]


def cells_of(lines: Sequence[Line], fields: Sequence[Field | None]) -> Iterator[tuple[Line, Cells]]:
    """Each line with what it holds, by field, in the order of the columns; what is empty is left out."""
    places: dict[Field, list[int]] = {}
    for place, field in enumerate(fields):
        if field is not None:
            places.setdefault(field, []).append(place)
    for line in lines:
        values_by_field = (
            (field, [line.cells[place] for place in columns]) for field, columns in places.items()
        )
        yield (
            line,
            {
                field: texts
                for field, values in values_by_field
                if (texts := [text for text in values if text])
            },
        )


def read_rows(
    lines: Sequence[Line],
    fields: Sequence[Field | None],
    reference: Knowledge,
    towns: Mapping[str, str] | None = None,
) -> Iterator[Row | RefusedRow]:
    """What each line says, `fields` telling what each column holds. The first of two about a business counts.

    `towns`: the commune meant by what is written and is none, in simple letters, as somebody said; under "", that of
    the rows that name none.
    """
    first_lines: dict[tuple[str, ...], int] = {}
    for line, cells in cells_of(lines, fields):
        row = _row(line.number, cells, reference, towns or {})
        if isinstance(row, Row):
            key = (row.siret,) if row.siret else (row.siren, *sorted(map(fold, row.names)), row.commune_code)
            if first_lines.setdefault(key, line.number) != line.number:
                row = RefusedRow(line.number, "twice", str(first_lines[key]))
        yield row


def _row(number: int, cells: Cells, reference: Knowledge, towns: Mapping[str, str]) -> Row | RefusedRow:
    typed = _first_value(cells, Field.SIRET)
    siret = cell_values.neat_siret(typed)
    siren = (
        siret[:9] or cell_values.neat_siren(_first_value(cells, Field.SIREN)) or cell_values.neat_siren(typed)
    )
    if typed and not (siret or siren):
        return RefusedRow(number, cell_values.fault_of_siret(typed), typed)
    names = _names(cells)
    if not (siret or siren or names):
        return RefusedRow(number, "nameless")
    unread: list[tuple[str, str]] = []
    place = _place_values(cells, reference, towns, unread)
    if reference.is_elsewhere(place["postal_code"]) and not (siret or siren or place["commune_code"]):
        return RefusedRow(
            number, "elsewhere", f"{place['postal_code']} {_first_value(cells, Field.COMMUNE)}".strip()
        )
    if not (siret or siren or place["commune_code"]):
        return RefusedRow(
            number, "placeless", _first_value(cells, Field.COMMUNE) or _first_value(cells, Field.POSTAL_CODE)
        )
    return Row(
        line=number,
        siret=siret,
        siren=siren,
        names=names,
        address=", ".join(cells.get(Field.ADDRESS, ()))[:ADDRESS_LENGTH],
        notes=" · ".join(cells.get(Field.NOTES, ()))[:NOTES_LENGTH],
        created_on=_day(cells, unread),
        **place,
        **_trade_values(cells, reference, unread),
        **_contact_values(cells, unread),
        unread=tuple(unread),
    )


def _first_value(cells: Cells, field: Field) -> str:
    return next(iter(cells.get(field, ())), "")


def _names(cells: Cells) -> tuple[str, ...]:
    """The sign first, which is what people read on the shop, then the legal name, then the person."""
    person = f"{_first_value(cells, Field.FIRST_NAME)} {_first_value(cells, Field.LAST_NAME)}".strip()
    names = {
        fold(name): name[:NAME_LENGTH]
        for name in (_first_value(cells, Field.SHOP_SIGN), _first_value(cells, Field.NAME), person)
        if fold(name)
    }
    return tuple(names.values())


def commune_in(cells: Cells, reference: Knowledge) -> str:
    """The commune that a row names, by its code, its name, its postal code; "" when that is none."""
    return reference.commune(
        code=cell_values.neat_insee(_first_value(cells, Field.COMMUNE_CODE)),
        name=_first_value(cells, Field.COMMUNE),
        postal_code=cell_values.neat_postal_code(_first_value(cells, Field.POSTAL_CODE)),
    )


def _place_values(
    cells: Cells, reference: Knowledge, towns: Mapping[str, str], unread: list[tuple[str, str]]
) -> dict[str, str]:
    name = _first_value(cells, Field.COMMUNE)
    postal_code = _clean_value(cells, Field.POSTAL_CODE, cell_values.neat_postal_code, unread)
    commune = commune_in(cells, reference)
    if not (commune or reference.is_elsewhere(postal_code)):
        commune = towns.get(fold(name), "")
    if name and not commune:
        unread.append((Field.COMMUNE, name))
    return {"commune_code": commune, "postal_code": postal_code}


def _trade_values(cells: Cells, reference: Knowledge, unread: list[tuple[str, str]]) -> dict[str, str]:
    """A craft code says the trade; a NAF code says less than words, which are asked first."""
    code = _clean_value(cells, Field.ACTIVITY_CODE, cell_values.neat_code, unread)
    words = _first_value(cells, Field.TRADE)
    craft = code if len(code) == 6 else reference.trade(words) if words else ""
    if words and not (craft or code):
        unread.append((Field.TRADE, words))
    return {"trade_code": craft, "naf_code": code[:5]}


def _contact_values(cells: Cells, unread: list[tuple[str, str]]) -> dict[str, str]:
    fixed = _clean_value(cells, Field.PHONE, cell_values.neat_phone, unread)
    mobile = _clean_value(cells, Field.MOBILE, cell_values.neat_phone, unread)
    return {
        "phone": mobile or fixed,
        "email": _clean_value(cells, Field.EMAIL, cell_values.neat_email, unread),
    }


def _clean_value(
    cells: Cells,
    field: Field,
    neat: cell_values.Neat,
    unread: list[tuple[str, str]],
) -> str:
    typed = _first_value(cells, field)
    value = neat(typed)
    if typed and not value:
        unread.append((field, typed))
    return value


def _day(cells: Cells, unread: list[tuple[str, str]]) -> date | None:
    typed = _first_value(cells, Field.CREATED_ON)
    day = cell_values.neat_day(typed)
    if typed and day is None:
        unread.append((Field.CREATED_ON, typed))
    return day
