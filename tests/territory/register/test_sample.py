"""The 56 real rows of `sirene_sample.csv`, each: kept as what, or left out for which reason. They stay outside."""

from __future__ import annotations

import csv
import json
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.core.management import call_command

from etabli.foundation.people.models import Organisation
from etabli.territory.register.models import Business


class Kept(NamedTuple):
    """Of a row that is kept: its craft code ("" when its activity stands for several), where, and how sure."""

    trade_code: str
    sector: str
    commune_code: str
    is_published: bool = True
    is_probable: bool = False


# By line of the file. All are sole traders at work, whose names the sample masks.
KEPT = {
    6: Kept("3220ZC", "FABRICATION", "44109", is_published=False),
    7: Kept("2829BZ", "FABRICATION", "45103", is_published=False),
    8: Kept("8211ZP", "SERVICES", "36229"),
    9: Kept("8121ZZ", "SERVICES", "92004", is_published=False),
    10: Kept("4399CZ", "BATIMENT", "60017"),
    11: Kept("3213ZZ", "FABRICATION", "77449"),
    12: Kept("3109BA", "FABRICATION", "76540"),
    13: Kept("7420ZR", "SERVICES", "13103"),
    28: Kept("", "SERVICES", "17299", is_probable=True),
    33: Kept("", "ALIMENTATION", "93051", is_probable=True),
    39: Kept("8121ZZ", "SERVICES", "06004", is_probable=True),
    43: Kept("", "FABRICATION", "54314", is_probable=True),
    54: Kept("4322AZ", "BATIMENT", "84007", is_probable=True),
}
CLOSED = {3, 22}  # a craft's activity, no craft code, and closed: nobody can tell any more


@pytest.fixture(scope="module")
def sample(corpus: Path) -> dict[int, dict[str, str]]:
    with (corpus / "register" / "sirene_sample.csv").open(encoding="utf-8", newline="") as lines:
        return dict(enumerate(csv.DictReader(lines), start=2))


@pytest.fixture
def imported(chamber: Organisation, corpus: Path) -> dict[str, Any]:
    out = StringIO()
    path = corpus / "register" / "sirene_sample.csv"
    call_command("register", "import", str(path), "--department", "all", "--json", stdout=out)
    return dict(json.loads(out.getvalue()))


def test_each_real_row_is_kept_as_it_should(
    imported: dict[str, Any], sample: dict[int, dict[str, str]]
) -> None:
    held = {business.siret: business for business in Business.objects.all()}
    found = {line: held.pop(row["siret"]) for line, row in sample.items() if row["siret"] in held}
    assert not held
    assert {
        line: Kept(one.trade_code, one.sector, one.commune_code, one.is_published, one.is_probable)
        for line, one in found.items()
    } == KEPT
    for line, one in found.items():
        row = sample[line]
        assert (one.name, one.other_names, one.commune_id) == ("", "", None), "masked, and far"
        assert "masqu" not in one.address
        assert (one.closed_on, str(one.created_on)) == (None, row["dateCreationEtablissement"])
        assert one.naf_code == row["activitePrincipaleEtablissement"].replace(".", "")
        assert (one.legal_form, one.headcount) == ("1000", row["trancheEffectifsUniteLegale"])
        assert one.postal_code == (row["codePostalEtablissement"] if one.is_published else "")


def test_each_other_row_is_left_out_for_its_reason(
    imported: dict[str, Any], sample: dict[int, dict[str, str]], corpus: Path
) -> None:
    """No craft code, and: no craft's activity (or told in an old nomenclature), but for two, which are closed."""
    assert (imported["read"], imported["kept"], imported["rejected"]) == (56, len(KEPT), [])
    with (corpus / "register" / "naf_artisanat.csv").open(encoding="utf-8", newline="") as lines:
        crafts = {row["code_naf_point"] for row in csv.DictReader(lines)}
    left_out = {line: row for line, row in sample.items() if line not in KEPT}
    assert len(left_out) == 43
    assert not any(row["activitePrincipaleRegistreMetiersEtablissement"] for row in left_out.values())
    of_a_craft = {line for line, row in left_out.items() if row["activitePrincipaleEtablissement"] in crafts}
    assert of_a_craft == CLOSED
    assert {sample[line]["etatAdministratifEtablissement"] for line in CLOSED} == {"F"}
