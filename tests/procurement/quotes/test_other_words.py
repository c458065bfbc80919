"""Totals side by side or of one table alone, dates and numbers in other words, a name in large letters: whole pages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from etabli.procurement.quotes.engine import Quote
from etabli.procurement.quotes.engine.decoder import read_pages
from etabli.procurement.quotes.engine.text.pages import Page, Word
from tests.procurement.quotes.test_header import Printed, page

D = Decimal
TITLE: tuple[Printed, ...] = ((40, 30, "Devis n° D-12"), (40, 44, "Date : 02/10/2026"))
LINES: tuple[Printed, ...] = (
    (40, 200, "Désignation"), (250, 200, "Qté"), (320, 200, "P.U. HT"), (420, 200, "Montant HT"),
    (40, 220, "Pose de dalles"), (250, 220, "25"), (320, 220, "38,90"), (420, 220, "972,50"),
    (40, 240, "Joints"), (250, 240, "5"), (320, 240, "26,75"), (420, 240, "133,75"),
)  # fmt: skip
LABELS: tuple[Printed, ...] = ((60, 290, "Total H.T."), (220, 290, "T.V.A. 20 %"), (380, 290, "Total T.T.C."))
TOTALS = (D("1106.25"), D("221.25"), D("1327.50"))


def read(*spots: Printed) -> Quote:
    return read_pages([page(*spots)], "text")


def totals(quote: Quote) -> tuple[Decimal | None, ...]:
    each = (quote.totals.net, quote.totals.vat, quote.totals.gross)
    return tuple(value.value if value else None for value in each)


def until(quote: Quote) -> date | None:
    return quote.valid_until.value if quote.valid_until else None


@pytest.mark.parametrize("shift", [0, 75], ids=["under their labels", "at the right of them"])
@pytest.mark.parametrize("currency", ["", "EUR "])
def test_totals_in_a_row_under_a_row_of_labels(shift: int, currency: str) -> None:
    amounts = ((60, "1.106,25"), (220, "221,25"), (380, "1.327,50"))
    row = tuple((x + shift, 306, currency + amount) for x, amount in amounts)
    quote = read(*TITLE, *LINES, *LABELS, *row)
    assert totals(quote) == TOTALS
    assert len(quote.lines) == 2


def test_numbers_of_the_foot_are_no_totals() -> None:
    foot = (40, 790, "T.V.A. FR 12 345678901 – Banque : FR.. 1470")
    assert totals(read(*TITLE, *LINES, foot)) == (None, None, None)


MONTHLY: tuple[Printed, ...] = (
    (40, 200, "Abonnement"), (250, 200, "Qté"), (320, 200, "Prix mensuel HT"), (420, 200, "Montant HT / mois"),
    (40, 220, "Hébergement"), (250, 220, "1"), (320, 220, "152,80"), (420, 220, "152,80"),
    (40, 240, "Maintenance"), (250, 240, "1"), (320, 240, "350,00"), (420, 240, "350,00"),
    (320, 260, "Total mensuel HT"), (420, 260, "502,80"),
    (40, 300, "Mise en service"), (250, 300, "Qté"), (320, 300, "Prix HT"), (420, 300, "Montant HT"),
    (40, 320, "Création du site"), (250, 320, "1"), (320, 320, "910,00"), (420, 320, "910,00"),
    (40, 340, "Formation"), (250, 340, "2"), (320, 340, "250,00"), (420, 340, "500,00"),
)  # fmt: skip


@pytest.mark.parametrize("label", ["Total HT (1re facture)", "Somme de départ"])
def test_the_sub_total_of_one_table_is_not_the_net_total(label: str) -> None:
    whole = ((320, 400, label), (450, 400, "1 912,80"), (320, 416, "TVA 20 %"), (450, 416, "382,56"),
             (320, 432, "Total TTC"), (450, 432, "2 295,36"))  # fmt: skip
    quote = read(*TITLE, *MONTHLY, *whole, (40, 500, "Engagement : 24 mois. Offre valable 30 jours."))
    assert totals(quote) == (D("1912.80"), D("382.56"), D("2295.36"))
    assert [line.recurring for line in quote.lines] == ["month", "month", None, None]
    assert quote.commitment
    assert (quote.commitment.months, quote.commitment.total_over_term) == (24, D("12067.20"))
    assert not {finding.id for finding in quote.checks if finding.severity == "error"}


def test_without_a_total_of_all_there_is_none() -> None:
    quote = read(*TITLE, *MONTHLY)
    assert totals(quote) == (None, None, None)
    assert len(quote.lines) == 4


@pytest.mark.parametrize(
    "sentence",
    [
        "Date d'échéance de l'offre : 30/11/2026",
        "Devis à retourner signé avant le 30/11/2026",
        "Prix garantis jusqu'au 30/11/2026",
        "À nous retourner signé avant le 30 novembre 2026",
    ],
)
def test_the_last_day_in_other_words(sentence: str) -> None:
    assert until(read(*TITLE, *LINES, (40, 500, sentence))) == date(2026, 11, 30)


def test_what_is_guaranteed_is_no_validity() -> None:
    assert until(read(*TITLE, *LINES, (40, 500, "Matériel garanti 30 jours"))) is None


@pytest.mark.parametrize(
    ("head", "number", "day"),
    [
        (((40, 30, "Proposition n° AQV/26/31"), (40, 44, "du 30/04/2026")), "AQV/26/31", date(2026, 4, 30)),
        (((40, 30, "PROPOSITION TARIFAIRE AE2026-33 DU 02/10/2026"),), "AE2026-33", date(2026, 10, 2)),
        (
            ((40, 30, "FACTURE PROFORMA VALANT DEVIS N° 2026-12"), (40, 44, "Date : 02/10/2026")),
            "2026-12",
            date(2026, 10, 2),
        ),
    ],
)
def test_a_quote_under_another_name(head: tuple[Printed, ...], number: str, day: date) -> None:
    quote = read(*head, *LINES)
    assert quote.kind == "quote"
    assert quote.number
    assert quote.number.value == number
    assert quote.issued_on
    assert quote.issued_on.value == day


def with_name(text: str, left: float, *spots: Printed) -> str | None:
    """The supplier of a page with a name in letters of 20 points."""
    words = list(page(*TITLE, *LINES, *spots).words)
    for part in text.split():
        words.append(Word(part, left, 64, left + 10 * len(part), 84, 80))
        left += 10 * len(part) + 6
    supplier = read_pages([Page(1, 595, 842, tuple(words))], "text").supplier.name
    return supplier.value if supplier else None


@pytest.mark.parametrize("name", ["Ateliers Morvan", "MORVAN MENUISERIE"])
@pytest.mark.parametrize("left", [40, 215])
def test_a_name_in_large_letters_is_the_suppliers(name: str, left: float) -> None:
    assert with_name(name, left) == name


def test_a_sentence_is_no_supplier() -> None:
    sentences = ((40, 110, "Cession des droits pour la France"), (40, 124, "Matériel assuré par le locataire."),
                 (40, 138, "33000 Bordeaux"))  # fmt: skip
    assert read(*TITLE, *LINES, *sentences).supplier.name is None


IBAN = "FR76 3000 6000 0112 3456 7890 189"


def test_an_iban_that_goes_on_in_the_next_row_is_not_asked_about() -> None:
    rows = ((40, 700, f"IBAN : {IBAN[:24]}"), (40, 714, IBAN[25:]))
    assert "reread-iban" not in {finding.id for finding in read(*TITLE, *LINES, *rows).checks}
    assert "reread-iban" in {finding.id for finding in read(*TITLE, *LINES, rows[0]).checks}


def test_what_comes_back_is_said_to_come_on_top_only_where_it_does() -> None:
    whole = ((320, 400, "Total HT"), (450, 400, "1 106,25"), (320, 416, "TVA 20 %"), (450, 416, "221,25"),
             (320, 432, "Total TTC"), (450, 432, "1 327,50"))  # fmt: skip

    def said(*spots: Printed) -> list[str]:
        return [finding.fr for finding in read(*TITLE, *LINES, *spots).checks if finding.id == "recurring"]

    assert "en plus du total" in said(*whole, (40, 500, "Entretien : 15,00 € par mois"))[0]
    assert "en plus" not in said(*whole, (40, 500, "Soit 26,75 € par mois"))[0]
    assert "en plus" not in said((40, 500, "Entretien : 15,00 € par mois"))[0]
