"""What people correct stays over every reading, finds its line again, and never hides an error of the supplier."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from etabli.procurement.quotes.corrections import (
    FACTS,
    OF_A_LINE,
    REMOVED,
    VALUE,
    Change,
    Corrected,
    corrected,
    named,
    value_of,
    written,
)
from etabli.procurement.quotes.engine.model import Cell, Found, Line, Party, Place, Quote, Totals


def line(name: str, amount: str, top: float, page: int = 1, **more: Any) -> Line:
    place = Place(page, (50, top, 550, top + 12))
    cells = (Cell("net_amount", Place(page, (500, top, 550, top + 12)), amount, more.get("confidence", 1.0)),)
    return Line(name, net_amount=Decimal(amount), place=place, cells=cells, **more)


def a_quote(*lines: Line, **more: Any) -> Quote:
    default = (
        line("Site vitrine", "1800", 300),
        line("Photographies", "350", 320),
        line("Formation", "140", 340),
    )
    totals = Totals(net=Found(Decimal(2290)), vat=Found(Decimal(458)), gross=Found(Decimal(2748)))
    return Quote("text", lines=lines or default, totals=totals, **more)


def over(quote: Quote, *said: tuple[str, dict[str, str]], later: Quote | None = None) -> Corrected:
    """The quote under what was said of it; with `later`, that reading under what was said of the first."""
    first = corrected(quote, ())
    changes = [change for target, values in said if (change := first.change(target, values))]
    assert len(changes) == len(said)
    return corrected(later or quote, changes)


def targets(quote: Quote) -> tuple[str, ...]:
    return corrected(quote, ()).targets


def test_nothing_said_changes_nothing() -> None:
    quote = a_quote()
    found = corrected(quote, ())
    assert (found.quote, found.news, found.orphans, found.removed) == (quote, (), (), ())
    assert len(set(found.targets)) == 3


@pytest.mark.parametrize(
    ("target", "text", "value"),
    [
        ("net", "2300.5", Decimal("2300.50")),
        ("issued_on", "2027-01-04", date(2027, 1, 4)),
        ("supplier.name", "Atelier Fictif", "Atelier Fictif"),
        ("number", "D-12", "D-12"),
    ],
)
def test_a_fact_is_what_was_said_and_surely(target: str, text: str, value: object) -> None:
    unsure = a_quote(number=Found("D-1Z", Place(1, (0, 0, 9, 9)), 0.4, "D-1Z"))
    found = over(unsure, (target, {VALUE: text}))
    side, _dot, name = target.rpartition(".")
    holder: Any = (
        found.quote.totals if target == "net" else getattr(found.quote, side) if side else found.quote
    )
    held = getattr(holder, name or target)
    assert (held.value, held.confidence) == (value, 1.0)
    assert (target, VALUE) in found.vouched
    if target == "number":
        assert held.place == Place(1, (0, 0, 9, 9))  # what was misread is still printed there


def test_a_fact_that_is_not_on_the_quote_goes() -> None:
    quote = a_quote(supplier=Party(siret=Found("12345678900011")))
    assert "siret-invalid" in [check.id for check in over(quote, ("net", {VALUE: "1"})).quote.checks]
    found = over(quote, ("supplier.siret", {VALUE: ""}))
    assert found.quote.supplier.siret is None
    assert "siret-invalid" not in [check.id for check in found.quote.checks]


def test_the_sums_are_made_again_with_what_was_said() -> None:
    wrong = a_quote(
        line("Site vitrine", "1300", 300), line("Photographies", "350", 320), line("Formation", "140", 340)
    )
    first = targets(wrong)[0]
    assert "lines-total" in [
        check.id for check in corrected(wrong, [Change("number", {VALUE: "1"}, {})]).quote.checks
    ]
    right = over(wrong, (first, {"net_amount": "1800"}))
    assert "lines-total" not in [check.id for check in right.quote.checks]
    assert right.quote.lines[0].confidence == 1.0


def test_confirming_does_not_hide_an_error_of_the_supplier() -> None:
    slip = line("Formation", "150", 340, quantity=Decimal(2), unit_price=Decimal(70), confidence=0.5)
    quote = a_quote(slip)
    said = over(quote, (targets(quote)[0], {"net_amount": "150"}))
    assert "line-arithmetic" in [check.id for check in said.quote.checks]
    mended = over(quote, (targets(quote)[0], {"net_amount": "140"}))
    assert "line-arithmetic" not in [check.id for check in mended.quote.checks]
    sure = a_quote(replace(slip, net_amount=Decimal(140), confidence=0.95))
    spoilt = over(sure, (targets(sure)[0], {"quantity": "3"}))
    assert "line-arithmetic" in [check.id for check in spoilt.quote.checks]


def test_a_line_is_added_taken_out_and_put_back() -> None:
    quote = a_quote()
    added = over(quote, ("line:added-1", {"description": "Logo", "net_amount": "90"}))
    assert [one.description for one in added.quote.lines][-1] == "Logo"
    assert added.targets[-1] == "line:added-1"
    second = targets(quote)[1]
    without = over(quote, (second, {REMOVED: "1"}))
    assert [one.description for one in without.quote.lines] == ["Site vitrine", "Formation"]
    assert [name for name, _line in without.removed] == [second]
    back = over(quote, (second, {REMOVED: ""}))
    assert back.quote.lines == quote.lines
    gone = over(quote, ("line:added-1", {"description": "Logo", REMOVED: "1"}))
    assert [one.description for _name, one in gone.removed] == ["Logo"]


# Another reading of the same quote


def test_a_correction_finds_its_line_wherever_it_stands_now() -> None:
    quote = a_quote()
    said = (targets(quote)[1], {"net_amount": "360"})
    moved = a_quote(line("Logo", "90", 280), *quote.lines[:1], line("Photographies", "350", 520, page=2))
    found = over(quote, said, later=moved)
    assert [one.net_amount for one in found.quote.lines] == [90, 1800, 360]
    assert found.orphans == ()
    spelt = a_quote(quote.lines[0], replace(quote.lines[1], description="Photographics"), quote.lines[2])
    assert over(quote, said, later=spelt).quote.lines[1].net_amount == 360


def test_two_lines_of_the_same_words_keep_each_its_own() -> None:
    quote = a_quote(line("Hébergement", "100", 300), line("Hébergement", "200", 320))
    first, second = targets(quote)
    found = over(quote, (first, {"net_amount": "110"}), (second, {"net_amount": "210"}), later=quote)
    assert [one.net_amount for one in found.quote.lines] == [110, 210]
    only_second = over(quote, (second, {"net_amount": "210"}))
    assert [one.net_amount for one in only_second.quote.lines] == [100, 210]


def test_a_correction_whose_line_is_gone_is_told_and_changes_no_other() -> None:
    quote = a_quote()
    other = a_quote(line("Tout autre chose", "350", 320))
    found = over(quote, (targets(quote)[1], {"net_amount": "360"}), later=other)
    assert found.quote.lines == other.lines
    assert [one.target for one in found.orphans] == [targets(quote)[1]]
    assert found.targets[0] != targets(quote)[1]  # its name stays taken: a new correction can't cover it


def test_a_new_reading_never_overwrites_silently() -> None:
    quote = a_quote()
    first = targets(quote)[0]
    said = [(first, {"net_amount": "1850"}), ("net", {VALUE: "2340"})]
    assert over(quote, *said).news == ()
    later = replace(
        a_quote(replace(quote.lines[0], net_amount=Decimal(1850)), *quote.lines[1:]),
        totals=replace(quote.totals, net=Found(Decimal(2400))),
    )
    found = over(quote, *said, later=later)
    assert found.quote.lines[0].net_amount == 1850
    assert found.quote.totals.net
    assert found.quote.totals.net.value == 2340
    assert {(one.target, one.now, one.yours, one.agrees) for one in found.news} == {
        (first, "1850", "1850", True),
        ("net", "2400", "2340", False),
    }


# Writing


@pytest.mark.parametrize("name", sorted(FACTS | set(OF_A_LINE)))
def test_what_is_written_is_read_back(name: str) -> None:
    samples = [None, Decimal("1250.50"), Decimal(0), date(2027, 1, 4), "Atelier d’été", True, False]
    for sample in samples:
        try:
            back = value_of(name, written(sample))
        except (ArithmeticError, ValueError):
            continue  # a text is no amount and no day: a form says so before
        assert written(back) == written(sample) or name == "optional"


@pytest.mark.parametrize(
    ("key", "means"),
    [
        ("net", ("net", VALUE)),
        ("supplier.name", ("supplier.name", VALUE)),
        ("line:p1y300", ("line:p1y300", "")),
        ("line:n0b.net_amount", ("line:n0b", "net_amount")),
        ("line:added-2", ("line:added-2", "")),
        ("line:added-99999999", None),
        ("line:p1y300.confidence", None),
        ("lines", None),
        ("", None),
        ("line:" + "9" * 500, None),
    ],
)
def test_only_what_a_quote_has_can_be_named(key: str, means: tuple[str, str] | None) -> None:
    assert named(key) == means


def test_every_line_that_is_read_can_be_named() -> None:
    shapes = [Line("sans place"), *a_quote().lines, line("Doublon", "1", 300), line("Au bord", "1", -3.4)]
    for target in targets(a_quote(*shapes)):
        assert named(target) == (target, "")
