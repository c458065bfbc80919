"""Calls to artisans and notes about them: written, read by the staff alone, taken back, in the copy, erased."""

from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from etabli.foundation.journal.actions import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.own_data.actions import ask_erasure, erase
from etabli.foundation.own_data.copying import copy_of
from etabli.foundation.own_data.holdings import of_person
from etabli.foundation.people.models import Person
from etabli.foundation.people.queries import NotVisible
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.ui.typography import full_day
from etabli.programme.journeys import actions, contacts
from etabli.programme.journeys.engine.call_list import Reason
from etabli.programme.journeys.models import ContactNote, Milestone
from etabli.programme.journeys.queries import histories
from tests import factories as make
from tests.programme.trip import AT, Trip


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        yield Trip()


@pytest.fixture
def browser(trip: Trip, client: Client) -> Client:
    return make.become(client, membership=trip.post)


def call(trip: Trip, person: Person, outcome: str, *, days: int = 0, **given: Any) -> ContactNote:
    at = AT + timedelta(days=days)
    return actions.note_call(person=person, outcome=outcome, by=trip.adviser, at=at, **given)


def listed(trip: Trip, days: int = 0) -> list[tuple[str, Reason]]:
    today = contacts.calls_today(trip.adviser, at=AT + timedelta(days=days))
    return [(row.person.name, row.due_call.reason) for row in today.calls]


def waiting(trip: Trip, name: str = "Zoé Exemple", *, days: int = 20, **fields: Any) -> Person:
    person = trip.person(**{"name": name, "phone": "06 12 34 56 78", **fields})
    trip.wish(person, on=AT.date() - timedelta(days=days))
    return person


def test_a_note_is_one_line_on_the_page_of_the_person(trip: Trip, browser: Client) -> None:
    person = trip.person()
    page = browser.get(reverse("front:person", args=[person.pk])).content.decode()
    assert f'action="{reverse("journeys:notes", args=[person.pk])}"' in page
    browser.post(reverse("journeys:notes", args=[person.pk]), {"text": "Préfère le matin."})
    page = browser.get(reverse("front:person", args=[person.pk])).content.decode()
    assert "Préfère le matin." in page
    assert "Annuler" in page
    Entry.objects.filter(verb="journeys.write_note").get()


def test_a_note_without_a_word_is_asked_for_again(trip: Trip, browser: Client) -> None:
    answer = browser.post(reverse("journeys:notes", args=[trip.person().pk]), {"text": "  "})
    assert answer.status_code == 200
    assert not ContactNote.objects.exists()


def test_a_call_is_noted_and_one_comes_back_to_the_list(trip: Trip, browser: Client) -> None:
    person = waiting(trip)
    calls = reverse("journeys:calls")
    page = browser.get(calls).content.decode()
    assert 'href="tel:0612345678"' in page
    assert "Attend une demi-journée depuis" in page
    address = reverse("journeys:call", args=[person.pk])
    assert address in page
    answer = browser.post(address, {"outcome": "not_now", "text": "Après l’été.", "next": calls})
    assert answer.headers["Location"] == calls
    page = browser.get(calls).content.decode()
    assert "Personne à appeler aujourd’hui" in page
    assert "Annuler" in page


def test_the_other_call_is_today_or_later(trip: Trip, browser: Client) -> None:
    address = reverse("journeys:call", args=[trip.person().pk])
    for day in ("", "2027-01-03"):
        answer = browser.post(address, {"outcome": "call_back", "again_on": day})
        assert "Choisissez aujourd’hui ou un jour à venir pour rappeler." in answer.content.decode()
    assert not ContactNote.objects.exists()
    browser.post(address, {"outcome": "call_back", "again_on": "2027-01-08"})
    assert ContactNote.objects.get().again_on == date(2027, 1, 8)
    with pytest.raises(actions.WrongDayToCall):
        call(trip, trip.person(), "call_back", again_on=AT.date() - timedelta(days=1))


def test_a_call_promised_for_today_is_to_make_today(trip: Trip, browser: Client) -> None:
    person = trip.person(phone="06 12 34 56 78")
    answer = browser.post(
        reverse("journeys:call", args=[person.pk]),
        {"outcome": "call_back", "again_on": AT.date().isoformat()},
    )
    assert answer.status_code == 302
    assert listed(trip) == [(person.name, Reason.PROMISED)]


def test_whoever_was_called_leaves_the_list_and_comes_back_in_time(trip: Trip) -> None:
    person = waiting(trip)
    assert listed(trip) == [(person.name, Reason.WAITS)]
    call(trip, person, "call_back", again_on=AT.date() + timedelta(days=5))
    assert listed(trip, 4) == []
    assert listed(trip, 5) == [(person.name, Reason.PROMISED)]
    call(trip, person, "unreachable", days=5)
    assert listed(trip, 6) == []
    assert listed(trip, 7) == [(person.name, Reason.PROMISED)]
    call(trip, person, "not_now", days=7)
    call(trip, person, "unreachable", days=8)  # called all the same: what they said stands
    assert listed(trip, 90) == []
    assert listed(trip, 97) == [(person.name, Reason.WAITS)]


def test_how_long_not_now_is_respected_is_a_setting(trip: Trip, settings: Any) -> None:
    settings.NOT_NOW_DAYS = 10
    person = waiting(trip)
    call(trip, person, "not_now")
    assert listed(trip, 9) == []
    assert listed(trip, 10) != []


def test_until_when_not_now_holds_is_said(trip: Trip, browser: Client, settings: Any) -> None:
    person = waiting(trip)
    page, until = reverse("front:person", args=[person.pk]), AT + timedelta(days=settings.NOT_NOW_DAYS)
    call(trip, person, "unreachable")
    assert "À laisser tranquille" not in browser.get(page).text
    call(trip, person, "not_now")
    assert f"À laisser tranquille jusqu’au {full_day(until)}" in browser.get(page).text
    with time_machine.travel(until, tick=False):
        assert "À laisser tranquille" not in make.become(browser, membership=trip.post).get(page).text


def test_a_call_without_an_outcome_is_asked_for_it(trip: Trip, browser: Client) -> None:
    page = browser.post(reverse("journeys:call", args=[waiting(trip).pk]), {"outcome": ""}).text
    assert "Choisissez ce que l’appel a donné." in page
    assert "Ce champ est obligatoire" not in page


def test_a_call_taken_back_puts_them_on_the_list_again(trip: Trip) -> None:
    person = waiting(trip)
    call(trip, person, "alone")
    assert listed(trip) == []
    assert Milestone.objects.get().withdrawn_at is None
    undo(entry=Entry.objects.get(verb="journeys.call"), by=trip.adviser, at=AT)
    assert Milestone.objects.get().withdrawn_at is not None
    assert listed(trip) == [(person.name, Reason.WAITS)]
    assert list(contacts.notes_about(trip.adviser, person)) == []


def test_done_without_help_is_noted_once_on_the_path(trip: Trip) -> None:
    person = trip.person()
    call(trip, person, "alone")
    call(trip, person, "alone", days=1)
    assert Milestone.objects.count() == 1
    assert histories(trip.chamber.pk, AT + timedelta(days=2))[0].standing.name == "arrived"


def test_a_call_where_nobody_answered_is_no_sign_of_life(trip: Trip) -> None:
    person = trip.person()
    trip.sign_up(trip.session(since=AT - timedelta(days=200)), person)
    for outcome, is_silent in (("unreachable", True), ("not_now", True), ("reached", False)):
        call(trip, person, outcome, days=80)
        assert histories(trip.chamber.pk, AT + timedelta(days=81))[0].standing.name == (
            "silent" if is_silent else "doing"
        )


def test_whoever_has_no_telephone_is_listed_apart(trip: Trip, client: Client) -> None:
    person = waiting(trip, phone="")
    today = contacts.calls_today(trip.adviser, at=AT)
    assert (today.calls, today.more, len(today.without_phone)) == ((), 0, 1)
    make.become(client, membership=trip.post)
    calls = reverse("journeys:calls")
    assert 'href="?sans-numero=1"' in client.get(calls).text
    page = client.get(calls, {"sans-numero": "1"}).text
    assert f'href="{reverse("front:person", args=[person.pk])}">{person.name}</a>' in page
    assert "Attend une demi-journée" in page


def test_seven_at_most_the_longest_wait_first(trip: Trip) -> None:
    for rank in range(9):
        waiting(trip, f"Artisan {rank}", days=10 + rank)
    today = contacts.calls_today(trip.adviser, at=AT)
    assert [row.person.name for row in today.calls] == [f"Artisan {rank}" for rank in range(8, 1, -1)]
    assert today.more == 2


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(
    trip: Trip, number: int, django_assert_num_queries: Any
) -> None:
    for rank in range(number):
        call(trip, waiting(trip, f"Artisan {rank}"), "reached", days=-30)
    with django_assert_num_queries(STATEMENTS):
        contacts.calls_today(trip.adviser, at=AT)


STATEMENTS = 32


def test_the_management_and_the_neighbours_have_no_list(trip: Trip) -> None:
    person = waiting(trip)
    call(trip, person, "reached")
    with pytest.raises(NotVisible):
        contacts.calls_today(trip.manager, at=AT)
    assert contacts.calls_today(trip.next_door, at=AT).calls == ()
    assert not contacts.notes_about(trip.next_door, person).exists()
    assert not contacts.notes_about(make.artisan(person), person).exists()
    assert contacts.notes_about(trip.manager, person).exists()


def test_the_artisan_reads_them_among_all_that_concerns_them_and_nowhere_else(
    trip: Trip, client: Client
) -> None:
    person = trip.person()
    call(trip, person, "reached", text="Il hésite.")
    make.become(client, link=make.link(person))
    everything = client.get(reverse("front:nothing_lost", args=[person.pk])).content.decode()
    assert "Il hésite." in everything
    assert client.get(reverse("journeys:notes", args=[person.pk])).status_code == 403
    copied = copy_of(of_person(person), make.artisan(person))
    (kind,) = [kind for kind in copied.kinds if kind.model_label == "journeys.ContactNote"]
    assert [row["text"].raw for _row, row in kind.rows] == ["Il hésite."]


def test_they_are_erased_with_the_person(trip: Trip) -> None:
    person, other = trip.person(), trip.person()
    call(trip, person, "reached", text="Il hésite.")
    actions.write_note(person=other, text="Préfère le matin.", by=trip.adviser, at=AT)
    asked = ask_erasure(subject=person, by=make.artisan(person), at=AT)
    erase(erasure=asked, by=Viewer.system(person.chamber_id), at=asked.due_at)
    assert [note.person for note in ContactNote.objects.all()] == [other]


def test_a_page_of_notes_is_not_the_neighbours(trip: Trip, client: Client) -> None:
    make.become(client, membership=trip.next_door_post)
    for name in ("journeys:notes", "journeys:call"):
        assert client.get(reverse(name, args=[trip.person().pk])).status_code == 404


def test_what_was_written_is_found_by_the_staff_alone(trip: Trip, client: Client) -> None:
    person = trip.person()
    call(trip, person, "reached", text="Cherche un photographe.")
    make.become(client, membership=trip.post)
    assert reverse("journeys:notes", args=[person.pk]) in found(client)
    undo(entry=Entry.objects.get(verb="journeys.call"), by=trip.adviser, at=AT)
    assert reverse("journeys:notes", args=[person.pk]) not in found(client)
    call(trip, person, "reached", text="Cherche un photographe.")
    for of in (trip.next_door_post, None):
        make.become(client, membership=of, link=None if of else make.link(person))
        assert reverse("journeys:notes", args=[person.pk]) not in found(client)


def found(client: Client) -> str:
    return client.get(reverse("front:search"), {"q": "photographe"}).content.decode()


@pytest.mark.parametrize(
    ("outcome", "kind"), [("", "note"), ("reached", "call"), ("unreachable", "call")], ids=str
)
def test_a_line_is_written_from_where_they_are_named_and_leads_back_there(
    trip: Trip, browser: Client, outcome: str, kind: str
) -> None:
    person = waiting(trip)
    desk = browser.get("/bureau/").content.decode()
    address = f"{reverse('journeys:notes', args=[person.pk])}?next=%2Fbureau%2F"
    assert f'href="{address}"' in desk
    assert 'name="next" value="/bureau/"' in browser.get(address).content.decode()
    sent = {"text": "Rappeler jeudi", "outcome": outcome, "next": "/bureau/"}
    assert browser.post(address, sent).headers["Location"] == "/bureau/"
    note = ContactNote.objects.get()
    assert (note.kind, note.outcome, note.text) == (kind, outcome, "Rappeler jeudi")


def test_an_empty_line_is_no_note_and_may_be_a_call(trip: Trip, browser: Client) -> None:
    person = trip.person()
    address = reverse("journeys:notes", args=[person.pk])
    assert "Écrivez quelques mots." in browser.post(address, {"text": " "}).content.decode()
    assert not ContactNote.objects.exists()
    browser.post(address, {"text": "", "outcome": "unreachable"})
    assert ContactNote.objects.get().outcome == "unreachable"


def test_a_history_leads_from_a_name_to_the_person_for_the_staff_alone(trip: Trip, browser: Client) -> None:
    person = trip.person(name="Zoé Exemple")
    actions.write_note(person=person, text="Préfère le matin.", by=trip.adviser, at=AT)
    link = f'<a href="/personnes/{person.pk}/">Zoé Exemple</a>'
    assert link in browser.get(f"/personnes/{person.pk}/historique/").content.decode().replace(
        ' class="small"', ""
    )
    own = make.become(Client(), link=make.link(person)).get("/historique/").content.decode()
    assert f'href="/personnes/{person.pk}/"' not in own


CALLER = "/parcours/appels/noter/"


def test_a_call_from_somebody_unknown_is_one_line_and_is_taken_back(trip: Trip, browser: Client) -> None:
    told = {"name": "Odile Inconnue", "contact": "0536490012", "text": "Veut un atelier le soir."}
    page = browser.post(CALLER, told, follow=True).content.decode()
    person = Person.objects.get(name="Odile Inconnue")
    assert person.phone == "05 36 49 00 12"
    assert "Veut un atelier le soir." in page
    assert "L’appel d’Odile Inconnue est noté." in page
    assert contacts.notes_about(trip.adviser, person).get().outcome == "reached"
    noted = Entry.objects.get(verb="journeys.caller")
    undo(entry=noted, by=trip.adviser, at=AT)
    assert not contacts.notes_about(trip.adviser, person).exists()
    undo(entry=Entry.objects.get(undoes=noted), by=trip.adviser, at=AT)
    assert contacts.notes_about(trip.adviser, person).exists()


def test_a_caller_whose_name_is_known_is_asked_about(trip: Trip, browser: Client) -> None:
    from etabli.foundation.search.index import reindex

    zoe = trip.person(name="Zoé Exemple")
    reindex("person")
    told = {"name": "exemple zoe", "contact": "0536490013", "text": "Rappelle lundi."}
    assert "Vous connaissez déjà quelqu’un de ce nom" in browser.post(CALLER, told).content.decode()
    assert not ContactNote.objects.exists()
    browser.post(CALLER, {**told, "same": str(zoe.pk)})
    assert ContactNote.objects.get().person == zoe


def test_what_was_looked_up_in_vain_stands_in_the_form(trip: Trip, browser: Client) -> None:
    found = browser.get("/chercher/", {"q": "0536490014"}).content.decode()
    assert f'href="{CALLER}?q=0536490014"' in found
    assert 'name="contact" value="0536490014"' in browser.get(CALLER, {"q": "0536490014"}).content.decode()
