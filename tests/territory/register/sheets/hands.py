"""Ten spreadsheets by ten hands, invented, and what should be read in each.

`Hand.expected`: of each row, by its number in the spreadsheet, the facts that it says; `Hand.asked`: what is typed of a
commune and must be asked about, never settled silently; `Hand.refused`: the reason by row. `score` counts what is read.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from openpyxl import Workbook

from etabli.territory.register.engine.sheets import Knowledge, Town

TRADES = {
    "boulangerie": "1071CB",
    "boulanger": "1071CB",
    "coiffure": "9602AA",
    "coiffeuse": "9602AA",
    "maçon": "4399CB",
    "maçonnerie": "4399CB",
    "plombier": "4322AA",
    "plomberie": "4322AA",
    "bijoutier": "3212ZZ",
    "garage": "4520AA",
    "menuisier": "4332AA",
    "fleuriste": "4776ZP",
}
KNOWN = Knowledge(
    (
        Town("33314", "Pauillac", ("33250",)),
        Town("33423", "Saint-Julien-Beychevelle", ("33250",)),
        Town("33058", "Blaye", ("33390",)),
        Town("33243", "Libourne", ("33500",)),
        Town("33240", "Lesparre-Médoc", ("33340",)),
        Town("33424", "Saint-Laurent-Médoc", ("33112",)),
        Town("33063", "Bordeaux", ("33000", "33100", "33200", "33300", "33800")),
        Town("33281", "Mérignac", ("33700",)),
        Town("33366", "Saint-André-de-Cubzac", ("33240",)),
        Town("33104", "Castelnau-de-Médoc", ("33480",)),
        Town("33395", "Saint-Estèphe", ("33180",)),
    ),
    lambda text: TRADES.get(text.lower().strip(), ""),
)


def siret(number: int) -> str:
    """A valid SIRET, invented: nine figures of a business, five of its establishment."""
    siren = _luhn(f"{91_000_000 + number:08}")
    return _luhn(f"{siren}0001")


def _luhn(head: str) -> str:
    total = sum(
        sum(divmod(int(c) * (2 if place % 2 == 0 else 1), 10)) for place, c in enumerate(reversed(head))
    )
    return f"{head}{-total % 10}"


@dataclass(frozen=True)
class Hand:
    """A spreadsheet, and what it says."""

    name: str
    content: bytes
    columns: str
    expected: dict[int, dict[str, object]]
    asked: dict[str, str] = field(default_factory=dict)
    refused: dict[int, str] = field(default_factory=dict)
    commune_is_asked: bool = False


def text(rows: Sequence[Sequence[object]], separator: str = ";", encoding: str = "cp1252") -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(rows)
    return out.getvalue().encode(encoding)


def book(
    rows: Sequence[Sequence[Any]], merged: Sequence[str] = (), formats: dict[str, str] | None = None
) -> bytes:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    for row in rows:
        sheet.append(list(row))
    for area in merged:
        sheet.merge_cells(area)
    for cell, shape in (formats or {}).items():
        sheet[cell].number_format = shape
    out = io.BytesIO()
    workbook.save(out)
    return out.getvalue()


def hands() -> list[Hand]:
    """The ten of them, in the order in which they were written."""
    return [
        _secretary(),
        _prefect(),
        _trainee(),
        _federation(),
        _old_database(),
        _phone_list(),
        _market(),
        _typist(),
        _one_town(),
        _survey(),
    ]


def _secretary() -> Hand:
    """Degree signs stuck to the words, "Remarques", a commune mistyped twice."""
    rows = [
        ["N°SIRET", "Nom entreprise", "Métier", "Commune", "Tél.", "Mél.", "Remarques"],
        [
            siret(1),
            "AU PAIN DORÉ",
            "Boulangerie",
            "Pauillac",
            "0556000101",
            "pain@example.invalid",
            "rappeler en mai",
        ],
        ["", "Coiffure Line", "Coiffure", "Pauilac", "0556000102", "", "site en projet"],
        ["", "Maçonnerie Test", "Maçon", "Lespare Médoc", "", "", ""],
    ]
    return Hand(
        "secretary",
        text(rows),
        "siret name trade commune phone email notes",
        {
            2: {
                "siret": siret(1),
                "names": ("AU PAIN DORÉ",),
                "commune_code": "33314",
                "phone": "05 56 00 01 01",
                "email": "pain@example.invalid",
                "notes": "rappeler en mai",
            },
            3: {
                "names": ("Coiffure Line",),
                "trade_code": "9602AA",
                "phone": "05 56 00 01 02",
                "notes": "site en projet",
            },
            4: {"names": ("Maçonnerie Test",), "trade_code": "4399CB"},
        },
        asked={"Pauilac": "33314", "Lespare Médoc": "33240"},
    )


def _prefect() -> Hand:
    """Two merged title rows and an empty one above the header, an empty column, SIRET as numbers with a format."""
    rows: list[list[Any]] = [
        ["Liste des artisans du Médoc (exemple inventé)"],
        ["Édition du 3 mars", None, None, None, None, None, None],
        [],
        ["N° SIRET ", "Raison Sociale", None, "Code Postal", "Ville", "Téléphone 1", "Observations diverses"],
        [
            int(siret(11)),
            "ATELIER DU BOIS",
            None,
            33250,
            "SAINT JULIEN BEYCHEVELLE",
            556000111,
            "vu au salon",
        ],
        [int(siret(12)), "FLEURS D'ÉTÉ", None, 33390, "BLAYE", 556000112, None],
    ]
    return Hand(
        "prefect",
        book(rows, ("A1:G1", "A2:G2")),
        "siret name postal_code commune phone notes",
        {
            5: {
                "siret": siret(11),
                "names": ("ATELIER DU BOIS",),
                "commune_code": "33423",
                "postal_code": "33250",
                "phone": "05 56 00 01 11",
                "notes": "vu au salon",
            },
            6: {
                "siret": siret(12),
                "names": ("FLEURS D'ÉTÉ",),
                "commune_code": "33058",
                "phone": "05 56 00 01 12",
            },
        },
    )


def _trainee() -> Hand:
    """Tabs, UTF-8 with its mark, dates as text in three ways, SIRET with spaces."""
    spaced = f"{siret(21)[:3]} {siret(21)[3:6]} {siret(21)[6:9]} {siret(21)[9:]}"
    rows = [
        [
            "Siret ",
            "Enseigne",
            "Nom du gérant",
            "Prénom",
            "Localite",
            "Mail pro",
            "Date de création",
            "Contacté le",
            "Rem.",
        ],
        [
            spaced,
            "Le Fournil test",
            "Essai",
            "Paule",
            "Libourne",
            "PAULE@EXAMPLE.INVALID",
            "12/03/2019",
            "3 mars 2026",
            "devis demandé",
        ],
        [siret(22), "", "Modèle", "Luc", "Bordeaux Cedex", "", "2020-05-01", "", "n'a pas de site"],
        [siret(23), "Bijoux Z", "", "", "Merignac", "z@example.invalid", "1 avril 2021", "", ""],
    ]
    return Hand(
        "trainee",
        text(rows, "\t", "utf-8-sig"),
        "siret sign last_name first_name commune email created_on  notes",
        {
            2: {
                "siret": siret(21),
                "names": ("Le Fournil test", "Paule Essai"),
                "commune_code": "33243",
                "email": "paule@example.invalid",
                "created_on": date(2019, 3, 12),
                "notes": "devis demandé",
            },
            3: {
                "siret": siret(22),
                "names": ("Luc Modèle",),
                "commune_code": "33063",
                "created_on": date(2020, 5, 1),
                "notes": "n'a pas de site",
            },
            4: {
                "siret": siret(23),
                "names": ("Bijoux Z",),
                "commune_code": "33281",
                "created_on": date(2021, 4, 1),
            },
        },
    )


def _federation() -> Hand:
    """SIRET kept as floats; two of them lost in scientific notation; "Ets" for the name, "Loc." for the commune."""
    rows: list[list[Any]] = [
        ["SIRET (14 chiffres)", "Ets", "Activité principale", "Adr.", "C.P.", "Loc.", "Port.", "@"],
        [
            float(siret(31)),
            "GARAGE TEST",
            "Garage",
            "3 rue du Port",
            "33500",
            "Libourne",
            "06 00 00 01 31",
            "g@example.invalid",
        ],
        [
            "9,10000E+13",
            "PLOMBERIE TEST",
            "Plomberie",
            "4 quai Neuf",
            "33500",
            "Libourne",
            "06.00.00.01.32",
            "",
        ],
        [
            "9.10000E+13",
            "MENUISERIE TEST",
            "Menuisier",
            "5 quai Neuf",
            "33000",
            "Bordeaux",
            "+33 6 00 00 01 33",
            "",
        ],
    ]
    return Hand(
        "federation",
        book(rows),
        "siret name trade address postal_code commune mobile email",
        {
            2: {
                "siret": siret(31),
                "names": ("GARAGE TEST",),
                "trade_code": "4520AA",
                "address": "3 rue du Port",
                "commune_code": "33243",
                "phone": "06 00 00 01 31",
                "email": "g@example.invalid",
            }
        },
        refused={3: "rounded", 4: "rounded"},
    )


def _old_database() -> Hand:
    """Abbreviations without accents, underscores, codes of the old file, empty rows in between."""
    rows = [
        [
            "NUM_SIRET",
            "RAISON_SOC",
            "CODE_APE",
            "ADR_1",
            "ADR_2",
            "CODPOS",
            "VILLE_LIB",
            "TEL_FIXE",
            "TEL_PORT",
            "E_MAIL",
            "DT_CREA",
            "OBS",
        ],
        [
            siret(41),
            "TEST PAUL",
            "10.71C",
            "12 RUE TEST",
            "BAT B",
            "33340",
            "LESPARRE MEDOC",
            "0556000141",
            "",
            "PAUL@EXAMPLE.INVALID",
            "01/02/2003",
            "FERME LE LUNDI",
        ],
        [""] * 12,
        [
            siret(42),
            "TEST ZOE",
            "43.22A",
            "",
            "",
            "33480",
            "CASTELNAU DE MEDOC",
            "",
            "0600000142",
            "",
            "2004",
            "",
        ],
    ]
    return Hand(
        "old database",
        text(rows, ";", "latin-1"),
        "siret name code address address postal_code commune phone mobile email created_on notes",
        {
            2: {
                "siret": siret(41),
                "names": ("TEST PAUL",),
                "naf_code": "1071C",
                "address": "12 RUE TEST, BAT B",
                "commune_code": "33240",
                "postal_code": "33340",
                "phone": "05 56 00 01 41",
                "email": "paul@example.invalid",
                "created_on": date(2003, 2, 1),
                "notes": "FERME LE LUNDI",
            },
            4: {
                "siret": siret(42),
                "names": ("TEST ZOE",),
                "naf_code": "4322A",
                "commune_code": "33104",
                "phone": "06 00 00 01 42",
                "created_on": date(2004, 1, 1),
            },
        },
    )


def _phone_list() -> Hand:
    """A list to telephone: who, number, what was said, when to call back; hardly a header."""
    rows = [
        ["Qui", "Où", "N° de tél", "Ce qu'il fait", "Suivi", "A rappeler"],
        [
            "Boulangerie Essai",
            "Pauillac",
            "0556000151",
            "boulanger",
            "veut une page Facebook",
            "après Pâques",
        ],
        ["Salon Essai", "St Estephe", "0556000152", "coiffeuse", "", ""],
        ["Essai Bijoux", "Blayes", "0556000153", "bijoutier", "a un site", ""],
    ]
    return Hand(
        "phone list",
        text(rows, ",", "utf-8"),
        "name commune phone trade notes notes",
        {
            2: {
                "names": ("Boulangerie Essai",),
                "commune_code": "33314",
                "phone": "05 56 00 01 51",
                "trade_code": "1071CB",
                "notes": "veut une page Facebook · après Pâques",
            },
            3: {
                "names": ("Salon Essai",),
                "commune_code": "33395",
                "phone": "05 56 00 01 52",
                "trade_code": "9602AA",
            },
            4: {"names": ("Essai Bijoux",), "phone": "05 56 00 01 53", "notes": "a un site"},
        },
        asked={"Blayes": "33058"},
    )


def _market() -> Hand:
    """A header on two rows, dates as dates, telephones as numbers, a contact beside the business."""
    rows: list[list[Any]] = [
        ["Entreprise", None, "Contact", None, "Coordonnées", None, "Divers", None],
        ["Nom", "SIRET", "Nom", "Prénom", "Ville", "Tél", "Créée le", "Notes"],
        [
            "CHEZ TEST",
            siret(61),
            "Essai",
            "Zoé",
            "Saint-Laurent-Médoc",
            556000161,
            datetime(2018, 6, 1),
            "marché du mardi",
        ],
        [
            "TEST ET FILS",
            siret(62),
            "Essai",
            "Léo",
            "St-André de Cubzac",
            556000162,
            datetime(2017, 1, 9),
            "",
        ],
    ]
    return Hand(
        "market",
        book(rows, ("A1:B1", "C1:D1", "E1:F1", "G1:H1")),
        "name siret last_name first_name commune phone created_on notes",
        {
            3: {
                "siret": siret(61),
                "names": ("CHEZ TEST", "Zoé Essai"),
                "commune_code": "33424",
                "phone": "05 56 00 01 61",
                "created_on": date(2018, 6, 1),
                "notes": "marché du mardi",
            },
            4: {
                "siret": siret(62),
                "names": ("TEST ET FILS", "Léo Essai"),
                "commune_code": "33366",
                "phone": "05 56 00 01 62",
                "created_on": date(2017, 1, 9),
            },
        },
    )


def _typist() -> Hand:
    """Typing faults in the header itself, and communes with one letter too many or too few."""
    rows = [
        ["n ° siret", "Raison socilae", "Activitée", "Comune", "Telephonne", "Observatons", "Courriel :"],
        [siret(71), "TEST TYPO", "Plombier", "Bordeau", "0556000171", "à relancer", "t@example.invalid"],
        ["", "Typo Fleurs", "Fleuriste", "Merignack", "0556000172", "", ""],
        ["", "Typo Garage", "Garage", "Zzyx", "0556000173", "", ""],
    ]
    return Hand(
        "typist",
        text(rows),
        "siret name trade commune phone notes email",
        {
            2: {
                "siret": siret(71),
                "names": ("TEST TYPO",),
                "trade_code": "4322AA",
                "phone": "05 56 00 01 71",
                "notes": "à relancer",
                "email": "t@example.invalid",
            },
            3: {"names": ("Typo Fleurs",), "trade_code": "4776ZP", "phone": "05 56 00 01 72"},
        },
        asked={"Bordeau": "33063", "Merignack": "33281"},
        refused={4: "placeless"},
    )


def _one_town() -> Hand:
    """A town hall's list: neither SIRET nor commune, since they are all of one town."""
    rows: list[list[Any]] = [
        ["Commerces et artisans de notre commune"],
        ["Nom commercial", "Adresse", "Téléphone", "Activité", "Commentaire"],
        ["Mairie Test Pain", "1 place Test", "05 56 00 01 81", "Boulanger", "client"],
        ["Mairie Test Coiffe", "2 place Test", "05 56 00 01 82", "Coiffure", ""],
    ]
    return Hand(
        "one town",
        book(rows, ("A1:E1",)),
        "sign address phone trade notes",
        {
            3: {
                "names": ("Mairie Test Pain",),
                "address": "1 place Test",
                "phone": "05 56 00 01 81",
                "trade_code": "1071CB",
                "notes": "client",
            },
            4: {
                "names": ("Mairie Test Coiffe",),
                "address": "2 place Test",
                "phone": "05 56 00 01 82",
                "trade_code": "9602AA",
            },
        },
        commune_is_asked=True,
    )


def _survey() -> Hand:
    """Questions for a header, the commune with its postal code in one cell, several numbers in another."""
    rows = [
        [
            "Horodateur",
            "Votre numéro de SIRET ?",
            "Le nom de votre entreprise",
            "Dans quelle commune êtes-vous ?",
            "À quel numéro vous joindre ?",
            "Votre adresse mail",
            "Vos remarques",
        ],
        [
            "2026/03/02 9:12:33",
            siret(91),
            "Test Sondage",
            "33250 Pauillac",
            "06 00 00 01 91 / 05 56 00 01 91",
            "s@example.invalid",
            "plutôt le lundi",
        ],
        [
            "2026/03/02 9:44:02",
            siret(92).replace("", " ").strip(),
            "Test Réponse",
            "Castelnau-de-Medoc (33480)",
            "0600000192",
            "",
            "",
        ],
    ]
    return Hand(
        "survey",
        text(rows, ",", "utf-8"),
        " siret name commune mobile email notes",
        {
            2: {
                "siret": siret(91),
                "names": ("Test Sondage",),
                "commune_code": "33314",
                "phone": "06 00 00 01 91",
                "email": "s@example.invalid",
                "notes": "plutôt le lundi",
            },
            3: {
                "siret": siret(92),
                "names": ("Test Réponse",),
                "commune_code": "33104",
                "phone": "06 00 00 01 92",
            },
        },
    )
