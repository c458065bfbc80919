"""What is indexed is found, by those who may see it and by nobody else, in a fixed number of statements."""

from dataclasses import replace
from typing import Any

import pytest
from django.db import connection
from django.db.models import Q
from django.test.utils import CaptureQueriesContext

from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Indexed
from etabli.foundation.search import index, queries, visibility
from etabli.foundation.search.models import Posting, SearchEntry
from etabli.foundation.search.queries import close_words, find, find_by_kind
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _declared(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two kinds: persons, for the staff; organisations, for all."""
    kinds = {
        "person": Indexed(
            kind="person",
            plural_label="Personnes",
            objects=lambda: Person.objects.order_by("pk"),
            title=lambda person: person.name,
            detail=lambda person: person.email,
            text=lambda person: person.phone,
            url=lambda person: f"/personnes/{person.pk}/",
            visible_to=visibility.to_staff,
            row_to_reindex=lambda done: None,
        ),
        "organisation": Indexed(
            kind="organisation",
            plural_label="Organisations",
            objects=lambda: Organisation.objects.order_by("pk"),
            title=lambda organisation: organisation.name,
            url=lambda organisation: "/",
            visible_to=visibility.to_all,
            row_to_reindex=lambda done: None,
        ),
    }
    monkeypatch.setattr(index, "declared_kinds", lambda: kinds)
    monkeypatch.setattr(queries, "declared_kinds", lambda: kinds)


@pytest.fixture
def chamber() -> Organisation:
    return make.chamber()


def known(chamber: Organisation, *names: str) -> list[Person]:
    people = [make.person(chamber, name=name) for name in names]
    for person in people:
        index.index_all("person", changed=[person])
    return people


def test_another_telephone_is_never_proposed_as_a_slip(chamber: Organisation) -> None:
    staff = make.adviser(chamber)
    zoe = make.person(chamber, name="Zoé Lefebvre", phone="0611223344")
    index.index_all("person", changed=[zoe])
    assert close_words(staff, "0670112233") == []
    assert close_words(staff, "0670112233 lefebrve") == ["lefebvre"]


def titles(viewer: Viewer, text: str, **options: Any) -> list[str]:
    return [hit.title for hit in find(viewer, text, **options)]


@pytest.mark.parametrize(
    "typed",
    [
        "Boulangerie Médoc",
        "boulangerie medoc",
        "BOULANGERIES",
        "boulngerie",
        "boulangeire",
        "médok boulangerie",
        "boul",
    ],
)
def test_it_is_found_however_it_is_typed(chamber: Organisation, typed: str) -> None:
    known(chamber, "Boulangerie du Médoc", "Coiffure Émeraude")
    assert titles(make.adviser(chamber), typed) == ["Boulangerie du Médoc"]


def test_the_nearest_comes_first(chamber: Organisation) -> None:
    known(chamber, "Maçonnerie Plaine", "Atelier Plain", "Atelier Plant")
    assert titles(make.adviser(chamber), "plain")[0] == "Atelier Plain"


def test_all_the_words_count(chamber: Organisation) -> None:
    known(chamber, "Boulangerie de Pauillac", "Boulangerie de Blaye", "Coiffure de Blaye")
    assert titles(make.adviser(chamber), "boulangerie blaye") == ["Boulangerie de Blaye"]
    assert titles(make.adviser(chamber), "grande boulangerie blaye") == ["Boulangerie de Blaye"]


def test_the_title_weighs_more_than_the_rest(chamber: Organisation) -> None:
    make_known = [
        make.person(chamber, name="Pain", phone=""),
        make.person(chamber, name="Autre", phone="pain"),
    ]
    for person in reversed(make_known):
        index.index_all("person", changed=[person])
    assert titles(make.adviser(chamber), "pain") == ["Pain", "Autre"]


def test_each_sees_what_they_may(chamber: Organisation) -> None:
    neighbour = make.chamber("Voisine")
    known(chamber, "Anne Dupont")
    known(neighbour, "Anne Durand")
    index.reindex("organisation")
    assert titles(make.adviser(chamber), "anne") == ["Anne Dupont"]
    assert titles(make.adviser(neighbour), "anne") == ["Anne Durand"]
    for viewer in (Viewer.nobody(), make.artisan(make.person(chamber))):
        assert titles(viewer, "anne") == []
        assert titles(viewer, "voisine") == ["Voisine"]


def test_kinds_narrow_the_search(chamber: Organisation) -> None:
    known(chamber, "Chambre froide")
    index.reindex("organisation")
    by = make.adviser(chamber)
    assert len(find(by, "chambre")) == 2
    assert [hit.kind for hit in find(by, "chambre", kinds=["organisation"])] == ["organisation"]
    assert find(by, "chambre", kinds=[]) == []


def test_a_change_replaces_and_a_withdrawal_forgets(chamber: Organisation) -> None:
    (person,) = known(chamber, "Anne Dupont")
    by = make.adviser(chamber)
    person.name = "Anne Martin"
    index.index_all("person", changed=[person])
    assert titles(by, "dupont") == []
    assert titles(by, "martin") == ["Anne Martin"]
    index.remove_from_index("person", person.pk)
    assert titles(by, "martin") == []
    assert not Posting.objects.exists()


def test_reindexing_gives_the_same_index(chamber: Organisation) -> None:
    known(chamber, "Anne Dupont", "Boulangerie du Médoc")
    before = list(
        SearchEntry.objects.order_by("object_id").values_list("kind", "object_id", "title", "chamber_id")
    )
    assert index.reindex("person") == 2
    after = list(
        SearchEntry.objects.order_by("object_id").values_list("kind", "object_id", "title", "chamber_id")
    )
    assert before == after


@pytest.mark.parametrize("text", ["", "   ", "?!", "%", "'; --", "zzzzzzzz", "le " * 500, "é" * 5000])
def test_any_text_is_answered(chamber: Organisation, text: str) -> None:
    known(chamber, "Anne Dupont")
    assert find(make.adviser(chamber), text) == []


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize("typed", ["anne", "ane martn dupont"])
def test_two_statements(chamber: Organisation, rows: int, typed: str) -> None:
    known(chamber, *(f"Anne Martin Dupont {number}" for number in range(rows)))
    by = make.adviser(chamber)
    find(by, typed)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        assert len(find(by, typed)) == rows
    assert len(seen) == 2


def test_a_word_that_is_met_is_no_slip_of_another(chamber: Organisation) -> None:
    known(chamber, "Paul Martin", "Anne Matin")
    adviser = make.adviser(chamber)
    assert [hit.title for hit in find(adviser, "martin")] == ["Paul Martin"]
    assert [hit.title for hit in find(adviser, "martins")] == ["Paul Martin"]
    assert {hit.title for hit in find(adviser, "martim")} == {"Paul Martin"}
    with CaptureQueriesContext(connection) as seen:
        find(adviser, "martin")
    assert len(seen) == 3


def test_what_one_may_not_see_makes_no_word_known(chamber: Organisation) -> None:
    """Else the silence would tell that somebody of that name is known elsewhere."""
    known(chamber, "Anne Matin")
    known(make.chamber(), "Paul Martin")
    assert [hit.title for hit in find(make.adviser(chamber), "martin")] == ["Anne Matin"]


def test_who_may_see_nothing_is_told_nothing(chamber: Organisation, monkeypatch: pytest.MonkeyPatch) -> None:
    """A rule that no row answers to is known to find nothing before the database is asked."""
    known(chamber, "Anne Dupont")
    kinds = {
        "person": replace(index.declared_kinds()["person"], visible_to=lambda viewer: Q(object_id__in=[]))
    }
    monkeypatch.setattr(queries, "declared_kinds", lambda: kinds)
    adviser = make.adviser(chamber)
    assert find(adviser, "anne") == []
    assert find_by_kind(adviser, "anne", per_kind=5) == []
    assert queries.count_of_kind(adviser, "anne", "person") == 0


def test_the_limit_holds(chamber: Organisation) -> None:
    known(chamber, *(f"Anne {letter}" for letter in "bcdefg"))
    assert len(find(make.adviser(chamber), "anne", limit=3)) == 3


def test_the_first_letters_of_a_word_still_being_typed_ask_for_nothing(chamber: Organisation) -> None:
    known(chamber, "Anne Dupont", "Luc Durand")
    adviser = make.adviser(chamber)
    for typed in ("anne", "anne d", "anne du", "anne dup", "anne dupo"):
        assert [hit.title for hit in find(adviser, typed)] == ["Anne Dupont"]
    assert find(adviser, "x") == []
    assert find(adviser, "anne xyzxyz") == []


def test_in_a_search_of_all_kinds_too_who_is_named_comes_first() -> None:
    chamber = make.chamber()
    for name in ("Luc A.", "Luc B.", "Luc N."):
        make.person(chamber, name=name)
    index.reindex("person")
    groups = find_by_kind(make.adviser(chamber), "luc n", per_kind=2)
    assert [hit.title for hit in groups[0].hits] == ["Luc N.", "Luc A."]
