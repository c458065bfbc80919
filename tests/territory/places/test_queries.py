from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.forms import Form
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import DjangoAssertNumQueries

from etabli.foundation.journal import NotAllowed
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.viewer import Viewer
from etabli.territory.places import actions, queries
from etabli.territory.places.forms import CommuneField
from etabli.territory.places.models import Commune, Edition, Epci, Road
from tests.territory.conftest import AT, Staff


def load() -> str:
    out = StringIO()
    call_command("load_places", stdout=out)
    return out.getvalue()


@pytest.mark.django_db
def test_loading_brings_the_whole_departement_and_the_second_time_writes_nothing() -> None:
    assert "534" in load()
    assert (Commune.objects.count(), Epci.objects.count(), Road.objects.count()) == (534, 28, 1373)
    assert Entry.objects.filter(verb="places.load").count() == 1
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert "Nothing to do" in load()
    assert not [query for query in seen if query["sql"].startswith(("INSERT", "UPDATE", "DELETE"))]
    assert Edition.objects.count() == 1


@pytest.mark.django_db
def test_a_fact_that_was_spoiled_is_mended_by_loading_again() -> None:
    load()
    Commune.objects.filter(code="33314").update(name="Pauiac", population=1)
    load()
    assert Commune.objects.get(code="33314").name == "Pauillac"
    assert Edition.objects.count() == 2


def test_loading_is_for_the_chamber_and_the_clock_only(adviser: Staff) -> None:
    with pytest.raises(NotAllowed):
        actions.load_places(by=Viewer.nobody(), at=AT)
    assert actions.load_places(by=adviser.viewer, at=AT).communes == 534


@pytest.mark.django_db
def test_distances_by_road(
    communes: dict[str, Commune], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    assert queries.distances_from("33314") == {
        "33314": 0,
        "33423": pytest.approx(4.6),
        "33058": pytest.approx(96.6),
    }
    with django_assert_num_queries(1):
        queries.distances_from("33314")


@pytest.mark.django_db
def test_a_new_road_is_seen_at_once(communes: dict[str, Commune]) -> None:
    assert queries.distances_from("33314")["33058"] > 90
    Road.objects.create(a_id="33314", b_id="33058", km=10.5)
    assert queries.distances_from("33314")["33058"] == pytest.approx(10.5 * 1.15)


@pytest.mark.django_db
def test_near_communes_come_nearest_first(
    communes: dict[str, Commune], django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    queries.communes_near("33314", within_km=30)
    with django_assert_num_queries(2):
        near = queries.communes_near("33314", within_km=30)
    assert [(place.name, place.minutes) for place in near] == [
        ("Pauillac", 4),
        ("Saint-Julien-Beychevelle", 10),
    ]
    with django_assert_num_queries(2):
        assert len(queries.communes_near("33314", within_km=300)) == 3


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("pauillac", "Pauillac"),
        ("33390", "Blaye"),
        ("33250", None),
        ("st julien beychevelle", "Saint-Julien-Beychevelle"),
        ("33250 st julien", "Saint-Julien-Beychevelle"),
        ("pauilac", "Pauillac"),
        ("Pau", None),
        ("64000 Pau", None),
        ("64000 Blaye", None),
        ("33390 Pau", None),
        ("St Julien", None),
        ("Lyon", None),
    ],
)
def test_a_commune_is_found_or_not(communes: dict[str, Commune], typed: str, expected: str | None) -> None:
    found = queries.find_commune(typed)
    assert (found.name if found else None) == expected


@pytest.mark.django_db
def test_an_exact_name_wins_over_longer_ones() -> None:
    load()
    for name in ("Bourg", "Pujols", "Blaye", "Arcachon"):
        found = queries.find_commune(name)
        assert found is not None
        assert found.name == name


@pytest.mark.django_db
def test_the_map_has_each_epci_once(communes: dict[str, Commune]) -> None:
    shapes = dict(queries.map_shapes())
    assert set(shapes) == {"200069995", "200023794"}


@pytest.mark.django_db
@pytest.mark.parametrize("town", ["Pau", "Bayonne", "Avignon", "Valence", "Castres", "Saint-Denis", "Nérac"])
def test_a_town_of_elsewhere_is_never_read_as_one_of_ours(town: str) -> None:
    load()
    assert queries.find_commune(town) is None
    (sentence,) = _Where({"commune": town}).errors["commune"]
    assert f"«\N{NO-BREAK SPACE}{town}\N{NO-BREAK SPACE}»" in sentence
    assert "artisanat.fr" in sentence


class _Where(Form):
    commune = CommuneField()


@pytest.mark.django_db
def test_a_form_takes_a_commune_as_it_is_typed(communes: dict[str, Commune]) -> None:
    form = _Where({"commune": "33250 pauilac"})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["commune"] == communes["Pauillac"]


@pytest.mark.django_db
def test_a_form_in_doubt_says_which_communes_it_could_be(communes: dict[str, Commune]) -> None:
    assert "plusieurs communes" in str(_Where({"commune": "33250"}).errors["commune"])
    assert "Lyon" in str(_Where({"commune": "Lyon"}).errors["commune"])
    assert "un autre département" in str(_Where({"commune": "75011"}).errors["commune"])
    assert "un autre département" not in str(_Where({"commune": "33999"}).errors["commune"])
    assert not _Where({"commune": ""}).is_valid()


@pytest.mark.django_db
def test_the_beginning_of_a_name_is_a_suggestion_never_an_answer(communes: dict[str, Commune]) -> None:
    form = _Where({"commune": "Pau"})
    html = str(form["commune"])
    assert '<input type="radio" name="commune" value="Pauillac">' in html
    assert "plusieurs communes" not in html
    assert 'value="Pauillac"' not in str(_Where({"commune": "64000 Pau"})["commune"])


@pytest.mark.django_db
def test_a_form_in_doubt_offers_them_under_the_field_and_takes_the_one_that_is_chosen(
    communes: dict[str, Commune],
) -> None:
    form = _Where({"commune": "33250"})
    html = str(form["commune"])
    assert '<input type="radio" name="commune" value="Pauillac">' in html
    assert 'value="33250"' in html
    chosen = QueryDict(
        "commune=33250&commune=Saint-Julien-Beychevelle"
    )  # the field, then the choice under it
    assert _Where(chosen).is_valid()
    assert "radio" not in str(_Where()["commune"])


@pytest.mark.django_db
def test_what_is_asked_is_no_mistake(communes: dict[str, Commune]) -> None:
    for typed in ("33250", "75011"):
        html = str(_Where({"commune": typed}))
        assert "wrong" not in html
        assert 'class="error"' not in html
        assert "Une question avant d" in html


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "found"), [("pau", ["Pauillac"]), ("33250", ["Pauillac", "Saint-Julien-Beychevelle"]), ("", [])]
)
def test_a_few_letters_are_answered_with_what_they_may_mean(
    client: Client, communes: dict[str, Commune], typed: str, found: list[str]
) -> None:
    answer = client.get("/communes/", {"q": typed})
    assert [one["value"] for one in answer.json()["found"]] == found
    assert "private" in answer["Cache-Control"]
