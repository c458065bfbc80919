"""Going on: answers that are erased by mistake, pages that are kept no more, steps that are done, a half-day that was
asked for."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import ANSWERED_KEY
from etabli.programme.demand.models import Wish
from etabli.programme.diagnosis.catalogue import load
from etabli.programme.diagnosis.models import KeptAnswers
from etabli.programme.diagnosis.pages.steps import WORKSHOP_THEMES
from etabli.programme.workshops.models import Session
from etabli.programme.workshops.themes.delivered_themes import delivered
from etabli.territory.places.models import Commune
from tests import factories as make
from tests.armed import ArmedClient
from tests.programme.diagnosis.test_pages import MASON, RESULT, START, answer

pytestmark = pytest.mark.django_db
FORGET, KEEP, HALF_DAY = f"{START}a-nouveau/", f"{START}garder/", f"{START}demi-journee/"
ZOE = {"name": "Zoé Exemple", "contact": "06 12 34 56 78", "commune": "Pauillac"}


@pytest.fixture
def person(chamber: Organisation) -> Person:
    return make.person(chamber, name="Zoé Exemple")


@pytest.fixture
def artisan(person: Person) -> Any:
    return make.become(ArmedClient(), link=make.link(person))


def text_of(browser: Client, address: str, **asked: Any) -> str:
    return browser.get(address, follow=True, **asked).content.decode()


# Erased by mistake


def test_answers_that_were_erased_come_back(client: Client, chamber: Organisation) -> None:
    answer(client)
    client.post(KEEP)
    page = client.post(FORGET, follow=True).content.decode()
    assert "C’est effacé" in page
    assert KeptAnswers.objects.get().printed_words in page, "what stays is said"
    assert client.get(RESULT)["Location"] == START
    client.post(FORGET, {"restore": ""})
    assert client.get(RESULT).status_code == 200


def test_what_was_erased_comes_back_for_an_hour_even_once_something_else_is_answered(
    client: Client, chamber: Organisation
) -> None:
    answer(client)
    client.post(FORGET)
    client.post(f"{START}question/trade/", {"answer": "food"})
    page = text_of(client, START)
    assert "Remettre mes réponses" in page
    assert "remplace les réponses que vous avez commencées depuis" in page
    answer(client, MASON | {"trade": "food"})
    assert "Remettre mes réponses" in text_of(client, RESULT)
    client.post(FORGET, {"restore": ""})
    assert client.session[ANSWERED_KEY]["answers"] == MASON
    assert "Remettre mes réponses" not in text_of(client, RESULT)


def test_after_an_hour_it_is_offered_no_more(client: Client, chamber: Organisation) -> None:
    answer(client)
    client.post(FORGET)
    with time_machine.travel(timezone.now() + timedelta(minutes=61), tick=False):
        client.post(f"{START}question/trade/", {"answer": "food"})
        assert "Remettre mes réponses" not in text_of(client, START)
        client.post(FORGET, {"restore": ""})
        assert client.session[ANSWERED_KEY]["answers"] == {"trade": "food"}


def test_erasing_a_page_leaves_other_answers_alone(client: Client, chamber: Organisation) -> None:
    answer(client)
    address = client.post(KEEP)["Location"]
    other = ArmedClient()
    answer(other, MASON | {"goal": "sell"})
    other.post(f"{address}effacer/")
    assert other.get(RESULT).status_code == 200


def test_erasing_a_page_elsewhere_says_what_another_device_keeps(
    client: Client, chamber: Organisation
) -> None:
    answer(client)
    address = client.post(KEEP)["Location"]
    other = ArmedClient()
    said = other.post(f"{address}effacer/", follow=True).content.decode()
    assert "Un appareil où vous avez répondu garde ses réponses" in said
    assert "Il ne reste rien" not in said
    assert client.get(RESULT).status_code == 200, "it keeps them indeed"


def test_a_page_that_is_kept_no_more_leads_back_to_the_answers(client: Client, chamber: Organisation) -> None:
    """The message offers to take it back, and returns to the page."""
    answer(client)
    page = client.post(KEEP, follow=True)
    address = page.request["PATH_INFO"]
    tags = [message.extra_tags for message in page.context["messages"]]
    number = tags[0].removeprefix("entry:")
    back = client.post(reverse("people:undo", args=[number]), {"next": address}, follow=True).content.decode()
    assert "La page n’est plus gardée. Vos réponses sont toujours là." in back
    assert "Ce qui est annulé\u00a0: vous avez gardé" in back
    assert "Cette page a été effacée" in text_of(ArmedClient(), address)


# Going on


def test_the_questions_say_where_one_is_and_what_is_kept(client: Client, chamber: Organisation) -> None:
    days = settings.SESSION_COOKIE_AGE // (24 * 3600)
    page = text_of(client, START)
    assert f"Gardé sur cet appareil {days} jours" in page
    assert chamber.phone in page
    answer(client, dict(list(MASON.items())[:2]))
    page = text_of(client, START)
    assert "On reprend où vous étiez" in page
    assert "Question 3 sur 12" in page
    page = client.post(f"{START}question/listing/", {"answer": ""}).content.decode()
    assert "ce que vous avez écrit" not in page
    assert "Voir mes premiers pas" not in page
    answer(client, dict(list(MASON.items())[:11]))
    assert "Voir mes premiers pas" in text_of(client, START)


def test_what_is_answered_is_taken_up_before_the_end(client: Client, chamber: Organisation) -> None:
    answer(client, dict(list(MASON.items())[:2]))
    address = client.post(KEEP)["Location"]
    assert "2 questions ont leur réponse" in text_of(client, address)
    other = ArmedClient()
    other.post(f"{address}reprendre/")
    assert "Question 3 sur 12" in text_of(other, START)


def test_the_home_page_says_where_one_was(client: Client, chamber: Organisation) -> None:
    assert "Reprendre" not in text_of(client, "/")
    answer(client, dict(list(MASON.items())[:5]))
    assert "Reprendre\u00a0: question 6 sur 12" in text_of(client, "/")
    answer(client)
    assert "Vos premiers pas" in text_of(client, "/")


def test_what_a_changed_answer_changes_is_said(client: Client, chamber: Organisation) -> None:
    answer(client)
    same = client.post(f"{START}question/fear/", {"answer": "erase"}, follow=True).content.decode()
    assert "Rien ne change dans vos pas." in same
    other = client.post(f"{START}question/ease/", {"answer": "easy"}, follow=True).content.decode()
    assert "Vos pas ont changé" in other


# Steps that are done


def test_a_step_that_is_done_is_ticked_and_the_next_one_opens(client: Client, chamber: Organisation) -> None:
    answer(client)
    way = client.get(RESULT).context["way"]
    first = client.post(way[0].address, {"done": ""}, follow=True).context["way"]
    assert [(stop.is_done, stop.is_next) for stop in first[:2]] == [(True, False), (False, True)]
    again = client.post(way[0].address, {"not-yet": ""}, follow=True).context["way"]
    assert [stop.is_done for stop in again] == [False] * len(way)


def test_what_was_put_off_comes_once_the_first_steps_are_done(client: Client, chamber: Organisation) -> None:
    answer(client)
    first = client.get(RESULT)
    later = [row.id for row, _address in first.context["left_out"] if row.kind == "Plus tard"]
    assert later
    for stop in first.context["way"]:
        page = client.post(stop.address, {"done": ""}, follow=True)
    way = page.context["way"]
    assert "Tout est fait" not in page.text
    assert "laissé pour plus tard" in page.text
    assert set(later) <= {stop.step.id for stop in way if not stop.is_done}
    for _round in load().steps:
        waiting = [stop for stop in page.context["way"] if not stop.is_done]
        if not waiting:
            break
        page = client.post(waiting[0].address, {"done": ""}, follow=True)
    assert "Tout est fait" in page.text
    assert "Plus tard" not in [row.kind for row, _address in page.context["left_out"]]


def test_a_step_for_later_leads_back_to_the_page_that_was_kept(client: Client, chamber: Organisation) -> None:
    answer(client)
    address = client.post(KEEP)["Location"]
    other = ArmedClient()
    rows = other.get(address).context["left_out"]
    for _row, of_step in rows:
        assert f'href="{address}"' in text_of(other, of_step)


def test_a_step_done_on_another_device_is_done_on_the_first(client: Client, chamber: Organisation) -> None:
    answer(client)
    address = client.post(KEEP)["Location"]
    other = ArmedClient()
    step = other.get(address).context["way"][0].address
    page = text_of(other, step)
    assert "Votre pas 1 sur" in page
    assert address in page, "the way back is to the page that was kept"
    other.post(step, {"done": ""})
    assert client.get(RESULT).context["way"][0].is_done
    kept = KeptAnswers.objects.get()
    assert kept.done == [client.get(RESULT).context["way"][0].step.id]


def test_an_artisan_takes_back_that_a_step_is_done(artisan: Any, chamber: Organisation) -> None:
    answer(artisan)
    step = artisan.get(RESULT).context["way"][0]
    page = artisan.post(step.address, {"done": ""}, follow=True)
    assert KeptAnswers.objects.get().done == [step.step.id]
    [message] = page.context["messages"]
    artisan.post(reverse("people:undo", args=[message.extra_tags.removeprefix("entry:")]))
    assert KeptAnswers.objects.get().done == []


def test_the_last_step_says_what_comes_next(client: Client, chamber: Organisation) -> None:
    answer(client)
    stops = client.get(RESULT).context["way"]
    for stop in stops[:-1]:
        client.post(stop.address, {"done": ""})
    assert "ce que nous avions laissé pour plus tard vient" in text_of(client, stops[-1].address)
    for _step in load().steps:
        waiting = [stop for stop in client.get(RESULT).context["way"] if not stop.is_done]
        if len(waiting) == 1 and "C’était le dernier" in text_of(client, waiting[0].address):
            break
        client.post(waiting[0].address, {"done": ""})
    assert "Tout est fait" in client.post(waiting[0].address, {"done": ""}, follow=True).content.decode()


def test_each_step_that_a_workshop_teaches_leads_to_its_theme() -> None:
    taught = {step.theme for step in load().steps if step.helped == "workshop"}
    assert taught <= WORKSHOP_THEMES.keys()
    assert set(WORKSHOP_THEMES.values()) <= delivered().keys()


def test_all_the_workshops_near_are_a_link_away(client: Client, session: Session) -> None:
    answer(client)
    commune = session.venue.commune
    assert f"{reverse('workshops:list')}?commune={commune.code}" in text_of(
        client, f"{RESULT}?commune={commune.name}"
    )
    assert (
        START in text_of(client, f"{reverse('workshops:list')}?commune={commune.name}").partition("<main")[2]
    )


# A half-day


def test_a_half_day_that_was_asked_for_stays_in_sight(
    client: Client, chamber: Organisation, communes: dict[str, Commune]
) -> None:
    answer(client)
    assert 'value="Pauillac"' in text_of(client, f"{HALF_DAY}?commune=Pauillac")
    client.post(HALF_DAY, ZOE | {"note": "Le lundi, après 18 h"})
    wish = Wish.objects.get()
    assert wish.note == "Le lundi, après 18 h"
    assert not KeptAnswers.objects.exists(), "answers go with it only when they are joined"
    page = text_of(client, RESULT)
    assert "Demande faite le" in page
    assert "06 12 34 56 78" in page
    client.post(HALF_DAY, ZOE)
    assert Wish.objects.count() == 1
    told = client.post(HALF_DAY, {"cancel": ""}, follow=True).content.decode()
    assert "Votre demande de demi-journée est annulée." in told
    wish.refresh_from_db()
    assert wish.withdrawn_at is not None
    assert "Demande faite le" not in text_of(client, RESULT)


def test_a_second_request_of_the_same_contact_is_the_same_and_tells_nobody(
    client: Client, chamber: Organisation
) -> None:
    said = "Votre demande est notée : une conseillère vous proposera un jour."
    assert said in client.post(HALF_DAY, ZOE | {"commune": ""}, follow=True).content.decode()
    other = ArmedClient()
    assert said in other.post(HALF_DAY, ZOE | {"commune": ""}, follow=True).content.decode(), "as a first one"
    assert Wish.objects.count() == 1
    assert "Annuler ma demande" not in text_of(other, HALF_DAY), "whoever knows the number calls nothing off"


def test_answers_are_joined_when_they_ask_for_it(client: Client, chamber: Organisation) -> None:
    answer(client)
    client.post(HALF_DAY, ZOE | {"commune": "", "attach_answers": "on"})
    assert KeptAnswers.objects.get(person__name="Zoé Exemple").answers == MASON
    *_before, message = client.post(HALF_DAY, {"cancel": ""}, follow=True).context["messages"]
    assert not KeptAnswers.objects.filter(withdrawn_at=None).exists(), "they go with the request"
    client.post(reverse("people:undo", args=[message.extra_tags.removeprefix("entry:")]))
    assert Wish.objects.get().withdrawn_at is None


def test_joined_answers_leave_those_of_the_person_alone(
    client: Client, chamber: Organisation, person: Person
) -> None:
    Person.objects.filter(pk=person.pk).update(phone="06 12 34 56 78")
    own = make.become(ArmedClient(), link=make.link(person))
    answer(own, MASON | {"goal": "sell"})
    answer(client)
    client.post(HALF_DAY, ZOE | {"commune": "", "attach_answers": "on"})
    assert KeptAnswers.objects.get().answers["goal"] == "sell"


def test_an_artisan_cancels_their_request(artisan: Any, chamber: Organisation) -> None:
    answer(artisan)
    artisan.post(HALF_DAY, {"note": ""})
    assert "Demande faite le" in text_of(artisan, RESULT)
    artisan.post(HALF_DAY, {"cancel": ""})
    assert Wish.objects.get().withdrawn_at is not None
