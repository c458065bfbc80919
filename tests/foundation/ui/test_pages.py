"""The frame of every page, the style page, and the refusals."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages import SUCCESS
from django.contrib.messages.storage.base import Message
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils.html import escape
from django.utils.translation import override

import etabli.foundation.ui as app
from etabli.foundation.navigation import Link, Navigation
from etabli.foundation.ui.examples import EXAMPLE_GROUPS
from etabli.foundation.ui.templatetags.ui import register
from tests.armed import ArmedClient, faults_of

pytestmark = pytest.mark.urls("tests.foundation.ui.urls")
EXAMPLES = Path(app.__file__).parent / "templates/ui/examples"
REFUSALS = ["400", "403", "403_csrf", "404", "405", "413", "429", "500", "503"]


@dataclass
class Role:
    label: str = "adviser"
    code: str = "adviser"

    def __eq__(self, other: object) -> bool:
        return other == self.code

    __hash__ = None  # type: ignore[assignment]  # compared with a word, as those of the site


BEARER = Role("bearer of a link", "bearer")


@dataclass
class Somebody:
    is_known: bool = True
    name: str = "Camille"
    role: Role = field(default_factory=Role)
    organisation_name: str = "The chamber"
    may_change_role: bool = True
    may_be_told: bool = False
    initials: str = "CA"
    capacity: str = "adviser"
    link_page: str = ""


def page(path: str = "/ateliers/", language: str = "fr", **context: Any) -> str:
    given = {
        "request": RequestFactory().get(path),
        "csrf_token": "x",
        "navigation": Navigation("chamber"),
        "viewer": Somebody(is_known=False),
        "undoable": None,
        **context,
    }
    with override(language):
        return render_to_string("ui/page.html", given)


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_style_page_shows_everything(client: ArmedClient, language: str) -> None:
    answer = client.get("/style/", headers={"accept-language": language})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert f'<html lang="{language}">' in html
    assert ("Les composants" in html) == (language == "fr")


def test_every_component_has_its_example_and_its_template_is_shown(client: ArmedClient) -> None:
    sources = {path.stem: path.read_text(encoding="utf-8") for path in EXAMPLES.glob("*.html")}
    assert set(sources) == {name for names in EXAMPLE_GROUPS.values() for name in names}
    unseen = [
        name
        for name in register.tags.keys() - {"practising"}  # they answer a template, and draw nothing
        if not any(f"{{% {name} " in s or f"{{% {name} %" in s for s in sources.values())
    ]
    assert not unseen
    html = client.get("/style/").content.decode()
    for name, source in sources.items():
        assert f'id="{name}"' in html
        assert escape(source.partition("\n")[2].strip()) in html


def test_the_examples_are_shown_as_asked(client: ArmedClient) -> None:
    html = client.get("/style/?theme=dark&contrast=high").content.decode()
    assert html.count('data-theme="dark" data-contrast="high"') == sum(map(len, EXAMPLE_GROUPS.values()))
    assert 'data-theme="<' not in client.get("/style/?theme=<script>").content.decode()


def test_a_page_has_its_landmarks_and_one_way_past_the_menu() -> None:
    html = page()
    assert html.index('href="#main"') < html.index("<header")
    assert html.count("<main") == 1
    assert '<html lang="fr">' in html
    assert "<script" not in html


def test_the_menu_marks_where_one_is_and_shows_the_second_line() -> None:
    near = Link("Near me", "/ateliers/", "page")
    sections = (
        Link("Workshops", "/ateliers/", "page", (near, Link("Themes", "/ateliers/themes/"))),
        Link("Help", "/aide/", "", (Link("Help", "/aide/"),)),
    )
    html = page(navigation=Navigation("association", sections))
    assert html.count('<a href="/ateliers/" aria-current="page">Workshops</a>') == 1
    assert '<a href="/aide/">Help</a>' in html
    line = html.partition('class="sub"')[2].partition("</nav>")[0]
    assert '<a href="/ateliers/" aria-current="page">Near me</a>' in line
    assert '<a href="/ateliers/themes/">Themes</a>' in line
    assert 'data-house="association"' in html


def test_a_section_of_one_page_has_no_second_line() -> None:
    alone = Link("Help", "/aide/", "page", (Link("Help", "/aide/", "page"),))
    assert 'class="sub"' not in page(navigation=Navigation("mine", (alone,)))


def test_the_acting_role_is_always_shown() -> None:
    html = page(viewer=Somebody())
    assert (
        html.count("Camille") == 2
    )  # on the line, and in what opens under it: a phone shows the initials alone
    assert "adviser, The chamber" in html
    assert 'href="/role/"' in html
    assert 'href="/role/"' not in page(viewer=Somebody(may_change_role=False))
    assert 'id="mine"' not in page(viewer=Somebody(is_known=False))


def test_leaving_stands_under_the_account() -> None:
    for viewer in (Somebody(), Somebody(role=BEARER)):
        folded = page(viewer=viewer).partition('id="mine" popover')[2].partition("</nav>")[0]
        assert 'action="/quitter/"' in folded
    assert 'href="/historique/"' not in page(viewer=Somebody(role=BEARER))


def test_the_demonstration_says_so() -> None:
    assert 'class="fiction"' in page(demonstration=True)
    assert 'class="fiction"' not in page(demonstration=False)


def test_a_message_gives_back() -> None:
    html = page(messages=[Message(SUCCESS, "Sign-up <cancelled>", extra_tags="entry:12")])
    assert "Sign-up &lt;cancelled&gt;" in html
    assert 'action="/historique/12/annuler/"' in html
    assert '<input type="hidden" name="next" value="/ateliers/">' in html
    assert "Annuler" in html


def test_a_message_without_an_act_has_no_button() -> None:
    assert "annuler" not in page(messages=[Message(SUCCESS, "Welcome")])


def test_the_language_is_changed_by_a_post() -> None:
    html = page()
    assert 'action="/langue/setlang/"' in html
    assert 'name="language" value="en"' in html


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_needs_nothing_of_the_site(name: str) -> None:
    """Without a request, a viewer, or any address: what broke may be any of them."""
    with override("fr"):
        html = render_to_string(f"{name}.html")
    assert faults_of(html) == []
    assert "<h1>" in html
    assert 'href="/"' in html
    assert 'lang="fr"' in html


@pytest.mark.parametrize("name", REFUSALS)
def test_a_refusal_is_said_in_english_too_with_what_to_do_next(name: str) -> None:
    with override("en"):
        html = render_to_string(f"{name}.html")
    assert 'lang="en"' in html
    assert re.search(r"\b(Go back|Try again|Try a|Wait|ask for a new one)\b", html)
    if name != "503":  # in both languages at once: it may be shown where nobody's is known
        assert not re.search(r"[éèà]", html.replace("Établi", ""))


def test_the_two_refusals_of_our_own_carry_their_status() -> None:
    from etabli.foundation.ui import pages

    request = RequestFactory().get("/")
    assert pages.too_large(request).status_code == 413
    answer = pages.too_many(request, wait_seconds=60)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "60")


def test_a_printed_page_has_no_menu() -> None:
    html = render_to_string("ui/print.html", {"demonstration": True})
    assert "<nav" not in html
    assert "fiction" in html
