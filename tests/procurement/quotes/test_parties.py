"""Who the supplier is: a labelled name, or the head of the block that speaks for it; never a label or a country."""

import pytest

from etabli.procurement.quotes.engine.text.vocabulary import may_be_a_name
from etabli.procurement.quotes.engine.values.parties import parties
from tests.procurement.quotes.test_header import Printed, page


def names(*texts: Printed) -> tuple[str | None, str | None]:
    supplier, customer = parties([page(*texts)])
    return supplier.name.value if supplier.name else None, customer.name.value if customer.name else None


@pytest.mark.parametrize(
    "text",
    [
        "Devis", "Client", "Référence :", "Référence client", "Réf. 12", "Date d'émission", "Total HT",
        "Numéro de devis", "France", "Deutschland", "1. Introduction", "2.1. Développement", "II. Prestations",
        "Article 3", "12 rue Haute", "33000 Bordeaux", "Tél. 05 56 00 00 00", "Création de votre site",
        "Musterstr. 12", "Madame, Monsieur", "Page 1/2",
    ],
)  # fmt: skip
def test_what_is_no_name(text: str) -> None:
    assert not may_be_a_name(text)
    below = [
        (40.0, 74.0, "12 rue Haute"),
        (40.0, 88.0, "33000 Bordeaux"),
        (40.0, 102.0, "contact@exemple.fr"),
    ]
    assert names((40, 60, text), *below) == (None, None)


@pytest.mark.parametrize(
    "text", ["Chrétien", "Le Fournil", "A. Dupont", "3D Studio", "SARL Client & Fils", "Web Services"]
)
def test_what_may_be_one(text: str) -> None:
    assert may_be_a_name(text)


def test_the_block_that_speaks_for_the_supplier_is_told_from_the_client_s() -> None:
    client = [
        (374, 60, "Boulangerie Nova"),
        (374, 74, "25 rue Haute"),
        (374, 88, "26000 Valence"),
        (374, 102, "04 75 00 00 00"),
    ]
    own = [
        (40, 120, "Atelier Rive"),
        (40, 134, "51 rue Basse"),
        (40, 148, "26000 Valence"),
        (40, 162, "rive@exemple.fr"),
    ]
    assert names((374, 40, "DEVIS N° 7"), *client, *own) == ("Atelier Rive", "Boulangerie Nova")
    assert names((374, 40, "DEVIS N° 7"), *client) == (None, None)


def test_a_title_alone_names_nobody() -> None:
    assert names((40, 60, "Refonte graphique"), (40, 100, "Désignation"), (300, 100, "Total HT")) == (
        None,
        None,
    )


def test_the_labels_of_a_block_are_not_its_name() -> None:
    seller = [
        (66, 60, "Vendeur"),
        (66, 74, "Numéro :"),
        (305, 74, "549910"),
        (66, 88, "Nom :"),
        (305, 88, "Atelier Rive"),
    ]
    buyer = [(66, 140, "Client :"), (66, 154, "Adresse :"), (66, 168, "Téléphone :")]
    assert names(*seller, *buyer) == ("Atelier Rive", None)


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Atelier Rive - SARL au capital de 5 000 € - SIRET 732 829 320 00074", "Atelier Rive"),
        ("Atelier Rive SIRET 732 829 320 00074", "Atelier Rive"),
        ("Atelier Rive, 12 rue Haute, RCS Bordeaux 732 829 320", "Atelier Rive"),
        ("SARL au capital de 5 000 € - SIRET 732 829 320 00074", None),
        ("Siège : 12 rue Haute - SIRET 732 829 320 00074", None),
        ("Merci de votre confiance - SIRET 732 829 320 00074", None),
        ("N° SIRET : 732 829 320 00074", None),
    ],
)
def test_the_line_of_the_registration_names_the_supplier(line: str, name: str | None) -> None:
    assert names((400, 60, "DEVIS"), (40, 820, line)) == (name, None)


def test_an_address_after_a_name_is_left_out() -> None:
    assert names((40, 60, "Prestataire : Léa Martin (graphiste)"))[0] == "Léa Martin (graphiste)"
    assert names((40, 60, "Prestataire : Léa Martin (lea@exemple.fr)"))[0] == "Léa Martin"
    contract = (40, 60, "CONTRAT DE LOCATION"), (40, 90, "Fournisseur : WEBLOC SAS - RCS Paris 732 829 320")
    assert names(*contract, (40, 120, "Locataire : Garage Roy, 33000 Bordeaux")) == (
        "WEBLOC SAS",
        "Garage Roy",
    )


def test_a_quote_for_a_thing_is_no_client() -> None:
    supplier, _ = parties([
        page((40, 60, "Devis pour la refonte de votre site"), (40, 80, "Léa Roy - Graphiste - SIRET 732 829 320 00074"))
    ])  # fmt: skip
    assert supplier.name
    assert supplier.name.value == "Léa Roy"
    assert supplier.siret


def test_an_iban_keeps_to_its_own_length() -> None:
    supplier, _ = parties([page((40, 60, "IBAN : FR76 3000 6000 0112 3456 7890 189 AGRI FRPP"))])
    assert supplier.iban
    assert supplier.iban.value == "FR7630006000011234567890189"


def surety(*texts: Printed) -> float | None:
    supplier, _ = parties([page(*texts)])
    return supplier.name.confidence if supplier.name else None


HEAD: list[Printed] = [(40, 60, "Atelier Rive"), (40, 74, "51 rue Basse"), (40, 88, "26000 Valence")]


def test_a_name_is_as_sure_as_what_speaks_for_it() -> None:
    by_place = surety(*HEAD, (40, 102, "bonjour@exemple.fr"))
    of_a_company = surety((40, 60, "Atelier Rive SARL"), *HEAD[1:])
    in_its_address = surety(*HEAD, (40, 102, "bonjour@atelier-rive.fr"))
    in_the_foot = surety(
        *HEAD, (40, 102, "bonjour@exemple.fr"), (40, 820, "Atelier Rive - RCS Valence 732 829 320")
    )
    two_ways = surety(*HEAD, (40, 102, "bonjour@atelier-rive.fr"), (40, 116, "SIRET 732 829 320 00074"))
    labelled = surety((40, 46, "Prestataire :"), *HEAD, (40, 102, "bonjour@atelier-rive.fr"))
    assert by_place is not None
    assert by_place < 0.7
    for sure in (of_a_company, in_its_address, in_the_foot):
        assert sure is not None
        assert 0.7 <= sure < 0.9
    assert two_ways is not None
    assert two_ways >= 0.9
    assert labelled is not None
    assert labelled >= 0.9


def test_the_client_s_address_on_the_web_speaks_for_nobody_else() -> None:
    client: list[Printed] = [
        (320, 60, "Client"),
        (320, 74, "Garage Rive"),
        (320, 88, "bonjour@atelier-rive.fr"),
    ]
    alone = surety(*HEAD, (40, 102, "04 75 00 00 00"), *client)
    own = surety(*HEAD, (40, 102, "04 75 00 00 00"), (40, 116, "bonjour@atelier-rive.fr"), *client)
    assert alone is not None
    assert own is not None
    assert alone < own


def test_a_person_gives_way_to_the_firm_below() -> None:
    client = (320, 60, "À l’attention de Mme Roy"), (320, 74, "Garage Vidal"), (320, 88, "33000 Bordeaux")
    assert names(*client)[1] == "Garage Vidal"
    assert names(client[0], (320, 74, "12 rue Haute"))[1] == "Mme Roy"


@pytest.mark.parametrize(
    ("row", "name"),
    [
        ("Pour : Garage Roy", "Garage Roy"), ("Pour Garage Roy", "Garage Roy"), ("To / À : Garage Roy", "Garage Roy"),
        ("Devis du 2 mars 2026 – pour Garage Roy", "Garage Roy"), ("Devis D-12 pour Garage Roy", "Garage Roy"),
        ("Pour Site vitrine", None), ("Pour la création de votre site", None), ("Devis du 2 mars – pour Refonte", None),
        ("Pour accord", None),
    ],
)  # fmt: skip
def test_whom_a_quote_is_for(row: str, name: str | None) -> None:
    assert names((40, 60, row))[1] == name
