"""The figures of the sector: who sees them, and what is never given."""

from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from etabli.community.approaches.actions import open_figures
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.front.sector import safely, sector_figures
from tests.community.conftest import AT, acting, as_member, enter, join, make_world


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> Any:
    with time_machine.travel(AT, tick=False):
        yield make_world(settings, tmp_path)


def counted(total: int, others: int) -> dict[str, int]:
    return {"a": total - others, "b": others}


def test_members_see_them_and_others_when_the_board_says_so(world: SimpleNamespace) -> None:
    for outside in (Viewer.nobody(), world.adviser):
        with pytest.raises(NotVisible):
            sector_figures(outside, 2027)
    assert not sector_figures(as_member(world.member), 2027).is_public
    board = acting(world.double.user, Role.BOARD)
    open_figures(organisation=world.association, is_public=True, by=board, at=AT)
    assert sector_figures(Viewer.nobody(), 2027).association == world.association
    open_figures(organisation=world.association, is_public=False, by=board, at=AT)
    with pytest.raises(NotVisible):
        sector_figures(Viewer.nobody(), 2027)


def test_small_groups_are_not_given(world: SimpleNamespace) -> None:
    for number in range(6):
        join(world, f"D{number}")
    trades, places, _ads = sector_figures(as_member(world.member), 2027).tables
    assert places.rows[0][1] == trades.total == 9
    assert [value for _label, value in trades.rows] == [None, None], "one writer, and the rest would tell it"


@given(
    st.lists(st.integers(0, 8), min_size=1, max_size=5), st.lists(st.integers(0, 8), min_size=1, max_size=5)
)
def test_two_divisions_of_one_whole_never_tell_more_than_one(first: list[int], second: list[int]) -> None:
    """What one may not say of the whole, the other does not say either, nor by its sum."""
    second = [*second, max(0, sum(first) - sum(second))]
    given_both = safely(dict(enumerate(first)), dict(enumerate(second)))  # type: ignore[arg-type]  # names are any
    wholes = {total for _cells, total in given_both}
    assert len(wholes) == 1 or sum(first) != sum(second)
    for cells, total in given_both:
        assert not any(value is not None and 0 < value < 5 for value in cells.values())
        assert total is not None or all(value is None for value in cells.values())


def test_the_page_its_file_and_the_choice(client: Client, world: SimpleNamespace) -> None:
    for number in range(6):
        join(world, f"D{number}")
    enter(client, world.double.user, Role.BOARD)
    assert "En tout" in client.get("/secteur/?annee=1900").text
    client.post("/secteur/montrer/")
    client.logout()
    assert "Elsewhere" not in client.get("/secteur/chiffres.csv").text
    assert client.get("/secteur/").status_code == 200
