"""Letters: what sentences sell, and to whom."""

import pytest

from etabli.procurement.quotes.engine import Quote
from tests.procurement.quotes.drawn import D, amounts, sheet, triple


def letter(*lines: str) -> Quote:
    head = [
        (15, [(15, "Studio Brume, agence web à Pessac")]), (20, [(15, "SIRET 123 456 789 00012")]),
        (30, [(120, "Madame Lise Roy")]), (45, [(120, "Pessac, le 3 avril 2026")]),
        (60, [(15, "Objet : devis pour votre site")]), (70, [(15, "Madame,")]),
    ]  # fmt: skip
    return sheet([*head, *((80.0 + 5 * at, [(15, line)]) for at, line in enumerate(lines))])


def test_each_amount_is_a_line_named_by_the_words_before_it() -> None:
    quote = letter(
        "Nous vous proposons la refonte de votre site pour 2 400 € HT, la maintenance pour 45 € HT par mois",
        "et la prise de vue pour 300 € HT. Soit HT 2 700 €, TVA 20 % 540 €, TTC 3 240 €.",
    )
    assert [line.description for line in quote.lines] == [
        "Refonte de votre site",
        "Maintenance",
        "Prise de vue",
    ]
    assert [line.recurring for line in quote.lines] == [None, "month", None]
    assert amounts(quote) == [D(2400), D(45), D(300)]
    assert triple(quote) == (D(2700), D(540), D(3240))


def test_a_letter_without_a_total_has_its_lines_and_no_total() -> None:
    quote = letter("La refonte coûte 2 400 € HT, la maintenance 45 € HT par mois.")
    assert amounts(quote) == [D(2400), D(45)]
    assert triple(quote) == (None, None, None)


def test_the_words_after_a_sum_may_say_what_it_is_for() -> None:
    quote = letter("Pour la somme de 1 800 € HT, je réalise votre site de cinq pages. Je le livre en mai.")
    assert [line.description for line in quote.lines] == ["Votre site de cinq pages"]


@pytest.mark.parametrize(
    "other",
    ["Un acompte de 600 € est demandé.", "Indemnité de retard : 40 €.", "SARL au capital de 10 000 €."],
)
def test_what_sells_nothing_is_no_line(other: str) -> None:
    quote = letter("La refonte coûte 1 500 € HT, la formation 500 € HT. Total HT : 2 000 €.", other)
    assert amounts(quote) == [D(1500), D(500)]


def test_sentences_whose_amounts_do_not_come_to_the_total_are_no_lines() -> None:
    quote = letter("La refonte coûte 1 500 € HT, la formation 500 € HT. Total HT : 2 900 €.")
    assert [line.description for line in quote.lines] == ["devis pour votre site"]
    assert triple(quote)[0] == D(2900)


def test_the_letterhead_and_the_person_greeted() -> None:
    quote = letter("La refonte coûte 1 500 € HT, la formation 500 € HT.")
    assert quote.supplier.name is not None
    assert quote.supplier.name.value == "Studio Brume"
    assert quote.customer.name is not None
    assert quote.customer.name.value == "Madame Lise Roy"


@pytest.mark.parametrize(
    "opening",
    [
        "Suite à notre rendez-vous, nous avons le plaisir de vous adresser notre offre,",
        "Comme convenu lors de notre entretien,",
        "Nous vous remercions et vous adressons notre proposition qui comprend",
    ],
)
@pytest.mark.parametrize("tax", ["auxquels s'ajoutent 540 € de TVA", "s'ajoutent 540 € de TVA (20 %)"])
def test_the_opening_of_a_letter_names_nothing_and_its_tax_is_no_line(opening: str, tax: str) -> None:
    quote = letter(
        f"{opening} la refonte de votre site",
        f"pour 2 400 € HT et la prise de vue pour 300 € HT, {tax}, soit 3 240 € TTC.",
    )
    assert [line.description for line in quote.lines] == ["Refonte de votre site", "Prise de vue"]
    assert [(line.net_amount, line.gross_amount) for line in quote.lines] == [(D(2400), None), (D(300), None)]
    assert triple(quote)[1:] == (D(540), D(3240))
