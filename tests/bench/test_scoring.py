"""The scoring rules: what counts as right, missing, wrong, found, and whole."""

from typing import Any

import pytest

from bench.quotes.scoring import Verdict, score
from bench.quotes.tally import Tally

TRUTH: dict[str, Any] = {
    "number": "D-2026/7", "date": "2026-03-02", "date_alt": "2026-03-03", "valid_until": None,
    "seller": {"siret": "732 829 320 00074", "vat_id": None},
    "totals": {"net": 1260.0, "vat": 252.0, "gross": 1512.0},
    "lines": [
        {"description": "Création du site vitrine", "quantity": 3, "unit_price": 400, "net_amount": 1200.0},
        {"description": "Hébergement annuel", "quantity": 1, "unit_price": 60, "vat_rate": 20, "net_amount": 60.0},
    ],
}  # fmt: skip


def line(description: str, amount: str | None, **more: Any) -> dict[str, Any]:
    return {"description": description, "net_amount": amount, **more}


def answer(**changes: Any) -> dict[str, Any]:
    right = {
        "number": "d2026-7", "issued_on": "2026-03-02", "valid_until": None, "supplier": {"siret": "73282932000074"},
        "totals": {"net": "1260.00", "vat": "252.01", "gross": "1512.00"}, "commitment": None,
        "lines": [line("creation site vitrine", "1200.00", quantity="3", unit_price="399"),
                  line("Hébergement annuel", "60.00", vat_rate="20")],
    }  # fmt: skip
    return right | changes


def test_all_that_is_right() -> None:
    done = score(answer(), TRUTH)
    assert set(done.fields) == {"net", "vat", "gross", "number", "date", "siret"}
    assert done.count(Verdict.RIGHT) == 6
    assert (done.lines.found, done.lines.wanted, done.lines.extra) == (2, 2, 0)
    assert done.whole
    assert done.lines.details == {
        (0, "quantity"): True, (0, "unit_price"): False,
        (1, "quantity"): False, (1, "unit_price"): False, (1, "vat_rate"): True,
    }  # fmt: skip


def test_a_refused_document_gives_nothing_and_nothing_wrong() -> None:
    tally = Tally.of([score({}, TRUTH)])
    assert (tally.right, tally.missing, tally.wrong) == (0, 6, 0)
    assert (tally.whole, tally.found, tally.lines, tally.extra) == (0, 0, 2, 0)


@pytest.mark.parametrize(
    ("changes", "field", "verdict"),
    [
        ({"issued_on": "2026-03-03"}, "date", Verdict.RIGHT),
        ({"issued_on": "2026-02-03"}, "date", Verdict.WRONG),
        ({"issued_on": None}, "date", Verdict.MISSING),
        ({"valid_until": "2026-04-02"}, "valid_until", Verdict.WRONG),
        ({"commitment": {"months": 48}}, "commitment", Verdict.WRONG),
        ({"totals": {"net": "1260.02"}}, "net", Verdict.WRONG),
        ({"supplier": {"siret": "73282932000075"}}, "siret", Verdict.WRONG),
    ],
)
def test_each_field(changes: dict[str, Any], field: str, verdict: Verdict) -> None:
    assert score(answer(**changes), TRUTH).fields[field] is verdict


def test_what_a_page_by_hand_does_not_print_is_invented() -> None:
    invented = score(answer(), {**TRUTH, "number": None, "date": None})
    assert invented.fields["number"] is invented.fields["date"] is Verdict.WRONG
    assert not invented.whole


def test_what_the_xml_holds_and_the_page_does_not_print_is_not_asked_for() -> None:
    visible = {"number": False, "net": False, "lines": [True, False]}
    done = score(answer(number="another", valid_until="2026-04-02"), {**TRUTH, "visible": visible})
    assert {"number", "net", "valid_until"}.isdisjoint(done.fields)
    assert (done.lines.wanted, done.lines.extra) == (1, 1)


def test_one_amount_whatever_it_is_called() -> None:
    truth = {**TRUTH, "totals_ambiguous": True}
    done = score(answer(totals={"net": None, "due": "1512.00"}), truth)
    assert done.fields["gross"] is Verdict.RIGHT
    assert {"net", "vat"}.isdisjoint(done.fields)


def test_a_line_has_its_amount_and_half_its_words() -> None:
    other_amount = [line("Création du site vitrine", "1200.50"), line("Hébergement annuel", "-60.00")]
    other_words = [line("Site", "1200.00"), line("Hébergement", "60.00")]
    assert score(answer(lines=other_amount), TRUTH).lines.found == 0
    assert score(answer(lines=other_words), TRUTH).lines.matched == {1: 1}


def test_a_line_answers_for_one_truth_only_and_the_likelier() -> None:
    two = [{"description": "Page en plus", "net_amount": 50}, {"description": "Page", "net_amount": 50}]
    twice = {**TRUTH, "lines": two}
    done = score(
        answer(lines=[line("Page", "50.00"), line("Page en plus", "50.00"), line("Page", "50.00")]), twice
    )
    assert done.lines.matched in ({1: 0, 0: 1}, {1: 0, 2: 1})
    assert done.lines.extra == 1
    assert not done.whole


def test_lines_that_nobody_wrote_down_are_not_judged() -> None:
    done = score(answer(lines=[line("Une autre", "1.00")]), {**TRUTH, "lines_annotated": False})
    assert (done.judged, done.lines.wanted, done.lines.extra, done.whole) == (False, 0, 0, True)
