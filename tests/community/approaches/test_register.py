"""The register of approaches: who writes, who reads, what leaves in a file."""

from datetime import date
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.community.approaches import actions, queries
from etabli.community.approaches.models import Approach
from etabli.foundation.journal import NotAllowed
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.community.conftest import AT, acting, as_member, enter

TOLD = {"on": date(2026, 11, 3), "institution": "Région", "subject": "Formation", "led_by": "La présidente"}


@pytest.fixture(autouse=True)
def _today() -> Any:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def board(world: SimpleNamespace) -> Viewer:
    return acting(world.double.user, Role.BOARD)


def recorded(world: SimpleNamespace, board: Viewer, **fields: Any) -> Approach:
    told = {**TOLD, **{name: value for name, value in fields.items() if name in TOLD}}
    made = actions.record_approach(
        organisation=world.association, facts=told, document=fields.get("document"), by=board, at=AT
    )
    if fields.get("is_public"):
        actions.publish_approach(approach=made, is_public=True, by=board, at=AT)
    return made


def subjects(viewer: Viewer, **narrowed: Any) -> list[str]:
    return [approach.subject for approach in queries.approaches(viewer, **narrowed)]


def test_everybody_reads_what_the_board_opened_until_it_closes_it(
    world: SimpleNamespace, board: Viewer
) -> None:
    recorded(world, board, subject="Salle")
    shown = recorded(world, board, is_public=True)
    assert sorted(subjects(as_member(world.member))) == ["Formation", "Salle"]
    assert subjects(Viewer.nobody()) == subjects(world.adviser) == ["Formation"]
    assert subjects(world.neighbour_member) == []
    actions.publish_approach(approach=shown, is_public=False, by=board, at=AT)
    assert subjects(Viewer.nobody()) == []
    with pytest.raises(queries.NotVisible):
        queries.get_approach(Viewer.nobody(), shown.pk)


def test_only_its_board_writes(world: SimpleNamespace, board: Viewer) -> None:
    for by in (as_member(world.member), world.moderator, world.adviser, world.neighbour_member):
        with pytest.raises(NotAllowed):
            recorded(world, by)
    with pytest.raises(actions.Incomplete):
        recorded(world, board, subject="")


def test_the_register_is_narrowed_and_told_by_year(world: SimpleNamespace, board: Viewer) -> None:
    recorded(world, board, subject="Salle", on=date(2025, 2, 1), institution="Ville de Bordeaux")
    recorded(world, board)
    assert queries.years(board) == [2026, 2025]
    assert subjects(board, year=2025) == subjects(board, words="bordeaux") == ["Salle"]


def test_pages_and_file(client: Client, world: SimpleNamespace, board: Viewer) -> None:
    hidden = recorded(world, board, subject="=Secret")
    shown = recorded(world, board, is_public=True, document=make.examined())
    assert client.get(f"/demarches/{hidden.pk}/").status_code == 404
    assert client.get(f"/demarches/{hidden.pk}/document/").status_code == 404
    file = client.get(f"/demarches/{shown.pk}/document/")
    assert b"".join(file.streaming_content).startswith(b"%PDF")
    assert "Secret" not in client.get("/demarches/registre.csv").text
    assert client.post(f"/demarches/{shown.pk}/", {"on": "2026-12-01", "text": "x"}).status_code == 403
    enter(client, world.double.user, Role.BOARD)
    assert "'=Secret" in client.get("/demarches/registre.csv").text, "no formula in a file"
    client.post(f"/demarches/{shown.pk}/", {"on": "2026-12-01", "text": "Ils ont répondu."})
    assert "Ils ont répondu." in client.get(f"/demarches/{shown.pk}/").text
    wrong = client.post("/demarches/nouvelle/", {"institution": "Département"})
    assert (wrong.status_code, "Département" in wrong.text) == (422, True)
    client.post(f"/demarches/{shown.pk}/corriger/", {**TOLD, "outcome": "Une subvention."})
    shown.refresh_from_db()
    assert shown.document is not None, "a correction without a file keeps the former"


def test_the_list_takes_as_many_statements_with_three_rows(
    client: Client, world: SimpleNamespace, board: Viewer, django_assert_num_queries: Any
) -> None:
    recorded(world, board, is_public=True)
    with django_assert_num_queries(LIST):
        client.get("/demarches/")
    for subject in ("Salle", "Commande publique"):
        recorded(world, board, is_public=True, subject=subject)
    with django_assert_num_queries(LIST):
        assert "Salle" in client.get("/demarches/").text


LIST = 7  # chamber, association, years; association, count, entries


def test_the_twenty_first_is_on_the_second_page(
    client: Client, world: SimpleNamespace, board: Viewer
) -> None:
    for number in range(21):
        recorded(world, board, is_public=True, subject=f"Sujet n° {number}", on=date(2026, 1, 1 + number))
    assert "Sujet n° 0" in client.get("/demarches/?page=2").text
