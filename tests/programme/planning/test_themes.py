"""The next themes, with their reasons in words; the page of the adviser."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from etabli.foundation.people.viewer import Viewer, of_person
from etabli.foundation.seats.models import SignUp
from etabli.programme.planning.queries.themes import next_themes
from tests import factories as make
from tests.programme.trip import AT, Trip

TODAY = AT.date()


@pytest.fixture
def trip(db: None) -> Trip:
    return Trip()


def ask(trip: Trip, code: str = "visible", commune: Any = "Pauillac", number: int = 1, **fields: Any) -> None:
    place = {"Pauillac": trip.pauillac, "Blaye": trip.blaye, None: None}[commune]
    for _rank in range(number):
        trip.wish(None, kind="theme", theme_code=code, commune=place, on=TODAY, **fields)


def test_the_most_wanted_comes_first_with_its_reasons(trip: Trip) -> None:
    ask(trip, "visible", "Blaye", 1)
    ask(trip, "loyalty", "Pauillac", 3, trade_code="1071CZ")
    first, second = next_themes(trip.adviser, today=TODAY)
    assert (first.theme_code, first.theme, first.zone, first.people) == (
        "loyalty",
        "Fidéliser",
        "CC Médoc Cœur de Presqu’île",
        3,
    )
    assert first.reasons[0] == "3 personnes l’ont demandé"
    assert first.reasons[1].startswith("dont 3 du même métier")
    assert first.reasons[-1] == "jamais donné sur ce territoire"
    assert second.reasons[0] == "1 personne l’a demandé"


def test_a_session_to_come_serves_and_a_full_one_asks(trip: Trip) -> None:
    session = trip.session(days=10, capacity=1)
    trip.sign_up(session, trip.person())
    SignUp.objects.create(
        occasion=session.occasion, person=trip.person(), number=2, status="waiting", signed_up_at=AT
    )
    (only,) = next_themes(trip.adviser, today=TODAY)
    assert only.people == 1
    assert "1 personne n’a pas eu de place" in only.reasons
    assert "une séance est prévue le 14 janvier 2027, avec 1 personne inscrite" in only.reasons


def test_a_past_session_is_told_by_its_day(trip: Trip) -> None:
    trip.sign_up(trip.session(days=10), trip.person())
    ask(trip, number=2)
    (only,) = next_themes(trip.adviser, today=TODAY + timedelta(days=30))
    assert only.people == 1
    assert only.reasons[-1] == "donné pour la dernière fois le 14 janvier 2027, avec 1 personne inscrite"


def test_a_session_that_was_taken_back_was_never_given(trip: Trip) -> None:
    from etabli.foundation.journal import undo
    from etabli.foundation.journal.models import Entry

    trip.session(days=10)
    undo(entry=Entry.objects.get(verb="workshops.create"), by=trip.adviser, at=AT)
    ask(trip)
    (only,) = next_themes(trip.adviser, today=TODAY)
    assert only.reasons[-1] == "jamais donné sur ce territoire"


def test_a_wish_from_nowhere_counts_under_no_name(trip: Trip) -> None:
    ask(trip, commune=None)
    (only,) = next_themes(trip.adviser, today=TODAY)
    assert (only.zone, only.people) == ("", 1)


def test_one_territory_alone(trip: Trip) -> None:
    ask(trip, commune="Blaye")
    ask(trip, commune="Pauillac", number=2)
    assert [p.people for p in next_themes(trip.adviser, today=TODAY, zone="CC de Blaye")] == [1]


def test_only_the_chamber_reads_its_wishes(trip: Trip) -> None:
    ask(trip)
    assert next_themes(trip.manager, today=TODAY)
    for stranger in (Viewer.nobody(), trip.next_door, of_person(trip.person())):
        assert next_themes(stranger, today=TODAY) == []


@pytest.mark.parametrize("number", [1, 3])
def test_four_statements_whatever_the_size(trip: Trip, number: int, django_assert_num_queries: Any) -> None:
    for rank in range(number):
        ask(trip, number=2, trade_code="1071CZ")
        trip.sign_up(trip.session(days=10 + rank), trip.person())
    with django_assert_num_queries(4):
        assert len(next_themes(trip.adviser, today=TODAY)) == 1


def test_the_page_shows_them_and_leads_to_the_session(trip: Trip, client: Any) -> None:
    ask(trip, number=2)
    make.become(client, membership=trip.post)
    page = client.get(reverse("planning:themes"))
    text = page.content.decode()
    assert "2 personnes l’ont demandé" in text
    assert f"{reverse('workshops:create')}?theme=visible" in text
    assert client.get(reverse("planning:themes"), {"territoire": "CC de Blaye"}).context["proposals"] == []
    assert (
        len(client.get(reverse("planning:themes"), {"territoire": "<nulle part>"}).context["proposals"]) == 1
    )


def test_management_reads_the_page_and_an_artisan_does_not(trip: Trip, client: Any) -> None:
    ask(trip)
    make.become(client, membership=trip.chamber.memberships.get(role="manager"))
    assert reverse("workshops:create") not in client.get(reverse("planning:themes")).content.decode()
    make.become(client, link=make.link(trip.person()))
    assert client.get(reverse("planning:themes")).status_code == 403


def test_nobody_signs_in_first(client: Any, db: None) -> None:
    assert client.get(reverse("planning:themes"))["Location"].startswith("/connexion/?next=")


def test_without_a_wish_the_page_says_where_they_come_from(trip: Trip, client: Any) -> None:
    make.become(client, membership=trip.post)
    assert "questionnaires" in client.get(reverse("planning:themes")).content.decode()
