"""The leaflet of a season: what is printed, for whom, and where its square leads."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client

from etabli.foundation.people.models import Organisation
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.seats.models import Occasion, Span, times_of
from etabli.programme.workshops.calendar.leaflet import leaflet, season_of
from etabli.programme.workshops.models import Session, Venue
from etabli.territory.places.models import Commune, Epci, Road
from etabli.territory.relays.actions import create_relay
from tests import factories
from tests.programme.workshops.printed import assert_approved, text_of

Make = Callable[..., Session]
PERIOD = {"epci": "200000001", "du": "2031-01-01", "au": "2031-06-30"}
AT = datetime(2030, 12, 1, tzinfo=UTC)


@pytest.fixture
def season(make: Make, chamber: Organisation, communes: dict[str, Commune]) -> list[Session]:
    """Six dates of 2031 on the territory, one of them in two half-days; one close by, one far."""
    beside = Epci.objects.create(code="200000002", name="CC d’à côté")
    Commune.objects.filter(name="Bordeaux").update(population=90000)
    for code, name, km in (("33001", "Voisine", 18.0), ("33002", "Lointaine", 80.0)):
        facts = {"epci": beside, "population": 900, "lat": 45.0, "lon": -0.7, "postal_codes": "33001"}
        communes[name] = Commune.objects.create(code=code, name=name, **facts)
        Road.objects.create(a=communes[name], b=communes["Bordeaux"], km=km)
    themes = ("visible", "customers", "loyalty", "social")
    days = [
        datetime(2031, 1, 14, 8, tzinfo=UTC) + timedelta(days=12 * n, hours=5 * (n % 2)) for n in range(8)
    ]
    towns = ("Pauillac", "Blaye", "Bordeaux", "Pauillac", "Blaye", "Bordeaux", "Voisine", "Lointaine")
    made = [
        make(town=town, starts_at=day, theme=themes[n % 4])
        for n, (town, day) in enumerate(zip(towns, days, strict=True))
    ]
    Venue.objects.filter(commune__name="Blaye").update(accessible=True)
    first = made[1].occasion.starts_at
    several = times_of([Span(at, at + timedelta(hours=3)) for at in (first, first + timedelta(days=1))])
    Occasion.objects.filter(pk=made[1].occasion_id).update(**several)
    Organisation.objects.update(phone="05 00 00 00 00")
    return made


@pytest.mark.usefixtures("season")
def test_the_leaflet_says_the_dates_of_the_territory_then_the_nearest() -> None:
    told = season_of(Epci.objects.get(pk="200000001"), since=date(2031, 1, 1), until=date(2031, 6, 30), at=AT)
    assert [card.commune for card in told.nearby] == ["Voisine"], "the other is too far by road"
    assert_approved("leaflet", text_of(leaflet(told, code="", relay="", at=AT)))
    assert leaflet(told, code="", relay="", at=AT) == leaflet(told, code="", relay="", at=AT)


@pytest.mark.usefixtures("season")
def test_a_relay_s_own_address_is_printed(
    client: Client, adviser: Viewer, communes: dict[str, Commune]
) -> None:
    relay = create_relay(
        chamber=Organisation.objects.get(), kind="town_hall", name="Mairie de Pauillac",
        commune=communes["Pauillac"], by=adviser, at=factories.AT,
    )  # fmt: skip
    answer = client.get("/ateliers/feuille.pdf", {**PERIOD, "via": relay.code})
    assert answer.headers["Content-Type"] == "application/pdf"
    text = text_of(answer.content)
    assert f"/r/{relay.code}" in text
    assert "Avec Mairie de Pauillac" in text
    page = client.get("/ateliers/feuille/", {**PERIOD, "via": relay.code}).content.decode()
    assert "6 ateliers sur ce territoire." in page
    assert "1 autre tout près" in page
    assert "Mairie de Pauillac" in page
    assert f"via={relay.code}" in page.partition("feuille.pdf?")[2].partition('"')[0]
    unknown = text_of(client.get("/ateliers/feuille.pdf", {**PERIOD, "via": "inconnu"}).content)
    assert "/ateliers" in unknown
    assert "/r/" not in unknown


@pytest.mark.usefixtures("season")
def test_a_choice_that_makes_no_leaflet_is_said(client: Client) -> None:
    bare = client.get("/ateliers/feuille.pdf")
    assert bare.headers["Location"] == "/ateliers/feuille/"
    for wrong, said in [
        ({"epci": "x"}, "epci"),
        ({"au": "2030-01-01"}, "vient avant le premier"),
        ({"au": "2039-01-01"}, "un an au plus"),
        ({"du": "hier"}, "du"),
    ]:
        answer = client.get("/ateliers/feuille.pdf", {**PERIOD, **wrong}, follow=True)
        text = answer.content.decode()
        assert answer.redirect_chain
        assert 'class="summary"' in text
        assert said in text
        assert "feuille.pdf?" not in text
    empty = client.get("/ateliers/feuille.pdf", {**PERIOD, "du": "2031-06-01"})
    assert "Aucun atelier n’est annoncé ici" in text_of(empty.content)


@pytest.mark.parametrize("number", [1, 3])
def test_statements_of_the_leaflet(make: Make, number: int, django_assert_num_queries: Any) -> None:
    for _ in range(number):
        make()
    epci, today = Epci.objects.get(), date.today()
    season_of(epci, since=today, until=today, at=AT)
    with django_assert_num_queries(3):
        told = season_of(epci, since=today, until=today + timedelta(days=90), at=datetime.now(UTC))
    assert len(told.sessions) == number
