"""The list of wishes, the telephone's three boxes, taking one back."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Membership, Organisation, Person
from etabli.foundation.people.viewer import Viewer, of_membership
from etabli.programme.demand.actions import express_wish
from etabli.programme.demand.models import Wish
from etabli.programme.planning.queries.themes import next_themes
from etabli.programme.planning.queries.wishes import WishFilter, counts, wishes
from etabli.programme.workshops.models import Session
from etabli.territory.places.models import Commune
from etabli.territory.register.models import Artisan
from tests import factories

LIST, NEW = "/souhaits/", "/souhaits/noter/"


@pytest.fixture
def staff(client: Client, membership: Membership) -> Client:
    return factories.become(client, membership=membership)


def wish(chamber: Organisation, person: Person | None = None, theme: str = "social", **more: Any) -> Wish:
    given = {"kind": "theme" if theme else "half_day", "theme_code": theme, "source": "survey", **more}
    return express_wish(chamber=chamber, person=person, **given, by=Viewer.nobody(), at=factories.AT)


def test_three_boxes_during_a_call(
    chamber: Organisation, communes: dict[str, Commune], delivered: None, staff: Client, adviser: Viewer
) -> None:
    person = factories.person(chamber)
    Person.objects.filter(pk=person.pk).update(name="Zoé Exemple", phone="06 12 34 56 78")
    Artisan.objects.create(person=person, commune=communes["Blaye"], trade_code="1071CA")
    staff.post(NEW, {"wish": "social", "name": "zoé exemple", "contact": "0612345678"})
    noted = Wish.objects.get()
    assert (noted.person, noted.source, noted.theme_code) == (person, "phone", "social")
    assert (noted.commune, noted.trade_code) == (communes["Blaye"], "1071CA")
    assert next_themes(adviser, today=noted.expressed_on).asked_for[0].theme_code == "social"
    staff.post(NEW, {"wish": "loyalty", "name": "", "contact": ""})
    assert Wish.objects.get(theme_code="loyalty").person is None
    staff.post(NEW, {"wish": "half_day", "name": "Ali Exemple", "contact": "ali@exemple.fr"})
    assert Wish.objects.get(kind="half_day").person.name == "Ali Exemple"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"wish": "half_day", "name": "", "contact": ""}, "il nous faut un nom"),
        ({"wish": "social", "name": "Zoé", "contact": ""}, "Comment rappeler"),
        ({"wish": "social", "name": "", "contact": "zoe@exemple.fr"}, "Qui faut-il demander"),
        ({"wish": "social", "name": "Zoé", "contact": "zoe@"}, "pas complète"),
        ({"wish": "x", "name": "", "contact": ""}, "error"),
    ],
)
def test_what_is_wrong_is_said(delivered: None, staff: Client, given: dict[str, str], said: str) -> None:
    page = staff.post(NEW, given).content.decode()
    assert said in page
    assert f'value="{given["contact"]}"' in page or not given["contact"]
    assert not Wish.objects.exists()


def test_a_call_is_taken_back_and_given_again(
    chamber: Organisation, delivered: None, staff: Client, adviser: Viewer
) -> None:
    staff.post(NEW, {"wish": "social", "name": "", "contact": ""})
    undo(entry=Entry.objects.get(verb="planning.note_call"), by=adviser, at=factories.AT)
    assert Wish.objects.get().withdrawn_at
    noted = wish(chamber, factories.person(chamber))
    staff.post(f"{LIST}{noted.pk}/retirer/")
    noted.refresh_from_db()
    assert noted.withdrawn_at
    undo(entry=Entry.objects.get(verb="demand.withdraw"), by=adviser, at=factories.AT)
    noted.refresh_from_db()
    assert noted.withdrawn_at is None


def test_filters_and_counts(
    make: Callable[..., Session], chamber: Organisation, communes: dict[str, Commune], adviser: Viewer
) -> None:
    person = factories.person(chamber)
    kept = {
        "social": wish(chamber, person, commune=communes["Blaye"], source="phone"),
        "loyalty": wish(chamber, None, "loyalty"),
        "half": wish(chamber, person, ""),
    }
    make(theme="loyalty", town="Blaye", starts_at=factories.AT + timedelta(days=10))
    wish(chamber, None, "loyalty", commune=communes["Blaye"])
    for asked, expected in [
        (WishFilter(kind="half_day"), {"half"}),
        (WishFilter(theme="social"), {"social"}),
        (WishFilter(source="phone"), {"social"}),
        (WishFilter(zone=communes["Blaye"].epci_id, state="open"), {"social"}),
        (WishFilter(state="open"), {"social", "loyalty", "half"}),
    ]:
        assert {found.pk for found in wishes(adviser, asked)} == {kept[name].pk for name in expected}
    assert counts(wishes(adviser, WishFilter())) == [
        ("theme", "loyalty", 2, 2), ("half_day", "", 1, 0), ("theme", "social", 1, 0)
    ]  # fmt: skip
    assert wishes(adviser, WishFilter(state="answered")).count() == 1


def test_what_nobody_answered_is_counted_and_not_listed(
    chamber: Organisation, delivered: None, staff: Client
) -> None:
    wish(chamber, None, "loyalty")
    page = staff.get(LIST).content.decode()
    assert "1 sans nom" in page
    assert "Aucun de ceux-là" in page
    wish(chamber, None, "social", source="phone")
    assert "Sans nom" in staff.get(LIST).content.decode()
    assert "Aucun de ceux-là" in staff.get(f"{LIST}?theme=loyalty").content.decode()


def test_nobody_else_sees_or_takes_back(chamber: Organisation, client: Client, neighbour: Membership) -> None:
    noted = wish(chamber, factories.person(chamber))
    assert not wishes(of_membership(neighbour), WishFilter()).exists()
    factories.become(client, membership=neighbour)
    assert client.post(f"{LIST}{noted.pk}/retirer/").status_code == 404


@pytest.mark.parametrize("number", [1, 5])
def test_the_list_takes_the_same_statements(
    chamber: Organisation, delivered: None, staff: Client, number: int, django_assert_num_queries: Any
) -> None:
    for _ in range(number):
        wish(chamber, factories.person(chamber))
    with django_assert_num_queries(9):
        staff.get(LIST)
