"""The measure of what is recognised: what is counted, what is held out, what is left out."""

import json

import pytest

import bench
from bench.quotes import needs
from etabli.procurement.needs.engine import Polarity
from tests.procurement.needs.judged import (
    Count,
    Example,
    Label,
    Written,
    counted,
    examples,
    fingerprint,
    macro,
    micro,
    read,
)


def test_without_documents_the_examples_are_measured_and_the_lines_named_as_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ETABLI_CORPUS", raising=False)
    monkeypatch.setattr("bench.quotes.needs.judged.examples", lambda: examples()[:40])
    assert bench.main(["quotes", "--only", "needs"]) == 0
    told = capsys.readouterr().out
    assert "needs examples" in told
    assert "the labelled lines of the collected quotes" in told
    assert bench.main(["quotes", "--only", "needs", "--json"]) == 0
    measured = json.loads(capsys.readouterr().out)["needs"]
    assert set(measured) == {
        "read when widening the words", "held out", "writing, first",
        "writing, second, read when widening the words", "writing, second, held out",
        "writing, third", "writing, fourth", "writing, fifth",
        "writing, sixth, half learnt from", "writing, sixth, held out",
        "writing, seventh", "writing, eighth", "writing, ninth", "writing, tenth", "writing, eleventh",
        "writing, twelfth", "writing, thirteenth", "writing, fourteenth", "writing, fifteenth", "writing, sixteenth",
        "writing, seventeenth, held out",
    }  # fmt: skip
    assert len(measured["writing, second, held out"]["excluded"]) == 2


def test_a_need_that_is_never_said_but_found_counts_as_badly_as_one_missed() -> None:
    counts = {"a": Count(right=3, missed=1), "b": Count(wrong=2), "c": Count()}
    assert counts["a"].f1 == pytest.approx(6 / 7)
    assert macro(counts.values()) == pytest.approx((6 / 7 + 0) / 2)
    assert micro(counts.values()) == pytest.approx(6 / 9)


def test_an_example_is_counted_for_its_own_need_alone() -> None:
    rows = [Example("a", True, "x"), Example("a", False, "y"), Example("b", True, "y")]
    counts = counted(rows, lambda line: {"a"} if line == "y" else set())
    assert counts == {"a": Count(missed=1, wrong=1), "b": Count(missed=1)}


def test_a_need_of_a_writing_counts_once_whatever_its_polarity_and_is_right_with_its_own() -> None:
    rows = [
        Written("x", {"a": "excluded", "b": "excluded"}),
        Written("y", {"a": "optional"}),
        Written("z", {}),
    ]
    got: dict[str, dict[str, Polarity]] = {
        "x": {"a": "excluded"}, "y": {"a": "offered"}, "z": {"b": "offered"},
    }  # fmt: skip
    seen = read(rows, got.__getitem__)
    assert seen.needs == {"a": Count(right=2), "b": Count(missed=1, wrong=1)}
    assert (seen.share("excluded"), seen.share("optional"), seen.share("from_client")) == (0.5, 0, 1)
    assert seen.share("optional", "excluded") == pytest.approx(1 / 3)


def test_which_half_an_example_is_of_depends_on_its_line_alone() -> None:
    rows = [Example("a", True, f"ligne {n}") for n in range(200)]
    apart = [row.line for row in rows if row.held_out]
    assert 70 < len(apart) < 130
    assert [row.line for row in reversed(rows) if row.held_out] == apart[::-1]


def test_a_line_read_otherwise_since_it_was_labelled_is_in_no_figure() -> None:
    row = Label("devis/a.pdf", 1, fingerprint("Hébergement."), frozenset({"hosting"}))
    assert row.text == fingerprint("hebergement")
    assert needs._of_labels([(row, None)]) == {}
    assert needs._of_labels([(row, frozenset({"seo"}))]) == {
        "hosting": Count(missed=1),
        "seo": Count(wrong=1),
    }
