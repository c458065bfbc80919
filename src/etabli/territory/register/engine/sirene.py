"""INSEE's rows turned into establishments: the statements that DuckDB runs, as text.

`candidates_sql` reads the rows of StockEtablissement that may matter, `units_sql` what their legal units are called;
`decided_sql` puts both together. "[ND]" stands for what its owner keeps from publication, "[masqué]" for what a sample
hides.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, fields

from etabli.territory.register.engine.columns import (
    CRAFT_COLUMN,
    ESTABLISHMENT_COLUMNS,
    LEGAL_UNIT_COLUMNS,
    OPTIONAL_ESTABLISHMENT_COLUMNS,
    OPTIONAL_UNIT_COLUMNS,
)
from etabli.territory.register.engine.establishment import Establishment

# Who is taken for a craft business without carrying a craft code: the rule, said once for Python and for
# SQL.

SOLE_TRADER = "1000"
PARTNERSHIP = "2210"
COMPANY_PREFIX = "5"
LIBERAL_PREFIX, MUTUAL_PREFIX = "85", "519"
SMALL_HEADCOUNTS = ("", "NN", "00", "01", "02", "03")  # INSEE's bands: unknown, no employee, 0, 1-2, 3-5, 6-9


@dataclass(frozen=True, slots=True)
class Activity:
    """A NAF code among those of the crafts. `only_trade`: the craft code it stands for, when there is exactly one."""

    naf: str
    partly: bool
    only_trade: str = ""


def is_probable(activity: Activity | None, legal_form: str, headcounts: Iterable[str]) -> bool:
    """Whether a business without a craft code is taken for one. `headcounts`: its own band, its legal unit's."""
    company = (
        legal_form.startswith(COMPANY_PREFIX)
        and not legal_form.endswith(LIBERAL_PREFIX)
        and not legal_form.startswith(MUTUAL_PREFIX)
    )
    whole = activity is not None and not activity.partly and (company or legal_form == PARTNERSHIP)
    return (
        activity is not None
        and (legal_form == SOLE_TRADER or whole)
        and all(band in SMALL_HEADCOUNTS for band in headcounts)
    )


def probable_sql(naf: str, partly: str, legal_form: str, *headcounts: str) -> str:
    """The same rule over SQL expressions; `naf` is null for an activity that is no craft's, the others never are."""
    bands = ", ".join(f"'{band}'" for band in SMALL_HEADCOUNTS)
    company = (
        f"(starts_with({legal_form}, '{COMPANY_PREFIX}') AND NOT ends_with({legal_form}, '{LIBERAL_PREFIX}')"
        f" AND NOT starts_with({legal_form}, '{MUTUAL_PREFIX}'))"
    )
    return (
        f"({naf} IS NOT NULL"
        f" AND ({legal_form} = '{SOLE_TRADER}'"
        f" OR (NOT {partly} AND ({company} OR {legal_form} = '{PARTNERSHIP}')))"
        + "".join(f" AND {band} IN ({bands})" for band in headcounts)
        + ")"
    )


RULES_VERSION = 1  # of what is kept of a file: a reading that an earlier version began is not taken up
COLUMNS = tuple(field.name for field in fields(Establishment))  # of the rows that a reading gives

NAME_SEPARATOR = "chr(31)"  # names, until they are laid out

MACROS = f"""
CREATE MACRO said(t) AS replace(upper(trim(t)), '.', '');
CREATE MACRO spaced(t) AS trim(
    CASE WHEN regexp_matches(t, '[\\x00-\\x1F\\x7F\\x{{a0}}]|  ')
    THEN regexp_replace(t, '[\\s\\x00-\\x1F\\x7F\\x{{a0}}]+', ' ', 'g') ELSE t END);
CREATE MACRO shown(t) AS CASE WHEN t = '' THEN NULL
    WHEN starts_with(ltrim(t), '[') AND upper(trim(t)) IN ('[ND]', '[MASQUÉ]', '[EI MASQUÉ]') THEN NULL ELSE t END;
CREATE MACRO day(t) AS CASE WHEN t LIKE '____-__-__' AND t >= '0001' THEN try_cast(t AS DATE) END;
CREATE MACRO number_of(t, digits) AS CASE WHEN length(t) = digits AND regexp_full_match(t, '[0-9]+')
    THEN CAST(t AS BIGINT) END;
CREATE MACRO distinct_names(names) AS list_filter(
    names, lambda one, spot: one <> '' AND list_position(names, one) = spot);
CREATE MACRO first_name(names) AS left(spaced(split_part(names, {NAME_SEPARATOR}, 1)), 160);
CREATE MACRO further_names(names) AS CASE WHEN contains(names, {NAME_SEPARATOR}) THEN left(spaced(
    array_to_string(distinct_names(string_split(names, {NAME_SEPARATOR}))[2:], ' · ')), 300) ELSE '' END;
"""


def picked_columns_sql(source: str, columns: Collection[str], places: Mapping[str, str]) -> str:
    """The rows of a file under the names of their columns, as text, "" for what is missing; numbered, the last marked.

    `places`: the expression of each column that the file has. A number counts the rows that could be cut in columns.
    """
    texts = (
        f"coalesce(CAST({places[column]} AS VARCHAR), '') AS {column}"
        if column in places
        else f"'' AS {column}"
        for column in columns
    )
    return f"SELECT row_number() OVER () AS line, lead(1) OVER () IS NULL AS is_last, {', '.join(texts)} FROM {source}"


def candidates_sql(source: str, places: Mapping[str, str], departments: Iterable[str], file: int) -> str:
    """The rows of one StockEtablissement that may matter, and its last row whatever it is.

    Wants the tables `activities` (naf, partly, only_trade) and `known` (number: the SIRETs of the register), which
    matter to those without a craft code only.
    """
    is_in_departments = " OR ".join(f"starts_with(commune, '{code}')" for code in departments) or "true"
    return f"""
        SELECT {file} AS file, line, is_last,
            ({is_in_departments}) AND (craft <> '' OR (a.naf IS NOT NULL AND state = 'A') OR is_known) AS matters,
            e.number, reason, CASE WHEN reason = '' THEN '' ELSE left(spaced({_VALUE}), 60) END AS value,
            craft, activity, a.naf AS naf, coalesce(a.partly, false) AS partly,
            coalesce(a.only_trade, '') AS only_trade, is_known,
            CASE WHEN regexp_full_match(commune, '[0-9][0-9AB][0-9]{{3}}') THEN commune ELSE '' END AS place,
            trim(trancheEffectifsEtablissement) AS band,
            day({_CREATED}) AS created_on, CASE WHEN state = 'F' THEN {_CLOSED} END AS closed_on, is_published,
            CASE WHEN is_published THEN {_ADDRESS} ELSE '' END AS address,
            CASE WHEN is_published AND regexp_full_match(trim(codePostalEtablissement), '[0-9]{{5}}')
                THEN trim(codePostalEtablissement) ELSE '' END AS postal_code,
            concat_ws({NAME_SEPARATOR}, shown(enseigne1Etablissement), shown(denominationUsuelleEtablissement))
                AS names,
            concat_ws({NAME_SEPARATOR}, shown(enseigne2Etablissement), shown(enseigne3Etablissement)) AS last_names
        FROM (SELECT *, {_REASON} AS reason,
                coalesce(CASE WHEN craft = '' THEN number END IN (SELECT k.number FROM known AS k), false) AS is_known
            FROM (
            SELECT * REPLACE (replace(siret, ' ', '') AS siret), trim(codeCommuneEtablissement) AS commune,
                said({CRAFT_COLUMN}) AS craft, trim(etatAdministratifEtablissement) AS state,
                number_of(replace(siret, ' ', ''), 14) AS number,
                trim(statutDiffusionEtablissement) IN ('O', '') AS is_published,
                CASE WHEN trim(nomenclatureActivitePrincipaleEtablissement) IN ('NAFRev2', '')
                    THEN said(activitePrincipaleEtablissement) ELSE '' END AS activity
            FROM ({picked_columns_sql(source, (*ESTABLISHMENT_COLUMNS, *OPTIONAL_ESTABLISHMENT_COLUMNS), places)})
        )) AS e LEFT JOIN activities AS a ON a.naf = e.activity
        WHERE matters OR is_last"""


def units_sql(source: str, places: Mapping[str, str]) -> str:
    """The legal units that some candidate belongs to, of a StockUniteLegale or of a file that carries both."""
    siren = "trim(siren)" if "siren" in places else "left(replace(siret, ' ', ''), 9)"
    return f"""
        SELECT number, CASE WHEN trim(categorieJuridiqueUniteLegale) = ''
                THEN '' ELSE lpad(trim(categorieJuridiqueUniteLegale), 4, '0') END AS form,
            trim(trancheEffectifsUniteLegale) AS band,
            CASE WHEN trim(statutDiffusionUniteLegale) IN ('O', '') THEN {_UNIT_NAMES} ELSE '' END AS names
        FROM (SELECT *, number_of({siren}, 9) AS number
            FROM ({picked_columns_sql(source, ("siret", *LEGAL_UNIT_COLUMNS, *OPTIONAL_UNIT_COLUMNS), places)}))
        WHERE number IN (SELECT number // 100000 FROM candidates WHERE matters)"""


def decided_sql() -> str:
    """Each candidate with its legal unit: the columns of an Establishment, and whether its row is to be kept."""
    probable = probable_sql("naf", "partly", "form", "band", "unit_band")
    return f"""
        SELECT number, file, line, reason, value, craft <> '' OR taken OR is_known AS is_kept,
            lpad(CAST(number AS VARCHAR), 14, '0') AS siret, first_name(all_names) AS name,
            CASE WHEN craft <> '' THEN craft WHEN taken THEN only_trade ELSE '' END AS trade_code,
            place AS commune_code, created_on, closed_on, is_published, further_names(all_names) AS other_names,
            CASE WHEN regexp_full_match(activity, '[0-9]{{4}}[A-Z]') THEN activity ELSE '' END AS naf_code,
            CASE WHEN regexp_full_match(form, '[0-9]{{4}}') THEN form ELSE '' END AS legal_form,
            left(CASE WHEN band <> '' THEN band ELSE unit_band END, 2) AS headcount,
            CASE WHEN craft <> '' THEN false WHEN form <> '' THEN taken END AS is_probable,
            left(address, 160) AS address, postal_code
        FROM (
            SELECT *, craft = '' AND {probable} AS taken FROM (
                SELECT c.*, coalesce(u.form, '') AS form, coalesce(u.band, '') AS unit_band,
                    CASE WHEN is_published THEN
                        concat_ws({NAME_SEPARATOR}, nullif(c.names, ''), nullif(u.names, ''), nullif(last_names, ''))
                        ELSE '' END AS all_names
                FROM candidates AS c LEFT JOIN units AS u ON u.number = c.number // 100000 WHERE matters))"""


def siret_is_valid_sql() -> str:
    """Whether the digits of the SIRET `number` agree; the offices of La Poste have a rule of their own."""
    digits = [f"(number // {10**place} % 10)" for place in range(14)]
    doubled = [f"(2 * {digit} - CASE WHEN {digit} > 4 THEN 9 ELSE 0 END)" for digit in digits]
    whole = " + ".join(doubled[place] if place % 2 else digits[place] for place in range(14))
    siren = " + ".join(digits[place] if place % 2 else doubled[place] for place in range(5, 14))
    post = "number // 100000 = 356000000 AND number <> 35600000000048"
    return (
        f"(({siren}) % 10 = 0 AND"
        f" CASE WHEN {post} THEN ({' + '.join(digits)}) % 5 ELSE ({whole}) % 10 END = 0)"
    )


_HIDDEN_DAY = "IN ('', '[ND]')"
_CREATED, _BEGAN = "left(trim(dateCreationEtablissement), 11)", "left(trim(dateDebut), 11)"
_TREATED = "left(trim(dateDernierTraitementEtablissement), 10)"
_CLOSED = f"CASE WHEN {_BEGAN} {_HIDDEN_DAY} THEN day({_TREATED}) ELSE day({_BEGAN}) END"
_REASON = f"""CASE
    WHEN number IS NULL OR NOT {siret_is_valid_sql()} THEN 'siret'
    WHEN craft <> '' AND NOT regexp_full_match(craft, '[0-9A-Z]{{4,6}}') THEN 'craft'
    WHEN state NOT IN ('A', 'F') THEN 'state'
    WHEN NOT {_CREATED} {_HIDDEN_DAY} AND day({_CREATED}) IS NULL THEN 'date'
    WHEN state = 'F' AND {_CLOSED} IS NULL THEN 'closing' ELSE '' END"""
_VALUE = f"""CASE reason WHEN 'siret' THEN siret WHEN 'craft' THEN craft WHEN 'state' THEN state
    WHEN 'date' THEN {_CREATED} ELSE {_BEGAN} END"""
_ADDRESS = """spaced(concat_ws(' ', shown(numeroVoieEtablissement), shown(indiceRepetitionEtablissement),
    shown(typeVoieEtablissement), shown(libelleVoieEtablissement)))"""
_PERSON = """nullif(concat_ws(' ', coalesce(shown(prenomUsuelUniteLegale), shown(prenom1UniteLegale)),
    coalesce(shown(nomUsageUniteLegale), shown(nomUniteLegale))), '')"""
_UNIT_NAMES = f"""concat_ws({NAME_SEPARATOR}, shown(denominationUsuelle1UniteLegale),
    shown(denominationUsuelle2UniteLegale), shown(denominationUsuelle3UniteLegale),
    shown(denominationUniteLegale), {_PERSON}, shown(pseudonymeUniteLegale), shown(sigleUniteLegale))"""
