"""The desks: what waits for each role, and the page of their own for the others."""

import html
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from etabli.foundation.people.models import Organisation, Person, Role
from etabli.programme.coverage.actions import say_costs
from etabli.programme.journeys.actions import note_call
from etabli.programme.workshops.models import VenueClosure
from etabli.territory.relays.actions import add_contact
from tests import factories as make
from tests.programme.trip import AT, Trip

DESK = "/bureau/"
MINE = "/mon-espace/"


@pytest.fixture
def trip(db: None) -> Any:
    with time_machine.travel(AT, tick=False):
        yield Trip()


def adviser(trip: Trip, client: Client) -> Client:
    make.become(client, membership=trip.post)
    return client


def artisan(client: Client, person: Any) -> Client:
    make.become(client, link=make.link(person))
    return client


def test_an_adviser_sees_sessions_requests_and_wishes(trip: Trip, client: Client) -> None:
    session = trip.session(days=10)
    trip.session(days=-10)
    trip.wish(trip.person(name="Nadia B."))
    trip.wish(trip.person(), kind="theme", theme_code="loyalty")
    shown = adviser(trip, client).get(DESK)
    assert [found.pk for found in shown.context["sessions"]] == [session.pk]
    assert [request.wish.person.name for request in shown.context["waiting"]] == ["Nadia B."]
    assert [asked.theme for asked in shown.context["estimates"].themes] == ["Fidéliser"]


def test_a_day_without_anything_says_so_on_the_desk(trip: Trip, client: Client) -> None:
    """Its heading never stands alone. It is not said to be free: the week knows of meetings and leave."""
    strip = adviser(trip, client).get(DESK).text.partition('<ol class="week"')[2].partition("</ol>")[0]
    assert strip.count("Ni séance ni demi-journée") == strip.count("<li") == 5


def test_the_desk_says_who_is_not_confirmed_yet(trip: Trip, client: Client) -> None:
    session = trip.session(days=10)
    assert "pas encore confirmée" not in adviser(trip, client).get(DESK).content.decode()
    for _again in range(2):
        make.sign_up(session.occasion, trip.person(), status="pending")
    assert "2 inscriptions pas encore confirmées" in client.get(DESK).content.decode()


def test_an_adviser_sees_their_own_half_days_and_the_management_all(trip: Trip, client: Client) -> None:
    mine = trip.booked(trip.person())
    colleague = make.membership(trip.chamber, Role.ADVISER)
    make.become(client, membership=colleague)
    assert client.get(DESK).context["appointments"] == []
    assert adviser(trip, client).get(DESK).context["appointments"] == [mine]
    make.become(client, membership=trip.chamber.memberships.get(role=Role.MANAGER))
    page = client.get(DESK)
    assert page.context["appointments"] == [mine]
    assert "Vos demi-journées" not in page.content.decode()


def test_half_days_after_the_days_shown_are_on_the_desk(trip: Trip, client: Client) -> None:
    days = adviser(trip, client).get(DESK).context["days"]
    trip.booked(trip.person(name="Odile Proche"), on=days[-1].on)
    names = [f"Odile Loin {rank}" for rank in range(6)]
    for rank, name in enumerate(names):
        trip.booked(trip.person(name=name), on=days[-1].on + timedelta(days=7 * rank + 1))
    after = adviser(trip, client).get(DESK).text.partition("Demi-journées après ces jours")[2]
    shown = after.partition("</p>")[0]
    assert [name in shown for name in names] == [True] * 2 + [False] * 4
    assert "4 autres" in shown
    assert "Odile Proche" not in shown


def test_an_empty_desk_says_where_things_come_from(trip: Trip, client: Client) -> None:
    assert "Aucune séance n’est prévue." in adviser(trip, client).get(DESK).content.decode()


def test_what_waits_is_in_one_order_and_the_first_thing_stands_out(trip: Trip, client: Client) -> None:
    late = trip.wish(trip.person(name="Luc N."), on=AT.date() - timedelta(days=33))
    trip.wish(trip.person(name="Laure P."), on=AT.date())
    trip.session(days=10)
    page = adviser(trip, client).get(DESK)
    assert [thing.what for thing in page.context["to_do"]] == [
        "Proposer un jour à Luc N.",
        "Proposer un jour à Laure P.",
        "Pauillac, jeudi 14\u00a0janvier\u00a0: aucune place prise sur 12",
    ]
    assert page.context["to_do"][0].url == f"/accompagnement/demandes/{late.pk}/"
    assert "33 jours" in page.text
    assert page.text.count('class="next"') == 1


def test_what_is_not_named_is_counted_and_a_closed_room_comes_first(trip: Trip, client: Client) -> None:
    sessions = [trip.session(days=days) for days in range(8, 13)]
    closed = sessions[-1]
    starts_on = timezone.localdate(closed.occasion.starts_at)
    VenueClosure.objects.create(venue=closed.venue, first_on=starts_on, last_on=starts_on, why="Chauffage")
    shown = adviser(trip, client).get(DESK).context["to_do"]
    assert "la salle est fermée" in shown[0].what
    assert (shown[2].what, shown[2].url) == ("3 autres séances demandent un geste", "/seances/")


def test_nothing_falls_out_of_what_is_to_be_done_though_the_keyboard_has_nine_digits(
    trip: Trip, client: Client
) -> None:
    for rank in range(12):
        person = trip.person(name=f"Artisan {rank}", phone="06 12 34 56 78")
        note_call(person=person, outcome="call_back", again_on=AT.date(), by=trip.adviser, at=AT)
        trip.booked(person, on=AT.date() + timedelta(days=rank // 2), half="am" if rank % 2 else "pm")
        trip.wish(trip.person(name=f"Autre {rank}"), on=AT.date() - timedelta(days=33))
    with time_machine.travel(AT + timedelta(days=8), tick=False):
        for days in range(2, 6):
            trip.session(days=days, since=AT + timedelta(days=8))
        page = adviser(trip, client).get(DESK)
    shown = [thing.what for thing in page.context["to_do"]]
    assert len(shown) > 9
    assert "9 autres comptes rendus à écrire" in shown
    assert all(what in html.unescape(page.text) for what in shown)
    assert page.text.count("accesskey=") == 9


def test_a_promised_call_waits_on_its_day_until_somebody_is_reached(trip: Trip, client: Client) -> None:
    jean, silent = trip.person(name="Jean Exemple"), trip.person(name="Nour Exemple")
    Person.objects.filter(pk=jean.pk).update(phone="06 12 34 56 78")
    Person.objects.filter(pk=silent.pk).update(phone="")
    tomorrow = timezone.localdate(AT) + timedelta(days=1)
    for person in (jean, silent):
        note_call(person=person, outcome="call_back", again_on=tomorrow, by=trip.adviser, at=AT)
    asked = f"/personnes/{jean.pk}/appel/"
    with time_machine.travel(AT + timedelta(hours=1), tick=False):
        assert asked not in adviser(trip, client).get(DESK).text
    with time_machine.travel(AT + timedelta(days=1), tick=False):
        desk = adviser(trip, client := Client()).get(DESK)
        assert [thing.url.split("?")[0] for thing in desk.context["to_do"]] == [asked]
        assert "Rappeler Jean Exemple" in desk.text
        assert "Nour" not in desk.text
        note_call(person=jean, outcome="reached", by=trip.adviser, at=timezone.now())
        assert "Rappeler Jean" not in client.get(DESK).text


def test_a_report_waits_from_the_day_after(trip: Trip, client: Client) -> None:
    trip.booked(trip.person(name="Nadia B."))
    for days, waits in ((7, False), (8, True)):
        with time_machine.travel(AT + timedelta(days=days), tick=False):
            page = adviser(trip, Client()).get(DESK)
        assert ("Compte rendu\u00a0: Nadia B." in page.text) is waits


def test_what_was_done_today_is_taken_back_from_the_desk(trip: Trip, client: Client) -> None:
    trip.booked(trip.person(name="Nadia B."))
    browser = adviser(trip, client)
    (deed,) = browser.get(DESK).context["done"]
    assert "Nadia B." in deed.sentence
    page = browser.post(f"/historique/{deed.entry_id}/annuler/", {"next": DESK}, follow=True)
    assert page.context["done"] == []
    assert page.context["appointments"] == []


@pytest.mark.parametrize("role", [Role.ADVISER, Role.MANAGER])
def test_every_link_of_the_desk_opens(trip: Trip, client: Client, role: Role) -> None:
    person = trip.person(name="Luc N.")
    trip.booked(trip.person())
    trip.wish(person, on=AT.date() - timedelta(days=33))
    trip.wish(trip.person(), kind="theme", theme_code="loyalty")
    add_contact(relay=trip.relay(), phone="05 56 00 00 01", by=trip.adviser, at=AT)
    trip.session(days=1)
    make.sign_up(trip.session(days=4).occasion, person, status="pending")
    make.become(client, membership=trip.chamber.memberships.get(role=role))
    if role == Role.MANAGER:
        say_costs(chamber=trip.chamber, session_cents=40_000, half_day_cents=0, by=trip.manager, at=AT)
    page = client.get(DESK)
    assert page.context["to_do"]
    assert ("/couverture/couts/" in page.text) == (role == Role.MANAGER)
    main = page.text[page.text.index("<main") : page.text.index("</main>")]
    for address in dict.fromkeys(re.findall(r'href="([^"]+)"', main)):
        assert client.get(unescape(address)).status_code == 200, address


@pytest.mark.parametrize(("role", "is_led"), [(Role.ADVISER, True), (Role.MANAGER, False)])
def test_who_slips_away_is_counted_and_only_an_adviser_is_led_to_the_names(
    trip: Trip, client: Client, role: Role, is_led: bool
) -> None:
    trip.wish(trip.person(name="Zoé Exemple"), on=AT.date() - timedelta(days=100))
    make.become(client, membership=trip.chamber.memberships.get(role=role))
    page = client.get(DESK)
    (stopped,) = page.context["estimates"].away
    assert (stopped.people, page.context["estimates"].away_in_all) == (1, 1)
    side = page.text[page.text.index("Ne donnent plus de nouvelles") :]
    assert ("/parcours/sans-nouvelles/?stage=" in side) is is_led
    assert "Zoé Exemple" not in side


def test_an_artisan_begins_with_their_path(trip: Trip, client: Client) -> None:
    assert artisan(client, trip.person()).get(DESK)["Location"] == "/chemin/"


def test_an_artisan_who_asked_is_told_that_it_is_noted(trip: Trip, client: Client) -> None:
    person = trip.person()
    browser = artisan(client, person)
    waits = "C’est à votre conseillère de proposer un jour"
    assert waits not in browser.get(MINE).text
    wish = trip.wish(person)
    assert waits in browser.get(MINE).text
    appointment = trip.booked(person, wish=wish)
    page = browser.get(MINE).text
    assert waits not in page
    assert f"/accompagnement/{appointment.pk}/" in page


def test_what_others_asked_is_nothing_to_me(trip: Trip, client: Client) -> None:
    trip.wish(trip.person())
    assert artisan(client, trip.person()).get(MINE).context["asked"] is None


def test_a_relay_has_a_page_of_its_own(trip: Trip, client: Client) -> None:
    home = Organisation.objects.create(kind="relay", name="Ailleurs", chamber=trip.chamber)
    make.become(client, membership=make.membership(home, Role.RELAY))
    assert client.get(DESK)["Location"] == "/mon-relais/"


def test_each_entry_of_a_relay_that_the_chamber_does_not_know_says_whom_to_call(
    trip: Trip, client: Client
) -> None:
    home = Organisation.objects.create(kind="relay", name="Mairie d’Ailleurs", chamber=trip.chamber)
    make.become(client, membership=make.membership(home, Role.RELAY))
    for address in ("/mon-relais/", "/mon-relais/inscrire/", "/mon-relais/ordinateur/"):
        page = client.get(address, follow=True)
        assert "Aucun relais n’est rattaché à votre compte" in page.text
        assert "Mairie d’Ailleurs" in page.text


@pytest.mark.parametrize("number", [1, 3])
def test_the_desks_cost_the_same_whatever_is_on_them(
    trip: Trip, number: int, django_assert_num_queries: Any
) -> None:
    person = trip.person()
    for rank in range(number):
        trip.sign_up(trip.session(days=10 + rank), person)
        trip.wish(person)
    staff, browser = adviser(trip, Client()), artisan(Client(), person)
    for _number in range(number):
        trip.wish(trip.person(), kind="theme", theme_code="loyalty")
        add_contact(relay=trip.relay(), phone="05 56 00 00 01", by=trip.adviser, at=AT)
        called = trip.person()
        Person.objects.filter(pk=called.pk).update(phone="06 12 34 56 78")
        note_call(
            person=called,
            outcome="call_back",
            again_on=timezone.localdate(AT),
            by=trip.adviser,
            at=AT - timedelta(days=1),
        )
    staff.get(DESK)  # the first visit computes what is estimated
    with django_assert_num_queries(12):
        staff.get(DESK)
    boss = Client()
    make.become(boss, membership=trip.chamber.memberships.get(role=Role.MANAGER))
    with django_assert_num_queries(12):
        boss.get(DESK)
    costs = {"session_cents": 40_000, "half_day_cents": 15_000}
    say_costs(chamber=trip.chamber, **costs, by=trip.manager, at=AT)
    with django_assert_num_queries(16):
        boss.get(DESK)
    with django_assert_num_queries(11):
        browser.get(MINE)


@pytest.fixture
def posts(trip: Trip) -> dict[Role, Any]:
    """A member, the board and a moderator of the association beside this chamber."""
    association = make.association()
    association.chamber = trip.chamber
    association.save()
    return {role: make.membership(association, role) for role in (Role.MEMBER, Role.BOARD, Role.MODERATOR)}


@pytest.mark.parametrize("role", [Role.MEMBER, Role.BOARD, Role.MODERATOR])
def test_those_of_the_association_begin_with_what_waits(
    trip: Trip, client: Client, posts: dict[Role, Any], role: Role
) -> None:
    make.become(client, membership=posts[role])
    page = client.get(DESK)
    assert "Rien ne vous attend" in page.text
    assert len(page.context["navigation"].links) <= 6, "more does not fit on a telephone"


def test_who_asks_to_join_waits_on_the_desk_of_the_board(
    trip: Trip, client: Client, posts: dict[Role, Any]
) -> None:
    from etabli.community.association.models import Application

    fields = {"organisation": posts[Role.BOARD].organisation, "name": "Nina", "email": "nina@example.invalid"}
    Application.objects.create(**fields, state="waiting", sent_at=AT)
    make.become(client, membership=posts[Role.BOARD])
    assert "1 personne demande à adhérer" in client.get(DESK).text


def test_an_open_vote_is_told_to_members_until_it_closes(client: Client, posts: dict[Role, Any]) -> None:
    from etabli.community.assembly.models import Assembly, Item, Poll

    home = posts[Role.MEMBER].organisation
    limits = {"notice_days": 15, "proxies_each": 2, "quorum_percent": 25}
    days = dict.fromkeys(("starts_at", "ends_at", "convened_at", "opened_at"), make.AT)
    sitting = Assembly.objects.create(organisation=home, title="AG", **limits, **days)
    counted = {"voters": 1, "present": 1, "represented": 0, "is_secret": True, "options": ["for"]}
    poll = Poll.objects.create(
        item=Item.objects.create(assembly=sitting, position=1), opened_at=make.AT, **counted
    )
    make.become(client, membership=posts[Role.MEMBER])
    assert "1 vote est ouvert" in client.get(DESK).text
    Poll.objects.filter(pk=poll.pk).update(closed_at=make.AT)
    assert "vote est ouvert" not in client.get(DESK).text


def test_ones_own_space_says_that_a_workshop_is_called_off(trip: Trip, client: Client) -> None:
    session, person = trip.session(days=10), trip.person()
    make.sign_up(session.occasion, person)
    page = artisan(client, person).get("/mon-espace/").content.decode()
    assert ">annulé<" not in page
    session.occasion.cancelled_at = session.occasion.starts_at
    session.occasion.save(update_fields=["cancelled_at"])
    assert ">annulé<" in client.get("/mon-espace/").content.decode()
