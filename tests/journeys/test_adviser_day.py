"""The adviser's day, in one walk: prepare a session, sign people up by telephone, the tablet, the paper, the report."""

import re
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from etabli.demo.working_days import worked_from
from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.test_signing import draw, hand_over, sign, take_back
from tests.journeys.test_surveys import PILE, typed
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

COMING = 3
DAYS_AHEAD = 200  # past the season that the demonstration fills


@pytest.fixture(scope="module")
def adviser(browser: Browser, stage: Demonstration) -> Iterator[Walker]:
    """At her desk, with the menu on one line."""
    walker = Walker(browser, Eyes(browser), stage.url, scripts=True, width=1280)
    screens.enter_as(walker, "adviser")
    yield walker
    walker.context.close()


def alone_of_their_name(stage: Demonstration) -> list[str]:
    """What is typed of some whom the chamber knows, so that Enter means nobody else."""
    names = Counter(stage.people_known())
    return [name for name, number in names.items() if number == 1]


def test_an_adviser_runs_her_day(
    browser: Browser, stage: Demonstration, adviser: Walker, capsys: pytest.CaptureFixture[str]
) -> None:
    page = adviser.page
    assert page.locator("nav.nav > ul").evaluate("menu => menu.offsetHeight") < 60, "the menu takes two lines"

    adviser.open("/seances/nouvelle/")
    page.get_by_label("Jour", exact=True).fill(
        worked_from((datetime.now(UTC) + timedelta(days=DAYS_AHEAD)).date()).isoformat()
    )
    page.get_by_role("button", name="Préparer sans annoncer").click()
    page.get_by_role("button", name="L’annoncer").click()
    desk = page.url
    number = int(desk.rstrip("/").rpartition("/")[2])

    known = 0
    for letters in alone_of_their_name(stage)[:COMING]:
        page.goto(desk)
        with page.expect_navigation(wait_until="commit"):
            page.get_by_role("link", name="Inscrire quelqu’un").click()
        expect(page.locator("#q")).to_be_focused()
        page.keyboard.type(letters)
        expect(page.locator("#found .btn").first).to_have_text(
            re.compile(re.escape(letters), re.IGNORECASE), timeout=20_000
        )
        with page.expect_navigation():
            page.keyboard.press("Enter")
        known += len(letters) + 1
    page.goto(desk)
    expect(page.locator("#roll tbody tr")).to_have_count(COMING)

    page.get_by_role("link", name="Exemples à montrer").click()
    page.get_by_role("link", name="Projeter").click()
    expect(page.get_by_text("Ce que nous allons voir")).to_be_visible()

    stage.let_the_day_come(number)
    page.goto(desk)
    page.get_by_role("link", name="Faire passer la tablette").click()
    hand_over(page)
    for signed in range(1, COMING + 1):
        page.locator(".names a").first.click()
        draw(page)
        sign(page)
        expect(page.locator(".names .state.ok")).to_have_count(signed)
    take_back(page)
    expect(page.locator("#roll .state", has_text="A signé")).to_have_count(COMING)

    page.get_by_role("link", name="Avis et feuilles papier").click()
    page.get_by_role("link", name="Saisir les feuilles papier").click()
    adviser.arrive()
    paper = sum(typed(page, sheet) for sheet in PILE[:COMING])
    expect(page.locator("h1")).to_contain_text("Toutes les feuilles sont saisies")

    page.goto(desk)
    page.get_by_role("link", name="Écrire le bilan (1 minute)").click()
    expect(page.get_by_label("Personnes présentes")).to_have_value(str(COMING))
    page.get_by_label("Ce qui a bien marché").fill("Les exemples d’ici.")
    page.get_by_role("button", name="Garder le bilan").click()
    page.goto(desk)
    expect(page.locator("#after")).to_contain_text("Les exemples d’ici.")
    with capsys.disabled():
        print(f"\nadviser's day: {known} keys to sign {COMING} known people up, {paper} for their sheets")
