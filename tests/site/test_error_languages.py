"""What is refused or broken is said in the language of whoever reads it, whatever the thread last wrote in."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from tests import factories as make
from tests.consistency.test_english import OTHER, Read, left, theirs

pytestmark = pytest.mark.django_db
AS_READ = {"en": "en-GB,en;q=0.9,fr;q=0.5", "fr": "fr-FR,fr;q=0.9,en;q=0.5"}
BODY = 200 * 1024 * 1024  # bytes that are announced and never sent


def broken(*_args: Any, **_more: Any) -> Any:
    raise RuntimeError("a mistake of ours")


def _many(client: Client, **headers: Any) -> Any:
    answers = [client.get("/l/1-abc/", **headers) for _try in range(60)]
    return next(answer for answer in answers if answer.status_code == 429)


def _of_role(client: Client, **headers: Any) -> Any:
    make.become(client, link=make.link(make.person(make.chamber())))
    return client.get(reverse("people:team"), **headers)


REFUSALS: dict[int | str, Callable[..., Any]] = {
    400: lambda client, **headers: client.get("/?x=%00", **headers),
    403: _of_role,
    "csrf": lambda _client, **headers: Client(enforce_csrf_checks=True).post("/connexion/", {}, **headers),
    404: lambda client, **headers: client.get("/nowhere/", **headers),
    405: lambda client, **headers: client.get("/quitter/", **headers),
    413: lambda client, **headers: client.post("/connexion/", CONTENT_LENGTH=str(BODY), **headers),
    429: _many,
    500: lambda client, **headers: client.get("/aide/", **headers),
}


@pytest.mark.usefixtures("within_a_minute")
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("status", REFUSALS)
def test_an_error_is_said_in_the_language_of_its_reader(
    status: int | str, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if status == 500:
        monkeypatch.setattr("etabli.front.pages.render", broken)
    client = Client(raise_request_exception=False)
    with override(OTHER[language]):  # as the thread's last request left it
        answer = REFUSALS[status](client, headers={"accept-language": AS_READ[language]})
    assert answer.status_code == (403 if status == "csrf" else status)
    html = answer.content.decode()
    assert f'<html lang="{language}"' in html
    pieces = Read(html, OTHER[language]).pieces
    assert len(pieces) > 3
    assert list(left(OTHER[language], pieces, [settings.OIDC_LABEL, *theirs()])) == []


FORMS = {
    "account_login": {"email": "zoe"},
    "people:paper": {"words": "abeille", "digits": "1"},
    "front:relay_lost": {"email": "zoe"},
    "jobs:ask_link": {"email": ""},
}


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", FORMS)
def test_what_is_to_mend_is_said_in_the_language_of_its_reader(name: str, language: str) -> None:
    make.chamber()
    answer = Client().post(reverse(name), FORMS[name], headers={"accept-language": AS_READ[language]})
    assert answer.status_code in {200, 422}
    html = answer.content.decode()
    assert 'class="summary"' in html
    pieces = Read(html, OTHER[language]).pieces
    assert list(left(OTHER[language], pieces, [settings.OIDC_LABEL, *theirs()])) == []
