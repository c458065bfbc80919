"""The choice of display: one cookie, attributes on the page, and nothing of it in anybody else's page."""

import pytest

from etabli.foundation.ui.display import CHOICES, COOKIE_NAME, Display, DisplayForm
from tests.armed import ArmedClient

pytestmark = pytest.mark.urls("tests.foundation.ui.urls")
CHOSEN = {"theme": "dark", "size": "larger", "contrast": "high", "motion": "still"}


def opening(html: str) -> str:
    return html[html.index("<html") :].partition(">")[0]


def test_the_page_that_answers_shows_the_choice(client: ArmedClient) -> None:
    answer = client.post("/affichage/", CHOSEN, follow=True)
    assert answer.status_code == 200
    html = answer.content.decode()
    shown = ' data-theme="dark" data-size="larger" data-contrast="high" data-motion="still"'
    assert opening(html).endswith(shown)
    assert opening(client.get("/style/").content.decode()).endswith(shown)
    for name, word in CHOSEN.items():
        assert html.count(f'name="{name}" value="{word}"') == 1
    assert html.count(" checked") == len(CHOSEN)


def test_what_is_as_at_the_start_writes_nothing(client: ArmedClient) -> None:
    assert opening(client.get("/affichage/").content.decode()) == '<html lang="fr"'
    client.post("/affichage/", {**CHOSEN, "theme": "device", "contrast": "device", "motion": "device"})
    assert opening(client.get("/style/").content.decode()).endswith(
        ' data-theme="device" data-size="larger" data-contrast="device" data-motion="device"'
    )


def test_back_to_the_start_keeps_no_cookie(client: ArmedClient) -> None:
    client.post("/affichage/", CHOSEN)
    kept = client.cookies[COOKIE_NAME]
    assert (kept["httponly"], kept["samesite"]) == (True, "Lax")
    answer = client.post("/affichage/", {**CHOSEN, "start": "1"})
    assert answer.cookies[COOKIE_NAME]["max-age"] == 0
    assert "data-theme" not in opening(client.get("/style/").content.decode())


@pytest.mark.parametrize("cookie", ["", "dark", "dark.huge.high.still", '"><script>.a.b.c', "a.b.c.d.e"])
def test_a_cookie_that_says_nonsense_is_no_choice(client: ArmedClient, cookie: str) -> None:
    client.cookies[COOKIE_NAME] = cookie
    html = client.get("/affichage/").content.decode()
    assert "huge" not in html
    assert "<script" not in html


def test_a_wrong_choice_is_said_and_nothing_is_kept(client: ArmedClient) -> None:
    answer = client.post("/affichage/", {**CHOSEN, "size": "huge"})
    assert answer.status_code == 422
    assert COOKIE_NAME not in answer.cookies


@pytest.mark.parametrize(
    ("came_from", "back"),
    [
        ("http://testserver/ateliers/?page=2", "/ateliers/?page=2"),
        ("https://example.org/ateliers/", "/"),
        ("http://testserver//example.org/ateliers/", "/"),
        ("http://testserver/affichage/", "/"),
        ("", "/"),
    ],
)
def test_one_returns_where_one_was(client: ArmedClient, came_from: str, back: str) -> None:
    asked = client.get("/affichage/", headers={"referer": came_from})
    assert f'name="next" value="{back}"' in asked.content.decode()
    answer = client.post("/affichage/", {**CHOSEN, "next": back}, follow=True).content.decode()
    assert (f'<a href="{back}">Retourner' in answer) == (back != "/")


def test_nobody_gets_the_page_of_somebody_else_from_a_cache(client: ArmedClient) -> None:
    assert "Cookie" in client.get("/style/").headers["Vary"]
    assert "Cookie" in client.get("/affichage/").headers["Vary"]


def test_every_choice_has_its_words() -> None:
    offered = {
        name: tuple(key for key, _label in field.choices) for name, field in DisplayForm().fields.items()
    }
    assert offered == CHOICES
    assert Display(*(words[0] for words in CHOICES.values())) == Display()
