"""The quote's own number, beside its label or under the title; never another document's."""

import pytest

from etabli.procurement.quotes.engine.text.pages import Page, Word
from etabli.procurement.quotes.engine.values.header import kind_of, number_of
from etabli.procurement.quotes.engine.values.timing import issued_on, valid_until

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
        ("2026-508", "2026-508"),
        ("0412/2026", "0412/2026"),
        ("12/2026", None),
        ("2026-04", None),
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


def dates(*texts: Printed) -> tuple[str | None, str | None]:
    """The day of issue and the last day of validity."""
    sheet = page(*texts)
    issued = issued_on([sheet], ())
    until = valid_until([sheet], issued, "quote")
    return (str(issued.value) if issued else None), (str(until.value) if until else None)


TITLE = (300, 60, "DEVIS")


def test_a_row_of_labels_over_a_row_of_values() -> None:
    labels = (300, 90, "DEVIS N°"), (400, 90, "DATE"), (480, 90, "CODE CLIENT")
    values = (300, 106, "2026/0412"), (400, 106, "28/04/2026"), (480, 106, "C00231")
    assert number(*labels, *values) == "2026/0412"
    assert dates(*labels, *values)[0] == "2026-04-28"
    short = (300, 80, "Numéro"), (400, 80, "Le")
    assert number(TITLE, *short, (300, 96, "508"), (400, 96, "20/11/2025")) == "508"
    assert number(TITLE, *short, (300, 96, "508"), (400, 96, "rue Haute")) is None


def test_a_label_that_its_column_cuts_in_two() -> None:
    """Over its value, beside labels of one line and the supplier's own lines at the left."""
    labels = (300, 90, "Quote"), (380, 90, "Date"), (460, 90, "Valid until"), (300, 102, "number")
    values = (300, 118, "912-2026"), (380, 118, "March 3, 2026"), (460, 118, "April 2, 2026")
    head = (40, 60, "Harbour Web"), (40, 97, "Bristol"), (40, 110, "contact@harbour.example")
    assert number(*head, *labels, *values) == "912-2026"
    assert dates(*head, *labels, *values) == ("2026-03-03", "2026-04-02")
    client = (300, 90, "Quote"), (300, 102, "for customer number"), (300, 118, "912-2026")
    assert number(*head, *client) is None


def test_a_value_that_its_column_cuts_after_a_dash() -> None:
    cut = (300, 90, "N° de devis :"), (370, 90, "DEV-2026-"), (370, 102, "014")
    assert number(*cut) == "DEV-2026-014"
    assert number(*cut[:2]) is None
    assert number(*cut[:2], (370, 102, "33000 Bordeaux")) is None
    assert dates((300, 90, "Devis n° 12 du 21-03-"), (300, 102, "2026"))[0] == "2026-03-21"
    assert dates((300, 90, "Devis n° 12 du 21-03-"), (40, 102, "2026"))[0] is None


def test_a_number_in_groups() -> None:
    assert number((40, 60, "DEVIS N° 2026 04 012")) == "2026 04 012"
    assert number(TITLE, (300, 80, "N°"), (340, 80, "2026 04 012")) == "2026 04 012"
    assert number((40, 60, "Devis n° 412 15 mars 2026")) == "412"
    assert number((40, 60, "Devis n° 412 33000 Bordeaux")) == "412"
    assert number(TITLE, (300, 80, "N°"), (340, 80, "05 56 00 00 00")) is None
    assert number(TITLE, (300, 80, "N°"), (340, 80, "732 829 320")) is None


def test_a_title_printed_letter_by_letter() -> None:
    assert number((300, 60, "D E V I S"), (300, 76, "2026-508")) == "2026-508"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("Objet : devis pour la refonte complète du site de la mairie (n° SV-014)", "SV-014"),
        ("Objet : devis pour la refonte complète du site de la mairie (n°SV-014).", "SV-014"),
        ("Objet : devis pour la pose de la chaudière de marque Haute (n° 014)", None),
        ("Objet : selon notre facture et devis de la semaine passée par courrier (n° SV-014)", None),
        ("Objet : devis selon votre commande passée lors de la visite (n° SV-014)", None),
        ("Objet : travaux de peinture dans la salle haute du marché (n° SV-014)", None),
    ],
)
def test_in_brackets_at_the_end_of_the_object(said: str, expected: str | None) -> None:
    assert number(TITLE, (40, 120, said)) == expected


def test_a_place_and_a_day() -> None:
    assert (
        number((40, 90, "Réf. NB-2026-118-v2 — Bordeaux, le 12 mai 2026"), (40, 130, "Devis"))
        == "NB-2026-118-v2"
    )
    assert dates((40, 90, "Réf. NB-2026-118-v2 — Bordeaux, le 12 mai 2026"))[0] == "2026-05-12"
    assert dates((40, 90, "12 rue Haute"), (400, 90, "La Teste de Buch, 22 octobre 2026"))[0] == "2026-10-22"
    assert dates((400, 90, "Visite, 22 octobre 2026"))[0] is None
    assert dates((400, 90, "Bordeaux, 22 octobre 2026 au matin"))[0] is None


def test_a_duration_beside_figures_of_another_column() -> None:
    labels = (300, 90, "N° de devis"), (380, 90, "Date"), (460, 90, "Validité")
    assert (
        dates(*labels, (300, 104, "412"), (380, 104, "12/03/2026"), (460, 104, "30 jours"))[1] == "2026-04-11"
    )
