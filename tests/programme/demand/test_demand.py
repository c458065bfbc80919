"""Wishes: written once, counted by theme and by territory, for their chamber alone."""

from typing import Any

import pytest

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Organisation
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.demand.actions import express_wish
from etabli.programme.demand.models import Wish
from etabli.programme.demand.queries import wishes_by_territory, wishes_by_theme
from etabli.territory.places.models import Commune
from tests import factories


def wish(
    chamber: Organisation, commune: Commune | None = None, theme: str = "social", by: Any = None
) -> Wish:
    return express_wish(
        chamber=chamber,
        kind="theme" if theme else "half_day",
        theme_code=theme,
        source="phone",
        commune=commune,
        by=by or Viewer.nobody(),
        at=factories.AT,
    )


def test_counts(chamber: Organisation, adviser: Viewer, communes: dict[str, Commune]) -> None:
    for theme in ("social", "social", "visible", ""):
        wish(chamber, communes["Blaye"], theme)
    wish(chamber)
    assert wishes_by_theme(adviser) == {"social": 3, "visible": 1}
    assert wishes_by_theme(adviser, epci_code="200000001") == {"social": 2, "visible": 1}
    assert wishes_by_territory(adviser) == {"200000001": 4}
    assert wishes_by_territory(adviser, kind="half_day") == {"200000001": 1}


def test_a_wish_taken_back_counts_no_more(chamber: Organisation, adviser: Viewer) -> None:
    wish(chamber, by=adviser)
    undo(entry=Entry.objects.get(verb="demand.express"), by=adviser, at=factories.AT)
    assert wishes_by_theme(adviser) == {}


@pytest.mark.parametrize("number", [1, 3])
def test_one_statement(
    chamber: Organisation, adviser: Viewer, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        wish(chamber)
    with django_assert_num_queries(1):
        wishes_by_theme(adviser)


def test_nobody_else_counts_them(chamber: Organisation, neighbour: Membership) -> None:
    wish(chamber)
    for viewer in (Viewer.nobody(), of_membership(neighbour), factories.artisan(factories.person(chamber))):
        assert wishes_by_theme(viewer) == {}
