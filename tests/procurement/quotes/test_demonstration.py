"""The demonstration's own quotes are read as their drafts say, in each of the eight layouts; only what was planted is
found amiss."""

from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from etabli.demo.quotes import PrintedQuote, drafts, printed
from etabli.procurement.quotes.engine import Document, Quote, check, decode

ON = date(2026, 9, 14)
CLIENT = "Menuiserie Lafon (fictive)"
NAMES = [f"{rank}-{draft.layout}" for rank, draft in enumerate(drafts(), start=1)]
PERIODS = {"mois": "month", "month": "month"}

type Pair = tuple[PrintedQuote, Quote]


@pytest.fixture(scope="module")
def pairs() -> list[Pair]:
    return [(sent, decode(Document(sent.file_name, sent.pdf))) for sent in printed(ON, CLIENT)]


@pytest.fixture(params=range(len(NAMES)), ids=NAMES)
def pair(request: pytest.FixtureRequest, pairs: list[Pair]) -> Pair:
    return pairs[request.param]


def test_thirty_eight_quotes_in_eight_layouts_on_three_papers() -> None:
    assert len(NAMES) == 38
    assert len({draft.layout for draft in drafts()}) == 8
    assert set(Counter(draft.paper for draft in drafts())) == {"pdf", "scan", "photo"}


def test_the_head_is_read(pair: Pair) -> None:
    sent, quote = pair
    assert quote.kind == ("invoice" if sent.draft.title == "Facture" else "quote")
    assert quote.number
    assert quote.number.value == sent.number
    assert quote.issued_on
    assert quote.issued_on.value == sent.issued_on
    assert quote.valid_until
    assert quote.valid_until.value == sent.valid_until
    if sent.draft.identity == "none":  # nothing says which of the names is the supplier's
        assert quote.supplier.name is None or quote.supplier.name.value == sent.draft.supplier
    else:
        assert quote.supplier.name
        assert quote.supplier.name.value == sent.draft.supplier
    assert quote.customer.name is None or quote.customer.name.value == CLIENT


def test_the_lines_are_read(pair: Pair) -> None:
    draft, quote = pair[0].draft, pair[1]
    assert [(line.description, line.quantity, line.amount) for line in quote.lines] == [
        (line.label, Decimal(line.quantity), amount)
        for line, amount in zip(draft.lines, draft.amounts, strict=True)
    ]
    assert all((line.net_amount is None) == (draft.layout == "gross") for line in quote.lines)
    without_price = draft.layout == "letter"
    assert [line.unit_price for line in quote.lines] == [
        None if without_price else line.price for line in draft.lines
    ]
    assert without_price or [line.unit or "" for line in quote.lines] == [line.unit for line in draft.lines]
    for line, read in zip(draft.lines, quote.lines, strict=True):
        assert read.recurring == ("year" if line.label.endswith("par an") else PERIODS.get(line.unit))


def test_the_totals_are_read(pair: Pair) -> None:
    """Without VAT (art. 293 B) the one total is what is to be paid: it is the net and the gross total."""
    draft, totals = pair[0].draft, pair[1].totals
    assert totals.net
    assert totals.net.value == draft.net
    assert (totals.vat.value if totals.vat else None) == (draft.vat if draft.rate else None)
    assert (totals.gross.value if totals.gross else None) == draft.gross


def test_only_what_was_planted_is_said(pair: Pair) -> None:
    """A mistake is kept as printed and reported; the rental alarm rings for the rentals alone."""
    sent, quote = pair
    grave = {finding.id for finding in check(quote, on=ON) if finding.severity in ("error", "warning")}
    assert grave == set(sent.draft.planted)


def test_every_kind_of_mistake_is_planted() -> None:
    planted = {name for draft in drafts() for name in draft.planted}
    assert planted >= {
        "line-arithmetic", "lines-total", "vat", "totals", "rental", "renewal", "commitment", "deposit",
        "siret-missing", "siret-invalid", "validity-over", "payment-delay", "vat-unsaid",
    }  # fmt: skip


def test_the_rentals_say_what_they_come_to(pairs: list[Pair]) -> None:
    rentals = [(sent.draft, quote) for sent, quote in pairs if "rental" in sent.draft.planted]
    assert len(rentals) == 2
    for draft, quote in rentals:
        monthly = draft.lines[0]
        assert quote.commitment
        assert quote.commitment.months == monthly.quantity
        assert quote.commitment.total_over_term == monthly.price * monthly.quantity
        assert quote.commitment.renewal
