"""One family left out: whose words are taken from the vocabulary, and that they come back."""

import json
from pathlib import Path
from typing import Any

import pytest

from bench.quotes import families, long_quote
from bench.quotes.corpus import Example, Standing
from bench.quotes.scoring import score
from bench.report import plain
from etabli.procurement.quotes.engine import Document, decode
from etabli.procurement.quotes.engine.text import vocabulary

LINES = [{"description": f"Prestation {n}", "quantity": 2, "net_amount": 20.0} for n in range(3)]
TRUTH = {
    "totals": {"net": 60.0, "vat": 12.0, "gross": 72.0},
    "seller": {},
    "lines": LINES,
    "media": {},
    "date": None,
}


def test_the_words_of_one_family_alone_are_not_known_by_the_others() -> None:
    words = {"a": frozenset({"total", "net"}), "b": frozenset({"total", "summe"}), "c": frozenset({"net"})}
    assert families.others(words, "a") == {"total", "summe", "net"}
    assert families.others(words, "b") == {"total", "net"}


def test_a_word_left_out_means_nothing_and_comes_back() -> None:
    with families.only_words(frozenset({"total", "montant"})):
        assert vocabulary.roles_of("montant") == ("amount",)
        assert vocabulary.roles_of("quantite") == ("other",)
        assert vocabulary.total_kind("total ht") == "total"
        assert vocabulary.total_kind("acompte 30 %") is None
    assert vocabulary.roles_of("quantite") == ("quantity",)
    assert vocabulary.total_kind("total ht") == "net"


def test_the_words_come_back_after_an_error() -> None:
    with pytest.raises(ZeroDivisionError), families.only_words(frozenset()):
        raise ZeroDivisionError
    assert vocabulary.total_kind("total ht") == "net"


def test_a_document_is_read_without_its_words() -> None:
    document = Document("devis.pdf", long_quote.printed(1))
    with families.only_words(frozenset()):
        deaf = decode(document)
    assert deaf.totals.gross is None
    whole = decode(document)
    assert whole.totals.gross
    assert len(whole.lines) == long_quote.ROWS


def test_each_family_is_read_without_the_words_that_it_alone_brings(tmp_path: Path) -> None:
    """Two families that print the same words lose nothing; alone, either would lose all."""
    readings = []
    for name in ("one", "two"):
        path = tmp_path / f"{name}.pdf"
        path.write_bytes(long_quote.printed(1))
        example = Example(path, name)
        example.__dict__["truth"] = TRUTH
        answer = example.decoded()
        readings.append((example, answer, score(answer, TRUTH)))
    both = [each.data() for each in families.left_out(readings)]
    alone = [each.data() for each in families.left_out(readings[:1])]
    assert [row["left_out"] == row["whole"] for row in both] == [True, True]
    assert alone[0]["left_out"] != alone[0]["whole"]


def test_of_unread_families_only_totals_are_told(tmp_path: Path) -> None:
    """Neither the tables nor the data name a family or a document; two documents alone have no total."""
    readings = []
    standings: list[Standing] = ["unread", "unread", "unread", "read"]
    for at, standing in enumerate(standings):
        path = tmp_path / f"secret-{at}.pdf" if standing == "unread" else tmp_path / "shown.pdf"
        path.write_bytes(long_quote.printed(1))
        example = Example(path, f"family of {path.stem}", standing)
        example.__dict__["truth"] = TRUTH
        answer = example.decoded()
        readings.append((example, answer, score(answer, TRUTH)))
    part = families.part(readings)
    assert "secret" not in f"{plain(part)} {json.dumps(part.data)}"
    assert "family of shown" in plain(part)
    data: Any = part.data
    groups = data["groups"]
    assert [(group["standing"], group["documents"]) for group in groups] == [("read", 1), ("unread", 3)]
    assert groups[1]["lines"] == 9
    two = families.grouped([], readings[:2])[0]
    assert two.data() == {"standing": "unread", "kind": "printed", "documents": 2}
    assert two.row()[2:] == ("—",) * 5


def test_documents_whose_page_lacks_the_true_lines_are_counted_apart(tmp_path: Path) -> None:
    """What only the data inside a document say can't be read on its page; nor can lines without a word."""
    readings = []
    for at, said in enumerate(("Rédaction des textes", "Ramassage de champignons", "")):
        path = tmp_path / f"{at}.pdf"
        path.write_bytes(long_quote.printed(1))
        example = Example(path, f"family {at}")
        lines = [{"description": said, "quantity": 2, "net_amount": 20.0}]
        example.__dict__["truth"] = TRUTH | {"lines": lines}
        readings.append((example, score({}, example.truth)))
    group = families.Group("read", "printed", readings)
    assert (group.tally.documents, group.readable.documents) == (3, 1)


def test_what_fails_is_counted_by_value_and_by_lines() -> None:
    wrong = TRUTH | {"totals": {"net": 1.0, "vat": 12.0, "gross": 72.0}}
    given = {"totals": {"net": "60.00", "vat": "12.00", "gross": "72.00"}, "lines": []}
    example = Example(Path("devis.pdf"), "one")
    pairs = [(example, score(given, truth)) for truth in (wrong, TRUTH)]
    counted = {row[0]: row[1] for row in families.what_fails([families.Group("read", "printed", pairs)]).rows}
    assert counted["net"] == 1
    assert counted["no line read"] == counted["lines lacking"] == 2
    assert (counted["lines alone"], counted["values alone"], counted["vat"]) == (1, 0, 0)
