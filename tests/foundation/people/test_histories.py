"""A history read page by page, and several acts taken back at once, after having seen what would happen."""

from datetime import timedelta
from typing import Any

import pytest
from django.apps import apps
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.functional import Promise

from etabli.foundation.journal import ActionError, undo
from etabli.foundation.journal.actions import take_back
from etabli.foundation.journal.browsing import PAGE_SIZE
from etabli.foundation.journal.models import Entry
from etabli.foundation.journal.registry import ACTS
from etabli.foundation.journal.undo_many import entries_to_undo_back_to
from etabli.foundation.people.actions import correct_person, give_consent
from etabli.foundation.people.models import Consent, Person
from etabli.foundation.people.viewer import Viewer
from tests import factories as make
from tests.factories import AT

pytestmark = pytest.mark.django_db
SEVERAL = "/historique/annuler/"


@pytest.fixture
def anne() -> Person:
    return make.person(make.chamber(), name="Anne")


@pytest.fixture
def me(anne: Person) -> Viewer:
    return make.artisan(anne)


@pytest.fixture
def browser(anne: Person, client: Client) -> Client:
    return make.become(client, link=make.link(anne))


def renamed(person: Person, name: str, by: Viewer, days: int = 0) -> Entry:
    correct_person(person=person, name=name, phone=person.phone, by=by, at=AT + timedelta(days=days))
    return Entry.objects.latest("pk")


def name_of(person: Person) -> str:
    return Person.objects.get(pk=person.pk).name


# Several at once


def test_what_would_happen_is_shown_and_nothing_happens(anne: Person, me: Viewer, browser: Client) -> None:
    first, second = renamed(anne, "Anna", me), renamed(anne, "Annie", me)
    answer = browser.post(SEVERAL, {"entry": [first.pk, second.pk]})
    assert [entry.pk for entry, _text in answer.context["possible"]] == [second.pk, first.pk]
    assert "Rien n’est encore fait" in answer.content.decode()
    assert (name_of(anne), Entry.objects.count()) == ("Annie", 2)


def test_what_can_not_be_is_told_with_its_reason(anne: Person, me: Viewer, browser: Client) -> None:
    first, _second = renamed(anne, "Anna", me), renamed(anne, "Annie", me, days=1)
    consent = give_consent(person=anne, purpose="contact", by=me, at=AT + timedelta(days=2))
    given = Entry.objects.latest("pk")
    answer = browser.post(SEVERAL, {"entry": [first.pk, given.pk]})
    assert [entry.pk for entry, _text in answer.context["possible"]] == [given.pk]
    assert "annulez d’abord la modification la plus récente" in answer.content.decode()
    browser.post(SEVERAL, {"entry": [given.pk], "confirmed": "1"})
    assert Consent.objects.get(pk=consent.pk).withdrawn_at is not None
    assert name_of(anne) == "Annie"


def test_all_are_taken_back_and_restored_in_one_click(anne: Person, me: Viewer, browser: Client) -> None:
    entries = [renamed(anne, name, me) for name in ("Anna", "Annie", "Annette")]
    asked = {"entry": [entry.pk for entry in entries], "confirmed": "1"}
    answer = browser.post(SEVERAL, asked, follow=True)
    assert name_of(anne) == "Anne"
    assert "3 actions sont annulées" in answer.content.decode()
    whole = Entry.objects.get(verb="journal.take_back")
    browser.post(f"/historique/{whole.pk}/annuler/")
    assert name_of(anne) == "Annette"
    browser.post(f"/historique/{Entry.objects.latest('pk').pk}/annuler/")
    assert name_of(anne) == "Anne"


def test_all_or_nothing(anne: Person, me: Viewer) -> None:
    first, second = renamed(anne, "Anna", me), renamed(anne, "Annie", me)
    undo(entry=second, by=me, at=AT)
    with pytest.raises(ActionError):
        take_back(entries=[first, second], by=me, at=AT)
    assert name_of(anne) == "Anna"
    with pytest.raises(ActionError):
        take_back(entries=[], by=me, at=AT)


def test_nobody_sees_nor_takes_back_what_is_not_theirs(anne: Person, me: Viewer, client: Client) -> None:
    entry = renamed(anne, "Anna", me)
    others = [make.membership(make.chamber("Voisine")), make.membership(anne.chamber)]
    for browser in [client, *(make.become(Client(), membership=post) for post in others)]:
        shown = browser.post(SEVERAL, {"entry": [entry.pk, "x", "9" * 30]}).content.decode()
        assert "Anna" not in shown
        assert "Rien de ce que vous avez coché" in shown
        browser.post(SEVERAL, {"entry": [entry.pk], "confirmed": "1"})
        browser.post(SEVERAL, {"entry": [entry.pk], "back": "1", "confirmed": "1"})
    assert name_of(anne) == "Anna"


def test_a_whole_year_is_not_taken_back_at_once(anne: Person, me: Viewer, browser: Client) -> None:
    """Tried act by act, it would keep everybody else from writing for minutes."""
    first = renamed(anne, "Anna", me)
    values = Entry.objects.filter(pk=first.pk).values().get() | {"id": None}
    Entry.objects.bulk_create([Entry(**values) for _ in range(100)])
    answer = browser.post(SEVERAL, {"entry": [first.pk], "back": "1"})
    assert answer.status_code == 409
    assert "plus de 100 actions" in answer.content.decode()


def test_the_way_out_of_the_preview_stays_here(anne: Person, me: Viewer, browser: Client) -> None:
    entry = renamed(anne, "Anna", me)
    answer = browser.post(SEVERAL, {"entry": [entry.pk], "next": "/\\example.com/"})
    assert "example.com" not in answer.content.decode()


def test_back_to_a_moment_counts_what_was_taken_back_and_restored_since(anne: Person, me: Viewer) -> None:
    before = renamed(anne, "Anna", me)
    kept = renamed(anne, "Annie", me)
    undo(entry=renamed(anne, "Annette", me), by=me, at=AT)  # nothing is left of it
    assert [entry.pk for entry in entries_to_undo_back_to(me, kept)] == [kept.pk]
    take_back(entries=entries_to_undo_back_to(me, kept), by=me, at=AT)
    assert name_of(anne) == "Anna"
    assert [entry.pk for entry in entries_to_undo_back_to(me, before)] == [before.pk]


def test_back_to_before_an_undo_puts_back_what_it_took_away(
    anne: Person, me: Viewer, browser: Client
) -> None:
    first = renamed(anne, "Anna", me)
    undo(entry=first, by=me, at=AT)
    away = Entry.objects.latest("pk")
    asked = {"entry": [away.pk], "back": "1"}
    possible = browser.post(SEVERAL, asked).context["possible"]
    browser.post(SEVERAL, {"entry": [entry.pk for entry, _text in possible], "confirmed": "1"})
    assert name_of(anne) == "Anna"


# Reading


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"words": "coordonnées"}, ["Annie", "Anna"]),
        ({"words": "ann accord"}, ["Anna, être recontacté"]),
        ({"kind": "people"}, ["Anna, être recontacté", "Annie", "Anna"]),
        ({"kind": "seats"}, []),
        ({"since": "2027-01-06"}, ["Annie"]),
        ({"until": "2027-01-05"}, ["Anna, être recontacté", "Anna"]),
        ({"since": "hier"}, ["Anna, être recontacté", "Annie", "Anna"]),
        ({"who": "others"}, []),
        ({"who": "me", "words": "Annie"}, ["Annie"]),
    ],
)
def test_a_history_is_narrowed(
    anne: Person, me: Viewer, browser: Client, asked: dict[str, str], told: list[str]
) -> None:
    for name, days in (("Anna", 0), ("Annie", 2)):
        renamed(anne, name, me, days)
    anne.name = "Anna"
    give_consent(person=anne, purpose="contact", by=me, at=AT)
    assert [entry.subject_label for entry in _entries(browser.get("/historique/", asked))] == told


def _entries(page: Any) -> list[Entry]:
    pks = [line.entry_id for line in page.context["page"].object_list]
    return sorted(Entry.objects.filter(pk__in=pks), key=lambda entry: -entry.pk)


def test_the_thousandth_act_is_on_a_page_of_its_own(anne: Person, me: Viewer, browser: Client) -> None:
    first = renamed(anne, "Anna", me)
    rows = [first] * (PAGE_SIZE + 4)
    Entry.objects.bulk_create([_copy(row) for row in rows])
    assert len(_entries(browser.get("/historique/"))) == PAGE_SIZE
    last = browser.get("/historique/", {"page": "2", "kind": "people"})
    assert len(_entries(last)) == 5
    assert "kind=people" in last.content.decode()


def _copy(entry: Entry) -> Entry:
    return Entry(
        **{f.attname: getattr(entry, f.attname) for f in Entry._meta.concrete_fields if f.name != "id"}
    )


def test_a_history_costs_the_same_at_one_and_at_three_acts(anne: Person, me: Viewer, browser: Client) -> None:
    counts = []
    for names in (["Anna"], ["Annie", "Annette"]):
        for name in names:
            renamed(anne, name, me)
        with CaptureQueriesContext(connection) as seen:
            browser.get("/historique/")
        counts.append(len(seen))
    assert counts == [
        6,
        6,
    ]  # session, link; whom they were joined with; which kinds of objects, how many, which


# What is said of it


def test_what_is_said_of_each_undo_is_true(anne: Person, browser: Client, me: Viewer) -> None:
    """Taken back, done again, taken back again: what has just been ended is never said to be restored."""
    give_consent(person=anne, purpose="contact", by=me, at=AT)
    said = []
    for _time in range(3):
        page = browser.post(f"/historique/{Entry.objects.latest('pk').pk}/annuler/", follow=True)
        said.append([str(message) for message in page.context["messages"]])
    assert [("C’est refait." in str(one), "C’est revenu comme avant." in str(one)) for one in said] == [
        (False, True),
        (True, False),
        (False, True),
    ]


def test_each_kind_of_act_has_a_name_in_both_languages() -> None:
    """The filter of the history calls each app by its verbose_name: one of ours, that is translated."""
    ours = [verb for verb, act in ACTS.items() if act.function.__module__.startswith("etabli.")]
    for label in {verb.partition(".")[0] for verb in ours}:
        assert isinstance(apps.get_app_config(label).verbose_name, Promise), label
