"""The end of a seat that two must want, as the pages ask for it and say why."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client

from etabli.community.assembly.models import Removal
from etabli.foundation.journal.models import Entry
from tests import factories as make
from tests.community.assembly.conftest import AT, enter
from tests.community.assembly.small_board import WHY, small_board, stands


@pytest.fixture(autouse=True)
def _today() -> Iterator[None]:
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def hall(db: None) -> SimpleNamespace:
    return small_board()


@pytest.mark.parametrize("kind", ["role", "mandat"])
def test_who_asked_takes_the_request_back_from_its_message(hall: SimpleNamespace, kind: str) -> None:
    of = hall.moderator if kind == "role" else hall.term
    board = enter(Client(), hall)
    page = board.post(f"/conseil/demandes/{kind}/{of.pk}/", {"reason": WHY}, follow=True)
    assert page.status_code == 200
    entry = Entry.objects.get(verb="assembly.ask_removal")
    assert f"/historique/{entry.pk}/annuler/" in page.content.decode()
    board.post(f"/historique/{entry.pk}/annuler/")
    assert not Removal.objects.get().is_open


def test_nobody_is_led_to_ask_the_end_of_their_own_seat(hall: SimpleNamespace) -> None:
    own = enter(Client(), hall).get(f"/equipe/roles/{hall.seat.pk}/fin/").content.decode()
    assert "/conseil/demandes/" not in own
    other = enter(Client(), hall).get(f"/equipe/roles/{hall.second_seat.pk}/fin/").content.decode()
    assert f"/conseil/demandes/role/{hall.second_seat.pk}/" in other


def test_the_pages_ask_confirm_and_say_why(hall: SimpleNamespace) -> None:
    board, second = enter(Client(), hall), make.become(Client(), membership=hall.second_seat)
    end = f"/equipe/roles/{hall.moderator.pk}/fin/"
    refused = board.post(end)
    assert refused.status_code == 422
    assert "deux" in refused.content.decode() or "autre membre du conseil" in refused.content.decode()
    ask = f"/conseil/demandes/role/{hall.moderator.pk}/"
    assert ask in refused.content.decode()
    assert board.get(ask).status_code == 200
    assert board.post(ask, {"reason": "Court"}).status_code == 422
    assert "la personne est prévenue" in board.post(ask, {"reason": WHY}, follow=True).content.decode()
    page_url = f"/conseil/demandes/{Removal.objects.get().pk}/"
    assert page_url in second.get("/conseil/").content.decode()
    assert "/conseil/" in second.get("/", follow=True).content.decode()
    assert 'value="confirm"' not in board.get(page_url).content.decode()
    assert 'value="confirm"' in second.get(page_url).content.decode()
    board.post(page_url, {"do": "confirm"})
    assert stands(hall.moderator)
    second.post(page_url, {"do": "confirm"})
    assert not stands(hall.moderator)
    assert second.get(page_url).status_code == 200
    assert board.get(ask).status_code == 404
