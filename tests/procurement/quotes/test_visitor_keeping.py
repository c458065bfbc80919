"""A quote read without an account, kept: by a name and a contact, by a telephone, by whoever signs in later."""

import re
from datetime import timedelta
from types import SimpleNamespace

import pytest
import time_machine
from django.test import Client

from etabli.foundation.files.models import StoredFile
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.calls import CallLine
from etabli.foundation.notices.models import Notice, PhoneCall
from etabli.foundation.people import links
from etabli.foundation.people.models import Person, SecretLink
from etabli.foundation.people.viewer import HOLDER_KEY, of_person
from etabli.foundation.search.models import SearchEntry
from etabli.procurement.quotes import actions, tasks
from etabli.procurement.quotes.models import QuoteReading
from tests.community.conftest import AT, enter
from tests.procurement.quotes.test_visitor import GIVE, KEEP, NEW, give, line_of, text

FORGET = "/devis/oublier/"
pytestmark = pytest.mark.usefixtures("clock")


def test_a_name_and_a_contact_keep_it_in_a_space_of_their_own(client: Client) -> None:
    reading = give(client)
    assert client.get(KEEP).status_code == 200
    wrong = client.post(KEEP, {"name": "Hugo Lestage", "contact": "", "commune": ""})
    assert wrong.status_code == 422
    assert 'value="Hugo Lestage"' in text(wrong)
    page = client.post(KEEP, NEW, follow=True)
    assert "Le lien que nous vous envoyons l’ouvre" in text(page)
    person = Person.objects.get(email="hugo@exemple.test")
    reading.refresh_from_db()
    assert (reading.person_id, reading.erase_at, reading.erase_whole) == (person.pk, None, False)
    assert StoredFile.objects.get().chamber_id == person.chamber_id
    assert Notice.objects.get(kind="quotes.kept").owner_id == person.party_id
    assert SearchEntry.objects.filter(kind="quote", person_id=person.pk).exists()
    assert tasks.erase_due(AT + timedelta(days=2)) == 0
    assert client.post(KEEP, NEW).status_code == 302
    assert Entry.objects.filter(verb="quotes.keep_held").count() == 1


def test_once_kept_this_device_reads_it_until_its_day_is_over(client: Client) -> None:
    reading = give(client)
    client.post(KEEP, NEW)
    assert "Gardé dans votre espace" in text(client.get(f"/devis/{reading.pk}/"))
    assert "Gardé dans votre espace" in text(client.get(GIVE))
    assert tasks.release_due(AT + timedelta(hours=23)) == 0
    assert tasks.release_due(AT + timedelta(days=1)) == 1
    assert "Lus sur cet appareil" not in text(client.get(GIVE))
    assert client.get(f"/devis/{reading.pk}/").status_code == 404


def test_keeping_is_taken_back_and_nothing_is_told(client: Client) -> None:
    reading = give(client)
    page = client.post(KEEP, NEW, follow=True)
    kept = Entry.objects.get(verb="quotes.keep_held")
    assert f"/historique/{kept.pk}/annuler/" in text(page)
    client.post(f"/historique/{kept.pk}/annuler/")
    reading.refresh_from_db()
    assert (reading.person_id, reading.erase_at) == (None, AT + timedelta(days=1))
    assert not Notice.objects.filter(kind="quotes.kept").exists()
    assert not SearchEntry.objects.filter(kind="quote").exists()
    assert StoredFile.objects.get().chamber_id is None


def test_whoever_signs_in_is_asked_and_sees_nothing_of_it_before(
    client: Client, world: SimpleNamespace
) -> None:
    reading = give(client)
    enter(client, world.artisan.user)
    desk = text(client.get("/ateliers/"))
    assert "Un devis a été lu sur cet appareil" in desk
    assert "Atelier Fictif" not in desk
    assert client.get(f"/devis/{reading.pk}/").status_code == 404
    page = client.post(KEEP, follow=True)
    assert "Le devis est gardé dans votre espace" in text(page)
    assert "Un devis a été lu sur cet appareil" not in text(page)
    reading.refresh_from_db()
    assert reading.person_id == world.artisan.pk
    assert not Notice.objects.filter(kind="quotes.kept").exists()


def test_who_does_not_want_it_is_no_longer_asked_and_it_stays_nobody_s(
    client: Client, world: SimpleNamespace
) -> None:
    reading = give(client)
    enter(client, world.other_artisan.user)
    client.post("/devis/plus-tard/")
    assert "Un devis a été lu" not in text(client.get("/ateliers/"))
    assert "Un devis a été lu" in text(client.get(GIVE))
    reading.refresh_from_db()
    assert reading.person_id is None


def test_a_sign_up_made_here_keeps_it_for_whom_it_was_made(client: Client, world: SimpleNamespace) -> None:
    """A link that this browser got for what it has just made proves nobody: its person is told by mail."""
    reading = give(client)
    link = links.new_link(person=world.other_artisan, scope=SecretLink.Scope.PROJECT, subject_id=1, at=AT)
    session = client.session
    session["acting"] = {"link": link.pk}
    session.save()
    assert "Un devis a été lu sur cet appareil" in text(client.get("/ateliers/"))
    assert world.other_artisan.name not in text(client.get(KEEP))
    page = client.post(KEEP, follow=True)
    kept = Entry.objects.get(verb="quotes.keep_held")
    reading.refresh_from_db()
    assert reading.person_id == world.other_artisan.pk
    assert Notice.objects.get(kind="quotes.kept").owner_id == world.other_artisan.party_id
    assert f"/historique/{kept.pk}/annuler/" in text(page)


def test_it_follows_who_comes_in_by_their_own_link_in_this_browser(
    client: Client, world: SimpleNamespace
) -> None:
    give(client)
    link = links.new_link(person=world.artisan, scope=SecretLink.Scope.SPACE, at=AT)
    client.get(links.link_url(link).removeprefix("http://localhost:8000"), follow=True)
    assert "Un devis a été lu sur cet appareil" in text(client.get("/ateliers/"))
    client.post("/quitter/")
    assert HOLDER_KEY not in client.session


def test_who_typed_the_address_of_another_learns_nothing_of_them(
    client: Client, world: SimpleNamespace
) -> None:
    """The screen is the same whether the chamber knows the address or not; what they then say bears no name here."""
    reading = give(client)
    typed = {"name": "Un Inconnu", "contact": world.other_artisan.email, "commune": ""}
    page = client.post(KEEP, typed, follow=True)
    assert "Le lien que nous vous envoyons l’ouvre" in text(page)
    reading.refresh_from_db()
    assert reading.person_id == world.other_artisan.pk
    actions.correct(
        reading=reading,
        target=line_of(reading),
        values={"net_amount": "1950"},
        by=of_person(world.other_artisan),
        at=AT,
    )
    for address in ["", "message/", "questions/"]:
        assert world.other_artisan.name not in text(client.get(f"/devis/{reading.pk}/{address}")), address


# Kept without an e-mail

BY_PHONE = {**NEW, "contact": "06 12 34 56 78"}


def test_kept_by_a_telephone_this_device_goes_on_and_the_chamber_is_to_call(client: Client) -> None:
    reading = give(client)
    page = text(client.post(KEEP, BY_PHONE, follow=True))
    assert "Votre conseillère vous appelle" in page
    assert "lien que nous vous" not in page
    call = PhoneCall.objects.get()
    assert "code sur papier" in call.notice.text
    assert tasks.release_due(AT + timedelta(days=29)) == 0
    assert client.get(f"/devis/{reading.pk}/").status_code == 200
    assert f"/devis/{reading.pk}/" in text(client.get(GIVE))
    assert tasks.release_due(AT + timedelta(days=30)) == 1
    assert client.get(f"/devis/{reading.pk}/").status_code == 404


def test_the_caller_writes_the_answer_on_the_page_of_the_person(client: Client) -> None:
    give(client)
    client.post(KEEP, BY_PHONE)
    call = PhoneCall.objects.get()
    person = Person.objects.get(name=NEW["name"])
    line = CallLine(call, person, [], "fr")
    assert line.answer_url == f"/personnes/{person.pk}/"


def test_a_telephone_that_the_chamber_knows_with_an_e_mail_says_the_same_on_the_screen(
    client: Client, world: SimpleNamespace
) -> None:
    Person.objects.filter(pk=world.other_artisan.pk).update(phone="06 12 34 56 78")
    reading = give(client)
    typed = {**BY_PHONE, "name": world.other_artisan.name}
    page = text(client.post(KEEP, typed, follow=True))
    reading.refresh_from_db()
    assert reading.person_id == world.other_artisan.pk
    assert "lien que nous vous" not in page
    assert reading.held_until == AT + QuoteReading.KEPT_LONGER


def test_keeping_by_a_telephone_taken_back_and_done_again_calls_again(client: Client) -> None:
    reading = give(client)
    client.post(KEEP, BY_PHONE)
    kept = Entry.objects.get(verb="quotes.keep_held")
    client.post(f"/historique/{kept.pk}/annuler/")
    assert not PhoneCall.objects.exists()
    reading.refresh_from_db()
    assert reading.erase_at == AT + timedelta(days=1)
    client.post(f"/historique/{Entry.objects.latest('pk').pk}/annuler/")
    assert PhoneCall.objects.count() == 1


@pytest.mark.parametrize("typed", [NEW, BY_PHONE])
def test_a_device_forgets_what_was_kept_from_it(client: Client, typed: dict[str, str]) -> None:
    reading = give(client)
    client.post(KEEP, typed)
    kept = Entry.objects.get(verb="quotes.keep_held")
    other = give(client)
    assert "/devis/oublier/" in text(client.get(f"/devis/{reading.pk}/"))
    client.post(FORGET)
    assert client.get(f"/devis/{reading.pk}/").status_code == 404
    assert client.get(f"/devis/{other.pk}/").status_code == 200
    client.post(f"/historique/{kept.pk}/annuler/")
    reading.refresh_from_db()
    assert reading.person_id is not None


def _undo_on(page: str) -> str:
    return re.search(r'name="undo" value="([^"]+)"', page)[1]  # type: ignore[index]  # it must be there


def test_forgetting_names_all_that_goes_asks_once_and_is_taken_back(client: Client) -> None:
    readings = [give(client), give(client)]
    client.post(KEEP, NEW)
    asked = text(client.get(FORGET))
    assert "ces 2 devis" in asked
    assert asked.count(f"<li>{readings[0].name}</li>") == 2
    assert client.get(f"/devis/{readings[0].pk}/").status_code == 200  # asking forgets nothing
    follows = client.post(FORGET)
    assert (follows.status_code, "a oublié 2 devis" in text(follows)) == (200, True)
    assert client.get(f"/devis/{readings[0].pk}/").status_code == 404
    assert "Repris" in text(client.post(FORGET, {"undo": _undo_on(text(follows))}, follow=True))
    assert all(client.get(f"/devis/{reading.pk}/").status_code == 200 for reading in readings)


def test_the_way_back_is_that_page_s_alone_for_ten_minutes(
    client: Client, clock: time_machine.Traveller
) -> None:
    reading = give(client)
    client.post(KEEP, NEW)
    undo = _undo_on(text(client.post(FORGET)))
    assert undo not in text(client.get(GIVE))
    stranger = Client()
    give(stranger)
    for other, given in ((stranger, undo), (client, f"{undo}x"), (client, "")):
        assert "trop tard" in text(other.post(FORGET, {"undo": given}, follow=True))
    clock.shift(timedelta(minutes=11))
    assert "trop tard" in text(client.post(FORGET, {"undo": undo}, follow=True))
    assert client.get(f"/devis/{reading.pk}/").status_code == 404


def test_a_device_that_kept_nothing_has_nothing_to_forget(client: Client) -> None:
    assert client.get(FORGET).headers["Location"] == GIVE
    give(client)
    assert client.post(FORGET).headers["Location"] == GIVE
