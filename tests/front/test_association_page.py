"""The association from outside: how many there are of each trade, by name, and where to check that it is neutral."""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import time_machine
from django.test import Client

from tests import factories as make
from tests.community.conftest import AT, make_world
from tests.community.directory.conftest import published

PAGE = "/association/"


@pytest.fixture
def world(db: None, settings: Any, tmp_path: Any) -> Iterator[SimpleNamespace]:
    with time_machine.travel(AT, tick=False):
        yield make_world(settings, tmp_path)


def test_it_counts_those_of_the_directory_by_trade(client: Client, world: SimpleNamespace) -> None:
    assert client.get(PAGE).context["number"] == 0
    published(world.member)
    page = client.get(PAGE)
    assert page.context["number"] == 1
    (facet,) = page.context["trades"]
    labels = [str(value.label) for value in facet.values]
    assert labels == sorted(labels), "by name, never by number"
    assert all(f"/annuaire/{value.query}" in page.text for value in facet.values)
    for address in ("/neutralite/", "/adhesion/", "/demarches/"):
        assert f'href="{address}"' in page.text


def test_a_site_without_an_association_still_answers(client: Client, db: None) -> None:
    make.chamber()
    page = client.get(PAGE)
    assert page.context["association"] is None
    assert page.context["number"] == 0
