"""The demonstration's own quotes are read as their drafts say, in each of the three layouts."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from etabli.demo.quotes import DRAFTS, Draft, pdfs
from etabli.procurement.quotes.engine import Document, Quote, decode

ON = date(2026, 9, 14)
CLIENT = "Menuiserie Lafon (fictive)"

RANKS = range(len(DRAFTS))


@pytest.fixture(scope="module")
def read() -> list[tuple[Draft, Quote]]:
    return [(draft, decode(Document("devis.pdf", content))) for draft, content in pdfs(ON, CLIENT)]


def printed_net(draft: Draft) -> Decimal:
    return sum((line.quantity * line.price for line in draft.lines), Decimal(0)) + draft.slip


@pytest.mark.parametrize("rank", RANKS)
def test_the_head_is_read(read: list[tuple[Draft, Quote]], rank: int) -> None:
    draft, quote = read[rank]
    assert quote.kind == "quote"
    assert quote.number
    assert quote.number.value == f"D{ON.year}-{rank + 1:03d}"
    assert quote.issued_on
    assert quote.issued_on.value == ON
    assert quote.valid_until
    assert quote.valid_until.value == ON + timedelta(days=60)
    assert quote.supplier.name
    assert quote.supplier.name.value == draft.supplier
    assert quote.customer.name is None or quote.customer.name.value == CLIENT


@pytest.mark.parametrize("rank", RANKS)
def test_the_lines_are_read(read: list[tuple[Draft, Quote]], rank: int) -> None:
    draft, quote = read[rank]
    assert [(line.description, line.quantity, line.net_amount) for line in quote.lines] == [
        (line.label, Decimal(line.quantity), line.quantity * line.price) for line in draft.lines
    ]
    without_price = draft.layout == "letter"
    assert [line.unit_price for line in quote.lines] == [
        None if without_price else line.price for line in draft.lines
    ]
    assert [line.unit or "" for line in quote.lines] == [line.unit for line in draft.lines]
    assert [line.recurring for line in quote.lines] == [
        "month" if line.unit == "mois" else None for line in draft.lines
    ]
    rates = {line.vat_rate for line in quote.lines}
    assert rates == {None if draft.rate is None else Decimal(draft.rate)}


@pytest.mark.parametrize("rank", RANKS)
def test_the_totals_are_read(read: list[tuple[Draft, Quote]], rank: int) -> None:
    """Without VAT (art. 293 B) the one total is what is to be paid: it is the net and the gross total."""
    draft, quote = read[rank]
    net, totals = printed_net(draft), quote.totals
    vat = None if draft.rate is None else net * draft.rate / 100
    assert totals.net
    assert totals.net.value == net
    assert (totals.vat.value if totals.vat else None) == vat
    assert totals.gross
    assert totals.gross.value == net + (vat or 0)
    assert ("vat-exempt" in [check.id for check in quote.checks]) == (draft.rate is None)


@pytest.mark.parametrize("rank", RANKS)
def test_only_what_is_amiss_is_said(read: list[tuple[Draft, Quote]], rank: int) -> None:
    """The total that slipped is kept as printed and reported; the rental alarm rings for the rental alone."""
    draft, quote = read[rank]
    grave = {check.id for check in quote.checks if check.severity in ("error", "warning")}
    bound = {"rental", "delivery-report", "commitment", "renewal"}
    rental = bound if any("bailleur" in term for term in draft.terms) else set()
    assert grave == rental | ({"lines-total"} if draft.slip else set())


def test_the_rental_says_what_it_comes_to(read: list[tuple[Draft, Quote]]) -> None:
    draft, quote = next((d, q) for d, q in read if q.commitment and q.commitment.months == 48)
    monthly = draft.lines[0]
    assert quote.commitment
    assert quote.commitment.total_over_term == monthly.price * 48
    assert quote.commitment.renewal
    alarm = next(check for check in quote.checks if check.id == "rental")
    assert "licence d’exploitation" in alarm.fr
