"""A computer that several people use: nothing private comes back; what each was writing comes back to them alone."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Response, expect

from tests.journeys.demonstration import Demonstration

pytestmark = pytest.mark.browser

PRIVATE = re.compile("Conseillère|Conseiller")
MESSAGE = "Une phrase que personne d’autre ne doit lire"
IN_PLACE = "Ce que vous aviez écrit est à sa place"


@pytest.fixture
def computer(browser: Browser, stage: Demonstration) -> Iterator[BrowserContext]:
    context = browser.new_context(locale="fr-FR", base_url=stage.url, viewport={"width": 1280, "height": 800})
    yield context
    context.close()


def enter(page: Page, role: str) -> None:
    page.goto("/demonstration/")
    page.locator(f"form[action='/demonstration/{role}/'] button:not([name])").click()
    expect(page.locator("button[popovertarget=mine]")).to_be_visible()


def leave(page: Page) -> Response:
    page.locator("button[popovertarget=mine]").click()
    with page.expect_response(lambda answer: answer.url.endswith("/quitter/")) as left:
        page.locator("form[action='/quitter/'] button").first.click()
    expect(page.locator(".toasts")).to_contain_text("Rien n’est perdu")
    return left.value


def write(page: Page, field: str, text: str) -> None:
    with page.expect_response(lambda answer: answer.url.endswith("/brouillons/garder/")) as kept:
        page.locator(field).fill(text)
    assert kept.value.status == 204


def test_back_after_leaving_shows_nothing(computer: BrowserContext) -> None:
    page = computer.new_page()
    enter(page, "adviser")
    seen = []
    for address in ("/accompagnement/", "/seances/", "/compte/", "/historique/"):
        answer = page.goto(address)
        assert answer is not None
        assert answer.headers["cache-control"] == "no-store, private"
        seen.append(page.locator("main").inner_text())
    left = leave(page)
    assert left.header_value("clear-site-data") == '"cache"'
    for _step in range(6):
        page.go_back()
        expect(page.locator("button[popovertarget=mine]")).to_have_count(0)
        assert page.locator("main").inner_text() not in seen
        assert "/connexion/" in page.url or not PRIVATE.search(page.locator("header").inner_text())
    page.go_forward()
    expect(page.locator("button[popovertarget=mine]")).to_have_count(0)


def test_a_page_of_visitors_still_comes_back_from_memory(computer: BrowserContext) -> None:
    page = computer.new_page()
    page.goto("/ateliers/")
    page.evaluate("window.isTheSame = true")
    page.goto("/besoins/")
    answer = page.evaluate("fetch('/besoins/').then((it) => it.headers.get('cache-control'))")
    assert not answer or "no-store" not in answer


def test_what_was_typed_comes_back_after_another_page(computer: BrowserContext) -> None:
    page = computer.new_page()
    enter(page, "adviser")
    page.goto("/compte/nom/")
    write(page, "#id_name", MESSAGE)
    page.goto("/seances/")
    page.go_back()
    expect(page.locator("#id_name")).to_have_value(MESSAGE)
    expect(page.get_by_text(IN_PLACE)).to_be_visible()
    page.get_by_role("button", name="S’en passer").click()
    expect(page.locator("#id_name")).not_to_have_value(MESSAGE)
    page.get_by_role("button", name="Le remettre en place").click()
    expect(page.locator("#id_name")).to_have_value(MESSAGE)
    assert page.evaluate("JSON.stringify([localStorage, sessionStorage])") == "[{},{}]", (
        "nothing stays in the browser"
    )


def test_the_last_key_before_a_link_is_kept(computer: BrowserContext) -> None:
    """No pause between the key and the click: it leaves with the page."""
    page = computer.new_page()
    enter(page, "adviser")
    page.goto("/compte/nom/")
    page.locator("#id_name").fill(f"{MESSAGE}, encore")
    page.goto("/seances/")
    page.go_back()
    expect(page.locator("#id_name")).to_have_value(f"{MESSAGE}, encore")


@pytest.mark.parametrize("scripts", [True, False], ids=["with JavaScript", "without JavaScript"])
def test_a_refused_form_comes_back(browser: Browser, stage: Demonstration, scripts: bool) -> None:
    context = browser.new_context(locale="fr-FR", base_url=stage.url, java_script_enabled=scripts)
    page = context.new_page()
    enter(page, "manager")
    page.goto("/equipe/")
    page.locator("main a[href$='/inviter/']").first.click()
    page.locator("#id_name").fill(MESSAGE)
    page.locator("#id_email").fill("pas une adresse")
    page.locator("main form.form button[type=submit]").first.click()
    expect(page.locator(".summary")).to_be_visible()
    if scripts:  # without, a browser asks whether to send it once more
        page.goto("/seances/")
        page.go_back()
        expect(page.locator("#id_name")).to_have_value(MESSAGE)
        page.goto("/seances/")
    page.go_back()
    expect(page.locator("#id_name")).to_have_value(MESSAGE)
    expect(page.locator("#id_email")).to_have_value("pas une adresse")
    context.close()


def test_two_people_on_one_computer(computer: BrowserContext) -> None:
    page = computer.new_page()
    enter(page, "adviser")
    page.goto("/compte/nom/")
    write(page, "#id_name", MESSAGE)
    leave(page)
    enter(page, "manager")
    page.goto("/compte/nom/")
    expect(page.locator("#id_name")).not_to_have_value(MESSAGE)
    assert MESSAGE not in page.content()
    for _step in range(3):
        page.go_back()
        assert MESSAGE not in page.content()
    enter(page, "adviser")
    page.goto("/compte/nom/")
    expect(page.locator("#id_name")).to_have_value(MESSAGE)


def test_keys_typed_while_the_network_is_gone_are_kept_once_it_is_back(computer: BrowserContext) -> None:
    page = computer.new_page()
    enter(page, "adviser")
    page.goto("/compte/nom/")
    computer.set_offline(True)
    with page.expect_event("requestfailed"):
        page.locator("#id_name").fill("Hors du réseau")
    with page.expect_response(lambda answer: answer.url.endswith("/brouillons/garder/")):
        computer.set_offline(False)
    page.goto("/compte/nom/")
    expect(page.locator("#id_name")).to_have_value("Hors du réseau")


def test_the_end_of_a_session_loses_nothing(computer: BrowserContext, stage: Demonstration) -> None:
    page = computer.new_page()
    enter(page, "adviser")
    page.goto("/compte/nom/")
    page.locator("#id_name").fill("Avant la fin")
    stage.run(ENDED)
    page.locator("main form.form button[type=submit]").first.click()
    expect(page.locator("h1")).to_have_text("Votre connexion est terminée")
    expect(page.get_by_text("Ce que vous avez écrit est gardé")).to_be_visible()
    page.get_by_role("link", name="Se connecter de nouveau").click()
    assert page.url.endswith("/connexion/?next=/compte/nom/")
    enter(page, "adviser")
    page.goto("/compte/nom/")
    expect(page.locator("#id_name")).to_have_value("Avant la fin")


ENDED = """
from datetime import timedelta
from django.utils import timezone
from etabli.foundation.people.models import BrowserSession
BrowserSession.objects.update(seen_at=timezone.now() - timedelta(hours=5))
"""
