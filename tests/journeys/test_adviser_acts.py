"""What an adviser does most often, and what each costs: clicks from the desk, and keys. Each can be taken back."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.test_surveys import PILE, typed
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser
TOAST = ".toasts .toast, details.toast"
DAYS_AHEAD = 230  # past the season that the demonstration fills, and past what the other journeys plan


class Cost(NamedTuple):
    """What an act costs at most."""

    act: str
    clicks: int
    keys: int = 0


COSTS = {
    "test_a_seat_is_released": Cost("release a seat", 2),
    "test_a_session_is_created_and_announced": Cost("create and announce", 6, 10),
    "test_a_session_with_people_is_moved": Cost("move with people seated", 4, 10),
    "test_all_are_present_and_one_is_not": Cost("roll all present", 1),
    "test_a_paper_sheet_is_typed": Cost("one paper sheet", 0, 7),
    "test_a_call_is_noted": Cost("note a call", 2, 20),
    "test_a_session_is_written_to": Cost("mail a session", 3, 40),
    "test_a_person_is_found": Cost("find a person", 1, 12),
    "test_the_participants_are_exported": Cost("export participants", 1),
}


class Hand:
    """Somebody's hand on a mouse and a keyboard, and how often it moved."""

    def __init__(self, page: Page) -> None:
        self.page, self.clicks, self.keys = page, 0, 0

    def click(self, what: Locator) -> None:
        self.clicks += 1
        what.first.click()

    def choose(self, what: Locator, value: str) -> None:
        """In a list: a click opens it, another takes the line."""
        self.clicks += 2
        what.select_option(value)

    def type(self, text: str) -> None:
        self.keys += len(text)
        self.page.keyboard.type(text)

    def press(self, key: str) -> None:
        self.keys += 1
        self.page.keyboard.press(key)


@pytest.fixture(scope="module")
def adviser(browser: Browser, stage: Demonstration) -> Iterator[Walker]:
    walker = Walker(browser, Eyes(browser), stage.url, scripts=True, width=1280)
    screens.enter_as(walker, "adviser")
    yield walker
    walker.context.close()


@pytest.fixture
def hand(
    adviser: Walker, request: pytest.FixtureRequest, capsys: pytest.CaptureFixture[str]
) -> Iterator[Hand]:
    """At the desk; what the act cost is printed, and is no more than what was promised."""
    adviser.open("/bureau/")
    moving = Hand(adviser.page)
    yield moving
    most = COSTS[request.node.name]
    with capsys.disabled():
        print(f"\n{most.act}: {moving.clicks} clicks, {moving.keys} keys")
    assert moving.clicks <= most.clicks
    assert moving.keys <= most.keys


def session_with_people(walker: Walker) -> str:
    """The address of the next session of which somebody has a place, as the desk names it."""
    page = walker.page
    addresses = page.locator("main a[href^='/seances/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )
    for address in [each for each in dict.fromkeys(addresses) if re.fullmatch(r"/seances/\d+/", each)]:
        page.goto(address)
        if page.locator("button[form=release]").count():
            page.goto("/bureau/")
            return str(address)
    raise AssertionError("nobody is signed up for a session of the desk")


def a_tuesday(days: int) -> datetime:
    """The first in so many days or more."""
    day = datetime.now(UTC) + timedelta(days=days)
    return day + timedelta(days=(1 - day.weekday()) % 7)


def taken_back(page: Page) -> None:
    page.locator(TOAST).get_by_role("button", name="Annuler").click()
    expect(page.locator(TOAST).first).to_be_visible()


def test_a_seat_is_released(adviser: Walker, hand: Hand) -> None:
    page, address = adviser.page, session_with_people(adviser)
    hand.click(page.locator(f"main a[href='{address}']"))
    name = page.locator("#roll tbody tr a").first.inner_text()
    hand.click(page.locator("button[form=release]"))
    expect(page.locator(TOAST).first).to_contain_text("de nouveau libre")
    expect(page.locator("#roll")).not_to_contain_text(name)
    taken_back(page)
    expect(page.locator("#roll")).to_contain_text(name)


def test_a_session_is_created_and_announced(adviser: Walker, hand: Hand) -> None:
    page = adviser.page
    hand.click(page.get_by_role("link", name="Prévoir une séance"))
    theme, room = page.get_by_label("Thème"), page.get_by_label("Salle")
    hand.choose(theme, theme.locator("option").nth(1).get_attribute("value") or "")
    hand.choose(room, room.locator("option").nth(1).get_attribute("value") or "")
    day = a_tuesday(DAYS_AHEAD)
    page.get_by_label("Jour", exact=True).fill(f"{day:%Y-%m-%d}")
    hand.keys += len("jjmmaaaa")
    hand.click(page.get_by_role("button", name="Annoncer la séance"))
    expect(page.locator(TOAST).first).to_contain_text("La séance est annoncée")
    taken_back(page)


def test_a_session_with_people_is_moved(adviser: Walker, hand: Hand) -> None:
    page, address = adviser.page, session_with_people(adviser)
    hand.click(page.locator(f"main a[href='{address}']"))
    hand.click(page.get_by_role("link", name="Modifier", exact=True))
    day = a_tuesday(DAYS_AHEAD + 7)
    page.get_by_label("Jour", exact=True).fill(f"{day:%Y-%m-%d}")
    hand.keys += len("jjmmaaaa")
    hand.click(page.get_by_role("button", name="Modifier la séance"))
    hand.click(page.locator("main form button.btn:not(.quiet)"))
    expect(page.locator(TOAST).first).to_be_visible()
    taken_back(page)


def test_a_call_is_noted(adviser: Walker, hand: Hand) -> None:
    page = adviser.page
    hand.click(page.locator("main a[href*='/notes/']"))
    expect(page.get_by_label("Une note, en une ligne")).to_be_focused()
    hand.type("Rappeler jeudi")
    hand.click(page.get_by_role("button", name="Appel : nous nous sommes parlé"))
    expect(page.locator(TOAST).first).to_contain_text("est noté")
    assert page.url.endswith("/bureau/")
    taken_back(page)


def test_a_session_is_written_to(adviser: Walker, hand: Hand) -> None:
    page, address = adviser.page, session_with_people(adviser)
    hand.click(page.locator(f"main a[href='{address}']"))
    hand.click(page.get_by_role("link", name="Écrire aux inscrits"))
    page.get_by_label("Votre message").fill("Apportez votre téléphone.")
    page.get_by_label("Objet").focus()
    hand.keys += len("Apportez votre téléphone.")
    hand.type("Demain")
    hand.press("Enter")
    hand.click(page.get_by_role("button", name="Envoyer", exact=True))
    expect(page.locator(TOAST).first).to_be_visible()
    taken_back(page)


def test_a_person_is_found(adviser: Walker, hand: Hand) -> None:
    page = adviser.page
    name = page.locator("main a[href^='/personnes/']:not([href*=notes], [href*=appel])").first.inner_text()
    hand.click(page.locator("a.lens"))
    expect(page.locator("#q")).to_be_focused()
    hand.type(name)
    expect(page.locator("#found a[href^='/personnes/']").first).to_contain_text(name, timeout=20_000)
    hand.press("ArrowDown")
    hand.press("Enter")
    expect(page.locator("h1")).to_have_text(name)


def test_the_participants_are_exported(adviser: Walker, hand: Hand) -> None:
    """From the page of the session."""
    page = adviser.page
    page.goto(session_with_people(adviser))
    with page.expect_download() as download:
        hand.click(page.get_by_role("link", name="Participants (tableur)"))
    assert download.value.suggested_filename.endswith(".xlsx")


def test_all_are_present_and_one_is_not(adviser: Walker, stage: Demonstration, hand: Hand) -> None:
    """From the page of the session; an absentee then costs one click more."""
    page, address = adviser.page, session_with_people(adviser)
    stage.let_the_day_come(int(address.strip("/").rpartition("/")[2]))
    page.goto(address)
    hand.click(page.get_by_role("button", name="Tous présents"))
    expect(page.locator("#roll .state.ok").first).to_be_visible()
    clicks = hand.clicks
    page.locator("#roll tr").nth(1).get_by_role("button", name="Absent").click()
    expect(page.locator("#roll tr").nth(1).locator(".state.off")).to_be_visible()
    assert clicks == 1


def test_a_paper_sheet_is_typed(adviser: Walker, hand: Hand) -> None:
    """In the session that has just been run, after the one before it in this module."""
    page = adviser.page
    page.goto("/seances/")
    page.locator("main a[href^='/seances/']", has_text=re.compile("Faire l’appel|Ouvrir|.")).first.wait_for()
    page.goto("/seances/?state=past")
    page.locator("table tbody a[href^='/seances/']").first.click()
    page.locator("a[href$='/avis/']").first.click()
    page.get_by_role("link", name="Saisir les feuilles papier").click()
    adviser.arrive()
    hand.keys += typed(page, PILE[0])
