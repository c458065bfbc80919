"""The next themes, with their reasons in words; the page of the adviser; what the season is planned from."""

from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from etabli.foundation.people.viewer import Viewer, of_person
from etabli.programme.planning.queries.demand import estimated_demand
from etabli.programme.planning.queries.themes import Proposal, Ranking, next_themes
from etabli.programme.surveys.models import Answer, Questionnaire
from etabli.programme.workshops.models import Session
from tests import factories as make
from tests.programme.trip import AT, Trip

TODAY = AT.date()
MEDOC, BLAYE = "200069995", "200023794"


@pytest.fixture
def trip(db: None) -> Trip:
    return Trip()


def ask(trip: Trip, code: str = "visible", commune: Any = "Pauillac", number: int = 1, **fields: Any) -> None:
    place = {"Pauillac": trip.pauillac, "Blaye": trip.blaye, None: None}[commune]
    for _rank in range(number):
        trip.wish(None, kind="theme", theme_code=code, commune=place, **{"on": TODAY, **fields})


def answered(trip: Trip, number: int, *, days: int = -10, **fields: Any) -> None:
    """So many people answered after a workshop on loyalty in Pauillac."""
    asking = [{"id": "themes", "kind": "themes", "fr": "Un prochain ?"}]
    version, _new = Questionnaire.objects.get_or_create(
        code="end", version=1, defaults={"content": asking, "published_at": AT}
    )
    session = trip.session(days=days, since=AT - timedelta(days=60), theme=trip.themes[1])
    for _rank in range(number):
        Answer.objects.create(session=session, questionnaire=version, answered_on=TODAY, **fields)


def every(found: Ranking) -> dict[str, Proposal]:
    return {one.theme_code: one for one in (*found.sure, *found.unsure)}


def test_those_asked_and_the_nearest_session_come_first(trip: Trip) -> None:
    answered(trip, 31)
    ask(trip, number=12)
    found = every(next_themes(trip.adviser, today=TODAY, zone=MEDOC))
    visible, loyalty = found["visible"], found["loyalty"]
    assert visible.reasons[0] == (
        "Pauillac et alentours\N{NO-BREAK SPACE}: 12 des 31 personnes interrogées le demandent\N{NO-BREAK SPACE}; "
        "jamais donné à moins d’une heure et demie de route."
    )
    assert visible.reasons[1] == "12 personnes l’attendent encore."
    assert visible.people == 12
    assert visible.estimate.mean > loyalty.estimate.mean
    assert visible.expectation.startswith("Sans doute 6 personnes viendraient, entre ")


def test_how_long_no_session_was_near(trip: Trip) -> None:
    trip.sign_up(trip.session(days=-5), trip.person())
    ask(trip)

    def first(days: int) -> str:
        return every(next_themes(trip.adviser, today=TODAY + timedelta(days=days), zone=MEDOC))[
            "visible"
        ].reasons[0]

    assert first(0).endswith("donné tout près le 30 décembre 2026 (Pauillac).")
    assert first(205).endswith("aucune séance à moins de 30 minutes depuis 7 mois.")


def test_a_session_to_come_serves_and_a_full_one_asks(trip: Trip) -> None:
    session = trip.session(days=10, capacity=1)
    trip.sign_up(session, trip.person())
    make.sign_up(session.occasion, trip.person(), "waiting")
    found = every(next_themes(trip.adviser, today=TODAY, zone=MEDOC))["visible"]
    assert found.people == 1
    assert "1 personne n’a pas eu de place." in found.reasons
    assert "Une séance est prévue le 14 janvier 2027 (Pauillac), avec 1 personne inscrite." in found.reasons


def test_who_was_marked_absent_was_not_served(trip: Trip) -> None:
    session = trip.session(days=-1)
    trip.sign_up(session, trip.person(), present=True)
    trip.sign_up(session, trip.person(), present=False)
    ask(trip, number=2, on=TODAY - timedelta(days=30))
    assert every(next_themes(trip.adviser, today=TODAY, zone=MEDOC))["visible"].people == 1


def test_people_count_where_they_work(trip: Trip) -> None:
    trip.sign_up(trip.session(days=-1), trip.person(trip.blaye))
    ask(trip, commune="Blaye", on=TODAY - timedelta(days=30))
    ask(trip, on=TODAY - timedelta(days=30))
    for zone, waiting in ((BLAYE, 0), (MEDOC, 1), ("", 1), ("nowhere", 1)):
        assert every(next_themes(trip.adviser, today=TODAY, zone=zone))["visible"].people == waiting


def test_a_session_that_was_taken_back_was_never_given(trip: Trip) -> None:
    from etabli.foundation.journal import undo
    from etabli.foundation.journal.models import Entry

    trip.session(days=10)
    undo(entry=Entry.objects.get(verb="workshops.create"), by=trip.adviser, at=AT)
    ask(trip)
    found = every(next_themes(trip.adviser, today=TODAY, zone=MEDOC))["visible"]
    assert "jamais donné" in found.reasons[0]


def test_a_wish_from_nowhere_counts_for_the_whole_alone(trip: Trip) -> None:
    ask(trip, commune=None)
    found = every(next_themes(trip.adviser, today=TODAY))["visible"]
    assert found.people == 1
    assert "1 personne n’a pas dit où elle travaille." in found.reasons
    assert not every(next_themes(trip.adviser, today=TODAY, zone=MEDOC))["visible"].people


def test_a_trade_group_alone(trip: Trip) -> None:
    ask(trip, number=3, trade_code="1071CZ")
    ask(trip, number=2, trade_code="4399CA")
    by_trade = {
        group: every(next_themes(trip.adviser, today=TODAY, zone=MEDOC, group=group))["visible"].people
        for group in ("", "ALIMENTATION", "BATIMENT", "FABRICATION")
    }
    assert by_trade == {"": 5, "ALIMENTATION": 3, "BATIMENT": 2, "FABRICATION": 0}


def test_answers_that_are_not_settled_yet_are_not_counted(trip: Trip) -> None:
    answered(trip, 6, waits_since=TODAY)
    ask(trip)
    assert "interrogée" not in every(next_themes(trip.adviser, today=TODAY, zone=MEDOC))["visible"].reasons[0]


def test_only_the_chamber_reads_its_wishes(trip: Trip) -> None:
    ask(trip)
    assert not next_themes(trip.manager, today=TODAY).is_empty
    for stranger in (Viewer.nobody(), trip.next_door, of_person(trip.person())):
        assert next_themes(stranger, today=TODAY).is_empty
    assert estimated_demand(of_person(trip.person()), today=TODAY) == {}


def test_a_season_is_planned_for_all_who_have_not_come(trip: Trip) -> None:
    trip.businesses(trip.pauillac, 40)
    ask(trip, number=8)
    before = estimated_demand(trip.adviser, today=TODAY)
    assert set(before) == {(theme, zone) for theme in ("visible", "loyalty") for zone in (MEDOC, BLAYE)}
    assert before["visible", MEDOC].mean == pytest.approx(4)
    trip.sign_up(trip.session(days=10), trip.person())
    assert estimated_demand(trip.adviser, today=TODAY)["visible", MEDOC] == before["visible", MEDOC]


@pytest.mark.parametrize("number", [1, 3])
def test_nine_statements_whatever_the_size(trip: Trip, number: int, django_assert_num_queries: Any) -> None:
    for rank in range(number):
        ask(trip, number=2, trade_code="1071CZ")
        trip.sign_up(trip.session(days=10 + rank), trip.person())
        answered(trip, 2, days=-10 - rank)
    next_themes(trip.adviser, today=TODAY)  # the roads are known
    with django_assert_num_queries(9):
        assert len(every(next_themes(trip.adviser, today=TODAY))) == 2


def test_the_page_shows_them_and_leads_to_the_session(trip: Trip, client: Any) -> None:
    ask(trip, number=2)
    make.become(client, membership=trip.post)
    text = client.get(reverse("planning:themes")).content.decode()
    assert "2 personnes l’attendent encore" in text
    assert f"{reverse('workshops:create')}?theme=visible" in text
    page = client.get(reverse("planning:themes"), {"territoire": BLAYE, "secteur": "BATIMENT"})
    assert every(page.context["ranking"])["visible"].people == 0
    assert "Blaye et alentours" in page.content.decode()
    wrong = client.get(reverse("planning:themes"), {"territoire": "<nulle part>"})
    assert every(wrong.context["ranking"])["visible"].people == 2
    assert "Sélectionnez un choix valide" in wrong.content.decode()


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


def test_the_territory_goes_along_and_what_is_planned_there_is_known(trip: Trip, client: Any) -> None:
    ask(trip, number=2)
    make.become(client, membership=trip.post)
    there, elsewhere = trip.session(days=10), trip.session(days=11)
    Session.objects.filter(pk=elsewhere.pk).update(published_at=None)
    page = client.get("/themes-a-proposer/").content.decode()
    zone = there.venue.commune.epci_id
    shown = client.get(f"/themes-a-proposer/?territoire={zone}").content.decode()
    assert '+ 1<span class="hidden"> en préparation' in page
    address = f"/seances/nouvelle/?theme=visible&amp;territoire={zone}"
    assert address in shown
    assert "territoire=" not in page.split("<table")[1]
    form = client.get(address.replace("&amp;", "&"))
    assert form.context["form"].initial["venue"] == there.venue_id
    assert "Demandé dans ce territoire" in form.content.decode()
    nowhere = client.get("/seances/nouvelle/?theme=visible&territoire=200072697")
    assert nowhere.status_code == 200
