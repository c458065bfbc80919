"""Official files, as small as a test likes."""

from __future__ import annotations

import csv
from pathlib import Path

from etabli.territory.register.engine.columns import (
    ESTABLISHMENT_COLUMNS,
    LEGAL_UNIT_COLUMNS,
    OPTIONAL_ESTABLISHMENT_COLUMNS,
    OPTIONAL_UNIT_COLUMNS,
)

COLUMNS = (*ESTABLISHMENT_COLUMNS, *OPTIONAL_ESTABLISHMENT_COLUMNS)
BAKERY = {
    "siret": "84135128100016",
    "statutDiffusionEtablissement": "O",
    "dateCreationEtablissement": "2018-09-01",
    "activitePrincipaleRegistreMetiersEtablissement": "1071CB",
    "codeCommuneEtablissement": "33314",
    "dateDebut": "2018-09-01",
    "etatAdministratifEtablissement": "A",
    "enseigne1Etablissement": "LE FOURNIL",
    "activitePrincipaleEtablissement": "10.71C",
}
NO_CRAFT = {"activitePrincipaleRegistreMetiersEtablissement": ""}
COMPANY = {
    "siren": "841351281",
    "statutDiffusionUniteLegale": "O",
    "denominationUniteLegale": "SARL DU FOURNIL",
    "categorieJuridiqueUniteLegale": "5499",
}
SOMEBODY = {
    "siren": "841351281",
    "statutDiffusionUniteLegale": "O",
    "nomUniteLegale": "EXEMPLE",
    "prenomUsuelUniteLegale": "CAMILLE",
    "categorieJuridiqueUniteLegale": "1000",
}


def stock(
    folder: Path,
    *rows: dict[str, str],
    name: str = "stock.csv",
    separator: str = ",",
    columns: tuple[str, ...] = COLUMNS,
) -> Path:
    """A StockEtablissement: each row is the bakery, changed."""
    return _written(folder / name, [BAKERY | row for row in rows], columns, separator)


def legal_units(folder: Path, *rows: dict[str, str]) -> Path:
    """A StockUniteLegale."""
    return _written(folder / "units.csv", rows, (*LEGAL_UNIT_COLUMNS, *OPTIONAL_UNIT_COLUMNS), ",")


def _written(path: Path, rows: object, columns: tuple[str, ...], separator: str) -> Path:
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.DictWriter(out, columns, delimiter=separator, restval="", extrasaction="ignore")
        writer.writeheader()
        writer.writerows(rows)  # type: ignore[arg-type]  # rows of any mapping
    return path
