"""Being told when a workshop comes near: asked from a mailbox or in one press, told once, stopped in one click."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from etabli.foundation.journal import NotAllowed, undo
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice, PhoneCall
from etabli.foundation.notify.models import Message
from etabli.foundation.people import chamber_contact
from etabli.foundation.people.models import Organisation, Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.watches import actions, queries, tasks
from etabli.programme.watches.links import STOP, stop_address
from etabli.programme.watches.models import Watch
from etabli.programme.workshops.actions import announce_session, call_off
from etabli.programme.workshops.models import Session, Theme
from etabli.territory.places.models import Commune
from tests import factories

Make = Callable[..., Session]
PAGE = "/prevenez-moi/"
TYPED = {"name": "Zoé Exemple", "email": "zoe@example.org", "commune": "Pauillac", "theme": "", "site": ""}


def morning(days: int = 1) -> datetime:
    """Nine o'clock of a day to come, by the real clock: sessions stand by it too."""
    day = datetime.now(UTC) + timedelta(days=days)
    return day.replace(hour=8, minute=0, second=0, microsecond=0)


def asked_by(person: Person, commune: Commune | None, theme: Theme | None = None) -> Watch:
    return actions.ask_watch(
        chamber=person.chamber,
        person=person,
        commune=commune,
        theme=theme,
        by=factories.artisan(person),
        at=timezone.now(),
    )


def mail_to(email: str) -> Message:
    return factories.mails().filter(to=email).latest("pk")


def link_in(mail: Message, door: str) -> str:
    found = re.search(rf"{PAGE}{door}/[^/\s]+/", mail.body)
    assert found is not None, mail.body
    return found[0]


def told(person: Person) -> list[str]:
    return [notice.text for notice in factories.shown(owner=person.party_id)]


def test_a_visitor_asks_confirms_from_the_mailbox_is_told_once_and_stops(client: Client, make: Make) -> None:
    before = make()
    answer = client.post(f"{PAGE}?commune=33314&via=mairie-pauillac", {**TYPED, "via": "mairie-pauillac"})
    assert "zoe@example.org" in answer.content.decode()
    assert not Watch.objects.exists()
    assert not Person.objects.filter(
        email="zoe@example.org"
    ).exists()  # nothing is kept of who does not confirm
    confirm = link_in(mail_to("zoe@example.org"), "confirmer")
    assert client.get(confirm).status_code == 200
    assert not Watch.objects.exists()  # a program that follows links confirms nothing
    assert "C’est noté" in client.post(confirm).content.decode()
    watch = Watch.objects.get()
    assert (watch.person.name, watch.person.email) == ("Zoé Exemple", "zoe@example.org")
    assert (watch.commune_id, watch.via) == ("33314", "mairie-pauillac")

    tasks.tell_of_sessions(morning(1))
    assert not told(watch.person)  # what was announced before is on the list that they have seen
    come, far = make(), make(town="Blaye")
    tasks.tell_of_sessions(morning(2))
    (text,) = told(watch.person)
    assert f"/ateliers/{come.pk}/" in text
    assert f"/ateliers/{far.pk}/" not in text
    assert f"/ateliers/{before.pk}/" not in text
    mail = mail_to("zoe@example.org")
    assert mail.unsubscribe  # the mail program's own button (RFC 8058)
    tasks.tell_of_sessions(morning(3))
    assert len(told(watch.person)) == 1

    stop = link_in(mail, "arreter")
    assert client.get(stop).status_code == 200
    assert Watch.objects.get().withdrawn_at is None
    Client(enforce_csrf_checks=True).post(stop)
    assert Watch.objects.get().withdrawn_at is not None
    make()
    tasks.tell_of_sessions(morning(4))
    assert len(told(watch.person)) == 1
    client.post(stop, {"again": "1"})
    assert queries.own_watches(factories.artisan(watch.person), timezone.localdate())


def test_the_page_says_the_same_of_who_is_known_and_asks_too_often_in_silence(
    client: Client, make: Make, chamber: Organisation
) -> None:
    make()
    factories.person(chamber, email=TYPED["email"], name="Zoé Exemple")
    pages = [client.post(PAGE, TYPED).content.decode() for _ in range(8)]
    assert len({re.sub(r'value="[^"]*"|nonce="[^"]*"', "", page) for page in pages}) == 1
    assert Message.objects.filter(to=TYPED["email"]).count() == 6
    client.post(link_in(mail_to(TYPED["email"]), "confirmer"))
    assert Watch.objects.get().person == Person.objects.get(email=TYPED["email"])


@pytest.mark.parametrize("token", ["0", "a:b", "x" * 400])
def test_a_link_that_was_cut_or_is_too_old_opens_nothing(client: Client, make: Make, token: str) -> None:
    for door in ("confirmer", "arreter"):
        assert client.get(f"{PAGE}{door}/{token}/").status_code == 404


def test_neither_commune_nor_theme_is_said_in_words(client: Client, make: Make) -> None:
    make()
    answer = client.post(PAGE, {**TYPED, "commune": ""})
    assert answer.status_code == 422
    assert "Écrivez votre commune, ou choisissez un thème." in answer.content.decode()
    assert not Message.objects.exists()


def test_an_artisan_asks_in_one_press_and_takes_it_back(
    client: Client, make: Make, chamber: Organisation
) -> None:
    make()
    person = factories.person(chamber)
    client.get(f"/l/{factories.links.token_of(factories.link(person))}/")
    shown = client.get("/ateliers/", {"commune": "33314"}).content.decode()
    assert f'action="{PAGE}?commune=33314"' in shown
    client.post(f"{PAGE}?commune=33314")
    watch = Watch.objects.get()
    assert watch.person == person
    assert not Message.objects.filter(subject__contains="confirm").exists()
    assert STOP.token_of(watch) in client.get(PAGE).content.decode()
    client.post(f"{PAGE}?commune=33314")
    assert Watch.objects.count() == 1  # asked again, the same stands
    entry = Entry.objects.filter(verb="watches.ask").earliest("pk")
    undo(entry=entry, by=factories.artisan(person), at=timezone.now(), mine=True)
    assert not queries.own_watches(factories.artisan(person), timezone.localdate())


def test_all_that_came_is_one_message_a_day(make: Make, chamber: Organisation, communes: Any) -> None:
    person = factories.person(chamber)
    make(theme="customers")
    asked_by(person, communes["Pauillac"])
    asked_by(person, None, Theme.objects.get(pk="visible"))
    sessions = [make(theme="customers"), make(town="Blaye"), make()]
    at = morning()
    tasks.tell_of_sessions(at)
    (text,) = told(person)
    assert all(f"/ateliers/{session.pk}/" in text for session in sessions)
    assert text.count("/arreter/") == 2
    late = make()
    tasks.tell_of_sessions(at + timedelta(hours=1))
    assert len(Message.objects.filter(to=person.email)) <= 1
    assert not any(f"/ateliers/{late.pk}/" in text for text in told(person))
    factories.mails()  # the first has left
    tasks.tell_of_sessions(at + timedelta(days=1))
    assert f"/ateliers/{late.pk}/" in told(person)[-1]


def test_what_fails_for_one_person_holds_up_nobody_else(
    make: Make, chamber: Organisation, communes: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing, other = factories.person(chamber), factories.person(chamber)
    for person in (failing, other):
        asked_by(person, communes["Pauillac"])
    make()
    tell = actions.tell_watch

    def tell_or_fail(*, watch: Watch, **given: Any) -> Watch:
        if watch.person_id == failing.pk:
            raise ZeroDivisionError
        return tell(watch=watch, **given)

    monkeypatch.setattr(tasks, "tell_watch", tell_or_fail)
    tasks.tell_of_sessions(morning())
    assert not told(failing)
    assert told(other)


def test_only_what_can_be_joined_is_told(
    make: Make, chamber: Organisation, communes: Any, adviser: Viewer
) -> None:
    person = factories.person(chamber)
    make()
    asked_by(person, communes["Pauillac"])
    closed, later, own, full, off = (make() for _ in range(5))
    today = timezone.localdate()
    Session.objects.filter(pk=closed.pk).update(closes_on=today - timedelta(days=1))
    Session.objects.filter(pk=later.pk).update(opens_on=today + timedelta(days=1))
    factories.sign_up(own.occasion, person)
    type(full.occasion).objects.filter(pk=full.occasion_id).update(taken=12)
    tasks.tell_of_sessions(morning())
    (text,) = told(person)
    assert f"/ateliers/{full.pk}/" in text
    assert "liste d’attente" in text
    assert not any(f"/ateliers/{one.pk}/" in text for one in (closed, later, own))
    call_off(session=off, reason="neige", by=adviser, at=timezone.now())
    (text,) = told(person)  # written as things stand when it is read
    assert f"/ateliers/{off.pk}/" not in text
    factories.mails()
    Session.objects.filter(pk=later.pk).update(opens_on=today)
    tasks.tell_of_sessions(morning(2))
    assert f"/ateliers/{later.pk}/" in told(person)[-1]


def test_a_draft_is_told_once_it_is_announced(
    make: Make, chamber: Organisation, communes: Any, adviser: Viewer
) -> None:
    person, session = factories.person(chamber), make()
    Session.objects.filter(pk=session.pk).update(published_at=None)
    asked_by(person, communes["Pauillac"])
    tasks.tell_of_sessions(morning(1))
    assert not told(person)
    session.refresh_from_db()
    announce_session(session=session, by=adviser, at=timezone.now())
    tasks.tell_of_sessions(morning(2))
    assert len(told(person)) == 1


def test_only_in_the_morning_and_never_after_a_year(make: Make, chamber: Organisation, communes: Any) -> None:
    person = factories.person(chamber)
    make()
    watch = asked_by(person, communes["Pauillac"])
    make()
    tasks.tell_of_sessions(morning().replace(hour=16))
    assert not told(person)
    Watch.objects.update(ends_on=timezone.localdate())
    tasks.tell_of_sessions(morning())
    assert not told(person)
    again = asked_by(person, communes["Pauillac"])
    assert (again.pk, again.ends_on) == (watch.pk, timezone.localdate() + actions.WATCH_DURATION)
    tasks.tell_of_sessions(morning(2))
    assert len(told(person)) == 1


def test_whoever_stopped_such_mails_is_not_told_until_they_ask_again(
    client: Client, make: Make, chamber: Organisation, communes: Any
) -> None:
    person = factories.person(chamber)
    make()
    asked_by(person, communes["Pauillac"])
    make()
    tasks.tell_of_sessions(morning(1))
    way_out = re.sub(r"^https?://[^/]+", "", mail_to(person.email).unsubscribe)
    client.post(way_out, {"List-Unsubscribe": "One-Click"})
    make()
    tasks.tell_of_sessions(morning(2))
    assert Notice.objects.count() == 1
    asked_by(person, communes["Pauillac"])
    tasks.tell_of_sessions(morning(3))
    assert Notice.objects.count() == 2


def test_whoever_has_no_e_mail_is_called(make: Make, chamber: Organisation, communes: Any) -> None:
    person = factories.person(chamber, email="", phone="05 56 00 00 00")
    make()
    asked_by(person, communes["Pauillac"])
    make()
    tasks.tell_of_sessions(morning())
    assert PhoneCall.objects.get().notice.owner_id == person.party_id


def test_nobody_asks_or_stops_for_somebody_else(make: Make, chamber: Organisation, communes: Any) -> None:
    make()
    first, other = factories.person(chamber), factories.person(chamber)
    watch = asked_by(first, communes["Pauillac"])
    by = factories.artisan(other)
    with pytest.raises(NotAllowed):
        actions.stop_watch(watch=watch, by=by, at=timezone.now())
    more = {"commune": communes["Blaye"], "theme": None, "by": by, "at": timezone.now()}
    with pytest.raises(NotAllowed):
        actions.ask_watch(chamber=chamber, person=first, **more)
    assert Watch.objects.get().withdrawn_at is None
    assert not queries.own_watches(by, timezone.localdate())


def test_the_staff_sees_how_many_wait_where(
    client: Client, make: Make, chamber: Organisation, communes: Any, adviser: Viewer
) -> None:
    make()
    for number in range(3):
        watch = asked_by(factories.person(chamber), communes["Blaye" if number else "Pauillac"])
    rows = queries.watchers_by_commune(adviser, timezone.localdate())
    assert [(row.commune.name, row.people) for row in rows] == [("Blaye", 2), ("Pauillac", 1)]
    assert queries.watchers_by_commune(Viewer.nobody(), timezone.localdate()) == []
    elsewhere = factories.adviser(factories.chamber("Chambre voisine"))
    assert queries.watchers_by_commune(elsewhere, timezone.localdate()) == []
    assert stop_address(watch).endswith("/")


def test_what_is_over_for_long_is_deleted(make: Make, chamber: Organisation, communes: Any) -> None:
    make()
    asked_by(factories.person(chamber), communes["Pauillac"])
    tasks.forget_watches(timezone.now() + timedelta(days=400))
    assert Watch.objects.count() == 1
    tasks.forget_watches(timezone.now() + timedelta(days=430))
    assert not Watch.objects.exists()


@pytest.mark.parametrize(
    ("address", "is_main"),
    [
        ("/ateliers/", False),
        ("/ateliers/?commune=33314", False),
        ("/ateliers/?commune=33058", True),
        ("/ateliers/themes/visible/", False),
    ],
)
def test_it_is_offered_where_one_looks(client: Client, make: Make, address: str, is_main: bool) -> None:
    make()
    page = client.get(address).content.decode()
    found = re.search(rf'<a[^>]*href="{PAGE}[^>]*>', page)
    assert found is not None
    assert ("btn" in found[0] and "quiet" not in found[0]) == is_main, found[0]


def test_a_telephone_in_the_place_of_an_e_mail_is_told_whom_to_call(
    client: Client, chamber: Organisation, communes: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact = chamber_contact.Contact(chamber.name, "05 00 00 12 34", "", "")
    monkeypatch.setattr(chamber_contact, "_read", lambda chamber_id: (contact, True))
    answer = client.post(PAGE, {**TYPED, "email": "06 12 34 56 78"})
    said = " ".join(answer.content.decode().split())
    assert "Vous n’en avez pas ? Appelez-nous au 05 00 00 12 34" in said
    assert not Watch.objects.exists()
