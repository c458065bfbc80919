"""What is refused before any page looks at it."""

from typing import Any

import pytest
from django.test import Client

from tests.armed import ArmedClient

pytestmark = pytest.mark.django_db


def test_a_body_over_the_limit_is_refused_in_our_voice(client: ArmedClient, settings: Any) -> None:
    settings.UPLOAD_LIMIT_BYTES = 1000
    answer = client.post("/ateliers/1/", {"name": "x" * 100_000})
    assert answer.status_code == 413
    assert "main" in answer.content.decode()


def test_a_body_within_the_limit_is_read(client: ArmedClient) -> None:
    assert client.post("/ateliers/1/", {"name": "x" * 100_000}).status_code == 404


@pytest.mark.parametrize("address", ["/ateliers/?commune=a%00b", "/ateliers/1/?via=%00"])
def test_a_nul_after_the_question_mark_is_a_bad_request(address: str) -> None:
    assert Client(raise_request_exception=False).get(address).status_code == 400


@pytest.mark.parametrize(
    "target", ["abc", "²", "//example.org", "javascript:alert(1)", "https://example.org/"]
)
def test_where_to_go_back_is_one_of_our_pages_or_the_default(client: ArmedClient, target: str) -> None:
    """A word that names no page must not fail either: it is an address of ours that is not there."""
    from tests import factories as make

    token = make.links.token_of(make.link(make.person(make.chamber())))
    answer = client.get(f"/l/{token}/", {"next": target})
    assert answer.status_code == 302
    assert "example.org" not in answer["Location"]
    assert "javascript" not in answer["Location"]


@pytest.mark.parametrize("code", ["a%00b", "a%20b", "%3Cb%3E", "\u202e"])
def test_a_code_that_is_none_opens_no_questionnaire(client: ArmedClient, code: str) -> None:
    """PostgreSQL refuses a NUL with an error of its own: it is not asked."""
    assert client.get(f"/q/{code}/").status_code == 404


def test_an_address_that_only_a_button_opens_says_so(client: ArmedClient) -> None:
    answer = client.get("/quitter/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    html = answer.content.decode()
    assert "Rien n’a été changé" in html
    english = client.get("/quitter/", headers={"accept-language": "en"}).content.decode()
    assert "Nothing was changed" in english
