"""The search of the chamber: what is found, by whom, after which acts, at what cost."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions import add_person, correct_person
from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.search import index
from etabli.foundation.search.models import Posting, SearchEntry
from etabli.front import search_pages
from etabli.programme.workshops import actions as workshops
from etabli.programme.workshops.session_changes import plan_of
from etabli.territory.register import reading as readings
from etabli.territory.register.actions import attach_artisan, import_register
from etabli.territory.register.engine import Establishment
from etabli.territory.register.models import Business
from etabli.territory.relays.actions import correct_relay, note_contact, withdraw_relay
from tests import factories as make
from tests.programme.trip import AT, Trip


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        yield Trip()


@pytest.fixture
def browser(trip: Trip, client: Client) -> Client:
    return make.become(client, membership=trip.post)


def welcome(trip: Trip, name: str = "Anne Dupont", **given: Any) -> Person:
    values = {"chamber": trip.chamber, "email": "", "phone": "06 12 34 56 78", **given}
    return add_person(name=name, **values, by=Viewer.nobody(), at=AT)


def titles(viewer: Viewer, text: str) -> list[str]:
    """Of what was recorded: the pages, the help and the themes of Établi are no record."""
    found = [
        group
        for group in search_pages.search_groups(viewer, text)
        if group.kind not in {search_pages.PASSAGE_KIND, "theme"}
    ]
    return ["".join(piece for piece, _hit in result.title) for group in found for result in group.results]


def take_back(viewer: Viewer) -> None:
    undo(entry=Entry.objects.latest("pk"), by=viewer, at=AT)


# The index follows the acts


@pytest.mark.parametrize(
    "typed", ["dupont", "Dupond", "06 12 34 56 78", "0612345678", "+33612345678", "06.12.34"]
)
def test_a_person_is_found_from_the_first_contact_on(trip: Trip, typed: str) -> None:
    welcome(trip)
    assert titles(trip.adviser, typed) == ["Anne Dupont"]


def test_a_correction_and_its_undo_are_followed(trip: Trip) -> None:
    person = welcome(trip)
    correct_person(person=person, name="Anne Martin", phone="", by=trip.adviser, at=AT)
    assert (titles(trip.adviser, "martin"), titles(trip.adviser, "dupont")) == (["Anne Martin"], [])
    take_back(trip.adviser)
    assert (titles(trip.adviser, "martin"), titles(trip.adviser, "dupont")) == ([], ["Anne Dupont"])


def test_a_person_is_found_by_their_trade_and_their_commune(trip: Trip) -> None:
    person = welcome(trip)
    attach_artisan(
        person=person,
        commune=trip.blaye,
        trade_code="1071CB",
        business_name="Le Fournil",
        by=trip.adviser,
        at=AT,
    )
    for typed in ["boulanger blaye", "fournil", "boulangères"]:
        assert titles(trip.adviser, typed) == ["Anne Dupont"]
    take_back(trip.adviser)
    assert titles(trip.adviser, "fournil") == []


def test_a_relay_that_is_withdrawn_is_no_longer_found(trip: Trip) -> None:
    relay = trip.relay()
    assert titles(trip.adviser, "mairie pauillac") == ["Mairie"]
    withdraw_relay(relay=relay, by=trip.adviser, at=AT)
    assert titles(trip.adviser, "mairie") == []
    take_back(trip.adviser)
    assert titles(trip.adviser, "mairie") == ["Mairie"]
    correct_relay(relay=relay, kind="club", name="Club", commune=trip.blaye, by=trip.adviser, at=AT)
    assert (titles(trip.adviser, "mairie"), titles(trip.adviser, "club blaye")) == ([], ["Club"])


def test_a_session_is_found_while_it_is_published(trip: Trip) -> None:
    session = trip.session()
    assert titles(trip.adviser, "visible pauillac") == ["Être visible"]
    assert titles(Viewer.nobody(), "visible") == ["Être visible"]
    take_back(trip.adviser)
    assert titles(trip.adviser, "visible") == []
    take_back(trip.adviser)
    session.refresh_from_db()
    wanted = plan_of(session).__class__(**{**vars(plan_of(session)), "theme": trip.themes[1]})
    workshops.change_session(session=session, wanted=wanted, by=trip.adviser, at=AT)
    assert (titles(trip.adviser, "visible"), titles(trip.adviser, "fideliser")) == ([], ["Fidéliser"])


def test_a_session_that_is_called_off_or_past_is_for_the_staff_alone(trip: Trip) -> None:
    called_off, past = trip.session(days=10), trip.session(days=20)
    workshops.call_off(session=called_off, reason="Salle fermée", by=trip.adviser, at=AT)
    with time_machine.travel(past.occasion.ends_at, tick=False):
        assert titles(Viewer.nobody(), "visible") == []
        assert titles(trip.adviser, "visible") == ["Être visible"] * 2
        details = [
            result.detail
            for group in search_pages.search_groups(trip.adviser, "visible")
            for result in group.results
        ]
    assert sum("séance annulée" in "".join(piece for piece, _hit in detail) for detail in details) == 1


def official(siret: str, name: str, closed: Any = None) -> readings.Reading:
    return readings.reading_of(
        [Establishment(siret, name, "1071CB", "33314", None, closed, is_published=bool(name))]
    )


def bring(trip: Trip, reading: readings.Reading) -> None:
    import_register(chamber=trip.chamber, reading=reading, files="test", by=trip.adviser, at=AT)


def test_the_register_is_found_as_the_last_import_left_it(trip: Trip) -> None:
    bring(trip, official("00000001800018", "Le Fournil du Port"))
    for typed in ["fournil", "boulanger pauillac", "000 000 018", "00000001800018"]:
        assert titles(trip.adviser, typed) == ["Le Fournil du Port"]
    bring(trip, official("00000001800018", "Au Bon Pain", AT.date()))
    assert titles(trip.adviser, "fournil") == []
    (group,) = search_pages.search_groups(trip.adviser, "bon pain")
    assert "fermée" in "".join(piece for piece, _hit in group.results[0].detail)
    assert Business.objects.count() == 1
    assert not SearchEntry.objects.exists()


def test_an_act_that_fails_leaves_nothing_behind(trip: Trip) -> None:
    welcome(trip, email="anne@example.org")
    with pytest.raises(ActionError):
        welcome(trip, name="Luc Durand", email="anne@example.org")
    assert titles(trip.adviser, "durand") == []


def test_the_acts_leave_the_index_that_reindexing_would(trip: Trip) -> None:
    person = welcome(trip)
    correct_person(person=person, name="Anne Martin", phone="", by=trip.adviser, at=AT)
    attach_artisan(person=person, commune=trip.blaye, trade_code="1071CB", by=trip.adviser, at=AT)
    trip.relay()
    trip.session()
    bring(trip, official("00000001800018", "Le Fournil"))

    def held() -> Any:
        entries = set(
            SearchEntry.objects.values_list("kind", "object_id", "title", "detail", "url", "chamber_id")
        )
        rows = Posting.objects.values_list("entry__kind", "entry__object_id", "word", "weight")
        return entries, set(rows)

    index.reindex("venue")  # the room of the session was made without an act
    before = held()
    for kind in index.declared_kinds():
        index.reindex(kind)
    assert held() == before


# What it costs


def indexing(seen: CaptureQueriesContext) -> int:
    return sum('"search_' in query["sql"] for query in seen.captured_queries)


def sign_up(trip: Trip, session: Any, **given: Any) -> CaptureQueriesContext:
    with CaptureQueriesContext(connection) as seen:
        workshops.sign_up_for_session(session=session, **given, by=Viewer.nobody(), at=AT)
    return seen


def test_a_sign_up_costs_three_statements_more_and_nothing_the_next_time(trip: Trip) -> None:
    one, two = trip.session(days=10), trip.session(days=20)
    for given in (
        {"name": "Anne", "email": "anne@example.org"},
        {"name": "Luc", "email": "luc@example.org", "commune": trip.blaye, "trade_code": "1071CB"},
    ):
        assert indexing(sign_up(trip, one, **given)) == 3
        assert indexing(sign_up(trip, two, **given)) == 0
    assert titles(trip.adviser, "boulanger blaye") == ["Luc"]


def test_what_changes_no_word_costs_nothing(trip: Trip) -> None:
    relay = trip.relay()
    with CaptureQueriesContext(connection) as seen:
        note_contact(relay=relay, kind="call", text="Affiche posée", by=trip.adviser, at=AT)
    assert indexing(seen) == 0


# The page of search


def page(browser: Client, text: str) -> str:
    answer = browser.get(reverse("front:search"), {"q": text})
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_results_come_by_kind_with_their_words_marked(trip: Trip, browser: Client) -> None:
    person = welcome(trip, name="Anne <b>Pauillac</b>")
    trip.relay()
    shown = page(browser, "pauilac")
    assert f'<a href="{reverse("front:person", args=[person.pk])}">' in shown
    assert "Anne &lt;b&gt;<mark>Pauillac</mark>&lt;/b&gt;" in shown
    assert shown.index("Personnes</h2>") < shown.index("Relais</h2>")


def test_nothing_typed_and_nothing_found_say_what_to_do(browser: Client) -> None:
    assert "Tapez ce dont vous vous souvenez" in page(browser, "  ")
    shown = page(browser, "<zzzz>")
    assert "Rien trouvé" in shown
    assert "«\u00a0&lt;zzzz&gt;\u00a0»" in shown


def test_a_large_register_hides_nobody(trip: Trip, browser: Client) -> None:
    kept = [
        Establishment(f"{n:014}", "Fournil", "1071CB", "33314", None, None, is_published=True)
        for n in range(25)
    ]
    bring(trip, readings.reading_of(kept))
    welcome(trip, name="Anne", email="fournil@example.org")
    shown = page(browser, "fournil")
    assert shown.count("SIRET 000") == 5
    assert "Anne" in shown
    assert "kind=business&amp;q=fournil" in shown
    whole = browser.get(reverse("front:search"), {"q": "fournil", "kind": "business"}).content.decode()
    assert whole.count("SIRET 000") == 25


def test_the_neighbour_finds_nobody_of_ours(trip: Trip) -> None:
    welcome(trip)
    trip.relay()
    bring(trip, official("00000001800018", "Le Fournil"))
    for typed in ["dupont", "mairie", "fournil"]:
        assert titles(trip.adviser, typed)
        assert titles(trip.next_door, typed) == []
        assert titles(make.artisan(welcome(trip, name="Autre", phone="")), typed) == []


@pytest.mark.parametrize("role", [Role.MEMBER, Role.BOARD, Role.MODERATOR])
def test_the_association_finds_nobody(trip: Trip, client: Client, role: Role) -> None:
    make.become(client, membership=make.membership(make.association(), role))
    welcome(trip, name="Luc Dupont")
    assert "Luc" not in client.get(reverse("front:search"), {"q": "dupont"}).content.decode()
    assert client.get(reverse("front:person", args=[welcome(trip).pk])).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_a_search_costs_the_same_whatever_is_found(
    trip: Trip, number: int, django_assert_num_queries: Any
) -> None:
    for rank in range(number):
        welcome(trip, name=f"Anne {rank}", phone="")
    search_pages.search_groups(trip.adviser, "anne")
    with django_assert_num_queries(
        10
    ):  # the vocabulary, what is found, themes, the register in three, the members in three, communes
        assert len(titles(trip.adviser, "anne")) == number


@pytest.mark.parametrize("typed", ["devi site internet", "lire un devis"])
def test_the_quote_reader_comes_first_and_once(trip: Trip, typed: str) -> None:
    """Workshops hold some of these words; the reader of quotes holds them all."""
    trip.session(theme=trip._theme("site", "Un site internet à vous"))
    groups = search_pages.search_groups(Viewer.nobody(), typed)
    addresses = [result.url for group in groups for result in group.results]
    assert addresses[0] == reverse("quotes:list")
    assert addresses.count(reverse("quotes:list")) == 1


# What the service itself offers


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("demi-journée", "/par-ou-commencer/demi-journee/"),
        ("qui paye", "/aide/#who-pays"),
        ("qui paie", "/aide/#who-pays"),
        ("FAFCEA", "/aide/#who-pays"),
    ],
)
def test_it_comes_before_whatever_else_says_the_same_words(trip: Trip, typed: str, address: str) -> None:
    theme = trip.themes[0]
    theme.text["fr"]["title"] = "Une demi-journée : qui paye, qui paie, le FAFCEA"
    theme.save()
    trip.session(theme=theme)
    for viewer in (Viewer.nobody(), make.artisan(trip.person())):
        groups = search_pages.search_groups(viewer, typed)
        assert [group.kind for group in groups][:2] == [search_pages.PASSAGE_KIND, "session"]
        assert groups[0].results[0].url == address


def kinds_found(viewer: Viewer, text: str) -> list[str]:
    return [group.kind for group in search_pages.search_groups(viewer, text)]


def test_a_town_with_a_slip_gives_its_sessions_to_come_before_anything_else(trip: Trip) -> None:
    welcome(trip, name="Pauillac Services")
    past, coming = trip.session(trip.pauillac, days=2), trip.session(trip.pauillac, days=20)
    with time_machine.travel(past.occasion.starts_at + timedelta(days=1), tick=False):
        groups = search_pages.search_groups(trip.adviser, "Pauilalc")
        assert groups[0].kind == search_pages.SESSION_KIND
        assert groups[0].results[0].url.endswith(f"/{coming.pk}/")
        assert kinds_found(trip.adviser, "Pauillac")[0] != search_pages.SESSION_KIND, "somebody is called so"


@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("désistement", "Rendre la place de quelqu’un qui ne vient plus"),
        ("excel", "Prendre la liste des participants pour Excel"),
        ("confier", "Départ ou absence\u00a0: confier une séance à un collègue"),
        ("départ", "Départ ou absence\u00a0: confier une séance à un collègue"),
    ],
)
def test_an_act_is_found_first_by_the_words_of_the_trade(trip: Trip, typed: str, title: str) -> None:
    welcome(trip, name="Anne Départo")
    first = search_pages.search_groups(trip.adviser, typed)[0]
    assert first.kind == search_pages.PASSAGE_KIND
    assert "".join(piece for piece, _hit in first.results[0].title) == title


def test_what_is_proposed_instead_gives_something(trip: Trip, monkeypatch: pytest.MonkeyPatch) -> None:
    welcome(trip)
    monkeypatch.setattr(search_pages.queries, "close_words", lambda viewer, text: ["xqzzywv", "dupont"])
    assert search_pages.words_to_try(trip.adviser, "dupxxxnt") == ["dupont"]
