"""Calling an artisan: the list, the call written down by the keyboard, taken back; with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from tests.journeys import screens
from tests.journeys.conftest import Someone

pytestmark = pytest.mark.browser


def test_an_adviser_calls_and_writes_it_down(someone: Someone) -> None:
    adviser = someone(width=375)
    screens.enter_as(adviser, "adviser")
    page = adviser.page
    adviser.open("/bureau/")
    page.get_by_role("link", name="Artisans à appeler pour leur parcours").first.click()
    adviser.arrive()
    first = page.locator("ol.rows b a").first.inner_text()
    expect(page.locator("a[href^='tel:']").first).to_be_visible()
    page.get_by_role("link", name="Appelé").first.click()
    adviser.arrive()
    page.get_by_label("Pas maintenant").focus()
    page.keyboard.press("Space")
    page.get_by_label("une ligne à retenir").fill("Après les fêtes.")
    page.keyboard.press("Enter")
    expect(page.get_by_text(f"L’appel à {first} est noté.")).to_be_visible()
    expect(page.locator("ol.rows b a", has_text=first)).to_have_count(0)
    page.get_by_role("button", name="Annuler").first.click()
    adviser.open("/parcours/appels/")
    expect(page.locator("ol.rows b a", has_text=first)).to_have_count(1)
    adviser.open("/parcours/")
    page.get_by_text("Les mêmes chiffres en tableau").first.click()
    expect(page.get_by_role("columnheader", name="au moins").first).to_be_visible()
