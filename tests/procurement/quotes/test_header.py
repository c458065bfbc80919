"""The quote's own number, beside its label or under the title; never another document's."""

import pytest

from etabli.procurement.quotes.engine.header import kind_of, number_of
from etabli.procurement.quotes.engine.pages import Page, Word

type Printed = tuple[float, float, str]


def page(*texts: Printed) -> Page:
    """A page of 10-point text: (x, y, text), each letter 5 points wide."""
    words = []
    for x, y, text in texts:
        for part in text.split():
            words.append(Word(part, x, y - 8, x + 5 * len(part), y + 2, y))
            x += 5 * len(part) + 3
    return Page(1, 595, 842, tuple(words))


def number(*texts: Printed) -> str | None:
    sheet = page(*texts)
    found = number_of([sheet], kind_of(sheet.rows))
    return found.value if found else None


@pytest.mark.parametrize(
    ("under", "expected"),
    [
        ("N° D2026-001", "D2026-001"),
        ("N°D2026-001", "D2026-001"),
        ("n° 42", "42"),
        ("Réf. : AB-2026/7", "AB-2026/7"),
        ("D2026-001", "D2026-001"),
        ("33000 Bordeaux", None),
        ("33000", None),
        ("SIRET 73282932000074", None),
        ("N° XXXX", None),
        ("N° 0000", None),
    ],
)
def test_under_the_title(under: str, expected: str | None) -> None:
    """Whatever stands at the left on the same lines."""
    title = (40, 60, "Studio des Quinconces"), (480, 60, "DEVIS")
    assert number(*title, (40, 76, "2 rue du Port, 33000 Bordeaux"), (480, 76, under)) == expected
    assert number(*title, (480, 76, under)) == expected


def test_beside_a_label_of_its_own_run() -> None:
    assert number((40, 60, "Devis"), (40, 120, "12 rue Haute"), (400, 120, "Numéro : 2026-17")) == "2026-17"
    assert number((40, 60, "Devis"), (40, 120, "Votre client"), (400, 120, "N° de client : 99")) is None


def test_the_number_of_another_document_is_not_its_own() -> None:
    assert number((40, 60, "DEVIS"), (40, 90, "Suite à notre facture n° F-12")) is None
    assert number((40, 60, "FACTURE n° F-12"), (40, 90, "Devis n° D-7")) == "F-12"
    assert number((40, 60, "FACTURE"), (40, 90, "Selon notre devis n° D-7 accepté")) is None
    assert number((40, 60, "DEVIS"), (40, 120, "N° FACTURE 001"), (40, 140, "Devis n° D-7")) == "D-7"


def test_a_template_that_names_its_number_badly() -> None:
    assert number((40, 60, "DEVIS"), (40, 90, "N° FACTURE 001")) == "001"


@pytest.mark.parametrize(
    "said", ["Facturé à", "FACTURÉ À :", "Facture à :", "FACTURE A", "Invoice to:", "Invoice address"]
)
def test_whom_a_quote_is_billed_to_says_nothing_of_what_it_is(said: str) -> None:
    """A label over the client's address, whatever stands below."""
    quote = (320, 60, said), (320, 74, "Menuiserie Larrieu"), (40, 120, "Devis n° : D-12")
    assert kind_of(page(*quote).rows) == "quote"
    assert number(*quote) == "D-12"
    assert kind_of(page((320, 60, said), (40, 120, "Facture n° F-12")).rows) == "invoice"
    assert kind_of(page((40, 60, "Facture A 2026-12")).rows) == "invoice"
