"""The figures of the sector: who sees them, and what is never given."""

from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client
from hypothesis import given, strategies as st

from etabli.community.approaches.actions import open_figures
from etabli.community.jobs.models import Job
from etabli.community.market.models import Ad
from etabli.foundation.parties import SYSTEM
from etabli.foundation.people.models import Role
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.front.sector import publish_together, sector_figures
from tests.community.conftest import AT, acting, as_member, enter, join, make_world, pass_on


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
    trades, places, *_others = sector_figures(as_member(world.member), 2027).tables
    assert places.rows[0][1] == trades.total == 9
    assert [value for _label, value in trades.rows] == [None, None], "one writer, and the rest would tell it"


def ads_that_came(world: SimpleNamespace, *told: tuple[str, str, int]) -> None:
    """So many ads of each outcome and reason, by `number` of briefs."""
    ad = pass_on(world, world.artisan)
    Ad.objects.filter(pk=ad.pk).delete()
    for came_of, reason, times in told:
        for _ in range(times):
            ad.pk, ad.came_of, ad.came_of_reason = None, came_of, reason
            ad.brief_ref = f"briefs.brief:{Ad.objects.count()}"
            ad.save()


def rows_of(world: SimpleNamespace, title: str) -> dict[str, int | None]:
    tables = sector_figures(as_member(world.member), 2027).tables
    return next(dict(table.rows) for table in tables if table.title.startswith(title))


def test_what_came_of_the_ads_is_told_with_its_reasons(world: SimpleNamespace) -> None:
    ads_that_came(world, ("here", "", 6), ("elsewhere", "price", 5), ("none", "time", 7), ("", "", 8))
    assert rows_of(world, "Ce que sont devenues") == {
        "avec un de ceux qui ont répondu": 6,
        "avec quelqu’un d’autre": 5,
        "rien n’a été fait": 7,
        "pas encore dit": 8,
    }
    assert rows_of(world, "Pourquoi") == {"Trop cher": 5, "Ce n’était pas le bon moment": 7}


def test_the_reasons_say_nothing_that_the_outcomes_hide(world: SimpleNamespace) -> None:
    ads_that_came(world, ("here", "", 6), ("elsewhere", "price", 3), ("none", "price", 5), ("", "", 9))
    assert rows_of(world, "Ce que sont devenues")["avec quelqu’un d’autre"] is None
    assert rows_of(world, "Pourquoi") == {"Trop cher": None}, "eight of them, of which five are told: three"


def test_offers_are_told_by_kind_and_by_outcome(world: SimpleNamespace) -> None:
    offer = {
        "organisation": world.association,
        "author_id": SYSTEM,
        "written_at": AT,
        "published_on": AT.date(),
    }
    Job.objects.bulk_create(
        Job(title="x", kind=kind, outcome=outcome, hidden_at=hidden_at, **offer)
        for kind, outcome, hidden_at, times in [
            ("internship", "here", None, 5),
            ("mission", "", None, 6),
            ("mission", "here", AT, 3),
        ]
        for _ in range(times)
    )
    assert rows_of(world, "Offres d’emploi") == {"Mission en indépendant": 6, "Stage, avec une convention": 5}
    assert rows_of(world, "Ce que sont devenues les offres") == {
        "encore ouvertes, ou pas dit": 6,
        "Pourvue, par quelqu’un qui a postulé ici": 5,
    }


@given(
    st.lists(st.integers(0, 8), min_size=1, max_size=5), st.lists(st.integers(0, 8), min_size=1, max_size=5)
)
def test_two_divisions_of_one_whole_never_tell_more_than_one(first: list[int], second: list[int]) -> None:
    """What one may not say of the whole, the other does not say either, nor by its sum."""
    second = [*second, max(0, sum(first) - sum(second))]
    given_both = publish_together(dict(enumerate(first)), dict(enumerate(second)))  # type: ignore[arg-type]  # names are any
    wholes = {total for _cells, total in given_both}
    assert len(wholes) == 1 or sum(first) != sum(second)
    for cells, total in given_both:
        assert not any(value is not None and 0 < value < 5 for value in cells.values())
        assert total is not None or all(value is None for value in cells.values())


def test_the_page_its_file_and_the_choice(client: Client, world: SimpleNamespace) -> None:
    for number in range(6):
        join(world, f"D{number}")
    enter(client, world.double.user, Role.BOARD)
    assert "Adhérents par métier\N{NO-BREAK SPACE}: 9" in client.get("/secteur/?annee=1900").text
    client.post("/secteur/montrer/")
    client.logout()
    assert "Elsewhere" not in client.get("/secteur/chiffres.csv").text
    assert client.get("/secteur/").status_code == 200
