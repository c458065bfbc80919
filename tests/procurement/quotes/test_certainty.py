"""Nothing is said against whoever made a document on what isn't certain: it is asked of the person who holds it."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from etabli.procurement.quotes.correcting import corrected
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
    return {one.id for one in quote.checks if one.severity != "ok"}


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
        ((*LINES, replace(SLIP, net_amount=D("-40"))), "reread-line"),
        ((*LINES, replace(SLIP, quantity=D(2000), unit_price=D("0.05"), net_amount=D(104))), "reread-line"),
        ((*LINES, replace(SLIP, quantity=D("1.5"), unit_price=D(275), net_amount=D(412))), "reread-line"),
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
        "vouched",
    ],
)
def test_a_product_that_does_not_come_out(lines: tuple[Line, ...], said: str) -> None:
    assert ids(quote(*lines)) & {"line-arithmetic", "reread-line"} == {said}


def test_a_picture_accuses_of_no_line() -> None:
    read = Quote("ocr", "quote", lines=(*LINES, SLIP), legibility=0.95)
    assert {one.id for one in check(read)} & {"line-arithmetic", "reread-line"} == {"reread-line"}


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
