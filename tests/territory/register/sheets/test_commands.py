"""A spreadsheet given on the command line."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from etabli.foundation.documents.spreadsheets import csv_file, xlsx_file
from etabli.foundation.files.engine.office import ODS, XLSX
from etabli.foundation.files.models import StoredFile
from etabli.territory.register.models import Business, Sheet
from etabli.territory.register.sheets import terminal_import
from etabli.territory.register.sheets.reading import table_type
from tests.territory.register.sheets.test_importing import HEADER, ROWS


def commanded(path: Path, *options: str) -> dict[str, Any]:
    out = StringIO()
    call_command("register", "import", str(path), *options, "--json", stdout=out)
    told: dict[str, Any] = json.loads(out.getvalue())
    return told


def test_the_command_line_takes_a_spreadsheet(held: list[Business], tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("\n".join([HEADER, *ROWS]), encoding="utf-8")
    told = commanded(path)
    assert [told[name] for name in ("read", "kept", "created", "updated", "closed", "unchanged")] == [
        5,
        4,
        2,
        2,
        0,
        0,
    ]
    assert [row["row"] for row in told["rejected"]] == [6]
    assert commanded(path)["unchanged"] == 4


def test_the_command_line_asks_for_what_isnt_sure(held: list[Business], tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Nom;Lieu\nMaçonnerie Exemple;Blaye\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Nom=name, Lieu=commune") as refusal:
        commanded(path)
    assert refusal.value.returncode == 2
    with pytest.raises(CommandError, match="Ville=commune"):
        commanded(path, "--column", "Ville=commune")
    assert commanded(path, "--column", "lieu=commune", "--column", "A=name")["created"] == 1
    assert commanded(path)["unchanged"] == 1


def test_several_columns_may_be_said_to_hold_the_address(held: list[Business], tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text(
        "Entreprise;Un;Deux;Commune\nMaçonnerie Exemple;Bâtiment B;3 rue des Lilas;Blaye\n", encoding="utf-8"
    )
    commanded(path, "--column", "Un=address", "--column", "Deux=address")
    address = Business.objects.get(name="Maçonnerie Exemple").address
    assert "Bâtiment B" in address
    assert "3 rue des Lilas" in address


def test_one_column_said_leaves_the_doubt_about_the_others(held: list[Business], tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Nom;Coin\nMaçonnerie Exemple;Blaye\n", encoding="utf-8")
    with pytest.raises(CommandError, match="Nom=name, Coin=commune"):
        commanded(path, "--column", "Nom=name")
    assert not Sheet.objects.exists(), "nothing is remembered of what nobody said"


@pytest.mark.parametrize("choice", ["name", "=name", "#=name", "A"])
def test_a_column_is_never_chosen_by_accident(held: list[Business], tmp_path: Path, choice: str) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Entreprise;;Commune\nMaçonnerie Exemple;x;Blaye\n", encoding="utf-8")
    with pytest.raises(CommandError, match=f"--column «\xa0{choice}\xa0»"):
        commanded(path, "--column", choice)


def test_a_header_of_signs_is_named_as_it_stands(held: list[Business], tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("*;#;Commune\nx;Maçonnerie Exemple;Blaye\n", encoding="utf-8")
    commanded(path, "--column", "#=name")
    assert Business.objects.filter(name="Maçonnerie Exemple").exists()


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("answer", "is_imported"), [("oui\n", True), ("", False)], ids=["yes", "Ctrl-D"])
def test_the_question_never_goes_into_the_output(
    held: list[Business],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    answer: str,
    is_imported: bool,
) -> None:
    path, errors = tmp_path / "liste.csv", Terminal()
    path.write_text("Nom;Lieu\nMaçonnerie Exemple;Blaye\n", encoding="utf-8")
    monkeypatch.setattr("sys.stdin", Terminal(answer))
    monkeypatch.setattr("sys.stderr", errors)
    if is_imported:
        assert commanded(path)["created"] == 1
    else:
        with pytest.raises(CommandError, match="Lieu=commune"):
            commanded(path)
    assert "Lieu=commune" in errors.getvalue()
    assert "?" in errors.getvalue()
    assert capsys.readouterr().out == ""


def test_a_file_that_weighs_too_much_is_told_so(
    held: list[Business], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("\n".join([HEADER, *ROWS]), encoding="utf-8")
    monkeypatch.setattr(terminal_import, "MAX_BYTES", 10)
    with pytest.raises(CommandError, match="trop lourd"):
        commanded(path)


@pytest.mark.parametrize(
    ("write", "kind"), [(xlsx_file, XLSX), (csv_file, "text/plain")], ids=["xlsx", "csv"]
)
def test_a_spreadsheet_is_kept_as_what_it_is(
    held: list[Business], tmp_path: Path, write: Callable[[list[list[str]]], bytes], kind: str
) -> None:
    path = tmp_path / "liste"
    path.write_bytes(write([line.split(";") for line in (HEADER, *ROWS)]))
    commanded(path)
    assert StoredFile.objects.get().content_type == kind


def test_an_open_document_spreadsheet_is_known_by_its_parts() -> None:
    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("content.xml", "<office:document-content/>")
    assert table_type(content.getvalue()) == ODS
