"""A goal is set, changed, given up and taken back; the pages say where we stand, the paper gives no small figure."""

import re
from io import BytesIO
from typing import Any

import pypdfium2
import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from etabli.foundation.journal import CannotUndo, NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.queries import NotVisible
from etabli.programme.coverage import actions
from etabli.programme.coverage.engine import Season
from etabli.programme.coverage.models import Goal, OnlinePresence
from etabli.programme.coverage.queries.goals import get_goal, goals
from etabli.programme.coverage.territory_sheet import publishable_figure
from etabli.programme.coverage.wording import goal_words
from tests import factories as make
from tests.programme.trip import AT, Trip

SEASON = Season.of(AT.date())
MEDOC = "200069995"


def aim(trip: Trip, people: int = 2, *, here: bool = False, **publishable_figure: Any) -> Goal:
    values = {
        "chamber": trip.chamber,
        "season": SEASON,
        "measure": "registered",
        "epci": trip.pauillac.epci if here else None,
        "by": trip.adviser,
        "at": AT,
    }
    return actions.set_goal(people=people, **{**values, **publishable_figure})


def said(trip: Trip) -> list[str]:
    return [goal_words(goal).replace("\xa0", " ") for goal in goals(trip.adviser, SEASON)]


def test_where_we_stand_is_told_in_a_sentence(trip: Trip) -> None:
    aim(trip)
    aim(trip, 1, here=True)
    trip.sign_up(trip.session(), trip.person(trip.blaye))
    assert said(trip) == [
        "Tout le département, personnes inscrites : 1 sur 2. Il en manque encore 1.",
        "CC Médoc Cœur de Presqu’île, personnes inscrites : 0 sur 1. Il en manque encore 1.",
    ]
    trip.sign_up(trip.session(days=11), trip.person())
    assert all("Il est atteint." in one for one in said(trip))


def test_a_goal_is_set_once_changed_and_given_up_and_each_is_taken_back(trip: Trip) -> None:
    goal = aim(trip)
    with pytest.raises(actions.AlreadySet):
        aim(trip)
    actions.change_goal(goal=goal, people=9, by=trip.adviser, at=AT)
    undo(entry=Entry.objects.latest("pk"), by=trip.adviser, at=AT)
    assert Goal.objects.get().people == 2
    actions.withdraw_goal(goal=Goal.objects.get(), by=trip.adviser, at=AT)
    assert said(trip) == []
    undo(entry=Entry.objects.latest("pk"), by=trip.manager, at=AT)
    assert len(said(trip)) == 1


def test_a_goal_given_up_does_not_come_back_beside_the_one_that_took_its_place(trip: Trip) -> None:
    actions.withdraw_goal(goal=aim(trip), by=trip.adviser, at=AT)
    given_up = Entry.objects.latest("pk")
    aim(trip, 7)
    with pytest.raises(CannotUndo):
        undo(entry=given_up, by=trip.adviser, at=AT)
    assert Goal.objects.get(withdrawn_at=None).people == 7


def test_the_neighbour_neither_sees_nor_changes_a_goal(trip: Trip) -> None:
    goal = aim(trip)
    assert goals(trip.next_door, SEASON) == []
    with pytest.raises(NotVisible):
        get_goal(trip.next_door, goal.pk)
    with pytest.raises(NotAllowed):
        actions.change_goal(goal=goal, people=9, by=trip.next_door, at=AT)
    with pytest.raises(NotAllowed):
        aim(trip, measure="attended", by=trip.next_door)


@pytest.mark.parametrize("number", [1, 3])
def test_one_statement_and_one_for_each_measure(
    trip: Trip, number: int, django_assert_num_queries: Any
) -> None:
    for rank in range(number):
        aim(trip, here=bool(rank), measure=["registered", "registered", "attended"][rank])
    with django_assert_num_queries({1: 2, 3: 3}[number]):
        goals(trip.adviser, SEASON)


def test_who_is_online_is_noted_once_and_taken_back(trip: Trip) -> None:
    person, on = trip.person(), AT.date()
    actions.note_online(person=person, address="https://a.example.org/", since_on=on, by=trip.adviser, at=AT)
    actions.note_online(person=person, address="https://b.example.org/", since_on=on, by=trip.adviser, at=AT)
    undo(entry=Entry.objects.latest("pk"), by=trip.adviser, at=AT)
    assert OnlinePresence.objects.get().address == "https://a.example.org/"
    with pytest.raises(actions.InTheFuture):
        actions.note_online(
            person=person, address="https://a.example.org/", since_on=on.replace(year=2030), by=trip.adviser, at=AT
        )  # fmt: skip


@pytest.fixture
def staff(trip: Trip, client: Client) -> Client:
    return make.become(client, membership=trip.post)


def test_the_page_is_empty_without_data_and_says_what_it_can_t_read(trip: Trip, staff: Client) -> None:
    page = staff.get("/couverture/").content.decode()
    assert "Aucun objectif" in page
    assert "Médoc" in page
    wrong = staff.get(
        "/couverture/", {"du": "2027-05-02", "au": "2027-05-01", "mesure": "rien"}
    ).content.decode()
    assert "2027-05-02" in wrong
    assert "avant le premier" in wrong
    assert staff.get("/couverture/tableau.csv", {"du": "2027-05-02"}).status_code == 302


@pytest.mark.parametrize("measure", ["minutes", "businesses", "online"])
def test_an_area_leads_to_its_territory_with_its_name_and_its_figure(
    trip: Trip, staff: Client, measure: str
) -> None:
    trip.businesses(trip.pauillac, 3)
    trip.session(since=timezone.now(), days=-20)
    page = staff.get("/couverture/", {"mesure": measure, "niveau": "arrondissement"}).content.decode()
    figure = {"minutes": 4, "businesses": 3, "online": "0, En ligne\u00a0: 0"}[measure]
    query = f"?mesure={measure}&amp;niveau=arrondissement"
    assert f'href="/couverture/{MEDOC}/{query}" aria-label="CC Médoc Cœur de Presqu’île, {figure}"' in page
    for address in (f"/couverture/{MEDOC}/", "/couverture/33314/", "/couverture/zones-blanches/"):
        assert staff.get(address, {"mesure": measure}).status_code == 200


def test_a_goal_typed_wrong_keeps_what_was_typed_and_a_right_one_is_shown(trip: Trip, staff: Client) -> None:
    now = Season.of(timezone.localdate())
    typed = {"epci": MEDOC, "season": now.code, "measure": "attended", "people": "0"}
    refused = staff.post("/couverture/objectifs/fixer/", typed)
    assert (refused.status_code, Goal.objects.count()) == (200, 0)
    staff.post("/couverture/objectifs/fixer/", {**typed, "people": "12"})
    assert "sur 12" in staff.get("/couverture/").content.decode()
    pk = Goal.objects.get().pk
    staff.post(f"/couverture/objectifs/{pk}/", {"people": "15"})
    assert "sur 15" in staff.get(f"/couverture/{MEDOC}/").content.decode()
    staff.post(f"/couverture/objectifs/{pk}/abandonner/")
    assert "Aucun objectif" in staff.get("/couverture/").content.decode()


def test_a_neighbour_s_page_has_none_of_our_figures(trip: Trip, client: Client) -> None:
    aim(trip, 77, season=Season.of(timezone.localdate()))
    trip.businesses(trip.pauillac, 44)
    theirs = make.become(client, membership=trip.next_door_post)
    for address in ("/couverture/", f"/couverture/{MEDOC}/", "/couverture/tableau.csv"):
        content = theirs.get(address).content.decode()
        assert not re.search(
            r"(>|;)44(<|;)", content
        )  # a cell of the table: keys and drawings hold any figure
        assert "sur 77" not in content


def test_an_artisan_is_noted_online_on_their_page(trip: Trip, staff: Client) -> None:
    person = trip.person()
    today = date_format(timezone.localdate(), "Y-m-d")
    for address in ("pas une adresse", "mailto:a@example.org"):
        wrong = staff.post(f"/personnes/{person.pk}/en-ligne/", {"address": address, "since_on": today})
        assert address in wrong.content.decode()
    staff.post(f"/personnes/{person.pk}/en-ligne/", {"address": "example.org", "since_on": today})
    assert 'href="https://example.org"' in staff.get(f"/personnes/{person.pk}/").content.decode()
    staff.post(f"/personnes/{person.pk}/en-ligne/retirer/")
    assert 'href="https://example.org"' not in staff.get(f"/personnes/{person.pk}/").content.decode()
    assert staff.get(f"/personnes/{trip.person(of=trip.neighbour).pk}/en-ligne/").status_code == 404


def test_the_page_for_town_halls_gives_no_figure_under_five(trip: Trip, staff: Client) -> None:
    aim(trip, 40, here=True, measure="attended", season=Season.of(timezone.localdate()))
    session = trip.session(since=timezone.now(), days=5)
    for rank in range(6):
        trip.sign_up(session, trip.person(), present=True if rank < 3 else None)
    pdf = staff.get(f"/couverture/{MEDOC}/mairies.pdf").content
    with pypdfium2.PdfDocument(BytesIO(pdf)) as document:
        content = " ".join(document[0].get_textpage().get_text_range().split())
        assert len(document) == 1
    assert "personnes venues : moins de 5, pour un objectif de 40." in content
    assert "37" not in content  # how many are missing would tell
    assert "Être visible" in content
    assert staff.get("/couverture/33314/mairies.pdf").status_code == 404


@pytest.mark.parametrize(
    ("value", "told"), [(0, "0"), (1, "moins de 5"), (4, "moins de 5"), (5, "5"), (None, "–")]
)
def test_a_small_figure_does_not_leave_the_chamber(value: int | None, told: str) -> None:
    assert publishable_figure(value) == told


def test_a_row_of_the_spreadsheet_is_that_of_the_page(trip: Trip, staff: Client) -> None:
    trip.businesses(trip.pauillac, 3)
    answer = staff.get("/couverture/tableau.csv")
    assert answer["Cache-Control"] == "no-store, private"
    assert f"{MEDOC};CC Médoc Cœur de Presqu’île;3;0" in answer.content.decode()
