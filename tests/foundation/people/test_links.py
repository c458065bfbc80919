"""Secret links: forged, expired, revoked; narrow; and what they leave behind."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from etabli.foundation.people import links
from etabli.foundation.people.actions import revoke_link
from etabli.foundation.people.models import SecretLink
from etabli.foundation.seats.models import SignUp
from tests import factories as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def place() -> SignUp:
    chamber = make.chamber()
    return make.sign_up(make.soon(chamber), make.person(chamber))


def address(link: SecretLink, to: str = "") -> str:
    return links.link_url(link, to=to).removeprefix(settings.BASE_URL)


def test_a_link_opens_the_page_it_names_without_its_token(client: Client, place: SignUp) -> None:
    page = f"/inscriptions/{place.pk}/"
    assert client.get(page).status_code == 302
    answer = client.get(address(make.link(place.person), to=page))
    assert (answer.status_code, answer["Location"]) == (302, page)
    assert client.get(page).status_code == 200


def test_a_page_with_a_query_survives_the_link(client: Client, place: SignUp) -> None:
    answer = client.get(address(make.link(place.person), to="/x/?a=1&b=é"))
    assert answer["Location"] == "/x/?a=1&b=%C3%A9"


@pytest.mark.parametrize(
    "to", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "\\\\evil"]
)
def test_a_link_never_leads_elsewhere(client: Client, place: SignUp, to: str) -> None:
    assert client.get(address(make.link(place.person), to=to))["Location"] == "/"


def test_forged_tokens_open_nothing(client: Client, place: SignUp) -> None:
    link = make.link(place.person)
    other = make.link(make.person(place.person.chamber))
    token = links.token_of(link)
    digest = token.partition("-")[2]
    forged = [
        token[:-1] + ("0" if token[-1] != "0" else "1"),
        f"{other.pk}-{digest}",
        f"{link.pk}",
        f"-{digest}",
        f"{link.pk}-",
        f" {token}",
        f"٣-{digest}",
        f"{10**18}-{digest}",
        "é",
    ]
    for wrong in forged:
        answer = client.get(f"/l/{wrong}/")
        assert answer.status_code == 404, wrong
        assert client.get(f"/inscriptions/{place.pk}/").status_code == 302


def test_an_expired_link_opens_nothing_and_its_session_ends(client: Client, place: SignUp) -> None:
    link = make.link(place.person)
    client.get(address(link))
    SecretLink.objects.update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert client.get(f"/inscriptions/{place.pk}/").status_code == 302
    assert client.get(address(link)).status_code == 404


def test_a_revoked_link_keeps_no_power(client: Client, place: SignUp) -> None:
    link = make.link(place.person)
    client.get(address(link))
    assert client.get(f"/inscriptions/{place.pk}/").status_code == 200
    revoke_link(link=link, by=make.artisan(place.person), at=datetime.now(UTC))
    assert client.get(f"/inscriptions/{place.pk}/").status_code == 302
    assert client.post(f"/inscriptions/{place.pk}/annuler/").status_code == 302
    place.refresh_from_db()
    assert place.status == "seated"
    assert links.token_of(make.link(place.person)) != links.token_of(link)


def test_a_narrow_link_opens_its_object_alone(client: Client, place: SignUp) -> None:
    other = make.sign_up(make.soon(place.person.chamber), place.person)
    make.become(client, link=make.link(place.person, "sign_up", place.pk))
    assert client.get(f"/inscriptions/{place.pk}/").status_code == 200
    assert client.get(f"/inscriptions/{other.pk}/").status_code == 404


def test_nothing_is_left_of_whoever_used_this_browser_before(client: Client, place: SignUp) -> None:
    client.get(address(make.link(place.person)))
    session = client.session
    session["draft"] = "what the first person typed"
    session.save()
    before = session.session_key
    other = make.person(place.person.chamber)
    client.get(address(make.link(other)))
    assert "draft" not in client.session
    assert client.session.session_key != before
    assert client.get(f"/inscriptions/{place.pk}/").status_code == 404


def test_links_outlive_a_change_of_the_key_while_the_former_one_is_known(
    client: Client, place: SignUp, settings: Any
) -> None:
    held, former = address(make.link(place.person)), settings.SECRET_KEY
    settings.SECRET_KEY = "k" * 50
    assert client.get(held).status_code == 404
    settings.SECRET_KEY_FALLBACKS = [former]
    assert client.get(held).status_code == 302


def test_the_same_link_is_given_again_while_it_is_good(place: SignUp) -> None:
    first = make.link(place.person)
    assert make.link(place.person) == first
    assert make.link(place.person, "sign_up", place.pk) != first


def test_the_page_of_a_dead_link_says_what_to_do(client: Client) -> None:
    page = client.get("/l/1-abc/")
    assert page.status_code == 404
    assert "h1" in page.content.decode()
