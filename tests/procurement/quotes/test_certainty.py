"""Nothing is said against whoever made a document on what isn't certain: it is asked of the person who holds it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from etabli.procurement.quotes.corrections import corrected
from etabli.procurement.quotes.engine import Found, Line, Quote, Totals, check
from etabli.procurement.quotes.engine.decoder import read_pages
from etabli.procurement.quotes.engine.model import Passage, Place, VatShare
from etabli.procurement.quotes.sheet import make_sheet
from etabli.procurement.quotes.wording import QUESTIONS
from tests.procurement.quotes.test_header import Printed, page

D = Decimal
HEAD: tuple[Printed, ...] = (
    (40, 30, "Devis"), (40, 60, "Désignation"), (250, 60, "Qté"), (320, 60, "PU HT"), (420, 60, "Total HT"),
)  # fmt: skip
ROWS = (("Création du site", "1", "600,00", "600,00"), ("Affiches", "2", "200,00", "400,00"),
        ("Formation", "3", "50,00", "150,00"))  # fmt: skip


def printed(
    *rows: tuple[str, str, str, str], net: str, vat: str, gross: str, more: tuple[str, ...] = ()
) -> Quote:
    spots = list(HEAD)
    for at, row in enumerate(rows):
        spots += [(x, 80 + 20 * at, text) for x, text in zip((40, 250, 320, 420), row, strict=True)]
    totals = [("Total HT", net), ("TVA 20 %", vat), ("Total TTC", gross)]
    for at, (label, amount) in enumerate(totals):
        spots += [(320, 300 + 20 * at, label), (420, 300 + 20 * at, amount)]
    spots += [(40, 420 + 20 * at, text) for at, text in enumerate(more)]
    return read_pages([page(*spots)], "text")


def ids(quote: Quote) -> set[str]:
    return {finding.id for finding in quote.checks if finding.severity != "ok"}


WRONG = frozenset({"line-arithmetic", "lines-total", "totals", "vat"})


def test_a_sum_that_nothing_explains_is_wrong() -> None:
    assert "lines-total" in ids(printed(*ROWS, net="1 250,00", vat="250,00", gross="1 500,00"))


@pytest.mark.parametrize(
    ("net", "vat", "gross", "more"),
    [
        ("1 250,00", "250,00", "1 500,00", ("Photographie en supplément : 100,00 €",)),
        ("1 250,00", "250,00", "1 500,00", ("Logo : 60,00 €", "Carte : 40,00 €")),
        ("1 092,50", "218,50", "1 311,00", ("Client fidèle : 5 % de moins",)),
        ("1 000,00", "200,00", "1 200,00", ()),  # some of the lines make it: the others may be options
    ],
    ids=["an amount", "two amounts", "a percentage", "some lines"],
)
def test_a_sum_that_something_printed_may_explain_is_asked_about(
    net: str, vat: str, gross: str, more: tuple[str, ...]
) -> None:
    said = ids(printed(*ROWS, net=net, vat=vat, gross=gross, more=more))
    assert not said & WRONG
    assert said & {"reread-lines"} or "5 %" in " ".join(more)


def test_totals_of_which_one_is_out_are_wrong_when_the_two_others_are_proved() -> None:
    assert "totals" in ids(printed(*ROWS, net="1 150,00", vat="230,00", gross="1 480,00"))
    lent = printed(*ROWS, net="1 150,00", vat="230,00", gross="1 480,00", more=("Caution : 100,00 €",))
    assert not ids(lent) & WRONG
    assert "reread-totals" in ids(lent)


LINES = tuple(
    Line(f"Ligne {at}", D(at), None, D(10), net_amount=D(10 * at), confidence=0.97) for at in (1, 2, 3)
)
SLIP = Line("Ligne 4", D(4), None, D(10), net_amount=D(47), confidence=0.6, place=Place(1, (0, 40, 90, 50)))


def quote(*lines: Line, **changes: Any) -> Quote:
    read = Quote("text", "quote", lines=lines, **changes)
    return replace(read, checks=check(read))


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ((*LINES, SLIP), "line-arithmetic"),
        ((LINES[0], SLIP), "reread-line"),
        ((*LINES, SLIP, replace(SLIP, description="Ligne 5")), "reread-line"),
        ((*LINES, replace(SLIP, details="Tarif réduit : -20 %")), "reread-line"),
        ((*LINES, replace(SLIP, net_amount=D("-40"))), None),
        ((*LINES, replace(SLIP, quantity=D(2000), unit_price=D("0.05"), net_amount=D(104))), None),
        ((*LINES, replace(SLIP, quantity=D("1.5"), unit_price=D(275), net_amount=D(412))), None),
        ((*LINES, replace(SLIP, unit_price=D(100), net_amount=D(40))), "reread-line"),
        ((LINES[0], replace(SLIP, confidence=1.0)), "line-arithmetic"),
    ],
    ids=[
        "among others",
        "nearly alone",
        "as another",
        "reduced",
        "a credit",
        "rounded price",
        "rounded",
        "price of ten",
        "vouched",
    ],
)
def test_a_product_that_does_not_come_out(lines: tuple[Line, ...], said: str | None) -> None:
    assert ids(quote(*lines)) & {"line-arithmetic", "reread-line"} == {said} - {None}


OF_14 = ("Planches de chêne", "14", "23,90", "364,60")  # 334,60 would be right


def test_a_slip_that_the_totals_prove_is_said_of_its_line_alone() -> None:
    """Whether the total counts the slip or what would be right; and no more is asked of it."""
    counted = printed(OF_14, ROWS[1], net="764,60", vat="152,92", gross="917,52")
    assert ids(counted) & {*WRONG, "reread-lines", "reread-line"} == {"line-arithmetic"}
    right = printed(OF_14, ROWS[1], net="734,60", vat="146,92", gross="881,52")
    assert ids(right) & {*WRONG, "reread-lines", "reread-line"} == {"line-arithmetic"}
    alone = printed(OF_14, net="364,60", vat="72,92", gross="437,52")
    assert ids(alone) & {*WRONG, "reread-line"} == {"reread-line"}


def test_a_vat_of_a_rate_that_is_not_printed_is_wrong_in_spite_of_other_percentages() -> None:
    notes = ("Acompte de 30 % à la commande", "Escompte pour paiement anticipé : 2 %", "Livraison en 6 semaines",
             "Indemnité forfaitaire pour frais de recouvrement : 40 €")  # fmt: skip
    quote = printed(*ROWS, net="1 150,00", vat="225,40", gross="1 375,40", more=notes)
    assert ids(quote) & WRONG == {"vat"}
    mixed = printed(*ROWS, net="1 150,00", vat="225,40", gross="1 375,40", more=("Livres : TVA 5,5 %",))
    assert not ids(mixed) & WRONG


def test_a_gross_total_is_wrong_when_a_rate_proves_the_vat() -> None:
    spots = [
        (x, 80 + 20 * at, text)
        for at, row in enumerate(ROWS)
        for x, text in zip((40, 250, 320, 420), row, strict=True)
    ]
    labels = [("Total HT", "1 150,00"), ("Montant TVA", "230,00"), ("Total TTC", "1 480,00")]
    spots += [
        (x, 300 + 20 * at, text)
        for at, row in enumerate(labels)
        for x, text in zip((320, 420), row, strict=True)
    ]
    assert "totals" in ids(read_pages([page(*HEAD, *spots)], "text"))


def test_another_number_of_the_row_explains_its_amount() -> None:
    at = (40, 220, 270, 330, 420)
    rows = [
        (60, ("Désignation", "Qté", "Jours", "PU HT", "Total HT")),
        (80, ("Location d’échafaudage", "12", "3", "14,50", "522,00")),
        (100, ("Pose", "2", "1", "200,00", "400,00")),
        (120, ("Dépose", "2", "1", "100,00", "200,00")),
    ]
    days: list[Printed] = [(40, 30, "Devis")]
    days += [(x, y, text) for y, texts in rows for x, text in zip(at, texts, strict=True)]
    for y, label, amount in (
        (300, "Total HT", "1 122,00"),
        (320, "TVA 20 %", "224,40"),
        (340, "Total TTC", "1 346,40"),
    ):
        days += [(330, y, label), (420, y, amount)]
    assert not ids(read_pages([page(*days)], "text")) & {*WRONG, "reread-line", "reread-lines"}


def test_lines_that_miss_by_the_same_factor_are_asked_about_once() -> None:
    several = quote(SLIP, replace(SLIP, description="Ligne 5"), LINES[0])
    assert [finding.id for finding in several.checks].count("reread-line") == 1


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        (("Financement possible : 48 loyers de 129 €, contrat de location cédé au bailleur.",), set()),
        (
            ("Contrat de location du site", "48 loyers de 129 €, cédé au bailleur"),
            {"rental", "delivery-report"},
        ),
    ],
)
def test_another_way_to_pay_that_is_only_offered_is_no_rental(rows: tuple[str, ...], said: set[str]) -> None:
    read = printed(*ROWS, net="1 150,00", vat="230,00", gross="1 380,00", more=rows)
    assert ids(read) & {"rental", "delivery-report"} == said
    assert bool(read.commitment) == bool(said)


def test_months_that_a_line_counts_are_no_commitment_in_words() -> None:
    months = ("Maintenance", "12 mois", "50,00", "600,00")
    read = printed(*ROWS, months, net="1 750,00", vat="350,00", gross="2 100,00")
    assert ids(read) & {"commitment", "reread-commitment"} <= {"reread-commitment"}


@pytest.mark.parametrize(
    ("title", "said"),
    [("Facture proforma valant devis", False), ("Facture", True)],
)
def test_the_law_on_invoices_is_said_of_invoices(title: str, said: bool) -> None:
    read = read_pages(
        [
            page(
                (40, 30, title),
                *HEAD[1:],
                (40, 80, "Site"),
                (250, 80, "1"),
                (320, 80, "600,00"),
                (420, 80, "600,00"),
            )
        ],
        "text",
    )
    assert ("indemnity" in ids(read)) is said


def test_what_may_be_printed_is_not_said_to_be_missing() -> None:
    """A customer's name without a label, a number without a sign, a quantity under a heading that we don't know."""
    text = (
        Passage("Proposition AE2026-33 du 2 octobre 2026", Place(1, (0, 0, 9, 9))),
        Passage("3 x 20 €", Place(1, (0, 20, 9, 29))),
    )
    read = quote(Line("Affiches", net_amount=D(60), confidence=0.9), passages=text)
    practice = next(finding for finding in read.checks if finding.id == "practice")
    unread = next(finding for finding in read.checks if finding.id == "reread-mentions")
    for words in ("son numéro", "sa date", "votre nom", "la quantité", "le prix unitaire"):
        assert words in unread.fr
        assert words not in practice.fr
    assert "une place pour la date et la signature" in practice.fr
    assert "practice" not in {finding.id for finding in check(replace(read, source="ocr", legibility=0.95))}


SILENCES = frozenset(
    {"company-mentions", "legal-form", "vat-unsaid", "payment-unsaid", "bill-mentions", "tax-unsaid"}
)


@pytest.mark.parametrize("kind", ["quote", "invoice"])
def test_what_is_not_seen_on_a_picture_is_asked_about(kind: Any) -> None:
    text = (Passage("Ligne 1   10,00", Place(1, (0, 0, 9, 9))),)
    seen = replace(
        quote(*LINES, passages=text, totals=Totals(gross=Found(D(60), confidence=0.95))), kind=kind
    )
    assert {finding.id for finding in check(seen)} & SILENCES >= {
        "legal-form",
        "vat-unsaid",
        "payment-unsaid",
        "tax-unsaid",
    }
    pictured = check(replace(seen, source="ocr", legibility=0.95))
    assert not {finding.id for finding in pictured} & SILENCES
    assert "quand payer" in " ".join(finding.fr for finding in pictured if finding.id == "reread-mentions")


def test_a_picture_accuses_of_no_line() -> None:
    read = Quote("ocr", "quote", lines=(*LINES, SLIP), legibility=0.95)
    assert {finding.id for finding in check(read)} & {"line-arithmetic", "reread-line"} == {"reread-line"}


def test_what_a_person_confirms_becomes_certain() -> None:
    assert "line-arithmetic" in ids(changed(quote(LINES[0], SLIP), 1, net_amount="47"))


def changed(read: Quote, rank: int, **values: str) -> Quote:
    state = corrected(read, ())
    change = state.change(state.targets[rank], values)
    assert change
    return corrected(read, [change]).quote


def test_new_words_for_a_line_say_nothing_of_its_figures() -> None:
    taxed = replace(
        LINES[0], net_amount=None, gross_amount=D(12)
    )  # its price is without tax, its amount with it
    assert not ids(changed(quote(taxed), 0, description="Site")) & WRONG


def test_a_vat_of_another_base_accuses_nobody() -> None:
    totals = Totals(Found(D(100)), Found(D(15)), Found(D(115)), breakdown=(VatShare(D(20), D(100), D(15)),))
    assert "vat" in ids(quote(totals=totals))
    part = replace(totals, breakdown=(VatShare(D(20), D(80), D(15)),))
    assert not ids(quote(totals=part)) & WRONG
    reduced = (Passage("Livres : TVA 5,5 %", Place(1, (0, 0, 9, 9))),)
    assert not ids(quote(totals=totals, passages=reduced)) & WRONG


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("SIRET : voir au dos", "reread-siret"),
        ("732 829 320 00074", "reread-siret"),
        ("Sans numéro", "siret-missing"),
    ],
)
def test_a_number_that_may_be_there_is_not_said_to_be_missing(text: str, said: str) -> None:
    passages = (Passage(text, Place(1, (0, 0, 9, 9))),)
    assert ids(quote(*LINES, passages=passages)) & {"siret-missing", "reread-siret"} == {said}


def test_what_is_asked_of_the_artisan_is_not_asked_of_the_supplier() -> None:
    sheet = make_sheet(quote(LINES[0], SLIP))
    assert sheet.verdict.tone == "ask"
    assert "avons-nous bien lu" in sheet.verdict.message
    assert not [finding for finding in sheet.sums if finding.tone == "stop"]
    asked = {question.text for question in sheet.questions}
    assert not asked & {str(QUESTIONS[name]) for name in WRONG}


def test_totals_that_agree_do_not_hide_a_line_that_may_be_missing() -> None:
    totals = Totals(Found(D(160)), Found(D(32)), Found(D(192)))
    logo = (Passage("Logo : 100,00 €", Place(1, (0, 0, 9, 9))),)
    sheet = make_sheet(quote(*LINES, totals=totals, passages=logo))
    assert sheet.verdict.tone == "ask"
    assert "toutes les lignes" in sheet.verdict.message


def test_figures_of_two_rows_that_ran_together_accuse_nobody() -> None:
    rows = (
        Passage("Ligne 4   4   10,00   4", Place(1, (0, 40, 90, 44))),
        Passage("7,00", Place(1, (0, 45, 90, 50))),
    )
    assert ids(quote(*LINES, SLIP, passages=rows)) & {"line-arithmetic", "reread-line"} == {"reread-line"}
