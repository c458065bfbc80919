"""What a spreadsheet is imported over, read without a process of its own."""

from __future__ import annotations

import pytest

from etabli.foundation.documents.tables import read_table
from etabli.foundation.people.models import Organisation
from etabli.territory.places.models import Commune
from etabli.territory.register.models import Business
from tests.armed import ArmedClient
from tests.territory.conftest import Staff


@pytest.fixture(autouse=True)
def at_once(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """A child process for each reading takes half a second: two tests have theirs, the others read here."""
    if not {"test_a_file_that_is_no_table", "test_the_first_time"} & {
        request.node.name[:28],
        request.node.name[:19],
    }:
        monkeypatch.setattr("etabli.territory.register.sheets.reading.read_table_confined", read_table)


@pytest.fixture
def held(chamber: Organisation, communes: dict[str, Commune]) -> list[Business]:
    """What the official file has brought already: one known by its SIRET, one by its name."""
    return [
        Business.objects.create(
            chamber=chamber,
            siret=siret,
            name=name,
            trade_code=trade,
            commune=communes["Pauillac"],
            commune_code="33314",
        )
        for siret, name, trade in (
            ("84135128100016", "LE FOURNIL", "1071CB"),
            ("42082007800012", "GARAGE DU PORT", ""),
        )
    ]


@pytest.fixture
def signed_in(client: ArmedClient, adviser: Staff) -> ArmedClient:
    client.force_login(adviser.user)
    return client
