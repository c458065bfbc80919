"""Light enough for a slow phone: the first page, and the whole sign-up, as somebody new loads them."""

import pytest
from playwright.sync_api import Browser

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker
from tests.journeys.weight import Weight

pytestmark = pytest.mark.browser

KB = 1000
FIRST_PAGE_BYTES, FIRST_PAGE_REQUESTS = 60 * KB, 8
SIGN_UP_BYTES = 100 * KB


def test_the_first_page_is_light(browser: Browser, stage: Demonstration) -> None:
    with browser.new_context(locale="fr-FR") as context:
        page, weight = context.new_page(), Weight(stage.url)
        weight.watch(context, page)
        page.goto(stage.url, wait_until="networkidle")
        assert page.evaluate("[...document.fonts].some(font => font.status === 'loaded')")
    assert weight.third_parties == []
    assert weight.bytes < FIRST_PAGE_BYTES, weight.sizes
    assert weight.requests < FIRST_PAGE_REQUESTS, weight.sizes


def test_the_whole_sign_up_is_light(browser: Browser, stage: Demonstration) -> None:
    """From the list to the confirmed place, fonts and style included."""
    somebody = Walker(browser, Eyes(browser), stage.url, scripts=True, width=375)
    weight = Weight(stage.url)
    weight.watch(somebody.context, somebody.page)
    somebody.open("/ateliers/")
    workshops = screens.Workshops(somebody)
    workshops.choose_first_free()
    screens.SignUp(somebody).fill("Zoé Bijoutière", "zoe@demo.invalid", "Bordeaux", "bijoutière")
    assert screens.Place(somebody).is_seated()
    somebody.page.wait_for_load_state("networkidle")
    somebody.context.close()
    assert weight.third_parties == []
    assert weight.bytes < SIGN_UP_BYTES, weight.sizes
