"""`etabli bench`: what it lists, what it refuses, what it writes."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import bench
from bench.quotes import long_quote
from bench.quotes.corpus import samples
from bench.report import Part, Table, plain, written_into
from etabli.site import bench_command
from etabli.site.environment import CHECKOUT

TABLE = Table("speed", ("what", "how long"), [("reading", "3 ms"), ("start", "1 s")], "On one machine.")
PAGE = """# Page
<!-- bench: none -->
<!-- end -->
<!-- bench: speed -->
old
<!-- end -->

<!-- bench: other -->
kept
<!-- end -->
"""


def test_a_table_in_columns_and_between_its_markers() -> None:
    assert plain(Part("speed", {}, (TABLE,))).splitlines() == [
        "== speed", "what     how long", "-------  --------", "reading  3 ms", "start    1 s", "On one machine.",
    ]  # fmt: skip
    written = written_into(PAGE, [TABLE])
    assert "| reading | 3 ms |" in written
    assert "old" not in written
    assert "<!-- bench: none -->\n<!-- end -->\n" in written
    assert written.endswith("<!-- bench: other -->\nkept\n<!-- end -->\n")
    assert written_into(written, [TABLE]) == written


@pytest.mark.parametrize("name", sorted(module for module, *_said in bench.MEASUREMENTS.values()))
def test_a_measurement_begins_without_the_settings_of_an_installation(name: str) -> None:
    bare = {key: value for key, value in os.environ.items() if key != "DJANGO_SETTINGS_MODULE"}
    subprocess.run([sys.executable, "-c", f"import {name}"], cwd=CHECKOUT, env=bare, check=True)


@pytest.mark.parametrize(
    "line", ["", "speed", "quotes --only all", "quotes /nowhere", "quotes --write /nowhere.md"]
)
def test_bad_input_is_one_line_and_exit_2(line: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        bench.main(line.split())
    out, err = capsys.readouterr()
    assert (ended.value.code, out, err.count("\n")) == (2, "", 1)
    if line in ("", "speed"):
        assert all(name in err for name in (*bench.MEASUREMENTS, "all"))


def test_without_lighthouse_it_says_how_to_have_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bench.main(["lighthouse"]) == 0
    assert "npm install --global lighthouse" in capsys.readouterr().out


def test_without_documents_it_says_what_it_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("ETABLI_CORPUS", raising=False)
    assert bench.main(["quotes", "--only", "score", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told["left out"] == ["score"]
    assert told["machine"]["python"]


def test_an_installed_package_says_where_the_measurements_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(bench_command, "CHECKOUT", tmp_path)
    monkeypatch.setenv("LANG", "en_GB.UTF-8")
    with pytest.raises(SystemExit) as ended:
        bench_command.main(["quotes"])
    assert ended.value.code == 2
    assert "in the repository" in capsys.readouterr().err


@pytest.fixture
def collected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two folders named by ETABLI_CORPUS, with the same three documents: of two families, and of none."""
    monkeypatch.setenv("ETABLI_CORPUS", f"{tmp_path / 'first'}:{tmp_path / 'second'}")
    for corpus in ("first", "second"):
        folder = tmp_path / corpus / "quotes" / "some"
        folder.mkdir(parents=True)
        for name in ("a.pdf", "b.pdf", "c.pdf", "without-truth.pdf", "a.pdf.xml"):
            (folder / name).write_bytes(long_quote.printed(1))
        for name in ("a.pdf", "b.pdf", "c.pdf"):
            (folder / f"{name}.json").write_text(json.dumps(TRUTH))
        rows = [{"file": "some/a.pdf", "family": "One"}, {"file": "some/b.pdf", "family": "Two\nnames"}]
        (folder.parent / "manifest.json").write_text(
            json.dumps([*rows, {"file": "other/c.pdf", "family": "Two"}])
        )
    return tmp_path


TRUTH = {
    "language": "fr", "doc_type": "quote", "media": {"kind": "text"}, "totals": {"net": 1}, "seller": {}, "lines": [],
    "lines_annotated": False,
}  # fmt: skip


def test_a_family_is_that_of_the_manifest_or_the_document_alone(collected: Path) -> None:
    first, second = samples([])
    assert [example.family for example in first.examples] == ["One", "Two names", "some/c.pdf"]
    assert first.what == "French quotes"
    assert first.folder.is_relative_to(collected / "first")
    assert second.folder.is_relative_to(collected / "second")


def test_a_family_of_an_odd_hash_is_unread_but_where_it_was_at_hand(collected: Path) -> None:
    """By its name as the manifest writes it; a folder named on the command line hides as much."""
    assert [int(hashlib.sha256(name).hexdigest(), 16) % 2 for name in (b"One", b"Two\nnames")] == [0, 1]
    first, second = samples([])
    assert [example.standing for example in first.examples] == ["at hand"] * 3
    assert [example.standing for example in second.examples] == ["read", "unread", "read"]
    assert samples([second.folder]) == [second]
    assert [example.path.name for example in second.shown] == ["a.pdf", "c.pdf"]


@pytest.mark.parametrize("more", ["", "--json"])
def test_no_document_of_an_unread_family_is_shown(
    collected: Path, capsys: pytest.CaptureFixture[str], more: str
) -> None:
    assert bench.main(f"quotes --only score --worst 9 {more}".split()) == 0
    out = capsys.readouterr().out
    assert ("second/quotes/some/a.pdf" in out, "second/quotes/some/b.pdf" in out) == (True, False)
    assert "first/quotes/some/b.pdf" in out
