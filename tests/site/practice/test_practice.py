"""An exercise: all screens of an artisan, on data of one's own, and nothing of it in real life."""

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core import mail
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etabli.foundation.people.links import token_of
from etabli.foundation.people.models import Person, SecretLink
from etabli.foundation.practice import PracticeCopy, use_copy, wait_for_tasks
from etabli.foundation.signed_links import kinds
from etabli.procurement.quotes.models import QuoteReading
from etabli.site import tasks
from etabli.site.practice import exercises
from etabli.site.practice.filling import NAME, uploads
from etabli.site.practice.middleware import COOKIE_NAME, COOKIE_PREFIX
from tests import factories as make
from tests.armed import ArmedClient
from tests.at_once import all_at_once
from tests.consistency.objects import FACTORIES, World
from tests.site.practice.traces import traces
from tests.site.practice.walk import Walk

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("template")]
BANNER = "Vous vous exercez. Rien ne compte, rien n’est gardé."


@pytest.fixture(autouse=True)
def _no_copy_is_left() -> Iterator[None]:
    yield
    wait_for_tasks()
    for folder in (settings.PRACTICE / "copies").glob("*"):
        exercises.erase_copy(PracticeCopy(folder))


def begin(client: Client, back: str = "/aide/") -> Client:
    answer = client.post("/s-exercer/", {"next": back})
    assert answer.status_code == 302
    client.get(answer["Location"], follow=True)
    return client


def copy_of(client: Client) -> PracticeCopy:
    exercise = exercises.find_exercise(client.cookies[COOKIE_NAME].value, timezone.now())
    assert exercise is not None
    return exercise.copy


def quote() -> bytes:
    return next(uploads(NAME, timezone.localdate())).content


def test_a_walk_through_all_screens_leaves_no_trace(client: ArmedClient) -> None:
    """Every page and every form of an artisan, who has a real space of their own in the same browser."""
    world = World()
    for name in FACTORIES:
        world.kwargs(name)
    make.become(client, link=make.link(world.person))
    real = client.cookies[settings.SESSION_COOKIE_NAME].value
    before = traces()
    begin(client)
    walk = Walk(client, quote()).run("/chemin/")
    wait_for_tasks()
    walk.run("/devis/")
    client.post("/s-exercer/arreter/")
    counted = {"people_counter"}  # whoever begins, so that one connection can't take all the copies
    assert {name: held for name, held in traces().items() if name not in counted} == {
        name: held for name, held in before.items() if name not in counted
    }
    assert mail.outbox == []
    assert not walk.faults, "\n".join(walk.faults)
    assert len(walk.pages) >= 25
    assert len(walk.sent) >= 20
    unmarked = [
        address
        for address, html in walk.pages.items()
        if BANNER not in html or "<title>Exercice · " not in html
        if not re.fullmatch(r"/courrier/\d+/", address)  # a mail, as its reader would see it
    ]
    assert not unmarked
    assert client.cookies[settings.SESSION_COOKIE_NAME].value == real
    assert NAME not in client.get("/chemin/").content.decode()


def test_a_quote_given_in_an_exercise_is_read(client: ArmedClient) -> None:
    begin(client)
    client.post("/devis/", {"quote": SimpleUploadedFile("mien.pdf", quote(), "application/pdf")})
    wait_for_tasks()
    with use_copy(copy_of(client)):
        reading = QuoteReading.objects.get(file__name="mien.pdf")
        assert reading.status == QuoteReading.Status.READ
    assert not QuoteReading.objects.exists()


def test_mails_are_shown_and_none_leaves(client: ArmedClient) -> None:
    begin(client)
    page = client.get("/courrier/").content.decode()
    assert "dominique@exercice.invalid" in page
    link = re.search(r"http[^\s\"<]+(/l/[^/\s]+/)", page)
    assert link
    client.post("/s-exercer/arreter/")
    assert client.get("/courrier/").status_code == 404
    assert client.get(link[1]).status_code == 404, "it means nothing in real life"


def test_one_practiser_sees_nothing_of_another() -> None:
    one, other = begin(Client()), begin(Client())
    with use_copy(copy_of(one)):
        person = Person.objects.get(name=NAME)
    one.post(f"/personnes/{person.pk}/corriger/", {"name": "Quelqu’un d’autre", "phone": ""})
    assert "Quelqu’un d’autre" in one.get("/chemin/").content.decode()
    assert "Quelqu’un d’autre" not in other.get("/chemin/").content.decode()


def test_stopping_leads_back_and_erases(client: ArmedClient) -> None:
    begin(client, back="/ateliers/?commune=33314")
    folder = copy_of(client).folder
    answer = client.post("/s-exercer/arreter/")
    assert answer["Location"] == "/ateliers/?commune=33314"
    assert not folder.exists()
    assert all(not cookie.value for name, cookie in client.cookies.items() if name.startswith(COOKIE_PREFIX))
    assert BANNER not in client.get("/aide/").content.decode()


@pytest.mark.parametrize("target", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_one_comes_back_to_a_page_of_ours(client: ArmedClient, target: str) -> None:
    begin(client, back=target)
    assert client.post("/s-exercer/arreter/")["Location"] == "/"


def test_a_form_of_an_exercise_is_never_taken_for_a_real_one() -> None:
    """A tab that was left open: its token is that of the copy."""
    browser = Client(enforce_csrf_checks=True)
    browser.get("/aide/")
    real = browser.cookies[settings.CSRF_COOKIE_NAME].value
    browser.post("/s-exercer/", {"next": "/", "csrfmiddlewaretoken": real})
    browser.get("/aide/")
    token = browser.cookies[COOKIE_PREFIX + settings.CSRF_COOKIE_NAME].value
    assert browser.post("/quitter/", {"csrfmiddlewaretoken": real}).status_code == 403
    assert browser.post("/s-exercer/arreter/").status_code == 302
    assert browser.post("/quitter/", {"csrfmiddlewaretoken": token}).status_code == 403
    assert browser.post("/quitter/", {"csrfmiddlewaretoken": real}).status_code == 302


def spoilt(client: Client) -> None:
    client.cookies[COOKIE_NAME] = client.cookies[COOKIE_NAME].value[:-3] + "xyz"


def erased(client: Client) -> None:
    exercises.erase_copy(copy_of(client))


def unused(client: Client) -> None:
    folder = copy_of(client).folder
    os.utime(folder, (0, (timezone.now() - exercises.MAX_IDLE).timestamp() - 60))


@pytest.mark.parametrize("how", [spoilt, erased, unused])
def test_what_is_sent_to_an_exercise_that_is_over_is_not_done(how: Any) -> None:
    client = begin(Client())
    how(client)
    before = traces()
    answer = client.post("/quitter/")
    assert answer["Location"] == "/s-exercer/fini/"
    assert traces() == before
    page = client.get("/s-exercer/fini/")
    assert page.status_code == 200
    assert BANNER not in page.content.decode()
    assert client.get("/aide/").status_code == 200


def test_the_clock_erases_what_is_over(client: ArmedClient) -> None:
    begin(client)
    folder, now = copy_of(client).folder, timezone.now()
    exercises.erase_old_exercises(now)
    assert folder.exists()
    os.utime(folder, (0, (now + exercises.MAX_EXERCISE).timestamp()))  # used all the time
    exercises.erase_old_exercises(now + exercises.MAX_EXERCISE + timedelta(minutes=1))
    assert not folder.exists()


def test_the_clock_builds_what_one_practises_on_when_there_is_none_or_it_is_old(settings: Any) -> None:
    now = timezone.now()
    assert not exercises.is_template_due(now)
    assert exercises.is_template_due(now + exercises.TEMPLATE_AGE + timedelta(hours=1))
    (template,) = settings.PRACTICE.glob("template.*")
    tasks.prepare_practice(now)
    assert list(settings.PRACTICE.glob("template.*")) == [template]
    tasks.prepare_practice(now + exercises.TEMPLATE_AGE + timedelta(hours=1))
    (newer,) = settings.PRACTICE.glob("template.*")
    assert newer != template
    assert begin(Client()).get("/chemin/").status_code == 200


def test_when_many_practise_a_sentence_says_so(client: ArmedClient, monkeypatch: Any) -> None:
    monkeypatch.setattr(exercises, "MAX_COPIES", 1)
    begin(Client())
    answer = client.post("/s-exercer/", {"next": "/"})
    assert answer.status_code == 409
    assert "Beaucoup de personnes" in answer.content.decode()


def practise_from(address: str, *, comes_back: bool = True) -> int:
    """Somebody begins there, and sees the first page unless they throw the cookie away."""
    browser = Client()
    answer = browser.post("/s-exercer/", {"next": "/"}, REMOTE_ADDR=address)
    if comes_back and answer.status_code == 302:
        browser.get("/chemin/", REMOTE_ADDR=address)
    return answer.status_code


def test_one_address_cannot_use_up_all_the_copies(monkeypatch: Any) -> None:
    monkeypatch.setattr(exercises, "MAX_COPIES_PER_ADDRESS", 3)
    assert [practise_from("192.0.2.7") for _ in range(5)] == [302, 302, 302, 409, 409]
    answer = Client().post("/s-exercer/", {"next": "/"}, REMOTE_ADDR="192.0.2.7")
    assert "depuis votre connexion" in answer.content.decode()
    assert practise_from("198.51.100.4") == 302, "the others practise all the same"


def test_whoever_walks_through_the_homes_of_one_48_is_one(monkeypatch: Any) -> None:
    monkeypatch.setattr(exercises, "MAX_COPIES_PER_ADDRESS", 2)
    assert [practise_from(f"2001:db8:5:{home}::1") for home in range(3)] == [302, 302, 409]
    assert practise_from("2001:db8:6::1") == 302


def test_copies_that_nobody_came_back_to_make_room_first(monkeypatch: Any) -> None:
    monkeypatch.setattr(exercises, "MAX_COPIES_PER_ADDRESS", 2)
    assert practise_from("192.0.2.7") == 302
    assert practise_from("192.0.2.7", comes_back=False) == 302
    assert practise_from("192.0.2.7") == 409, "a browser may still be on its way"
    monkeypatch.setattr(exercises, "MAX_UNOPENED", timedelta(seconds=-1))
    assert practise_from("192.0.2.7") == 302
    assert practise_from("192.0.2.7") == 409, "those that are in use stay"


def test_a_room_of_ten_behind_one_connection_practises() -> None:
    assert [practise_from("192.0.2.7") for _ in range(10)] == [302] * 10


def test_many_at_once_from_one_address_are_counted_one_by_one(monkeypatch: Any) -> None:
    monkeypatch.setattr(exercises, "MAX_COPIES_PER_ADDRESS", 3)
    now, made = timezone.now(), []

    def act() -> None:
        with suppress(exercises.TooManyCopies):
            made.append(exercises.begin_exercise(back="/", origin="192.0.2.7", at=now))

    all_at_once([act] * 12)
    assert len(made) == 3
    assert not any("192.0.2.7" in (one.copy.folder / "origin").read_text() for one in made)


def test_before_the_template_is_there_a_sentence_says_so(
    client: ArmedClient, settings: Any, tmp_path: Any
) -> None:
    settings.PRACTICE = tmp_path
    answer = client.post("/s-exercer/", {"next": "/"})
    assert answer.status_code == 409
    assert "se prépare" in answer.content.decode()


def test_a_full_exercise_is_read_and_takes_no_more(client: ArmedClient, monkeypatch: Any) -> None:
    begin(client)
    monkeypatch.setattr(exercises, "MAX_COPY_BYTES", 1000)
    answer = client.post("/quitter/")
    assert answer.status_code == 409
    assert "plein" in answer.content.decode()
    assert NAME in client.get("/chemin/").content.decode()
    assert client.post("/s-exercer/arreter/").status_code == 302


def test_a_real_link_opened_meanwhile_ends_the_exercise(client: ArmedClient) -> None:
    """Whoever opens a mail of ours is back in real life, whatever was left open."""
    person = make.person(make.chamber(), name="Réelle")
    begin(client)
    folder = copy_of(client).folder
    answer = client.get(f"/l/{token_of(make.link(person))}/", follow=True)
    page = answer.content.decode()
    assert "Réelle" in page
    assert BANNER not in page
    assert not folder.exists()


def test_so_does_each_link_that_a_mail_may_hold(client: ArmedClient) -> None:
    for door in sorted({kind.doors[0] for kind in kinds() if kind.is_right}):
        cache.clear()  # so many exercises begun would be told to wait
        begin(client)
        folder = copy_of(client).folder
        client.get(reverse(door, args=["1-ofreallife"]))
        assert not folder.exists(), door


@pytest.mark.parametrize(
    "address",
    ["/connexion/cle/", "/connexion/agents/agents/", "/compte/acces/cle/", "/compte/acces/application/"],
)
def test_what_would_leave_a_trace_outside_is_not_tried(client: ArmedClient, address: str) -> None:
    begin(client)
    for answer in (client.get(address), client.post(address)):
        assert answer.status_code == 409
        assert "ne s’essaie pas" in answer.content.decode()


def test_no_number_of_an_exercise_is_one_of_real_life(client: ArmedClient) -> None:
    begin(client)
    with use_copy(copy_of(client)):
        assert SecretLink.objects.earliest("pk").pk > exercises.FIRST_NUMBER
        assert Person.objects.earliest("pk").pk > exercises.FIRST_NUMBER


def test_an_exercise_within_an_exercise_is_the_same(client: ArmedClient) -> None:
    begin(client)
    assert client.post("/s-exercer/", {"next": "/"})["Location"] == "/bureau/"
    assert len(list((settings.PRACTICE / "copies").iterdir())) == 1
