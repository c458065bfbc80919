"""The page of a path: the one next thing, the way, a pause, a return after a year."""

import re
from datetime import date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from etabli.foundation.files.models import StoredFile
from etabli.foundation.journal import undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Person
from etabli.foundation.seats.models import SignUp
from etabli.foundation.ui.typography import full_day
from etabli.procurement.quotes.models import QuoteReading
from etabli.programme.coverage.models import OnlinePresence
from etabli.programme.demand.models import Wish
from etabli.programme.diagnosis.actions import keep_answers
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.journeys import actions
from etabli.programme.journeys.models import Journey, Milestone
from etabli.programme.journeys.path import Path, changes_since, path_of, pauses
from etabli.programme.journeys.queries import histories
from etabli.programme.journeys.tasks import remind_due
from tests import factories as make
from tests.programme.trip import Trip

pytestmark = pytest.mark.django_db
AT = make.AT
PATH = "/chemin/"


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        yield Trip()


def artisan(person: Person) -> Client:
    client = Client()
    make.become(client, link=make.link(person))
    return client


def answer(person: Person, at: datetime = AT, *, all_of_them: bool = True) -> None:
    given = {question.id: "unknown" for question in load().questions}
    if not all_of_them:
        given = dict(list(given.items())[:10])
    keep_answers(chamber=person.chamber, person=person, answers=given, by=make.artisan(person), at=at)


def marks(person: Person, at: datetime = AT) -> dict[str, str]:
    return {line.code: line.mark for line in path_of(person, at).lines}


def test_the_first_thing_to_do_then_the_next(trip: Trip) -> None:
    person = trip.person()
    page = artisan(person).get(PATH)
    assert "Répondez à douze questions" in page.text
    assert page.text.count('class="next') == 1
    answer(person)
    assert marks(person) == {
        "diagnosis": "ok",
        "workshop": "here",
        "half_day": "later",
        "brief_ready": "later",
        "ad": "later",
        "quote": "later",
        "online": "later",
        "visibility": "later",
        "protection": "later",
    }
    trip.sign_up(trip.session(days=-5), person, present=True)
    assert marks(person)["half_day"] == "here"


def test_a_quote_that_was_read_says_nothing_of_how_far_one_is(trip: Trip) -> None:
    person = trip.person()
    file = StoredFile.objects.create(name="devis.pdf", size=1, created_at=AT)
    QuoteReading.objects.create(
        chamber=person.chamber, person=person, file=file, status="read", uploaded_at=AT, read_at=AT
    )
    assert marks(person) | {"quote": "ok", "diagnosis": "here", "online": "later"} == marks(person)


def test_what_is_done_and_what_comes_later_are_folded(trip: Trip) -> None:
    person = trip.person()
    answer(person)
    way = artisan(person).get(PATH).text.partition('<ol class="way">')[2].partition("</ol>")[0]
    folded = "".join(part.partition("</details>")[0] for part in way.split("<details")[1:])
    for line in path_of(person, AT).lines:
        title = re.compile(rf">{line.label}(?:<| <)")
        assert len(title.findall(way)) == 1, line
        assert bool(title.search(folded)) == (line.mark in {"ok", "later"}), line
    assert "1 étape est faite" in way


def test_an_offered_place_comes_first(trip: Trip) -> None:
    person = trip.person()
    session = trip.session()
    make.sign_up(session.occasion, person, SignUp.Status.OFFERED)
    page = artisan(person).get(PATH)
    assert "la prenez-vous" in page.text
    assert "Répondez avant" in page.text
    assert page.text.count('class="next') == 1


def test_an_offered_place_is_taken_or_refused_in_one_press_and_taken_back(trip: Trip) -> None:
    person, session = trip.person(), trip.session()
    row = make.sign_up(session.occasion, person, SignUp.Status.OFFERED)
    client = artisan(person)
    page = client.get(PATH).text
    assert f'action="/inscriptions/{row.pk}/accepter/"' in page
    for act, status in (("annuler", "withdrawn"), ("accepter", "seated")):
        row.refresh_from_db()
        if row.status != "offered":
            entry = Entry.objects.filter(verb="seats.withdraw").latest("pk")
            client.post(f"/historique/{entry.pk}/annuler/")
        after = client.post(f"/inscriptions/{row.pk}/{act}/", {"next": PATH}, follow=True)
        assert after.redirect_chain[-1][0] == PATH
        assert "/annuler/" in after.text  # the means to take it back
        row.refresh_from_db()
        assert row.status == status


def test_a_half_day_is_asked_for_at_any_time(trip: Trip) -> None:
    person = trip.person()
    client = artisan(person)
    address = "/par-ou-commencer/demi-journee/?next=/chemin/"
    assert f'"{address}"' in client.get("/chemin/").text
    page = client.post(address, {"note": "Plutôt le lundi."}, follow=True)
    assert page.redirect_chain[-1][0] == "/chemin/"
    wish = Wish.objects.get()
    assert (wish.person_id, wish.note) == (person.pk, "Plutôt le lundi.")
    assert "C’est à votre conseillère" in page.text
    undo(entry=Entry.objects.get(verb="demand.express"), by=make.artisan(person), at=AT)
    assert marks(person)["half_day"] == "later"


def test_a_pause_until_a_day_one_message_that_day_and_one_press_to_go_on(trip: Trip) -> None:
    person = trip.person()
    client = artisan(person)
    until = pauses(AT)[0]
    page = client.post("/chemin/pause/", {"until": until.isoformat()}, follow=True)
    assert "Votre chemin vous attend" in page.text
    journey = Journey.objects.get()
    assert (journey.pause_until, make.mails().count()) == (until, 0)
    remind_due(AT + timedelta(days=1))
    assert make.mails().count() == 0
    on_the_day = AT.replace(year=until.year, month=until.month, day=until.day)
    for _again in range(2):
        remind_due(on_the_day)
    assert make.mails().count() == 1
    with time_machine.travel(on_the_day, tick=False):
        artisan(person).post("/chemin/reprendre/")
    journey.refresh_from_db()
    assert (journey.paused_at, journey.resumed_at) == (None, on_the_day)


def test_a_pause_is_seen_beside_what_waits(trip: Trip) -> None:
    """A place that is held for them comes first; the pause, and its end, stand beside it."""
    person, until = trip.person(), pauses(AT)[0]
    make.sign_up(trip.session().occasion, person, SignUp.Status.OFFERED)
    client = artisan(person)
    assert "En pause" not in client.get(PATH).text
    assert "En pause" not in client.get("/chemin/pause/").text
    page = client.post("/chemin/pause/", {"until": until.isoformat()}, follow=True)
    assert page.text.count('class="next') == 1
    for shown in (page, client.get("/chemin/pause/")):
        assert "En pause" in shown.text
        assert f"vous attend jusqu’au {full_day(until)}" in shown.text
        assert 'action="/chemin/reprendre/"' in shown.text
    assert "En pause" not in client.post("/chemin/reprendre/", follow=True).text


def test_nobody_is_written_to_who_has_gone_on(trip: Trip) -> None:
    person = trip.person()
    actions.pause(person=person, until=date(2027, 3, 8), by=make.artisan(person), at=AT)
    answer(person, AT + timedelta(days=2))
    remind_due(AT + timedelta(days=100))
    assert make.mails().count() == 0


def test_a_pause_is_taken_back(trip: Trip) -> None:
    person = trip.person()
    by = make.artisan(person)
    actions.pause(person=person, until=None, by=by, at=AT)
    entry = Entry.objects.get(verb="journeys.pause")
    assert path_of(person, AT).standing.is_on_hold
    undo(entry=entry, by=by, at=AT)
    assert not path_of(person, AT).standing.is_on_hold


def test_a_pause_done_again_and_one_whose_end_is_taken_back_hold(trip: Trip) -> None:
    """To take an act back is a sign of life too: it must not end the pause that it brings back."""
    person, until = trip.person(), pauses(AT)[0]
    client = artisan(person)

    def take_back() -> str:
        with time_machine.travel(next(minutes), tick=False):
            return client.post(
                f"/historique/{Entry.objects.latest('pk').pk}/annuler/", {"next": PATH}, follow=True
            ).text

    minutes = (AT + timedelta(minutes=number, microseconds=7) for number in range(1, 9))
    client.post("/chemin/pause/", {"until": until.isoformat()})
    assert "En pause" not in take_back()
    assert "En pause" in take_back()
    assert "En pause" not in take_back()
    assert "En pause" in take_back()
    with time_machine.travel(next(minutes), tick=False):
        client.post("/chemin/reprendre/")
    assert "En pause" in take_back()
    journey = Journey.objects.get()
    assert (journey.pause_until, journey.resumed_at) == (until, None)
    assert "En pause" not in take_back()


@pytest.mark.parametrize("day", ["2027-01-04", "2020-01-01", "2090-01-01", "demain"])
def test_a_day_that_is_no_good_is_refused_in_a_sentence(trip: Trip, day: str) -> None:
    page = artisan(trip.person()).post("/chemin/pause/", {"until": day})
    assert page.status_code == 422
    assert Journey.objects.exclude(paused_at=None).count() == 0


def test_whoever_comes_back_after_a_year_is_told_where_they_were(trip: Trip) -> None:
    person = trip.person()
    client = artisan(person)
    answer(person, all_of_them=False)
    client.get(PATH)
    later = AT + timedelta(days=365)
    with time_machine.travel(later, tick=False):
        trip.session(since=later - timedelta(days=1))
        client = artisan(person)
        page = client.get(PATH)
        assert "Content de vous revoir" in page.text
        assert full_day(AT) in page.text
        assert "Il reste 2 questions." in page.text
        assert "1 nouvel atelier près de chez vous" in page.text
        assert page.text.count('class="next') == 1
        assert "Bonjour" in client.get(f"{PATH}?tout=1").text
        assert "Content de vous revoir" in client.get(PATH).text, "until they do something"
    with time_machine.travel(later + timedelta(minutes=5), tick=False):
        client.post("/chemin/pause/", {"until": ""})
        assert "Content de vous revoir" not in client.get(PATH).text


def test_the_new_workshops_are_those_near_a_town_whose_code_is_a_postal_code(trip: Trip) -> None:
    cars = trip._town("33250", "Cars", "200000001", "CC d’essai", -0.74)
    trip.session(cars)
    person = trip.person(cars)
    (change,) = [row for row in changes_since(person, AT - timedelta(days=2), AT) if row.icon == "calendar"]
    assert Client().get(change.url).context["commune"] == cars


def test_what_was_noted_is_shown_before_what_may_be(trip: Trip) -> None:
    person = trip.person()
    client = artisan(person)
    assert "C’est noté" not in client.get("/chemin/fait/").text.partition("<main")[2].partition("<form")[0]
    OnlinePresence.objects.create(
        person=person, address="https://example.org", since_on=AT.date(), noted_at=AT
    )
    client.post("/chemin/fait/", {"kind": "alone", "reached_on": AT.date().isoformat()})
    page = client.get("/chemin/fait/").text.partition("<main")[2].partition("<fieldset")[0]
    assert f"On me trouve sur internet, depuis le {full_day(AT)}" in page
    assert "J’ai fait ce que je voulais, sans aide" in page


def test_what_is_taken_back_is_named_as_such(trip: Trip) -> None:
    person = trip.person()
    client = artisan(person)
    client.post("/chemin/fait/", {"kind": "online", "reached_on": AT.date().isoformat()})
    entry = Entry.objects.get(verb="journeys.note")
    page = client.post(reverse("people:undo", args=[entry.pk]), {"next": PATH}, follow=True).text
    assert "Ce qui est annulé\u00a0: vous avez noté sur un chemin\u00a0: visible sur internet" in page


def test_silence_is_shown_at_the_next_visit_and_nothing_is_sent(trip: Trip) -> None:
    person = trip.person()
    answer(person)
    silent = AT + timedelta(days=61)
    remind_due(silent)
    assert make.mails().count() == 0
    assert path_of(person, silent).standing.name == "silent"
    trip.wish(person, on=silent.date())
    assert path_of(person, silent).standing.name == "doing"


def test_after_the_time_that_is_set_it_is_read_over_from_its_beginning(trip: Trip, settings: Any) -> None:
    person = trip.person()
    answer(person, all_of_them=False)
    settings.PATH_RESUMABLE = timedelta(days=300)
    with time_machine.travel(AT + timedelta(days=365), tick=False):
        page = artisan(person).get(PATH)
        assert "Content de vous revoir" in page.text
        assert "répondez de nouveau aux questions" in page.text
        assert "Il reste 2 questions." in page.text, "what was done is shown below"


def test_whoever_comes_back_to_a_path_put_aside_is_told_that_it_is(trip: Trip) -> None:
    person = trip.person()
    answer(person, all_of_them=False)
    client = artisan(person)
    client.get(PATH)
    client.post("/chemin/pause/", {"until": ""})
    with time_machine.travel(AT + timedelta(days=365), tick=False):
        assert "Votre chemin est en pause" in artisan(person).get(PATH).text


def test_what_is_done_without_us(trip: Trip) -> None:
    person = trip.person()
    client = artisan(person)
    page = client.post("/chemin/fait/", {"kind": "online", "reached_on": "2027-01-03"}, follow=True)
    assert marks(person)["online"] == "ok"
    assert "rien ne vous attend" in page.text
    assert client.post("/chemin/fait/", {"kind": "online", "reached_on": "2027-01-03"}).status_code == 422
    assert client.post("/chemin/fait/", {"kind": "alone", "reached_on": "2027-02-03"}).status_code == 422
    client.post(f"/chemin/fait/{Milestone.objects.get().pk}/retirer/")
    assert marks(person)["online"] == "later"


def test_nobody_else_acts_on_a_path(trip: Trip) -> None:
    person = trip.person()
    actions.note_milestone(person=person, kind="alone", reached_on=AT.date(), by=make.artisan(person), at=AT)
    actions.pause(person=person, until=None, by=make.artisan(person), at=AT)
    other = artisan(trip.person())
    assert other.post(f"/chemin/fait/{Milestone.objects.get().pk}/retirer/").status_code == 404
    assert other.post("/chemin/reprendre/").status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_whatever_is_on_it(
    trip: Trip, number: int, django_assert_num_queries: Any
) -> None:
    person = trip.person()
    for rank in range(number):
        trip.sign_up(trip.session(days=-5 - rank), person, present=True)
        trip.wish(person)
    answer(person)
    client = artisan(person)
    client.get(PATH)  # writes the visit down
    with django_assert_num_queries(4):
        client.get(PATH)


def test_a_path_stands_where_the_staff_count_it(trip: Trip) -> None:
    """What `state` shows as done is what `reached` counts, and both say the same of where somebody stands."""
    person = trip.person()
    answer(person)
    trip.sign_up(trip.session(days=-5), person, present=True)
    trip.reported(trip.booked(person, on=date(2027, 1, 4)))
    for days in (0, 1, 59, 61, 400):
        at = AT + timedelta(days=days)
        known = next(h for h in histories(trip.chamber.pk, at) if h.person_id == person.pk)
        path: Path = path_of(person, at)
        assert known.standing == path.standing
        done = {line.code for line in path.done}
        assert done <= known.reached.keys() | known.reached_for_statistics.keys()
