"""The database goes away under somebody's hands: what they typed stays, and is sent again once it is back."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from tests.journeys.demonstration import Demonstration

pytestmark = pytest.mark.browser

COUNT = count()
NUMBER = re.compile(r"\d{4}-\d{4}")


@contextmanager
def without_database(stage: Demonstration) -> Iterator[None]:
    path = stage.data / "etabli.sqlite3"
    away = path.rename(path.with_suffix(".away"))
    try:
        yield
    finally:
        away.rename(path)


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def visitor(
    request: pytest.FixtureRequest, browser: Browser, stage: Demonstration
) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="fr-FR", base_url=stage.url, java_script_enabled=request.param)
    yield context
    context.close()


@pytest.mark.parametrize("again", ["button", "reload"])
def test_what_was_typed_is_sent_again(visitor: BrowserContext, stage: Demonstration, again: str) -> None:
    """By our button, or by the browser's own way."""
    page, address = visitor.new_page(), f"zoe{next(COUNT)}@example.org"  # one code at a time for an address
    page.goto("/connexion/")
    page.get_by_label("Votre adresse e-mail").fill(address)
    with without_database(stage):
        page.locator("main button[type=submit]").first.click()
        expect(page.locator("h1")).to_have_text("Nous ne pouvons pas répondre pour l’instant")
        expect(page.locator("main")).to_contain_text("Rien de ce que vous venez d’envoyer n’a été enregistré")
        expect(page.locator("main")).to_contain_text(NUMBER)
        page.get_by_role("button", name="Renvoyer").click()
        expect(page.locator("main")).to_contain_text("n’a été enregistré")
    if again == "button":
        page.get_by_role("button", name="Renvoyer").click()
    else:
        page.reload()
    expect(page.locator("main")).to_contain_text(address)
    expect(page.get_by_role("button", name="Recevoir un code")).to_have_count(0)


def test_a_page_that_updates_in_part_says_it(browser: Browser, stage: Demonstration) -> None:
    context = browser.new_context(locale="fr-FR", base_url=stage.url)
    page = context.new_page()
    page.goto("/chercher/")
    with without_database(stage):
        page.locator("#q").press_sequentially("vitrine")
        expect(page.locator("#incident")).to_be_visible()
        expect(page.locator("#incident")).to_contain_text(NUMBER)
        expect(page.locator("#q")).to_have_value("vitrine")
    page.locator("#q").press_sequentially("s")
    expect(page.locator("#incident")).to_be_hidden()
    context.close()
