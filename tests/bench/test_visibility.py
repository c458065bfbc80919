"""`etabli bench visibility`: what is found, missed and invented on sites whose faults are written beside them."""

import json
from pathlib import Path
from typing import Any

import pytest

import bench
from bench.visibility import peers
from etabli.programme.visibility.checks.catalogue import findings
from etabli.programme.visibility.engine.checks.judging import Verdict
from tests.programme.visibility.sample_pages import GOOD, HOST, LEGAL, without

SITE: dict[str, Any] = {
    "host": HOST,
    "https": True,
    "certificate": "good",
    "certificate_days": 80,
    "http_redirects": True,
    "business": {
        "name": "Maison Exemple",
        "telephone": "+33556010203",
        "postcode": "33000",
        "town": "Bordeaux",
    },
    "paths": {
        "/": "index.html",
        "/mentions-legales": "legal.html",
        "/pains": {"text": "<html lang=fr><title>Nos pains</title>", "type": "text/html"},
        "/style.css": {"size": 12_000, "type": "text/css"},
        "/pain.jpg": {"size": 90_000, "type": "image/jpeg"},
    },
    "elsewhere": {"www.facebook.com": {"/maison.exemple": 200}},
    "dns": {
        f"{HOST} MX": ["10 mx.exemple.test."],
        f"{HOST} TXT": ["v=spf1 -all"],
        f"_dmarc.{HOST} TXT": ["v=DMARC1; p=reject"],
    },
}


def make(folder: Path, name: str, page: str = GOOD, **changed: Any) -> None:
    site = folder / name
    site.mkdir(parents=True)
    (site / "site.json").write_text(json.dumps(SITE | changed))
    (site / "index.html").write_text(page)
    (site / "legal.html").write_bytes(LEGAL)


def measured(capsys: pytest.CaptureFixture[str], *folders: Path) -> dict[str, Any]:
    assert bench.main(["visibility", "--no-peers", "--json", "--sites", *map(str, folders)]) == 0
    counts: dict[str, Any] = json.loads(capsys.readouterr().out)["planted"]
    return counts


def test_faults_are_found_missed_and_invented_by_id(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path / "one", "good")
    no_hours = without("<p>Du mardi[^<]*</p>")
    make(tmp_path / "one", "bakery", no_hours)
    make(tmp_path / "one", "doubtful", no_hours)
    dead = {**SITE["paths"], "/pains": {"status": 301, "to": "/gone"}, "/gone": {"status": 404}}
    make(tmp_path / "two", "dead", paths=dead, elsewhere={"www.facebook.com": {"/maison.exemple": 404}})
    make(tmp_path / "two", "plain", https=False, business={**SITE["business"], "telephone": "+33556999999"})
    (tmp_path / "one" / "truth.tsv").write_text(
        "bakery\thours\tnone are given\nbakery\tzoom\twritten here, and not in the page\n"
        "bakery\tnone-of-these\ttwo prices for one loaf\ndoubtful\t?hours\tperhaps\n"
    )
    (tmp_path / "two" / "truth.tsv").write_text(
        "dead\tlinks\tthe loaves\ndead\tsocial\tgone\nplain\thttps\t\n"
    )
    counts = measured(capsys, tmp_path / "one", tmp_path / "two")
    assert counts["one"] == {
        "sites": 3, "none of these": 1, "found": {"hours": 1}, "missed": {"zoom": 1}, "invented": {},
    }  # fmt: skip
    assert counts["two"] == {
        "sites": 2, "none of these": 0, "found": {"links": 1, "social": 1, "https": 1}, "missed": {},
        "invented": {"phone-agrees": 1},
    }  # fmt: skip
    assert (counts["all"]["sites"], counts["all"]["invented"]) == (5, {"phone-agrees": 1})


def test_only_ids_and_totals_are_shown(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    make(tmp_path / "one", "secret", without("<p>Du mardi[^<]*</p>"))
    (tmp_path / "one" / "truth.tsv").write_text("secret\tphone\tnone\n")
    assert bench.main(["visibility", "--no-peers", "--sites", str(tmp_path / "one")]) == 0
    out = capsys.readouterr().out
    assert out.splitlines()[3].split() == [
        "one", "1", "1", "0", "of", "1", "(0.0", "%)", "1", "of", "1", "(100.0", "%)", "0", "phone", "hours",
    ]  # fmt: skip
    assert "secret" not in out
    assert HOST not in out


@pytest.mark.parametrize("missing", ["truth.tsv", "site.json", "readable", "index.html", "host"])
def test_a_folder_that_can_not_be_read_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], missing: str
) -> None:
    if missing != "site.json":
        make(tmp_path, "good")
    if missing != "truth.tsv":
        (tmp_path / "truth.tsv").write_text("")
    if missing == "readable":
        (tmp_path / "good" / "site.json").write_text("{")
    if missing == "index.html":
        (tmp_path / "good" / "index.html").unlink()
    if missing == "host":
        (tmp_path / "good" / "site.json").write_text("{}")
    with pytest.raises(SystemExit) as ended:
        bench.main(["visibility", "--no-peers", "--sites", str(tmp_path)])
    assert ended.value.code == 2
    err = capsys.readouterr().err
    assert (err.count("\n"), str(tmp_path) in err) == (1, True)


def test_without_lighthouse_and_a_browser_it_says_how_to_have_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bench.main(["visibility"]) == 0
    out = capsys.readouterr().out
    assert "npm install --global lighthouse" in out
    assert "apt-get install chromium" in out


def test_two_judges_agree_or_one_of_them_says_more() -> None:
    ours = {
        "title": Verdict("mend"),
        "description": Verdict("fine"),
        "language": Verdict("unknown", why="script"),
    }
    lighthouse: peers.States = {
        "document-title": "fine",
        "meta-description": "fault",
        "html-has-lang": "fine",
    }
    axe: peers.States = {"document-title": "fault", "html-has-lang": "fine"}
    said = {
        (check, tool): outcome
        for check, tool, outcome in peers._outcomes(ours, {"Lighthouse": lighthouse, "axe": axe})
    }
    assert said["title", "axe"] == "both: a fault"
    assert said["title", "Lighthouse"] == "only we"
    assert said["description", "Lighthouse"] == "only it"
    assert said["language", "axe"] == "one can't tell"
    assert ("description", "axe") not in said


def test_every_finding_that_is_compared_is_one_of_the_catalogue() -> None:
    assert set().union(*(check.ours for check in peers.CHECKS.values())) <= set(findings())
