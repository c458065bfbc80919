"""The menus: short, without a dead end, one word for one thing."""

import re
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from etabli.foundation.navigation import Menu, Page, Section, SiteMenu
from etabli.foundation.people.models import Role
from etabli.foundation.ui.page_urls import address_of
from etabli.front.nav import MENUS
from tests import factories as make

ACCESS = Path(__file__).parents[1] / "consistency" / "access.txt"
DESCRIBED = re.compile(r'<meta name="description" content="[^"]{30,}">|<meta name="robots" content="noindex')
MOST_SECTIONS = 6
MOST_PAGES = 10  # they stand on one line at 1280 px


def table_of_access() -> dict[str, dict[str, str]]:
    """What each role is answered at each address, as tests/consistency/test_access.py checks it."""
    lines = [line.split() for line in ACCESS.read_text().splitlines() if not line.startswith("#")]
    roles, rows = lines[0][1:], lines[1:]
    return {name: dict(zip(roles, answers, strict=False)) for name, *answers in rows}


def pages(menu: Menu) -> list[Page]:
    return [page for section in menu.sections for page in section.pages]


def test_every_role_has_a_menu_of_at_most_six_sections() -> None:
    assert set(MENUS) == set(Role)
    for menu in MENUS.values():
        assert len(menu.sections) <= MOST_SECTIONS
        assert all(1 <= len(section.pages) <= MOST_PAGES for section in menu.sections)


@pytest.mark.parametrize("role", [role for role in Role if role != Role.BEARER])
def test_no_entry_is_refused_to_the_role_that_sees_it(role: Role) -> None:
    answers = table_of_access()
    name = "visitor" if role == Role.NOBODY else str(role)
    refused = {page.name for page in pages(MENUS[role]) if answers[page.name][name] not in {"200", "302"}}
    assert refused == set()


@pytest.mark.parametrize("role", list(Role))
def test_one_word_is_one_page_and_one_page_one_word(role: Role) -> None:
    menu = MENUS[role]
    labels = [str(page.label) for page in pages(menu)]
    assert len(labels) == len(set(labels))
    assert len({str(section.label) for section in menu.sections}) == len(menu.sections)
    names = [page.name for page in pages(menu)]
    assert len(names) == len(set(names))
    assert all(reverse(name) for name in names)


def test_the_nearest_page_is_where_one_is() -> None:
    menu = Menu(
        "chamber",
        (
            Section("Workshops", (Page("Sessions", "a"), Page("Rooms", "b"))),
            Section("People", (Page("Requests", "c"),), under=("/personnes/",), house="mine"),
            Section("Not here", (Page("Gone", "gone"),)),
        ),
    )
    addresses = {"a": "/seances/", "b": "/seances/salles/", "c": "/accompagnement/"}

    def seen(path: str) -> tuple[list[tuple[str, str]], list[tuple[str, str]], str]:
        shown = SiteMenu(menu, lambda name: addresses.get(name, "")).seen_from(path)
        return (
            [(str(link.label), link.current) for link in shown.links],
            [(str(link.label), link.current) for link in shown.second_line],
            shown.house,
        )

    assert seen("/seances/") == (
        [("Workshops", "page"), ("People", "")],
        [("Sessions", "page"), ("Rooms", "")],
        "chamber",
    )
    assert seen("/seances/salles/3/")[:2] == (
        [("Workshops", "true"), ("People", "")],
        [("Sessions", ""), ("Rooms", "true")],
    )
    assert seen("/personnes/12/") == ([("Workshops", ""), ("People", "true")], [], "mine")
    assert seen("/elsewhere/") == ([("Workshops", ""), ("People", "")], [], "chamber")


def test_the_site_has_every_page_of_the_menus() -> None:
    assert all(address_of(page.name) for menu in MENUS.values() for page in pages(menu))


@pytest.mark.django_db
def test_each_page_of_a_visitor_says_to_search_engines_what_it_is(client: Client) -> None:
    make.association()
    make.chamber()
    read = {page.name: client.get(reverse(page.name), follow=True) for page in pages(MENUS[Role.NOBODY])}
    shown = {name: page.text for name, page in read.items() if "html" in page.headers["Content-Type"]}
    assert len(shown) > 15
    assert [name for name, text in shown.items() if not DESCRIBED.search(text)] == []


@pytest.mark.django_db
def test_reading_a_quote_is_in_the_visitor_s_menu_and_beside_the_first_page_s_own_act(client: Client) -> None:
    assert "Lire un devis" in {str(section.label) for section in MENUS[Role.NOBODY].sections}
    hero = client.get("/").content.decode().split('class="hero"')[1].split("</section>")[0]
    assert 'href="/devis/"' in hero
    assert hero.count('class="btn') == 1


@pytest.mark.django_db
def test_the_sign_in_page_says_what_whoever_signed_up_by_telephone_does(client: Client) -> None:
    page = client.get("/connexion/").content.decode()
    after = page.split("inscrit par téléphone")[1]
    assert "votre conseillère vous donne un code sur papier" in after
    assert page.index("inscrit par téléphone") < page.index("J’ai un code")
