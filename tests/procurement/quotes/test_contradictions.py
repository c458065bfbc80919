"""A PDF with an e-invoice inside: its data are placed on the page, and where the two disagree both are told."""

from __future__ import annotations

import io
import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from random import Random

import pikepdf
import pytest
from lxml import etree

from etabli.procurement.quotes.engine import Document, Quote, decode
from etabli.procurement.quotes.engine.stored import from_stored, to_stored
from etabli.site.testing import collected
from tests.procurement.quotes.cii import factur_x
from tests.procurement.quotes.electronic import Bill, a_bill
from tests.procurement.quotes.printing import Item, Layout, Truth, a_layout, print_pdf
from tests.procurement.quotes.ubl import ubl

TRUTH = Truth(
    "D2026-041",
    date(2026, 3, 14),
    date(2026, 4, 13),
    "Studio Epsilon",
    "732 829 320 00074",
    (
        Item("Création du site vitrine", "", Decimal(1), "forfait", Decimal("1800.00"), Decimal(20)),
        Item("Hébergement du site", "", Decimal(12), "mois", Decimal("35.00"), Decimal(20)),
        Item("Logo", "", Decimal(2), "u", Decimal("150.00"), Decimal(20)),
    ),
    exempt=False,
)


PLAIN = Layout(heads={"name": "Désignation", "quantity": "Qté", "price": "P.U. HT", "net": "Montant HT"})


def with_inside(pdf: bytes, files: dict[str, bytes]) -> bytes:
    kept = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as opened:
        for name, content in files.items():
            opened.attachments[name] = pikepdf.AttachedFileSpec(opened, content, filename=name)
        opened.save(kept)
    return kept.getvalue()


def read(truth: Truth, layout: Layout, data: bytes, name: str = "factur-x.xml") -> Quote:
    return decode(Document("devis.pdf", with_inside(print_pdf(truth, layout), {name: data})))


def plain(truth: Truth) -> Bill:
    return Bill(truth, discounts=(None,) * len(truth.items))


def said(quote: Quote) -> set[tuple[str, object, object]]:
    return {
        (contradiction.field, contradiction.shown, contradiction.data)
        for contradiction in quote.contradictions
    }


@pytest.mark.parametrize("seed", range(25))
def test_a_page_and_data_that_agree_are_left_in_peace_and_every_line_has_its_place(seed: int) -> None:
    dice = Random(seed)
    truth, layout = a_bill(dice).truth, a_layout(dice)
    quote = read(truth, layout, factur_x(plain(truth), dice.choice(("basic", "en16931", "extended"))))
    assert quote.source == "xml"
    assert not quote.contradictions
    page = decode(Document("devis.pdf", print_pdf(truth, layout)))
    if [line.net_amount for line in page.lines] == [item.net for item in truth.items]:
        assert [line.place for line in quote.lines] == [line.place for line in page.lines]
        for line, seen in zip(quote.lines, page.lines, strict=True):
            assert line.cells
            assert set(line.cells) <= set(seen.cells)
    for name in ("net", "vat", "gross"):
        shown, found = getattr(page.totals, name), getattr(quote.totals, name)
        if shown and shown.value == found.value:
            assert found.place == shown.place


WRONG: dict[str, tuple[Truth, set[tuple[str, object, object]]]] = {
    "number": (replace(TRUTH, number="D2026-042"), {("number", "D2026-041", "D2026-042")}),
    "date": (
        replace(TRUTH, issued_on=date(2026, 3, 21)),
        {("issued_on", date(2026, 3, 14), date(2026, 3, 21))},
    ),
    "business number": (
        replace(TRUTH, siret="443 061 841 00047"),
        {("siren", "732829320", "443061841")},
    ),
    "supplier": (
        replace(TRUTH, supplier="Agence Oméga", siret="443 061 841 00047"),
        {("siren", "732829320", "443061841"), ("supplier", "Studio Epsilon", "Agence Oméga")},
    ),
    "another name of the same supplier": (replace(TRUTH, supplier="Jeanne Exemple"), set()),
    "price of a line": (
        replace(TRUTH, items=(*TRUTH.items[:2], replace(TRUTH.items[2], price=Decimal("190.00")))),
        {
            ("net", Decimal("2520.00"), Decimal("2600.00")),
            ("vat", Decimal("504.00"), Decimal("520.00")),
            ("gross", Decimal("3024.00"), Decimal("3120.00")),
            ("line", None, Decimal("380.00")),
        },
    ),
    "a line less": (
        replace(TRUTH, items=TRUTH.items[:2]),
        {
            ("net", Decimal("2520.00"), Decimal("2220.00")),
            ("vat", Decimal("504.00"), Decimal("444.00")),
            ("gross", Decimal("3024.00"), Decimal("2664.00")),
            ("line", Decimal("300.00"), None),
        },
    ),
}


def test_a_sum_of_lines_that_the_page_does_not_print_contradicts_nothing() -> None:
    data = etree.fromstring(factur_x(plain(TRUTH), "extended"))
    (item, *_) = data.xpath("//*[local-name()='IncludedSupplyChainTradeLineItem']")
    for status, amount in (("GROUP", "2100.00"), ("DETAIL", "2100.00")):
        group = deepcopy(item)
        group[1][0].text = "Site et logo"
        etree.SubElement(group[0], group[0][0].tag.replace("LineID", "LineStatusReasonCode")).text = status
        (total,) = group.xpath(".//*[local-name()='LineTotalAmount']")
        total.text = amount
        item.addprevious(group)
        found = said(read(TRUTH, PLAIN, etree.tostring(data)))
        assert (("line", None, Decimal(amount)) in found) is (status == "DETAIL")
        item.getparent().remove(group)


@pytest.mark.parametrize("name", WRONG)
def test_what_the_page_shows_against_the_data_is_told(name: str) -> None:
    other, expected = WRONG[name]
    for write in (factur_x, ubl):
        quote = read(TRUTH, PLAIN, write(plain(other)))
        assert said(quote) == expected
        told = [check for check in quote.checks if check.id == "page-differs"]
        assert len(told) == len(expected)
        assert all(check.severity == "warning" for check in told)
        assert all("données jointes" in check.fr and "\u00a0" in check.fr for check in told)
        assert all(check.fr != check.en for check in told)


def test_both_amounts_are_said_as_people_write_them() -> None:
    quote = read(TRUTH, PLAIN, factur_x(plain(WRONG["price of a line"][0])))
    assert any(
        "la page affiche 3\u202f024,00\u00a0€, les données jointes disent 3\u202f120,00\u00a0€" in check.fr
        for check in quote.checks
    )


def test_what_the_data_leave_out_comes_from_the_page() -> None:
    quote = read(TRUTH, PLAIN, factur_x(plain(TRUTH), "minimum"))
    assert [line.net_amount for line in quote.lines] == [item.net for item in TRUTH.items]
    assert quote.valid_until
    assert quote.valid_until.value == TRUTH.valid_until
    assert not quote.contradictions


def test_a_page_that_is_a_picture_says_nothing_against_the_data() -> None:
    blank = pikepdf.new()
    blank.add_blank_page()
    kept = io.BytesIO()
    blank.save(kept)
    quote = decode(
        Document("devis.pdf", with_inside(kept.getvalue(), {"factur-x.xml": factur_x(plain(TRUTH))}))
    )
    assert quote.totals.gross
    assert quote.totals.gross.value == TRUTH.gross
    assert not quote.contradictions


def test_a_quote_with_contradictions_is_kept_whole() -> None:
    quote = read(TRUTH, PLAIN, factur_x(plain(WRONG["date"][0])))
    assert quote.contradictions
    assert from_stored(to_stored(quote)) == quote


NAMES = (
    "factur-x.xml", "FACTUR-X.xml", "ZUGFeRD-invoice.xml", "zugferd-invoice.xml", "xrechnung.xml", "order-x.xml",
    "f.xml",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_the_data_are_found_under_any_name(name: str) -> None:
    quote = read(
        TRUTH,
        Layout(heads={"name": "A", "quantity": "Qté", "price": "PU", "net": "Total"}),
        factur_x(plain(TRUTH)),
        name,
    )
    assert quote.source == "xml"


def test_the_standards_name_wins_among_several() -> None:
    other = factur_x(plain(replace(TRUTH, number="B-2")))
    files = {"a.xml": other, "factur-x.xml": factur_x(plain(TRUTH)), "b.xml": b"<a/>", "note.txt": b"bonjour"}
    quote = decode(Document("devis.pdf", with_inside(print_pdf(TRUTH, PLAIN), files)))
    assert quote.number
    assert quote.number.value == TRUTH.number


VISIBLE = {"issued_on": "date", "supplier": "seller_name"}


def test_nothing_that_the_shared_pages_print_contradicts_their_data() -> None:
    if not collected.folders():
        pytest.skip("ETABLI_CORPUS is not set: the shared e-invoices are left out")
    known = collected.folders()[0]
    files = [Path(str(file).removesuffix(".xml")) for file in sorted(known.rglob("*.pdf.xml"))]
    assert files, "no e-invoice in the corpus"
    for file in files:
        visible = json.loads(Path(f"{file}.json").read_text("utf-8"))["visible"]
        for contradiction in decode(Document(file.name, file.read_bytes())).contradictions:
            assert not visible.get(VISIBLE.get(contradiction.field, contradiction.field), True), (
                file.name,
                contradiction,
            )
