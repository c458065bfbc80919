"""The sessions of those who see other people's data end: unused for hours, and after a day; what was typed does not."""

import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from etabli.foundation.journal.models import Entry
from etabli.foundation.people import links
from etabli.foundation.people.models import BrowserSession, Membership, Organisation, Role
from tests import factories as make
from tests.armed import ArmedClient

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 3, 2, 8, 0, tzinfo=UTC)
FORM = "/compte/nom/"


@pytest.fixture
def clock() -> Iterator[Any]:
    with time_machine.travel(NOW, tick=False) as travelling:
        yield travelling


@pytest.fixture
def chamber() -> Organisation:
    return make.chamber()


def is_known(browser: Client) -> bool:
    return bool(browser.get("/historique/").context["viewer"].is_known)


@pytest.mark.parametrize("role", [Role.ADVISER, Role.MANAGER, Role.BOARD, Role.MODERATOR])
def test_unused_for_hours_it_ends(client: Client, clock: Any, role: Role) -> None:
    of = make.chamber() if role in {Role.ADVISER, Role.MANAGER} else make.association()
    make.become(client, membership=make.membership(of, role))
    clock.shift(timedelta(hours=3, minutes=59))
    assert is_known(client)
    clock.shift(timedelta(hours=3, minutes=59))
    assert is_known(client), "what one does puts the end off"
    clock.shift(timedelta(hours=4, minutes=1))
    assert not is_known(client)


def test_it_ends_after_a_day_whatever_one_does(client: Client, clock: Any, chamber: Organisation) -> None:
    make.become(client, membership=make.membership(chamber))
    for _hour in range(12):
        clock.shift(timedelta(minutes=59))
        assert is_known(client)
    clock.shift(timedelta(minutes=15))
    assert not is_known(client)


def test_it_ends_on_the_server_whatever_the_cookie_says(
    client: Client, clock: Any, chamber: Organisation
) -> None:
    make.become(client, membership=make.membership(chamber))
    stolen = ArmedClient()
    stolen.cookies = client.cookies
    clock.shift(timedelta(hours=4, minutes=1))
    assert not is_known(stolen)
    assert not BrowserSession.objects.exclude(user=None).exists()


@pytest.mark.parametrize("role", [Role.MEMBER, Role.RELAY])
def test_those_who_see_their_own_alone_keep_a_month(client: Client, clock: Any, role: Role) -> None:
    make.become(client, membership=make.membership(make.association(), role))
    for _week in range(6):
        clock.shift(timedelta(days=7))
        assert is_known(client)
    clock.shift(timedelta(days=31))
    assert not is_known(client)


def test_an_artisan_keeps_a_month_too_but_not_an_adviser_who_is_one(
    client: Client, clock: Any, chamber: Organisation
) -> None:
    make.become(client, link=make.link(make.person(chamber)))
    post = make.membership(chamber)
    person = make.person(make.chamber("Voisine"), user=post.user)
    both = make.become(ArmedClient(), membership=post)
    both.post("/role/", {"choice": f"person:{person.pk}"})
    assert is_known(both)
    clock.shift(timedelta(days=20))
    assert is_known(client)
    assert not is_known(both), "one click would make an adviser of whoever sits there"


def test_the_installation_says_how_long(
    client: Client, clock: Any, chamber: Organisation, settings: Any
) -> None:
    settings.STAFF_IDLE_MINUTES, settings.STAFF_SESSION_HOURS = 30, 1
    make.become(client, membership=make.membership(chamber))
    clock.shift(timedelta(minutes=31))
    assert not is_known(client)
    again = make.become(ArmedClient(), membership=Membership.objects.get())
    for _time in range(2):
        clock.shift(timedelta(minutes=25))
        assert is_known(again)
    clock.shift(timedelta(minutes=25))
    assert not is_known(again)


def test_what_met_the_end_is_said_and_comes_back_after_signing_in(
    client: Client, clock: Any, chamber: Organisation
) -> None:
    post = make.membership(chamber)
    former = post.user.name
    make.become(client, membership=post)
    clock.shift(timedelta(hours=5))
    answer = client.post(FORM, {"name": "Claire Martin"}, headers={"Referer": f"http://testserver{FORM}"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Ce que vous avez écrit est gardé" in page
    assert "no-store" in answer["Cache-Control"]
    assert answer["Clear-Site-Data"] == '"cache"'
    assert f'href="/connexion/?next={FORM}"' in page
    post.user.refresh_from_db()
    assert post.user.name == former, "it is not done"
    assert client.post(FORM, {"name": "Claire Petit"}).status_code == 403, "from another tab, as well"
    make.become(client, membership=post)
    assert 'value="Claire Petit"' in client.get(FORM).content.decode()
    client.post(FORM, {"name": "Claire Petit"})
    post.user.refresh_from_db()
    assert post.user.name == "Claire Petit"


def test_keys_typed_after_the_end_are_kept_too(client: Client, clock: Any, chamber: Organisation) -> None:
    post = make.membership(chamber)
    make.become(client, membership=post)
    script = re.search(r"drafts\.js\"([^>]*)>", client.get(FORM).content.decode())
    assert script
    said = dict(re.findall(r'data-(\w+)="([^"]*)"', script[1]))
    clock.shift(timedelta(hours=5))
    for text in ("Cl", "Claire"):
        sent = {"form": FORM, "writer": said["writer"], "at": said["at"], "before": "{}"}
        answer = client.post("/brouillons/garder/", {**sent, "typed": json.dumps({"name": [text]})})
        assert answer.status_code == 204
    make.become(client, membership=post)
    assert 'value="Claire"' in client.get(FORM).content.decode()


def test_whoever_comes_next_to_that_computer_is_a_visitor(
    client: Client, clock: Any, chamber: Organisation
) -> None:
    make.become(client, membership=make.membership(chamber))
    clock.shift(timedelta(hours=5))
    assert "par sécurité" in client.get("/").content.decode()
    home = client.get("/")
    assert "no-store" not in home.get("Cache-Control", "")
    assert "drafts.js" not in client.get("/besoins/").content.decode()
    assert client.post("/quitter/")["Location"] == "/"
    assert client.get(FORM)["Location"] == f"/connexion/?next={FORM}"
    answer = client.post(FORM, {"name": "x"}, headers={"Referer": "http://testserver/compte/nom/?a=b"})
    assert answer["Location"] == "/connexion/?next=/compte/nom/%3Fa%3Db", "back to the form, by a sign-in"
    answer = client.post(FORM, {"name": "x"}, headers={"Referer": "https://elsewhere.example/x"})
    assert answer["Location"] == "/connexion/?next=/"


def test_leaving_after_the_end_is_leaving(client: Client, clock: Any, chamber: Organisation) -> None:
    make.become(client, membership=make.membership(chamber))
    clock.shift(timedelta(hours=5))
    assert client.post("/quitter/")["Location"] == "/"


def test_what_is_never_kept_is_said_to_be_lost(client: Client, clock: Any, chamber: Organisation) -> None:
    make.become(client, membership=make.membership(chamber))
    clock.shift(timedelta(hours=5))
    page = client.post("/compte/adresse/code/", {"code": "123456"}).content.decode()
    assert "jamais gardé avant l’envoi" in page


def test_the_list_of_devices_says_when_and_leaves_out_what_has_ended(
    client: Client, clock: Any, chamber: Organisation
) -> None:
    post = make.membership(chamber)
    make.become(ArmedClient(), membership=post)
    clock.shift(timedelta(hours=5))
    make.become(client, membership=post)
    page = client.get("/compte/appareils/")
    assert len(page.context["sessions"]) == 1
    assert "4\u00a0h" in page.content.decode()
    assert "12 heures" in page.content.decode()


# -- everywhere ---------------------------------------------------------------------------------------------------


def test_signing_out_everywhere_covers_the_browsers_that_a_link_opened(
    client: Client, chamber: Organisation
) -> None:
    user = make.user()
    person = make.person(chamber, user=user)
    by_link, colleague = ArmedClient(), make.become(ArmedClient(), membership=make.membership(chamber))
    link = f"/l/{links.token_of(make.link(person))}/"
    by_link.get(link)
    colleague.get(link)  # an adviser beside the artisan: it is her session, not the artisan's
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/compte/appareils/")
    assert len(page.context["sessions"]) == 2
    assert "Ouvert par un lien de nos e-mails." in page.content.decode()
    client.post("/compte/appareils/autres/")
    assert not is_known(by_link)
    assert is_known(client)
    assert is_known(colleague)
    by_link.get(link)
    assert is_known(by_link), "the link itself stays good: it is cut off under My links"
    client.post("/compte/appareils/autres/", {"here": "1"})
    assert not is_known(client)
    assert not is_known(by_link)


def test_whoever_came_by_a_link_sees_and_ends_the_other_browsers(
    client: Client, chamber: Organisation
) -> None:
    person = make.person(chamber)
    link = f"/l/{links.token_of(make.link(person))}/"
    there, stranger = ArmedClient(), ArmedClient()
    for browser in (client, there):
        browser.get(link)
    stranger.get(f"/l/{links.token_of(make.link(make.person(chamber)))}/")
    handle = BrowserSession.objects.get(pk=there.session.session_key).handle
    assert len(client.get("/compte/appareils/").context["sessions"]) == 2
    assert stranger.post(f"/compte/appareils/{handle}/").status_code == 404
    client.post(f"/compte/appareils/{handle}/")
    assert not is_known(there)
    there.get(link)
    client.post("/compte/appareils/autres/")
    assert not is_known(there)
    assert is_known(client)
    assert is_known(stranger)


def test_the_management_signs_a_member_of_its_team_out_and_tells_them(
    client: Client, chamber: Organisation
) -> None:
    make.become(client, membership=make.membership(chamber, Role.MANAGER))
    post = make.membership(chamber)
    browsers = [make.become(ArmedClient(), membership=post) for _ in range(2)]
    address = f"/equipe/{chamber.pk}/deconnecter/{post.user_id}/"
    assert address in client.get("/equipe/").content.decode()
    assert "Déconnecter" in client.get(address).content.decode()
    assert all(is_known(browser) for browser in browsers), "it is asked once"
    assert client.post(address)["Location"] == "/equipe/"
    assert not any(is_known(browser) for browser in browsers)
    entry = Entry.objects.get(verb="people.sign_out_member")
    assert entry.subject_id == str(post.user_id)
    told = make.mails().get(to=post.user.email)
    assert chamber.name in told.body
    assert is_known(client)


def test_only_whoever_manages_that_team_may(client: Client, chamber: Organisation) -> None:
    post = make.membership(chamber)
    address = f"/equipe/{chamber.pk}/deconnecter/{post.user_id}/"
    neighbour = make.become(ArmedClient(), membership=make.membership(make.chamber("Voisine"), Role.MANAGER))
    assert neighbour.post(address).status_code == 404
    colleague = make.become(ArmedClient(), membership=make.membership(chamber))
    assert colleague.post(address).status_code == 403
    association = make.association()
    board = make.become(client, membership=make.membership(association, Role.BOARD))
    assert board.post(address).status_code == 404
    member = make.membership(association, Role.MEMBER)
    browser = make.become(ArmedClient(), membership=member)
    theirs = f"/equipe/{association.pk}/deconnecter/{member.user_id}/"
    assert board.post(f"{theirs}?next=/adherents/")["Location"] == "/adherents/"
    assert not is_known(browser)
    gone = make.membership(association, Role.MEMBER)
    Membership.objects.filter(pk=gone.pk).update(ended_on=NOW.date())
    assert board.post(f"/equipe/{association.pk}/deconnecter/{gone.user_id}/").status_code == 404


def test_ones_own_sessions_are_ended_on_ones_own_page(client: Client, chamber: Organisation) -> None:
    post = make.membership(chamber, Role.MANAGER)
    make.become(client, membership=post)
    answer = client.post(f"/equipe/{chamber.pk}/deconnecter/{post.user_id}/")
    assert answer["Location"] == "/compte/appareils/"
    assert is_known(client)
