"""The path and the page of the gestures say the same: which is next, how many are done."""

from datetime import datetime
from typing import Any

import pytest
import time_machine
from django.utils import timezone

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import of_person
from etabli.foundation.stages import StageState
from etabli.programme.journeys.path import path_of
from etabli.programme.protection import actions
from etabli.programme.protection.catalogue import load
from etabli.programme.protection.engine import Mark, next_of, standings
from tests.programme.protection.gestures import FIRST, HOME, SECOND, address, next_title, note

pytestmark = pytest.mark.django_db


def step(person: Person) -> StageState | None:
    """What the path asks to come back to."""
    path = path_of(Person.objects.get(pk=person.pk), timezone.now())
    return next((line.state for line in path.under_way if line.code == "gesture"), None)


def test_the_path_names_the_gesture_that_the_page_names_and_counts_as_it_does(
    artisan: Any, person: Person
) -> None:
    first, second, third, *others = load().gestures
    artisan.post(address(first.id), {"later": ""})
    for gesture in others:
        note(person, gesture.id)
    note(person, third.id, days_ago=800)
    for is_second_done in (False, True):
        state, title = step(person), next_title(artisan)
        assert state is not None
        assert title in state.sentence.partition("»")[0], "the same one first"
        others_named = [gesture.title.fr for gesture in load().gestures if gesture.title.fr != title]
        if not is_second_done:
            assert not any(other in state.sentence for other in others_named), "one alone is next"
            assert "1 autre est à reprendre ensuite" in state.sentence
        assert title == (third if is_second_done else second).title.fr
        artisan.post(address(second.id), {"not-for-me": "", "reason": "Je n’en ai pas"})
    said = artisan.get("/chemin/").text.replace("\u00a0", " ")
    assert "Vous avez déjà fait 7 gestes sur 10. 1 est mis de côté." in said
    assert "7 sur 10" in artisan.get(HOME).text.replace("\u00a0", " ")
    note(person, third.id)
    state = step(person)
    assert state is not None
    assert (state.who, state.url) == ("", address(first.id)), "nothing is to be done before its day"
    assert "Le jour est à venir" in artisan.get("/chemin/").text


def test_a_month_put_off_at_the_end_of_a_longer_one_is_over_on_the_same_day_everywhere(
    artisan: Any, person: Person
) -> None:
    at = timezone.make_aware(datetime(2027, 1, 31, 10))
    with time_machine.travel(at, tick=False):
        actions.mark_gesture(
            person=person, gesture=FIRST, mark=Mark(False, at.date()), by=of_person(person), at=at
        )
    for day, title in ((27, SECOND), (28, FIRST)):
        with time_machine.travel(timezone.make_aware(datetime(2027, 2, day, 10)), tick=False):
            state = step(person)
            assert state is not None
            assert state.url == address(title.id)
            marks = {FIRST.id: Mark(False, at.date())}
            following = next_of(standings(load().gestures, marks, timezone.localdate()))
            assert following is not None
            assert following.gesture == title


def test_the_history_tells_what_was_noted_of_a_gesture(artisan: Any, person: Person) -> None:
    notes = ({"done": ""}, {"later": ""}, {"not-for-me": "", "reason": "Je n’en ai pas"})
    for data in notes:
        artisan.post(address(FIRST.id), data)
    text = artisan.get("/historique/").text.replace("\u00a0", " ")
    for said in ("fait", "remis à plus tard", "mis de côté"):
        assert f"noté un geste : {FIRST.title.fr} ({said})" in text
