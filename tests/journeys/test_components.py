"""The components in a real browser: what only a browser can say of them."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from etabli.foundation.ui.display import COOKIE_NAME
from tests.journeys.demonstration import Demonstration
from tests.journeys.seen_by_axe import Axe

pytestmark = pytest.mark.browser
FOCUSED = "document.activeElement.id"


@contextmanager
def opened(browser: Browser, stage: Demonstration, address: str, **given: Any) -> Iterator[Page]:
    with browser.new_context(locale="fr-FR", base_url=stage.url, reduced_motion="reduce", **given) as context:
        page = context.new_page()
        page.goto(address)
        yield page


@pytest.mark.parametrize("scripts", [True, False])
def test_a_dialog_opens_closes_and_gives_the_focus_back(
    browser: Browser, stage: Demonstration, scripts: bool
) -> None:
    with opened(browser, stage, "/style/", java_script_enabled=scripts) as page:
        opener, asked = page.locator("#dialog .asks button"), page.locator("dialog.asked")
        expect(page.locator("#dialog .asks a")).to_be_hidden()
        opener.focus()
        page.keyboard.press("Enter")
        expect(asked).to_be_visible()
        assert page.evaluate(FOCUSED) == "askdialog-title"
        page.keyboard.press("Tab")
        expect(asked.get_by_role("button").first).to_be_focused()
        page.keyboard.press("Escape")
        expect(asked).to_be_hidden()
        expect(opener).to_be_focused()


@pytest.mark.parametrize("look", ["light.normal.device.device", "dark.larger.high.still"])
def test_every_component_passes_axe_and_fits_a_phone(
    browser: Browser, stage: Demonstration, look: str
) -> None:
    with opened(browser, stage, "/style/", viewport={"width": 375, "height": 740}) as page:
        page.context.add_cookies([{"name": COOKIE_NAME, "value": look, "url": stage.url}])
        page.reload()
        assert page.evaluate("document.documentElement.scrollWidth") == 375
        found = Axe().violations(page)
        assert not [(one["id"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found]


def test_suggestions_are_taken_with_the_keyboard(browser: Browser, stage: Demonstration) -> None:
    with opened(browser, stage, "/ateliers/") as page:
        field = page.get_by_role("combobox", name="Votre commune")
        options = page.get_by_role("listbox").get_by_role("option")
        field.press_sequentially("pauil")
        expect(options.first).to_contain_text("Pauillac")
        expect(field).to_have_attribute("aria-expanded", "true")
        field.press("ArrowDown")
        assert field.get_attribute("aria-activedescendant") == options.first.get_attribute("id")
        field.press("Escape")
        expect(options).to_have_count(0)  # hidden: no longer in the accessibility tree
        expect(field).to_have_value("pauil")
        field.press_sequentially("l")
        expect(options.first).to_be_visible()
        field.press("ArrowDown")
        field.press("Enter")
        expect(field).to_have_value("Pauillac")
        expect(field).to_have_attribute("aria-expanded", "false")


def test_suggestions_that_are_asked_no_more_never_open(browser: Browser, stage: Demonstration) -> None:
    """Whoever goes on to the next field while the network is slow: the answer is not waited for."""
    with opened(browser, stage, "/ateliers/") as page:
        asked, field = re.compile(r"\?q=pauil$"), page.get_by_role("combobox", name="Votre commune")
        page.route(asked, lambda route: None)  # a network that does not answer
        with page.expect_request(asked):
            field.press_sequentially("pauil")
        with page.expect_event("requestfailed"):
            field.press("Tab")
        expect(field).to_have_attribute("aria-expanded", "false")


def test_chosen_files_are_listed_added_and_taken_out(browser: Browser, stage: Demonstration) -> None:
    with opened(browser, stage, "/style/") as page:
        field, lines = page.locator(".drop input"), page.locator(".chosen li")
        for name, size in (
            ("page 1.jpg", 300_000),
            ("page 2.jpg", 13 * 1024 * 1024),
            ("page 1.jpg", 300_000),
        ):
            field.set_input_files({"name": name, "mimeType": "image/jpeg", "buffer": b"0" * size})
        expect(lines.first).to_contain_text("page 1.jpg")
        expect(lines.nth(1)).to_contain_text("trop lourd")
        lines.nth(1).get_by_role("button").press("Enter")
        assert "page 2.jpg" not in page.evaluate(
            "[...document.querySelector('.drop input').files].map(f => f.name)"
        )


def test_paper_has_no_menu_and_says_where_links_lead(browser: Browser, stage: Demonstration) -> None:
    with opened(browser, stage, "/aide/", color_scheme="dark") as page:
        page.emulate_media(media="print", color_scheme="dark")
        for gone in (".top nav", ".foot", ".skip"):
            expect(page.locator(gone).first).to_be_hidden()
        assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light"
