"""`etabli forecast`: the contract, and each thing that can be wrong in a file."""

import json
from pathlib import Path

import pytest

from etabli.programme.planning.forecast_command import main

HISTORY = "workshop,date,theme,zone,attended,requests\n"
UPCOMING = "workshop,date,theme,zone,expected\n"


@pytest.fixture(autouse=True)
def french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")


def run(folder: Path, history: str, upcoming: str, *more: str) -> int:
    (folder / "h.csv").write_text(history, encoding="utf-8", newline="")
    (folder / "u.csv").write_text(upcoming, encoding="utf-8", newline="")
    return main([str(folder / "h.csv"), str(folder / "u.csv"), *more])


def test_the_answer_has_the_rows_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history = HISTORY + "H1,2026-10-01,photo,33,8,5\nH2,2026-11-01,photo,33,0,3\n"
    upcoming = UPCOMING + "U2,2027-02-01,new,elsewhere,10.5\nU1,2027-01-11,photo,33,8\n"
    assert run(tmp_path, history, upcoming, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert [row["workshop"] for row in told["workshops"]] == ["U2", "U1"]
    assert {*told["total"]} == {"mean", "p10", "p50", "p90"}
    assert told["total"]["mean"] == pytest.approx(sum(row["mean"] for row in told["workshops"]), abs=0.01)


def test_headers_alone_are_valid(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run(tmp_path, HISTORY, UPCOMING, "--json")
    none = {"mean": 0, "p10": 0, "p50": 0, "p90": 0}
    assert json.loads(capsys.readouterr().out) == {"workshops": [], "total": none}
    run(tmp_path, HISTORY, UPCOMING + "U1,2027-01-11,photo,33,8\n", "--json")
    assert json.loads(capsys.readouterr().out)["total"]["mean"] > 2


def test_a_spreadsheet_of_here_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    history = "\ufeff" + HISTORY.replace(",", ";") + "H1;11/01/2026;photo;33;8,5;5\r\n\r\n"
    assert run(tmp_path, history, UPCOMING + "U1,2027-01-11,photo,33,8\n") == 0
    told = capsys.readouterr().out
    assert "U1" in told
    assert "huit cas sur dix" in told


@pytest.mark.parametrize(
    ("history", "said"),
    [
        ("", "il manque la colonne workshop"),
        (HISTORY.replace(",requests", ""), "il manque la colonne requests"),
        (HISTORY + "H1,2026-13-01,photo,33,8,5\n", "ligne 2, date : « 2026-13-01 »"),
        (HISTORY + "H1,2026-10-01,photo,33,nan,5\n", "ligne 2, attended : « nan »"),
        (HISTORY + "H1,2026-10-01,photo,33,-1,5\n", "ligne 2, attended : « -1 »"),
        (HISTORY + "H1,2026-10-01,photo,33,8,\n", "ligne 2, requests : «  »"),
        (HISTORY + "H1,2026-10-01,photo,33,8,2.5\n", "n'est pas un nombre entier"),
        (HISTORY + "H1,2026-10-01,photo,33,8,1e9\n", "requests : « 1e9 »"),
        (HISTORY + "H1,2026-10-01,photo,33,8\n", "ligne 2 : 5 cases, mais 6 colonnes"),
        (HISTORY + ",2026-10-01,photo,33,8,5\n", "pas de numéro"),
        (HISTORY + "H1,2026-10-01,a,33,8,5\n" * 2, "ligne 3 : l'atelier « H1 » est déjà à la ligne 2"),
        (HISTORY + '"H1,2026-10-01,a,33,8,5\n', "Vérifiez les guillemets"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], history: str, said: str
) -> None:
    with pytest.raises(SystemExit) as end:
        run(tmp_path, history, UPCOMING)
    told = capsys.readouterr()
    assert end.value.code == 2
    assert said in told.err
    assert told.err.count("\n") == 1
    assert not told.out


def test_a_file_that_is_not_there_or_no_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "h.csv").write_bytes(HISTORY.encode() + b"\xff\xfe")
    for path in (tmp_path / "none.csv", tmp_path / "h.csv"):
        with pytest.raises(SystemExit):
            main([str(path), str(path)])
        assert capsys.readouterr().err.count("\n") == 1
