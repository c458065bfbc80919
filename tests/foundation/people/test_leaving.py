"""Nothing of somebody stays in a browser: their pages are never stored, and what it holds goes when they leave."""

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from etabli.foundation.people import chamber_contact, links
from etabli.foundation.people.browser_traces import clear_browser
from etabli.foundation.people.models import Organisation, Role, SecretLink
from etabli.foundation.people.viewer import BEGUN_KEY
from tests import factories as make
from tests.armed import ArmedClient

pytestmark = pytest.mark.django_db

CACHE = '"cache"'


@pytest.fixture
def chamber() -> Organisation:
    return make.chamber()


def is_stored(answer: HttpResponse) -> bool:
    return "no-store" not in answer.get("Cache-Control", "")


def clears(answer: HttpResponse) -> str:
    return str(answer.get("Clear-Site-Data", ""))


@pytest.mark.parametrize(
    "address", ["/", "/compte/", "/equipe/", "/nowhere/", "/besoins/", "/historique/", "/ateliers/agenda.ics"]
)
def test_no_page_of_somebody_known_is_stored(client: Client, chamber: Organisation, address: str) -> None:
    make.become(client, membership=make.membership(chamber, Role.MANAGER))
    answer = client.get(address)
    assert answer["Cache-Control"] == "no-store, private"
    assert not clears(answer), "nobody left"


def test_nor_of_whoever_came_by_a_link(client: Client, chamber: Organisation) -> None:
    person = make.person(chamber)
    opened = client.get(f"/l/{links.token_of(make.link(person))}/")
    assert not is_stored(opened)
    assert not is_stored(client.get("/besoins/"))
    bearer = make.become(ArmedClient(), link=make.link(person, SecretLink.Scope.PROJECT, 1))
    assert not is_stored(bearer.get("/besoins/"))


def test_an_address_that_is_a_right_is_never_stored_whatever_it_opens(client: Client) -> None:
    for address in ("/l/1-a/", "/invitation/1-a/", "/projet/partage/1-a/", "/projet/partage/1-a/projet.pdf"):
        assert not is_stored(client.get(address)), address


def test_the_pages_of_visitors_stay_with_them(client: Client, chamber: Organisation) -> None:
    for address in ("/", "/besoins/", "/ateliers/", "/nowhere/"):
        answer = client.get(address)
        assert is_stored(answer), address
        assert not clears(answer)
    assert "max-age" in client.get("/ateliers/agenda.ics")["Cache-Control"]
    assert not client.cookies.get(settings.SESSION_COOKIE_NAME), "nor do they get a session for it"


def test_a_visitor_who_began_a_project_is_somebody(client: Client, chamber: Organisation) -> None:
    session = client.session
    session[BEGUN_KEY] = {"outcome": "page"}
    session.save()
    client.cookies[settings.SESSION_COOKIE_NAME] = session.session_key
    assert not is_stored(client.get("/besoins/"))


def test_the_page_after_leaving_is_a_visitors_again(client: Client, chamber: Organisation) -> None:
    make.become(client, membership=make.membership(chamber))
    left = client.post("/quitter/")
    assert clears(left) == CACHE
    told = client.get(left["Location"])
    assert "Rien n’est perdu" in told.content.decode()
    assert is_stored(client.get("/besoins/"))
    assert client.get("/compte/")["Location"].startswith("/connexion/")


def test_whatever_ends_or_changes_who_one_is_clears_what_the_browser_holds(
    client: Client, chamber: Organisation
) -> None:
    post = make.membership(chamber)
    make.membership(make.association(), Role.MEMBER, of=post.user)
    person = make.person(chamber)
    link = f"/l/{links.token_of(make.link(person))}/"
    make.become(client, membership=post)
    other = post.user.memberships.get(role=Role.MEMBER)
    assert clears(client.post("/role/", {"choice": f"membership:{other.pk}"})) == CACHE
    assert clears(client.get(link)) == CACHE, "an artisan's link opened by an adviser"
    assert clears(client.post("/compte/prouver/", {"next": "/compte/"})) == CACHE
    client.get(link)
    assert clears(client.get(f"/l/{links.token_of(make.link(make.person(chamber)))}/")) == CACHE, (
        "another's link"
    )
    make.become(client, link=make.link(person))
    assert clears(client.post(f"/liens/{make.link(person).pk}/couper/")) == CACHE
    make.become(client, membership=post)
    assert clears(client.post("/compte/appareils/autres/", {"here": "1"})) == CACHE
    assert not client.get("/historique/").context["viewer"].is_known


def test_storage_goes_only_where_it_is_said() -> None:
    answer = HttpResponse()
    clear_browser(answer)
    assert clears(answer) == '"cache"'
    clear_browser(answer, storage=True)
    assert clears(answer) == '"cache", "storage"'
    clear_browser(answer)
    assert clears(answer) == '"cache", "storage"', "what was asked for is not taken back"


def test_whoever_ends_their_own_role_has_left(client: Client, chamber: Organisation) -> None:
    post = make.membership(chamber, Role.MANAGER)
    make.membership(chamber, Role.MANAGER)
    make.become(client, membership=post)
    answer = client.post(f"/equipe/roles/{post.pk}/fin/")
    assert answer.status_code == 302
    assert clears(answer) == CACHE
    assert not client.get("/historique/").context["viewer"].is_known


def test_a_session_that_was_signed_out_elsewhere_shows_nothing_either(
    client: Client, chamber: Organisation
) -> None:
    post = make.membership(chamber, Role.MANAGER)
    make.become(client, membership=post)
    there = make.become(ArmedClient(), membership=post)
    there.post("/compte/appareils/autres/")
    assert client.get("/compte/")["Location"] == "/connexion/?next=/compte/"


def test_whoever_gave_a_telephone_only_is_told_whom_to_call_when_they_leave(
    client: Client, chamber: Organisation, monkeypatch: pytest.MonkeyPatch
) -> None:
    contact = chamber_contact.Contact("Chambre", "05 56 00 00 00", "", "")
    monkeypatch.setattr(chamber_contact, "_read", lambda chamber_id: (contact, True))
    make.become(client, link=make.link(make.person(chamber), SecretLink.Scope.SIGN_UP, 1))
    told = client.post("/quitter/", follow=True).text.replace("\xa0", " ")
    assert "un téléphone : appelez-nous au 05 56 00 00 00" in told
