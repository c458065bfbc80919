"""What columns hold, in the styles in which chambers keep their lists; and what each row says."""

from datetime import date

import pytest
from hypothesis import given, strategies as st

from etabli.foundation.documents.tables import read_table
from etabli.territory.register.engine.sheets import (
    Candidate,
    Knowledge,
    RefusedRow,
    Row,
    Town,
    cell_values,
    guess,
    is_sure,
    read_rows,
    same_business,
    signature,
)

TRADES = {"plombier": "4322AA", "boulangerie": "1071CB", "coiffure": "9602AA", "maçonnerie": "4399CB"}
KNOWN = Knowledge(
    (
        Town("33314", "Pauillac", ("33250",)),
        Town("33423", "Saint-Julien-Beychevelle", ("33250",), ("33999",)),
        Town("33058", "Blaye", ("33390",)),
        Town("01004", "Ambérieu-en-Bugey", ("01500",)),
        Town("93066", "Saint-Denis", ("93200",)),
        Town("97411", "Saint-Denis", ("97400",)),
    ),
    lambda text: TRADES.get(text.lower(), ""),
)


def read(text: str) -> tuple[list[str], bool, list[Row | RefusedRow]]:
    """(what each column holds, whether that is sure, what each row says)."""
    table = read_table(text.encode())
    columns = list(zip(*(line.cells for line in table.lines), strict=True))
    guesses = guess(table.header, columns, KNOWN)
    fields = [one.field for one in guesses]
    return [field or "" for field in fields], is_sure(guesses), list(read_rows(table.lines, fields, KNOWN))


@pytest.mark.parametrize(
    ("text", "fields"),
    [
        (
            "SIRET;Raison sociale;Enseigne;Code APE;Libellé activité;Adresse;CP;Ville;Téléphone;Portable;E-mail;"
            "Date immatriculation;Observations\n84135128100016;LE FOURNIL;;10.71C;Boulangerie;3 rue X;33250;PAUILLAC;"
            "556000000;;a@b.fr;12/03/2019;vu en mars\n",
            "siret name sign code trade address postal_code commune phone mobile email created_on notes",
        ),
        (
            "N° dossier,Civ.,NOM,PRENOM,Métier,Adresse 1,Adresse 2,Code postal,Localité,Tel fixe,Tel mobile,Mail\n"
            "123,M.,Martin,Paul,plombier,12 rue X,Bat B,1500,Ambérieu en Bugey,0474000000,0612345678,p@x.fr\n",
            "  last_name first_name trade address address postal_code commune phone mobile email",
        ),
        (
            "Entreprise\tCommune\tN° SIREN\tNAFA\tNom du dirigeant\tCourriel\tTél.\tFax\n"
            "X\tBlaye\t841351281\t4322AA\tDupont\tx@y.fr\t05.57.00.00.00\t05.57.00.00.01\n",
            "name commune siren code last_name email phone ",
        ),
        (
            "num_siret|denomination|depcom|code_metier|date_creation\n"
            "841 351 281 00016|LE FOURNIL|33314|1071CB|43500\n",
            "siret name insee code created_on",
        ),
    ],
    ids=["an export", "a list of members", "an address book", "a database"],
)
def test_usual_headers_are_understood_without_asking(text: str, fields: str) -> None:
    assert read(text)[:2] == (fields.split(" "), True)


def test_values_speak_where_the_header_doesnt_but_are_asked_about() -> None:
    rows = "".join(
        f"{siret};{name};{postal};{town};05 56 00 00 0{n};c{n}@b.fr\n"
        for n, (siret, name, postal, town) in enumerate(
            [
                ("84135128100016", "LE FOURNIL", "33250", "Pauillac"),
                ("85212149000019", "ZOE", "33390", "Blaye"),
            ]
        )
    )
    fields, sure, _rows = read(rows)
    assert fields == ["siret", "name", "postal_code", "commune", "phone", "email"]
    assert not sure


def test_a_header_that_its_values_deny_is_asked_about() -> None:
    assert not read("SIRET;Nom entreprise\nabc;X\ndef;Y\n")[1]


def test_a_signature_forgets_capitals_and_not_the_order() -> None:
    assert signature(["Siret", "Ville"]) == signature(["SIRET", "ville"]) != signature(["Ville", "Siret"])


def test_a_row_says_all_that_it_can() -> None:
    header = "SIRET;Entreprise;Métier;CP;Ville;Tél;Portable;Mail;Créée le;Notes"
    row = "33 314 123 400 015".replace("33 314 123 400 015", "841 351 281 00016")
    _fields, _sure, (found,) = read(
        f"{header}\n{row};Le Fournil;Boulangerie;1500;Ambérieu en Bugey CEDEX;474000000;;A@B.FR;12/03/19;à voir\n"
    )
    assert found == Row(
        line=2,
        siret="84135128100016",
        siren="841351281",
        names=("Le Fournil",),
        trade_code="1071CB",
        commune_code="01004",
        postal_code="01500",
        phone="04 74 00 00 00",
        email="a@b.fr",
        created_on=date(2019, 3, 12),
        notes="à voir",
    )


def test_what_cant_be_read_is_left_out_of_a_row_and_told() -> None:
    _f, _s, (found,) = read("SIRET;Tél;Mail;Ville;Créée le\n84135128100016;12;bientôt;Atlantide;hier\n")
    assert isinstance(found, Row)
    assert dict(found.unread) == {
        "phone": "12",
        "email": "bientôt",
        "commune": "Atlantide",
        "created_on": "hier",
    }


def test_rows_that_are_refused() -> None:
    header = "SIRET;Entreprise;Ville"
    rows = [
        "3,3314E+13;A;Blaye",
        "33314000000000;B;Blaye",
        "84135128100017;C;Blaye",
        ";;Blaye",
        ";D;Atlantide",
        "84135128100016;E;Blaye",
        "841 351 281 00016;F;",
        ";Garage Été;Blaye",
        ";GARAGE ETE;blaye",
    ]
    results = read("\n".join([header, *rows]) + "\n")[2]
    assert [
        (result.line, result.reason, result.value) for result in results if isinstance(result, RefusedRow)
    ] == [
        (2, "rounded", "3,3314E+13"),
        (3, "rounded", "33314000000000"),
        (4, "siret", "84135128100017"),
        (5, "nameless", ""),
        (6, "placeless", "Atlantide"),
        (8, "twice", "7"),
        (10, "twice", "9"),
    ]


def test_two_communes_of_one_name_are_told_apart_by_the_postal_code() -> None:
    assert KNOWN.commune(code="", name="Saint Denis", postal_code="97400") == "97411"
    assert KNOWN.commune(code="", name="Saint Denis", postal_code="") == ""
    assert KNOWN.commune(code="33999", name="", postal_code="") == "33423"
    assert KNOWN.commune(code="", name="", postal_code="33390") == "33058"


@given(st.integers(1, 9_999).map(lambda n: f"{n:04d}"), st.sampled_from([" ", ".", "-", "\u00a0", ""]))
def test_a_telephone_keeps_its_digits_however_it_is_written(end: str, between: str) -> None:
    number = f"0556{end}00"[:10].ljust(10, "0")
    pairs = [number[place : place + 2] for place in range(0, 10, 2)]
    wanted = " ".join(pairs)
    assert cell_values.neat_phone(between.join(pairs)) == wanted
    assert cell_values.neat_phone(number[1:]) == wanted
    assert cell_values.neat_phone(f"+33 (0){number[1:]}") == wanted
    assert cell_values.neat_phone(f"{wanted} / 06 00 00 00 00") == wanted


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2019-03-12", date(2019, 3, 12)),
        ("2019-03-12 08:00:00", date(2019, 3, 12)),
        ("12.3.19", date(2019, 3, 12)),
        ("1/2/87", date(1987, 2, 1)),
        ("43536", date(2019, 3, 12)),
        ("2019", date(2019, 1, 1)),
        ("31/02/2019", None),
        ("mars", None),
    ],
)
def test_days(text: str, day: date | None) -> None:
    assert cell_values.neat_day(text) == day


def test_a_name_is_that_of_one_business_or_of_none() -> None:
    here = [
        Candidate(1, ("SARL LE FOURNIL DE PAULINE",)),
        Candidate(2, ("LEFEVRE ERIC", "GARAGE DU PORT")),
        Candidate(3, ("COIFFURE ANNE",)),
        Candidate(4, ("COIFFURE ANNA",)),
    ]
    assert same_business(["Le Fournil de Pauline"], here) == 1
    assert same_business(["Éric Lefèvre"], here) == 2
    assert same_business(["Garage du Port"], here) == 2
    assert same_business(["Coiffure Anne"], here) == 3
    assert same_business(["Coiffure Annie"], here) is None
    assert same_business(["Le Fournil"], here) is None
    assert same_business(["Zoé"], []) is None
