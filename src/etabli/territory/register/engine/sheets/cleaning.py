"""Each row of a spreadsheet as facts about one business, or refused with the reason."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from etabli.foundation.documents.tables import Line
from etabli.territory.places.engine import fold

from . import shapes
from .columns import Field
from .knowing import Knowledge

NAME_LENGTH, OTHERS_LENGTH, ADDRESS_LENGTH, NOTES_LENGTH = 160, 300, 160, 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """What a row says. `names` begins with the one to show. `doubts`: what was left out of it, as (field, value)."""

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
    doubts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that can't be taken: `reason` is "rounded", "siret", "nameless", "placeless" or "twice" (`value`: the line
    that says the same)."""

    line: int
    reason: str
    value: str = ""


def read_rows(
    lines: Sequence[Line], fields: Sequence[Field | None], known: Knowledge
) -> Iterator[Row | Refused]:
    """What each line says, `fields` telling what each column holds. The first of two about a business counts."""
    places: dict[Field, list[int]] = {}
    for place, field in enumerate(fields):
        if field is not None:
            places.setdefault(field, []).append(place)
    first: dict[tuple[str, ...], int] = {}
    for line in lines:
        said = {
            field: [line.cells[place] for place in there if line.cells[place]]
            for field, there in places.items()
        }
        found = _row(line.number, said, known)
        if isinstance(found, Row):
            key = (found.siret,) if found.siret else (*sorted(map(fold, found.names)), found.commune_code)
            if first.setdefault(key, line.number) != line.number:
                found = Refused(line.number, "twice", str(first[key]))
        yield found


def _row(number: int, said: Mapping[Field, list[str]], known: Knowledge) -> Row | Refused:
    typed = _one(said, Field.SIRET)
    siret = shapes.neat_siret(typed)
    siren = siret[:9] or shapes.neat_siren(_one(said, Field.SIREN)) or shapes.neat_siren(typed)
    if typed and not (siret or siren):
        return Refused(number, "rounded" if shapes.is_rounded(typed) else "siret", typed)
    names = _names(said)
    if not (siret or names):
        return Refused(number, "nameless")
    doubts: list[tuple[str, str]] = []
    place = _place(said, known, doubts)
    if not (siret or siren or place["commune_code"]):
        return Refused(number, "placeless", _one(said, Field.COMMUNE) or _one(said, Field.POSTAL_CODE))
    return Row(
        line=number,
        siret=siret,
        siren=siren,
        names=names,
        address=", ".join(said.get(Field.ADDRESS, ()))[:ADDRESS_LENGTH],
        notes=" · ".join(said.get(Field.NOTES, ()))[:NOTES_LENGTH],
        created_on=_day(said, doubts),
        **place,
        **_trade(said, known, doubts),
        **_reached(said, doubts),
        doubts=tuple(doubts),
    )


def _one(said: Mapping[Field, list[str]], field: Field) -> str:
    return next(iter(said.get(field, ())), "")


def _names(said: Mapping[Field, list[str]]) -> tuple[str, ...]:
    """The sign first, which is what people read on the shop, then the legal name, then the person."""
    person = f"{_one(said, Field.FIRST_NAME)} {_one(said, Field.LAST_NAME)}".strip()
    found = {
        fold(name): name[:NAME_LENGTH]
        for name in (_one(said, Field.SIGN), _one(said, Field.NAME), person)
        if fold(name)
    }
    return tuple(found.values())


def _place(
    said: Mapping[Field, list[str]], known: Knowledge, doubts: list[tuple[str, str]]
) -> dict[str, str]:
    name = _one(said, Field.COMMUNE)
    postal_code = _checked(said, Field.POSTAL_CODE, shapes.neat_postal_code, doubts)
    code = shapes.neat_insee(_one(said, Field.INSEE))
    commune = known.commune(code=code, name=name, postal_code=postal_code)
    if name and not commune:
        doubts.append((Field.COMMUNE, name))
    return {"commune_code": commune, "postal_code": postal_code}


def _trade(
    said: Mapping[Field, list[str]], known: Knowledge, doubts: list[tuple[str, str]]
) -> dict[str, str]:
    """A craft code says the trade; a NAF code says less than words, which are asked first."""
    code = _checked(said, Field.CODE, shapes.neat_code, doubts)
    words = _one(said, Field.TRADE)
    craft = code if len(code) == 6 else known.trade(words) if words else ""
    if words and not (craft or code):
        doubts.append((Field.TRADE, words))
    return {"trade_code": craft, "naf_code": code[:5]}


def _reached(said: Mapping[Field, list[str]], doubts: list[tuple[str, str]]) -> dict[str, str]:
    fixed = _checked(said, Field.PHONE, shapes.neat_phone, doubts)
    mobile = _checked(said, Field.MOBILE, shapes.neat_phone, doubts)
    return {"phone": mobile or fixed, "email": _checked(said, Field.EMAIL, shapes.neat_email, doubts)}


def _checked(
    said: Mapping[Field, list[str]],
    field: Field,
    neat: shapes.Neat,
    doubts: list[tuple[str, str]],
) -> str:
    typed = _one(said, field)
    found = neat(typed)
    if typed and not found:
        doubts.append((field, typed))
    return found


def _day(said: Mapping[Field, list[str]], doubts: list[tuple[str, str]]) -> date | None:
    typed = _one(said, Field.CREATED_ON)
    found = shapes.neat_day(typed)
    if typed and found is None:
        doubts.append((Field.CREATED_ON, typed))
    return found
