"""One's history, taking back, and the acts of a visitor who has no name."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.actions import correct_person
from tests import factories as make

pytestmark = pytest.mark.django_db


def test_history_offers_to_take_back_and_then_to_restore(client: Client) -> None:
    person = make.person(make.chamber(), name="Anne")
    make.become(client, link=make.link(person))
    correct_person(person=person, name="Anna", phone="", by=make.artisan(person), at=timezone.now())
    entry = Entry.objects.get()
    assert f"/historique/{entry.pk}/annuler/" in client.get("/historique/").content.decode()
    answer = client.post(f"/historique/{entry.pk}/annuler/", {"next": "/historique/"}, follow=True)
    person.refresh_from_db()
    assert person.name == "Anne"
    back = Entry.objects.get(undoes=entry)
    assert f"/historique/{back.pk}/annuler/" in answer.content.decode()


def test_a_refused_undo_says_why_and_changes_nothing(client: Client) -> None:
    chamber = make.chamber()
    person = make.person(chamber)
    correct_person(person=person, name="Anna", phone="", by=make.adviser(chamber), at=timezone.now())
    answer = client.post(f"/historique/{Entry.objects.get().pk}/annuler/", follow=True)
    assert Entry.objects.count() == 1
    assert [message.level_tag for message in answer.context["messages"]] == ["error"]


def test_undo_is_a_post_and_of_something(client: Client) -> None:
    assert client.get("/historique/1/annuler/").status_code == 405
    assert client.post("/historique/999999/annuler/").status_code == 404


def test_a_visitors_history_is_empty(client: Client) -> None:
    assert client.get("/historique/").context["page"].paginator.count == 0


def test_only_the_browser_of_a_visitor_takes_back_what_it_did(client: Client, rf: Any) -> None:
    """`acted` remembers the entry in the visitor's session, and there alone."""
    from etabli.foundation.people import pages
    from etabli.foundation.people.viewer import Viewer
    from etabli.foundation.seats import actions

    chamber = make.chamber()
    occasion = make.soon(chamber)
    row = actions.sign_up(
        occasion=occasion, holder=make.person(chamber), by=Viewer.nobody(), at=timezone.now()
    )
    entry = Entry.objects.get()
    request = rf.post("/")
    request.viewer, request.session = Viewer.nobody(), client.session
    request._messages = _Messages()
    pages.acted(request, "done")
    assert request.session[pages.OWN_ACTS_KEY] == [entry.pk]

    Client().post(f"/historique/{entry.pk}/annuler/")
    row.refresh_from_db()
    assert row.status == "seated"
    session = client.session
    session[pages.OWN_ACTS_KEY] = [entry.pk]
    session.save()
    client.cookies["etabli-session"] = session.session_key
    client.post(f"/historique/{entry.pk}/annuler/")
    row.refresh_from_db()
    assert row.status == "withdrawn"


class _Messages:
    def add(self, level: int, message: str, extra_tags: str = "") -> None: ...


def test_an_act_of_an_earlier_request_is_never_offered(client: Client) -> None:
    chamber = make.chamber()
    person = make.person(chamber)
    correct_person(person=person, name="Anna", phone="", by=make.adviser(chamber), at=timezone.now())
    client.get("/historique/")
    from etabli.foundation.journal import take_undoable_entry_id

    assert take_undoable_entry_id() is None
