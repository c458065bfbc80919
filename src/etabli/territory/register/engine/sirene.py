"""INSEE's StockEtablissement and StockUniteLegale, read by the names of their columns.

Facts: the craft code is `activitePrincipaleRegistreMetiersEtablissement` (six characters, in StockEtablissement
only); a sole trader's name is in StockUniteLegale; "[ND]" stands for what its owner keeps from publication,
"[masqué]" for what a sample hides. Columns that we don't know are no trouble.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from operator import itemgetter

from stdnum.fr import siret as siret_check

CRAFT = "activitePrincipaleRegistreMetiersEtablissement"
ESTABLISHMENT = (
    "siret",
    "statutDiffusionEtablissement",
    "dateCreationEtablissement",
    CRAFT,
    "codeCommuneEtablissement",
    "dateDebut",
    "etatAdministratifEtablissement",
    "enseigne1Etablissement",
    "denominationUsuelleEtablissement",
)
LEGAL_UNIT = (
    "siren",
    "statutDiffusionUniteLegale",
    "nomUniteLegale",
    "prenomUsuelUniteLegale",
    "denominationUniteLegale",
)
OPTIONAL = (
    "nomUsageUniteLegale",
    "denominationUsuelle1UniteLegale",
    "denominationUniteLegale",
    "dateDernierTraitementEtablissement",
)
HIDDEN = {"[ND]", "[MASQUÉ]", "[EI MASQUÉ]"}


@dataclass(frozen=True, slots=True)
class Table:
    """One file opened: its name for the messages, its header, its rows."""

    name: str
    header: Sequence[str]
    rows: Iterable[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Establishment:
    """A craft business as the official file gives it; `name` is empty where the file doesn't say it."""

    siret: str
    name: str
    trade_code: str
    commune_code: str
    created_on: date | None
    closed_on: date | None
    is_published: bool


@dataclass(frozen=True, slots=True)
class Refusal:
    """A row that was not understood: its line in its file, a reason (`why` formatted with `value` for people)."""

    table: str
    row: int
    reason: str  # "siret", "craft", "date", "state", "short"
    value: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What the files hold for these départements. `kept` has one establishment per SIRET, the last one read."""

    read: int
    kept: tuple[Establishment, ...]
    refused: tuple[Refusal, ...] = field(default=())


class MissingColumns(ValueError):
    """The file is neither StockEtablissement nor StockUniteLegale."""

    def __init__(self, table: str, columns: Sequence[str]) -> None:
        super().__init__(f"{table}: {', '.join(columns)}")
        self.table, self.columns = table, columns


class _Wrong(Exception):
    def __init__(self, reason: str, value: str) -> None:
        super().__init__(reason)
        self.reason, self.value = reason, value


def read_tables(tables: Iterable[Table], departments: Collection[str]) -> Reading:
    """Keep the establishments that carry a craft code and stand in `departments` ("33"; none = everywhere).

    Legal units may come before or after: they only give names. Raises MissingColumns.
    """
    kept: dict[str, Establishment] = {}
    refused: list[Refusal] = []
    names: dict[str, str] = {}
    read = 0
    for table in tables:
        if "siret" not in table.header and set(LEGAL_UNIT) <= set(table.header):
            names.update(_unit_rows(table))
            continue
        for number, row in _rows(table, ESTABLISHMENT):
            read += 1
            try:
                found = _establishment(row, departments)
            except _Wrong as wrong:
                refused.append(Refusal(table.name, number, wrong.reason, wrong.value))
            else:
                if found is not None:
                    kept[found.siret] = found
    named = tuple(
        replace(e, name=e.name or names.get(e.siret[:9], "")) if e.is_published else e for e in kept.values()
    )
    return Reading(read, named, tuple(refused))


def _rows(table: Table, required: Sequence[str]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """(line in the file, the columns that matter by name): reading 54 columns to use 11 costs time."""
    missing = [column for column in required if column not in table.header]
    if missing:
        raise MissingColumns(table.name, missing)
    wanted = [column for column in dict.fromkeys((*required, *OPTIONAL)) if column in table.header]
    places = [table.header.index(column) for column in wanted]
    pick = itemgetter(*places)
    for number, row in enumerate(table.rows, start=2):
        if len(row) > max(places):
            yield number, dict(zip(wanted, pick(row), strict=True))
        elif row:
            yield number, {}


def _establishment(row: Mapping[str, str], departments: Collection[str]) -> Establishment | None:
    if not row:
        raise _Wrong("short", "")
    commune = row["codeCommuneEtablissement"].strip()
    if departments and not commune.startswith(tuple(departments)):
        return None
    craft = row[CRAFT].strip().upper().replace(".", "")
    if not craft:
        return None
    number = row["siret"].strip().replace(" ", "")
    if not (len(number) == 14 and number.isdigit() and siret_check.is_valid(number)):
        raise _Wrong("siret", number)
    if not (4 <= len(craft) <= 6 and craft.isalnum()):
        raise _Wrong("craft", craft)
    state = row["etatAdministratifEtablissement"].strip()
    if state not in {"A", "F"}:
        raise _Wrong("state", state)
    published = row["statutDiffusionEtablissement"].strip() in {"O", ""}
    return Establishment(
        siret=number,
        name=_establishment_name(row) if published else "",
        trade_code=craft,
        commune_code=commune,
        created_on=_day(row["dateCreationEtablissement"]),
        closed_on=_closing(row) if state == "F" else None,
        is_published=published,
    )


def _establishment_name(row: Mapping[str, str]) -> str:
    for column in ("enseigne1Etablissement", "denominationUsuelleEtablissement", "denominationUniteLegale"):
        if name := _shown(row.get(column, "")):
            return name
    return ""


def _unit_rows(table: Table) -> Iterator[tuple[str, str]]:
    for _number, row in _rows(table, LEGAL_UNIT):
        if row and row["statutDiffusionUniteLegale"].strip() in {"O", ""} and (name := _unit_name(row)):
            yield row["siren"].strip(), name


def _unit_name(row: Mapping[str, str]) -> str:
    for column in ("denominationUsuelle1UniteLegale", "denominationUniteLegale"):
        if name := _shown(row.get(column, "")):
            return name
    last = _shown(row.get("nomUsageUniteLegale", "")) or _shown(row["nomUniteLegale"])
    return f"{_shown(row['prenomUsuelUniteLegale'])} {last}".strip()


def _shown(text: str) -> str:
    text = " ".join(text.split())
    return "" if text.upper() in HIDDEN else text[:160]


def _closing(row: Mapping[str, str]) -> date:
    """A closed state begins on the day it closes."""
    day = _day(row["dateDebut"]) or _day(row.get("dateDernierTraitementEtablissement", "")[:10])
    if day is None:
        raise _Wrong("date", row["dateDebut"])
    return day


def _day(text: str) -> date | None:
    text = text.strip()
    if not text or text == "[ND]":
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise _Wrong("date", text) from None
