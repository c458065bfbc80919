"""The page of a person: what it tells, what is corrected there, and the links that are cut off."""

from typing import Any

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from etabli.foundation.journal.models import Entry
from etabli.foundation.people import links
from etabli.foundation.people.models import Membership, Person, SecretLink
from etabli.foundation.seats.actions import write_message
from etabli.procurement.briefs.actions import start_brief
from tests import factories as make
from tests.programme.trip import AT, Trip


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        yield Trip()


@pytest.fixture
def browser(trip: Trip, client: Client) -> Client:
    return make.become(client, membership=trip.post)


def page(browser: Client, person: Person) -> str:
    return browser.get(reverse("front:person", args=[person.pk])).content.decode()


def test_the_page_tells_all_that_the_chamber_knows(trip: Trip, browser: Client) -> None:
    person = trip.person(name="Anne Dupont", phone="06 12 34 56 78")
    trip.sign_up(trip.session(days=10), person)
    trip.sign_up(trip.session(days=-10), person, present=True)
    wish = trip.wish(person)
    trip.wish(person, kind="theme", theme_code="loyalty")
    trip.reported(trip.booked(person))
    brief = start_brief(person=person, outcome="site", by=make.artisan(person), at=AT)
    shown = browser.get(reverse("front:person", args=[person.pk])).content.decode()
    for expected in (
        'href="tel:0612345678"',
        "présence notée",
        "Fidéliser",
        "Une photo par semaine.",
        reverse("briefs:overview", args=[brief.pk]),
        reverse("briefs:start_beside", args=[person.pk]),
        reverse("support:book", args=[wish.pk]),
    ):
        assert expected in shown


def test_a_seat_is_given_back_from_the_page_of_whoever_called(trip: Trip, browser: Client) -> None:
    person = trip.person(name="Régine Castagnet")
    seat = trip.sign_up(trip.session(days=10), person)
    address, own = reverse("seats:withdraw", args=[seat.pk]), reverse("front:person", args=[person.pk])
    assert f'action="{address}"' in page(browser, person)
    answer = browser.post(address, {"next": own}, follow=True)
    assert answer.redirect_chain[-1][0].startswith(own)
    assert f'action="{address}"' not in answer.content.decode()


def test_the_page_of_somebody_new_says_so(trip: Trip, browser: Client) -> None:
    shown = browser.get(reverse("front:person", args=[trip.person().pk])).content.decode()
    assert "Aucune inscription pour l’instant." in shown
    assert "Réserver" not in shown


def test_the_page_is_not_the_neighbours(trip: Trip, client: Client) -> None:
    make.become(client, membership=trip.next_door_post)
    assert client.get(reverse("front:person", args=[trip.person().pk])).status_code == 404


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_whatever_is_known(
    trip: Trip, browser: Client, number: int, django_assert_num_queries: Any
) -> None:
    person = trip.person()
    for rank in range(number):
        make.link(person, "sign_up", rank + 1)
        trip.sign_up(trip.session(days=10 + rank), person)
        trip.sign_up(trip.session(days=-10 - rank), person, present=True)
        trip.wish(person)
        trip.wish(person, kind="theme", theme_code="loyalty")
        start_brief(person=person, outcome="site", by=make.artisan(person), at=AT)
    assert Membership.objects.exists()
    with django_assert_num_queries(23):
        browser.get(reverse("front:person", args=[person.pk]))


def test_a_message_that_is_about_to_leave_stands_there_until_it_is_cancelled(
    trip: Trip, browser: Client
) -> None:
    person, other = trip.person(), trip.person()
    row = make.sign_up(trip.session(days=10).occasion, other)
    alone = write_message(person=person, title="Votre devis", text="Rappelez-moi", by=trip.adviser, at=AT)
    write_message(occasion=row.occasion, to=[row], title="Gants", text="À vous", by=trip.adviser, at=AT)
    shown = page(browser, person)
    cancel = reverse("seats:cancel_message", args=[alone.pk])
    assert "Votre devis" in shown
    assert cancel in shown
    assert "Gants" not in shown
    assert "Gants" in page(browser, other), "written to those of a workshop"
    browser.post(cancel)
    assert "Votre devis" not in page(browser, person).partition("toast")[0]
    assert cancel not in page(browser, person)


# Correcting


@pytest.mark.parametrize("who", ["adviser", "artisan"])
def test_the_name_and_the_telephone_are_corrected_and_that_is_taken_back(
    trip: Trip, client: Client, who: str
) -> None:
    person = trip.person(name="Ane Dupont", phone="06 12 34 56 78")
    make.become(client, **({"membership": trip.post} if who == "adviser" else {"link": make.link(person)}))
    address = reverse("front:correct", args=[person.pk])
    assert 'value="Ane Dupont"' in client.get(address).content.decode()
    shown = client.post(address, {"name": " Anne Dupont ", "phone": "0698765432"}, follow=True)
    expected = reverse("front:person", args=[person.pk]) if who == "adviser" else reverse("front:desk")
    assert shown.redirect_chain[0] == (expected, 302)
    person.refresh_from_db()
    assert (person.name, person.phone) == ("Anne Dupont", "06 98 76 54 32")
    entry = Entry.objects.latest("pk")
    assert f'action="{reverse("people:undo", args=[entry.pk])}"' in shown.content.decode()
    client.post(reverse("people:undo", args=[entry.pk]))
    person.refresh_from_db()
    assert (person.name, person.phone) == ("Ane Dupont", "06 12 34 56 78")


@pytest.mark.parametrize("phone", ["12", "anne@example.org", "06 12 34 56 78 ext. 1234567"])
def test_a_telephone_that_is_none_is_told_and_nothing_is_lost(
    trip: Trip, browser: Client, phone: str
) -> None:
    person = trip.person(name="Anne", phone="06 12 34 56 78")
    shown = browser.post(reverse("front:correct", args=[person.pk]), {"name": "Annie", "phone": phone})
    assert "numéro de téléphone à dix chiffres" in shown.content.decode()
    assert f'value="{phone}"' in shown.content.decode()
    person.refresh_from_db()
    assert person.name == "Anne"


def test_a_correction_that_changes_nothing_is_no_act(trip: Trip, browser: Client) -> None:
    person = trip.person(name="Anne", phone="")
    before = Entry.objects.count()
    browser.post(reverse("front:correct", args=[person.pk]), {"name": "Anne", "phone": ""})
    assert Entry.objects.count() == before


def test_nobody_corrects_somebody_else(trip: Trip, client: Client) -> None:
    person = trip.person(name="Anne")
    make.become(client, link=make.link(trip.person()))
    sent = client.post(reverse("front:correct", args=[person.pk]), {"name": "X", "phone": ""})
    assert sent.status_code == 404
    make.become(client, membership=trip.next_door_post)
    sent = client.post(reverse("front:correct", args=[person.pk]), {"name": "X", "phone": ""})
    assert sent.status_code == 404
    person.refresh_from_db()
    assert person.name == "Anne"


# Cutting off a link


def test_a_link_that_is_cut_off_opens_nothing_any_more(trip: Trip, browser: Client) -> None:
    person = trip.person(email="anne@example.org")
    link = make.link(person)
    cut = reverse("people:cut_link", args=[link.pk])
    assert cut in page(browser, person)
    asked = browser.get(cut).content.decode()
    assert "Cela ne peut pas s’annuler." in asked
    assert Client().get(f"/l/{links.token_of(link)}/").status_code == 302, "asking cuts nothing"
    shown = browser.post(cut, follow=True).content.decode()
    assert "Le lien est coupé" in shown
    assert cut not in shown
    assert Client().get(f"/l/{links.token_of(link)}/").status_code == 404
    assert links.token_of(make.link(person)) != links.token_of(link), "the next mail brings another"


def test_a_link_is_cut_off_once(trip: Trip, browser: Client) -> None:
    link = make.link(trip.person())
    cut = reverse("people:cut_link", args=[link.pk])
    browser.post(cut)
    number, at = Entry.objects.count(), SecretLink.objects.get(pk=link.pk).revoked_at
    assert browser.post(cut)["Location"] == reverse("front:person", args=[link.person_id])
    assert browser.get(cut).status_code == 302
    assert (Entry.objects.count(), SecretLink.objects.get(pk=link.pk).revoked_at) == (number, at)


def test_only_links_in_force_are_shown(trip: Trip, browser: Client) -> None:
    person = trip.person()
    old, cut = make.link(person, "sign_up", 1), make.link(person, "sign_up", 2)
    SecretLink.objects.filter(pk=old.pk).update(expires_at=AT)
    SecretLink.objects.filter(pk=cut.pk).update(revoked_at=AT)
    shown = page(browser, person)
    assert reverse("people:cut_link", args=[old.pk]) not in shown
    assert reverse("people:cut_link", args=[cut.pk]) not in shown


def test_the_neighbour_cuts_nothing(trip: Trip, client: Client) -> None:
    link = make.link(trip.person())
    make.become(client, membership=trip.next_door_post)
    assert client.post(reverse("people:cut_link", args=[link.pk])).status_code == 404
    assert SecretLink.objects.get(pk=link.pk).revoked_at is None
