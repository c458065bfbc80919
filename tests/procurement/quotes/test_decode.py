"""Quotes printed to PDF in random layouts: the truth must come back, and what isn't sure must stay empty."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from etabli.procurement.quotes.engine import Against, Document, Line, Quote, check, decode
from etabli.procurement.quotes.engine.stored import from_stored, to_stored
from tests.procurement.quotes import printing


def read(pdf: bytes) -> Quote:
    return decode(Document("devis.pdf", pdf))


def simple(**changes: Any) -> printing.Truth:
    """A quote of two lines: 3 × 400 and 1 × 60, VAT 20 %."""
    item = printing.Item
    items = (
        item("Création du site vitrine", "", Decimal(3), "j", Decimal(400), Decimal(20)),
        item("Hébergement annuel", "", Decimal(1), "u", Decimal(60), Decimal(20)),
    )
    truth = printing.Truth(
        "D-2026-007", date(2026, 3, 2), date(2026, 4, 2), "Studio Epsilon", "732 829 320 00074", items, False
    )
    return dataclasses.replace(truth, **changes)


def the_layout(**changes: Any) -> printing.Layout:
    return dataclasses.replace(printing.Layout(heads=printing.HEADS[0]), **changes)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(st.integers(0, 100_000))
def test_a_printed_quote_is_read_back(seed: int) -> None:
    random = Random(seed)
    truth, layout = printing.a_truth(random), printing.a_layout(random)
    quote = read(printing.print_pdf(truth, layout))
    assert quote.totals.net
    assert quote.totals.net.value == truth.net
    assert quote.totals.gross
    assert quote.totals.gross.value == truth.gross
    assert truth.exempt or (quote.totals.vat and quote.totals.vat.value == truth.vat)
    assert quote.number
    assert quote.number.value == truth.number
    assert quote.issued_on
    assert quote.issued_on.value == truth.issued_on
    assert quote.valid_until
    assert quote.valid_until.value == truth.valid_until
    assert quote.supplier.siret
    assert quote.supplier.siret.value == truth.siret.replace(" ", "")
    assert [line.amount for line in quote.lines] == [item.net for item in truth.items]
    for line, item in zip(quote.lines, truth.items, strict=True):
        assert line.description.startswith(item.name)
        assert line.quantity is None or line.quantity == item.quantity
        assert line.unit_price is None or line.unit_price == item.price
        assert line.place is not None


def test_every_value_says_where_it_is() -> None:
    quote = read(printing.print_pdf(simple(), the_layout()))
    assert quote.totals.net
    assert quote.totals.net.place
    assert quote.totals.net.place.page == 1
    assert quote.number
    assert quote.number.place
    assert 0 < quote.totals.net.confidence <= 1


def test_a_total_that_is_wrong_on_the_page_is_kept_and_said() -> None:
    class Wrong(printing.Truth):
        @property
        def gross(self) -> Decimal:
            return Decimal(super().gross + 100)

    truth = simple()
    wrong = Wrong(**{f.name: getattr(truth, f.name) for f in dataclasses.fields(truth)})
    quote = read(printing.print_pdf(wrong, the_layout()))
    assert quote.totals.gross
    assert quote.totals.gross.value == wrong.gross
    assert any(check.id == "totals" and check.severity == "error" for check in quote.checks)


def test_a_line_that_is_wrong_on_the_page_is_kept_and_said() -> None:
    class Wrong(printing.Item):
        @property
        def net(self) -> Decimal:
            return Decimal(1010)

    item = Wrong("Création du site", "", Decimal(3), "j", Decimal(400), Decimal(20))
    plain = printing.Item("Formation", "", Decimal(2), "j", Decimal(350), Decimal(20))
    quote = read(printing.print_pdf(simple(items=(item, *simple().items[1:], plain)), the_layout()))
    assert quote.lines[0].net_amount == Decimal(1010)
    assert quote.lines[0].unit_price == Decimal(400)
    assert any(check.id == "line-arithmetic" and check.line == 0 for check in quote.checks)


def test_a_line_that_stands_alone_is_asked_about() -> None:
    """No other line says what the columns are."""
    item = printing.Item("Création du site", "", Decimal(3), "j", Decimal(400), Decimal(20))

    class Wrong(printing.Item):
        @property
        def net(self) -> Decimal:
            return Decimal(1010)

    wrong = Wrong(**{field.name: getattr(item, field.name) for field in dataclasses.fields(item)})
    quote = read(printing.print_pdf(simple(items=(wrong,)), the_layout()))
    said = {check.id for check in quote.checks}
    assert "reread-line" in said
    assert "line-arithmetic" not in said


def test_a_yearly_line_is_said_to_come_back() -> None:
    quote = read(printing.print_pdf(simple(), the_layout()))
    assert [line.recurring for line in quote.lines] == [None, "year"]


def test_a_letter_has_no_lines_and_no_totals() -> None:
    from fpdf import FPDF

    pdf = FPDF()
    pdf.add_page()
    pdf.set_font("helvetica", "", 11)
    pdf.multi_cell(
        0,
        6,
        "Madame, nous vous remercions de votre visite du 3 mars et restons à votre écoute pour la suite.",
    )
    quote = read(bytes(pdf.output()))
    assert quote.lines == ()
    assert quote.totals.net is None
    assert quote.totals.gross is None
    assert quote.number is None
    assert [check.id for check in quote.checks] == ["not-a-quote"]


def test_a_packed_quote_comes_back_equal() -> None:
    quote = read(printing.print_pdf(simple(), the_layout()))
    assert from_stored(to_stored(quote)) == quote


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_json_has_the_public_shape(language: str) -> None:
    shape = read(printing.print_pdf(simple(), the_layout())).as_json(language)
    assert {
        "source",
        "kind",
        "supplier",
        "customer",
        "number",
        "issued_on",
        "valid_until",
        "currency",
        "lines",
        "options",
        "totals",
        "commitment",
        "checks",
        "against_brief",
        "confidence",
        "places",
        "pages",
        "seconds",
        "file",
    } == set(shape)
    totals = shape["totals"]
    assert isinstance(totals, dict)
    assert (totals["net"], totals["vat"], totals["gross"]) == ("1260.00", "252.00", "1512.00")
    assert totals["vat_breakdown"] == [{"rate": "20", "base": "1260.00", "vat": "252.00"}]


def test_a_long_quote_keeps_every_line() -> None:
    items = tuple(
        printing.Item(f"Prestation {n}", "", Decimal(2), "u", Decimal(n % 50 + 1), Decimal(20))
        for n in range(150)
    )
    truth = simple(items=items)
    quote = read(printing.print_pdf(truth, the_layout()))
    assert quote.pages > 3
    assert [line.description for line in quote.lines] == [item.name for item in items]
    assert quote.totals.net
    assert quote.totals.net.value == truth.net


def test_the_lines_that_json_names_are_those_it_gives() -> None:
    """The options stand apart: what is said of one names no line, rather than another's."""
    line = Line("Hébergement annuel", recurring="year", net_amount=Decimal(60))
    option = dataclasses.replace(line, description="Blog annuel", optional=True)
    quote = Quote(source="text", lines=(option, line, option), against=(Against("pages", "unclear", (0, 1)),))
    shape: Any = dataclasses.replace(quote, checks=check(quote)).as_json()
    named = {c["evidence"]: c["line"] for c in shape["checks"] if c["id"] == "recurring"}
    assert named == {"Hébergement annuel": 0, "Blog annuel": None}
    assert [line["description"] for line in shape["lines"]] == ["Hébergement annuel"]
    assert shape["against_brief"][0]["lines"] == [0]
