"""The half-day in a browser: booked from the desk without a key, moved from there in two presses, reported in one."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

MOST = 4


@pytest.fixture(scope="module")
def adviser(browser: Browser, stage: Demonstration) -> Iterator[Walker]:
    walker = Walker(browser, Eyes(browser), stage.url, scripts=True, width=1280)
    screens.enter_as(walker, "adviser")
    yield walker
    walker.context.close()


class Clicks:
    """Presses, and counts them."""

    def __init__(self, page: Page) -> None:
        self.page, self.number = page, 0

    def press(self, role: Literal["button", "link"], name: str) -> None:
        self.number += 1
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=name).first.click()


def test_a_half_day_from_the_request_to_the_report(
    adviser: Walker, stage: Demonstration, capsys: pytest.CaptureFixture[str]
) -> None:
    page = adviser.page
    page.goto(f"{stage.url}/")

    booking = Clicks(page)
    booking.press("link", "Proposer un jour")
    expect(page.get_by_role("heading", name="Trois jours près de son entreprise")).to_be_visible()
    expect(page.get_by_role("heading", name="Ce que nous savons déjà")).to_be_visible()
    booking.press("button", "Réserver cette demi-journée")
    expect(page.get_by_text("La demi-journée est réservée.").first).to_be_visible()
    assert booking.number <= MOST

    page.goto(f"{stage.url}/")
    moving = Clicks(page)
    moving.press("link", page.locator(".week .half a").last.inner_text())
    before = page.locator("main .lead").inner_text()
    moving.press("button", "La déplacer à ce jour")
    expect(page.get_by_text("La demi-journée est déplacée.").first).to_be_visible()
    assert page.locator("main .lead").inner_text() != before
    assert moving.number == 2

    page.get_by_role("link", name="La préparer").click()
    expect(page.get_by_role("heading", name="Avant la demi-journée")).to_be_visible()
    page.go_back()

    stage.let_the_half_day_pass(int(page.url.rstrip("/").rpartition("/")[2]))
    page.reload()
    reporting = Clicks(page)
    reporting.press("link", "Écrire le compte rendu")
    page.get_by_label("Ce qui a été fait").fill("Nous avons créé sa fiche.")
    page.get_by_label("Prochaines étapes").fill("Ajouter trois photos\nRépondre aux avis")
    reporting.press("button", "Fait : l’artisan peut continuer seul")
    expect(page.get_by_text("Ajouter trois photos").first).to_be_visible()
    assert reporting.number == 2
    with capsys.disabled():
        print(f"\nhalf-day: booked in {booking.number} presses, moved in {moving.number}, reported in 2")
