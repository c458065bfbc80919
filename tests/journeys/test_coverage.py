"""The map of the territories, read and followed with the keyboard alone: names, figures, then the communes."""

import pytest
from playwright.sync_api import Browser, Locator, Page

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import FURTHEST, IS_FOCUSED, Eyes, Walker

pytestmark = pytest.mark.browser

BORDER = "link => parseFloat(getComputedStyle(link.querySelector('path')).strokeWidth)"


def test_the_map_is_read_and_followed_with_the_keyboard(
    browser: Browser, stage: Demonstration, eyes: Eyes
) -> None:
    adviser = Walker(browser, eyes, stage.url, scripts=False, width=1280)
    screens.enter_as(adviser, "adviser")
    adviser.open("/couverture/?mesure=businesses")
    page = adviser.page
    name, figure = on_the_map(page, page.locator("main svg.map a").first)
    row = page.locator("main table tr", has_text=name).last.text_content()
    assert figure in (row or ""), "the folded table says the same"
    follow(adviser)
    assert page.locator("h1").inner_text() == name
    commune, _minutes = on_the_map(page, page.locator("main svg.map a").first)
    follow(adviser)
    assert page.locator("h1").inner_text() == commune
    assert page.locator("main nav").first.get_by_role("link", name=name).count() == 1  # the way back
    adviser.context.close()


def on_the_map(page: Page, area: Locator) -> tuple[str, str]:
    """Go to an area with Tab, see that its border tells so, and give what a screen reader says of it."""
    plain = area.evaluate(BORDER)
    for _press in range(FURTHEST):
        if area.evaluate(IS_FOCUSED):
            break
        page.keyboard.press("Tab")
    assert area.evaluate(BORDER) > plain
    name, _comma, figure = (area.get_attribute("aria-label") or "").rpartition(", ")
    return name, figure


def follow(adviser: Walker) -> None:
    with adviser.page.expect_navigation():
        adviser.page.keyboard.press("Enter")
    adviser.arrive()
