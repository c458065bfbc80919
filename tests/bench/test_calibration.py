"""The bins of confidence, what falls into them, and what a fit on some values says of others."""

import pytest

from bench.quotes import calibration
from bench.quotes.calibration import Given
from bench.quotes.scoring import score
from tests.bench.test_scoring import TRUTH, answer, line


@pytest.mark.parametrize(
    ("confidence", "bound"), [(1.0, 0.99), (0.99, 0.99), (0.98, 0.95), (0.9, 0.9), (0.89, 0.7), (0.1, 0.0)]
)
def test_a_bin_holds_what_is_at_or_over_its_bound(confidence: float, bound: float) -> None:
    assert Given("totals", confidence, True).bin == bound


def test_each_value_given_has_its_confidence_and_whether_it_is_right() -> None:
    lines = [
        line(
            "creation site vitrine", "1200.00", quantity="3", confidence=0.97, confidences={"quantity": 0.8}
        ),
        line("Une autre", "1.00", confidence=0.6),
        line("Sans prix", None, confidence=0.9),
    ]
    told = answer(
        issued_on="2026-01-01", number=None, lines=lines,
        confidence={"net": 0.99, "vat": 0.93, "gross": 0.99, "issued_on": 0.8, "supplier.siret": 0.95},
    )  # fmt: skip
    assert sorted(calibration.values(told, score(told, TRUTH)), key=str) == sorted(
        [
            Given("totals", 0.99, True), Given("totals", 0.93, True), Given("totals", 0.99, True),
            Given("dates", 0.8, False), Given("supplier", 0.95, True),
            Given("line amount", 0.97, True), Given("line amount", 0.6, False),
            Given("quantity, price, rate of a line", 0.8, True),
        ],
        key=str,
    )  # fmt: skip


def test_the_table_counts_each_kind_and_all() -> None:
    given = [Given("totals", 0.99, True), Given("totals", 0.92, False), Given("number", 0.5, False)]
    part = calibration.part(given)
    assert isinstance(part.data, dict)
    assert part.data["sure"] == {"values": 2, "right": 1}
    assert part.data["bins"]["all"]["0.0"] == {"values": 1, "right": 0}
    assert part.data["bins"]["totals"]["0.9"] == {"values": 1, "right": 0}
    assert part.tables[0].rows[1] == ("totals", "1 of 1", "—", "0 of 1", "—", "—")


def test_a_fit_is_sure_of_what_it_saw_right_often_enough() -> None:
    few, many = [Given("number", 0.97, True)] * 2, [Given("totals", 0.97, True)] * 30
    fit = calibration.fitted([*few, *many, *[Given("dates", 0.99, False)] * 30])
    asked = [Given(kind, 0.97, True) for kind in ("number", "totals", "supplier")] + [
        Given("dates", 0.99, True)
    ]
    assert calibration.sure_by(fit, asked) == [Given("totals", 0.97, True)]
