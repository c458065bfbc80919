"""The columns of INSEE's files that matter here, by name: columns that we don't know are no trouble.

Facts: the craft code is `activitePrincipaleRegistreMetiersEtablissement` (six characters, in StockEtablissement only);
a sole trader's name and the legal form are in StockUniteLegale. Some published files carry both on one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

CRAFT_COLUMN = "activitePrincipaleRegistreMetiersEtablissement"
ESTABLISHMENT_COLUMNS = (
    "siret",
    "statutDiffusionEtablissement",
    "dateCreationEtablissement",
    CRAFT_COLUMN,
    "codeCommuneEtablissement",
    "dateDebut",
    "etatAdministratifEtablissement",
    "enseigne1Etablissement",
    "denominationUsuelleEtablissement",
)
OPTIONAL_ESTABLISHMENT_COLUMNS = (
    "trancheEffectifsEtablissement",
    "dateDernierTraitementEtablissement",
    "numeroVoieEtablissement",
    "indiceRepetitionEtablissement",
    "typeVoieEtablissement",
    "libelleVoieEtablissement",
    "codePostalEtablissement",
    "enseigne2Etablissement",
    "enseigne3Etablissement",
    "activitePrincipaleEtablissement",
    "nomenclatureActivitePrincipaleEtablissement",
)
LEGAL_UNIT_COLUMNS = (
    "siren",
    "statutDiffusionUniteLegale",
    "nomUniteLegale",
    "prenomUsuelUniteLegale",
    "denominationUniteLegale",
)
OPTIONAL_UNIT_COLUMNS = (
    "prenom1UniteLegale",
    "nomUsageUniteLegale",
    "pseudonymeUniteLegale",
    "sigleUniteLegale",
    "denominationUsuelle1UniteLegale",
    "denominationUsuelle2UniteLegale",
    "denominationUsuelle3UniteLegale",
    "categorieJuridiqueUniteLegale",
    "trancheEffectifsUniteLegale",
)


class MissingColumns(ValueError):
    """The file is neither StockEtablissement nor StockUniteLegale."""

    def __init__(self, table: str, columns: Sequence[str]) -> None:
        super().__init__(f"{table}: {', '.join(columns)}")
        self.table, self.columns = table, columns


def is_legal_unit_file(table: str, header: Iterable[str]) -> bool:
    """Whether a file with this header is StockUniteLegale rather than StockEtablissement. Raises MissingColumns."""
    columns = set(header)
    if "siret" not in columns and set(LEGAL_UNIT_COLUMNS) <= columns:
        return True
    if missing := [column for column in ESTABLISHMENT_COLUMNS if column not in columns]:
        raise MissingColumns(table, missing)
    return False
