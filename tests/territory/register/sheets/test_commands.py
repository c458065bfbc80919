"""A spreadsheet given on the command line."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from etabli.territory.register.models import Business
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
