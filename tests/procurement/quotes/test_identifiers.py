"""What identifies a firm: a number comes back from any grouping; the client's and third parties' are told apart."""

import pytest
from hypothesis import given
from hypothesis.strategies import integers, sampled_from
from stdnum import iban, luhn

from etabli.procurement.quotes.engine.values.identifiers import emails, ibans, phones, sirens, sirets, vat_ids
from etabli.procurement.quotes.engine.values.parties import parties
from tests.procurement.quotes.test_header import Printed, page


def a_siret(base: int, shop: int) -> str:
    nine = f"{base:08}" + luhn.calc_check_digit(f"{base:08}")
    return f"{nine}{shop:04}" + luhn.calc_check_digit(f"{nine}{shop:04}")


def grouped(number: str, *sizes: int, by: str = " ") -> str:
    parts, at = [], 0
    for size in sizes:
        parts.append(number[at : at + size])
        at += size
    return by.join(parts)


@given(
    base=integers(10_000_000, 99_999_999),
    shop=integers(1, 999),
    sizes=sampled_from([(14,), (9, 5), (3, 3, 3, 5), (3, 3, 3, 3, 2)]),
    label=sampled_from(["SIRET : ", "N° SIRET ", "Siret n°", "SARL au capital de 5 000 € - SIRET "]),
    after=sampled_from(["", " - APE 6201Z", ", 33000 Bordeaux"]),
)
def test_any_siret_comes_back(base: int, shop: int, sizes: tuple[int, ...], label: str, after: str) -> None:
    number = a_siret(base, shop)
    assert [found for found, _ in sirets(f"{label}{grouped(number, *sizes)}{after}")] == [number]


@given(
    base=integers(10_000_000, 99_999_999),
    around=sampled_from(["RCS Bordeaux {}", "{} RCS Paris", "SIREN : {}"]),
)
def test_any_siren_comes_back(base: int, around: str) -> None:
    number = f"{base:08}" + luhn.calc_check_digit(f"{base:08}")
    assert [found for found, _ in sirens(around.format(grouped(number, 3, 3, 3)))] == [number]


@given(
    bank=integers(10**9, 10**10 - 1), account=integers(10**12, 10**13 - 1), spaced=sampled_from([True, False])
)
def test_any_iban_comes_back(bank: int, account: int, spaced: bool) -> None:
    own = f"{bank}{account}"
    number = f"FR{iban.calc_check_digits('FR00' + own)}{own}"
    printed = grouped(number, 4, 4, 4, 4, 4, 4, 4) if spaced else number
    assert [found for found, _ in ibans(f"IBAN : {printed} BIC : AGRIFRPP")] == [number]


@given(
    base=integers(10_000_000, 99_999_999), sizes=sampled_from([(13,), (4, 9), (2, 2, 3, 3, 3), (4, 3, 3, 3)])
)
def test_any_french_vat_number_comes_back(base: int, sizes: tuple[int, ...]) -> None:
    siren = f"{base:08}" + luhn.calc_check_digit(f"{base:08}")
    number = f"FR{(12 + 3 * (int(siren) % 97)) % 97:02}{siren}"
    assert [found for found, _ in vat_ids(f"TVA intracommunautaire : {grouped(number, *sizes)}")] == [number]


@pytest.mark.parametrize(
    "text", ["Réf. 12345678901234", "732 829 320 00075", "IBAN FR76 3000 6000 0112 3456 7890 189"]
)
def test_figures_that_are_no_siret(text: str) -> None:
    assert sirets(text) == []


@pytest.mark.parametrize(
    "printed",
    ["05 56 11 22 33", "0556112233", "05.56.11.22.33", "+33 5 56 11 22 33", "+33 (0)5 56 11 22 33"],
)  # fmt: skip
def test_a_telephone_number_in_any_grouping(printed: str) -> None:
    assert phones(f"Tél. : {printed} - Site") == [(printed, printed)]
    assert phones("IBAN FR76 3000 6000 0112 3456 7890 189") == []


def test_an_address_is_read_as_printed() -> None:
    assert emails("Écrire à lea.roy+devis@exemple.fr.") == [("lea.roy+devis@exemple.fr",) * 2]


OWN, THEIRS = "SIRET 732 829 320 00074", "SIRET 412 345 670 00019"


@pytest.mark.parametrize(
    "printed",
    [
        [(40, 60, "Émetteur"), (40, 74, OWN), (300, 60, "Client"), (300, 74, THEIRS)],
        [(40, 60, "Client"), (40, 74, THEIRS), (300, 60, "Prestataire"), (300, 74, OWN)],
        [(320, 60, "Garage Roy"), (320, 74, THEIRS), (40, 820, OWN)],
        [(40, 60, "Atelier Rive"), (40, 74, OWN), (320, 60, "Garage Roy"), (320, 74, THEIRS)],
        [(40, 60, "Client :"), (40, 74, "Garage Roy"), (40, 88, THEIRS), (40, 700, OWN)],
        [(40, 60, f"Votre {THEIRS}"), (40, 74, OWN)],
    ],
)
def test_whose_number_it_is(printed: list[Printed]) -> None:
    supplier, _ = parties([page(*printed)])
    assert supplier.siret
    assert supplier.siret.value == "73282932000074"
    assert supplier.siren
    assert supplier.siren.value == "732829320"


def test_two_numbers_of_nobody_are_none() -> None:
    supplier, _ = parties([page((40, 60, OWN), (40, 74, THEIRS))])
    assert supplier.siret is None


def test_a_number_under_its_label_and_one_inside_the_vat_number() -> None:
    under, _ = parties([page((40, 60, "N° SIRET"), (40, 74, "73282932000074"))])
    assert under.siret
    inside, _ = parties([page((40, 60, "TVA FR44732829320"))])
    assert inside.siren
    assert inside.siren.value == "732829320"
    wrong, _ = parties([page((40, 60, "TVA FR45732829320"))])
    assert wrong.siren is None


def test_a_mediator_s_address_is_not_the_supplier_s() -> None:
    supplier, _ = parties(
        [page((40, 60, "Médiateur : aide@mediation.fr, fax 05 56 00 00 00"), (40, 80, "lea@exemple.fr"))]
    )
    assert supplier.email
    assert supplier.email.value == "lea@exemple.fr"
    assert supplier.phone is None


@pytest.mark.parametrize("behind", ["", " MWST", " TVA", " MWST/TVA", " IVA", ", 1200 Genève", " 12"])
@pytest.mark.parametrize("printed", ["CHE-123.456.789", "CHE123456789", "CHE 123.456.789", "CHE-123 456 789"])
def test_a_swiss_number_comes_back_whole(printed: str, behind: str) -> None:
    assert [number for number, _ in vat_ids(f"N° TVA : {printed}{behind}")] == ["CHE123456789"]
