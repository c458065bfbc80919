"""The columns of INSEE's files that matter here, by name: columns that we don't know are no trouble.

Facts: the craft code is `activitePrincipaleRegistreMetiersEtablissement` (six characters, in StockEtablissement only);
a sole trader's name and the legal form are in StockUniteLegale. Some published files carry both on one row.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

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
FURTHER = (
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
LEGAL_UNIT = (
    "siren",
    "statutDiffusionUniteLegale",
    "nomUniteLegale",
    "prenomUsuelUniteLegale",
    "denominationUniteLegale",
)
UNIT_FURTHER = (
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


def of_units(table: str, header: Iterable[str]) -> bool:
    """Whether a file with this header is StockUniteLegale rather than StockEtablissement. Raises MissingColumns."""
    held = set(header)
    if "siret" not in held and set(LEGAL_UNIT) <= held:
        return True
    if missing := [column for column in ESTABLISHMENT if column not in held]:
        raise MissingColumns(table, missing)
    return False
