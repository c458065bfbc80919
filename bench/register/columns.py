"""The two tables of a stock: columns in INSEE's order, with the types of its Parquet, and how drawn rows fill them."""

ESTABLISHMENT, UNIT = "StockEtablissement", "StockUniteLegale"

_ADDRESS = """complementAdresse{n}Etablissement numeroVoie{n}Etablissement indiceRepetition{n}Etablissement
{more} typeVoie{n}Etablissement libelleVoie{n}Etablissement codePostal{n}Etablissement libelleCommune{n}Etablissement
libelleCommuneEtranger{n}Etablissement distributionSpeciale{n}Etablissement codeCommune{n}Etablissement
codeCedex{n}Etablissement libelleCedex{n}Etablissement codePaysEtranger{n}Etablissement
libellePaysEtranger{n}Etablissement"""
_LAST_NUMBER = "dernierNumeroVoieEtablissement indiceRepetitionDernierNumeroVoieEtablissement"

_NAMES = {
    ESTABLISHMENT: f"""siren nic siret statutDiffusionEtablissement dateCreationEtablissement
        trancheEffectifsEtablissement anneeEffectifsEtablissement activitePrincipaleRegistreMetiersEtablissement
        dateDernierTraitementEtablissement etablissementSiege nombrePeriodesEtablissement
        {_ADDRESS.format(n="", more=_LAST_NUMBER)} identifiantAdresseEtablissement
        coordonneeLambertAbscisseEtablissement coordonneeLambertOrdonneeEtablissement
        {_ADDRESS.format(n="2", more="")} dateDebut etatAdministratifEtablissement enseigne1Etablissement
        enseigne2Etablissement enseigne3Etablissement denominationUsuelleEtablissement activitePrincipaleEtablissement
        nomenclatureActivitePrincipaleEtablissement caractereEmployeurEtablissement
        activitePrincipaleNAF25Etablissement""",
    UNIT: """siren statutDiffusionUniteLegale unitePurgeeUniteLegale dateCreationUniteLegale sigleUniteLegale
        sexeUniteLegale prenom1UniteLegale prenom2UniteLegale prenom3UniteLegale prenom4UniteLegale
        prenomUsuelUniteLegale pseudonymeUniteLegale identifiantAssociationUniteLegale trancheEffectifsUniteLegale
        anneeEffectifsUniteLegale dateDernierTraitementUniteLegale nombrePeriodesUniteLegale categorieEntreprise
        anneeCategorieEntreprise dateDebut etatAdministratifUniteLegale nomUniteLegale nomUsageUniteLegale
        denominationUniteLegale denominationUsuelle1UniteLegale denominationUsuelle2UniteLegale
        denominationUsuelle3UniteLegale categorieJuridiqueUniteLegale activitePrincipaleUniteLegale
        nomenclatureActivitePrincipaleUniteLegale nicSiegeUniteLegale economieSocialeSolidaireUniteLegale
        societeMissionUniteLegale caractereEmployeurUniteLegale activitePrincipaleNAF25UniteLegale""",
}
COLUMNS = {table: names.split() for table, names in _NAMES.items()}
_TYPES = {
    "dateDebut": "DATE",
    "etablissementSiege": "BOOLEAN",
    "unitePurgeeUniteLegale": "BOOLEAN",
    "categorieJuridiqueUniteLegale": "BIGINT",
    "anneeCategorieEntreprise": "BIGINT",
}
_TYPES_BY_BEGINNING = {
    "dateCreation": "DATE",
    "dateDernierTraitement": "TIMESTAMP",
    "anneeEffectifs": "BIGINT",
    "nombrePeriodes": "BIGINT",
}


def type_of(column: str) -> str:
    for beginning, kind in _TYPES_BY_BEGINNING.items():
        if column.startswith(beginning):
            return kind
    return _TYPES.get(column, "VARCHAR")


def table_of(name: str) -> str:
    """The statement that makes the table."""
    return f"CREATE TABLE {name} ({', '.join(f'{column} {type_of(column)}' for column in COLUMNS[name])})"


# What a business is called: its legal name, and the sign of one of its establishments.
MACROS = """
CREATE MACRO called_after(style, called, surname, first_name, commune, letter) AS CASE
    WHEN style < 20 THEN called || ' ' || surname
    WHEN style < 30 THEN called || ' DE ' || commune
    WHEN style < 42 THEN first_name || ' ' || called
    WHEN style < 50 THEN surname || ' ET FILS'
    WHEN style < 57 THEN 'ETS ' || surname
    WHEN style < 64 THEN 'L''ATELIER DE ' || first_name
    WHEN style < 70 THEN CASE called WHEN 'BOULANGERIE' THEN 'AU FOURNIL DE ' ELSE 'CHEZ ' END || first_name
    WHEN style < 80 THEN left(first_name, 1) || left(surname, 1) || letter || ' ' || called
    WHEN style < 86 THEN surname || ' ' || called
    WHEN style < 94 THEN called || ' ' || ['DU CENTRE', 'DE LA GARE', 'DU PORT', 'DES HALLES', 'DE L''OCEAN',
        'DU MARCHE', 'DES PINS', 'DU BASSIN'][1 + style % 8]
    ELSE called || ' ' || ['PLUS', 'SERVICES', 'EXPRESS', 'CONCEPT', 'PASSION', 'ET CIE'][1 + style % 6] END;
CREATE MACRO unless_hidden(published, text) AS CASE WHEN published OR text IS NULL THEN text ELSE '[ND]' END;
CREATE MACRO naf25(naf) AS left(naf, 5) || 'Y';
CREATE MACRO day(number) AS DATE '1970-01-01' + number::INTEGER;
"""

# The businesses of a run with their words; both inserts read it.
NAMED = """
CREATE OR REPLACE TEMP TABLE named AS
SELECT u.*, siren::VARCHAR AS siren_text, s.text AS surname_text, n.text AS use_text, f.text AS first_text,
    f.sex, g.text AS second_text, t.craft, t.naf, t.called, l.code AS legal_form, h.code AS headcount_code,
    c.name AS home_text,     chr(65 + letter::INTEGER) AS letter_text
FROM drawn_businesses u
JOIN surnames s ON s.line = u.surname
LEFT JOIN surnames n ON n.line = u.use_name
JOIN first_names f ON f.line = u.first_name
LEFT JOIN first_names g ON g.line = u.second_name
JOIN communes c ON c.line = u.home
JOIN trades t ON t.line = u.trade
JOIN forms l ON l.line = u.form
JOIN headcounts h ON h.line = u.headcount
"""

FORM = "CASE legal_form WHEN 5710 THEN 'SAS' WHEN 5498 THEN 'EURL' WHEN 5202 THEN 'SNC' ELSE 'SARL' END"
INSERT_UNITS = f"""
INSERT INTO {UNIT} BY NAME
SELECT siren_text AS siren,
    CASE WHEN published THEN 'O' ELSE 'P' END AS statutDiffusionUniteLegale,
    day(born) AS dateCreationUniteLegale,
    CASE WHEN sole THEN sex END AS sexeUniteLegale,
    CASE WHEN sole THEN unless_hidden(published, first_text) END AS prenom1UniteLegale,
    CASE WHEN sole THEN unless_hidden(published, second_text) END AS prenom2UniteLegale,
    prenom1UniteLegale AS prenomUsuelUniteLegale,
    headcount_code AS trancheEffectifsUniteLegale,
    CASE WHEN headcount_code NOT IN ('NN') THEN 2024 END AS anneeEffectifsUniteLegale,
    epoch_ms(1000 * handled) AS dateDernierTraitementUniteLegale,
    1 + style % 6 AS nombrePeriodesUniteLegale,
    CASE WHEN NOT ended THEN 'PME' END AS categorieEntreprise,
    CASE WHEN NOT ended THEN 2024 END AS anneeCategorieEntreprise,
    day(since) AS dateDebut,
    CASE WHEN ended THEN 'C' ELSE 'A' END AS etatAdministratifUniteLegale,
    CASE WHEN sole THEN unless_hidden(published, surname_text) END AS nomUniteLegale,
    CASE WHEN sole THEN unless_hidden(published, use_text) END AS nomUsageUniteLegale,
    CASE WHEN NOT sole THEN unless_hidden(published,
        CASE WHEN style % 3 = 0 THEN {FORM} || ' ' ELSE '' END
        || called_after(style, called, surname_text, first_text, home_text, letter_text)
        ) END AS denominationUniteLegale,
    CASE WHEN has_usual_name THEN unless_hidden(published,
        called_after((style + 37) % 100, called, surname_text, first_text, home_text, letter_text)
        ) END AS denominationUsuelle1UniteLegale,
    legal_form AS categorieJuridiqueUniteLegale,
    naf AS activitePrincipaleUniteLegale,
    'NAFRev2' AS nomenclatureActivitePrincipaleUniteLegale,
    lpad(seat::VARCHAR, 5, '0') AS nicSiegeUniteLegale,
    CASE WHEN NOT sole THEN 'N' END AS economieSocialeSolidaireUniteLegale,
    CASE WHEN NOT sole THEN 'N' END AS societeMissionUniteLegale,
    CASE WHEN headcount_code IN ('NN', '00') OR headcount_code IS NULL THEN 'N' ELSE 'O' END
        AS caractereEmployeurUniteLegale,
    naf25(naf) AS activitePrincipaleNAF25UniteLegale
FROM named ORDER BY unit
"""

INSERT_ESTABLISHMENTS = f"""
INSERT INTO {ESTABLISHMENT} BY NAME
SELECT siren_text AS siren, right(e.siret::VARCHAR, 5) AS nic, e.siret::VARCHAR AS siret,
    CASE WHEN published THEN 'O' ELSE 'P' END AS statutDiffusionEtablissement,
    day(opened) AS dateCreationEtablissement,
    headcount_code AS trancheEffectifsEtablissement,
    CASE WHEN headcount_code NOT IN ('NN') THEN 2024 END AS anneeEffectifsEtablissement,
    CASE WHEN has_craft_code THEN craft END AS activitePrincipaleRegistreMetiersEtablissement,
    epoch_ms(1000 * e.handled) AS dateDernierTraitementEtablissement,
    is_seat AS etablissementSiege,
    periods AS nombrePeriodesEtablissement,
    unless_hidden(published, e.house::VARCHAR) AS numeroVoieEtablissement,
    CASE WHEN bis THEN unless_hidden(published, 'B') END AS indiceRepetitionEtablissement,
    unless_hidden(published, y.text) AS typeVoieEtablissement,
    unless_hidden(published, coalesce(v.text || ' ' || w.text, r.text)) AS libelleVoieEtablissement,
    unless_hidden(published, c.posts[1 + e.post % len(c.posts)]) AS codePostalEtablissement,
    c.name AS libelleCommuneEtablissement,
    c.code AS codeCommuneEtablissement,
    unless_hidden(published, c.code || lpad((e.post % 9999)::VARCHAR, 4, '0') || '_B')
        AS identifiantAdresseEtablissement,
    unless_hidden(published, (380000 + e.post % 60000)::VARCHAR || '.' || (e.post % 97)::VARCHAR)
        AS coordonneeLambertAbscisseEtablissement,
    unless_hidden(published, (6380000 + e.post % 59000)::VARCHAR || '.' || (e.post % 89)::VARCHAR)
        AS coordonneeLambertOrdonneeEtablissement,
    day(e.since) AS dateDebut,
    CASE WHEN closed THEN 'F' ELSE 'A' END AS etatAdministratifEtablissement,
    CASE WHEN has_sign THEN unless_hidden(published,
        called_after(e.style, called, surname_text, first_text, c.name, letter_text)) END AS enseigne1Etablissement,
    CASE WHEN e.has_usual_name THEN unless_hidden(published,
        called_after((e.style + 41) % 100, called, surname_text, first_text, c.name, letter_text)
        ) END AS denominationUsuelleEtablissement,
    naf AS activitePrincipaleEtablissement,
    'NAFRev2' AS nomenclatureActivitePrincipaleEtablissement,
    CASE WHEN headcount_code IN ('NN', '00') OR headcount_code IS NULL THEN 'N' ELSE 'O' END
        AS caractereEmployeurEtablissement,
    naf25(naf) AS activitePrincipaleNAF25Etablissement
FROM drawn_establishments e
JOIN named u ON u.unit = e.unit
JOIN communes c ON c.line = e.commune
JOIN street_types y ON y.line = e.street_type
JOIN streets r ON r.line = e.street
LEFT JOIN surnames w ON w.line = e.somebody
LEFT JOIN first_names v ON v.line = e.somebody_first AND e.somebody >= 0
ORDER BY e.siret
"""
