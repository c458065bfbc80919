"""A story from the desk to the screen of the room: written, agreed to by the link, projected without a network."""

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

ARTISAN = "lise-fournil@demo.invalid"
TITLE = "Le levain se raconte en photos"
TOLD = {
    "title": TITLE,
    "trade": "boulangère",
    "commune": "Pauillac",
    "done": "Une photo par jour, au lever.",
    "brought": "On vient de Blaye pour ce pain.",
    "name": "Lise Fournil",
    "contact": ARTISAN,
}


def test_a_story_is_written_agreed_to_and_projected_offline(browser: Browser, stage: Demonstration) -> None:
    eyes = Eyes(browser)
    adviser = Walker(browser, eyes, stage.url, scripts=True, width=1280)
    phone = Walker(browser, eyes, stage.url, scripts=True, width=375)
    screens.enter_as(adviser, "adviser")
    session = the_next_session(adviser)
    the_adviser_writes_and_asks(adviser)
    the_artisan_agrees_by_the_link(phone, stage)
    the_adviser_chooses_it(adviser, session)
    the_room_sees_it_without_a_network(adviser)
    for walker in (adviser, phone):
        walker.context.close()
    for context in eyes.contexts.values():
        context.close()


def the_next_session(adviser: Walker) -> str:
    adviser.open("/seances/")
    links = adviser.page.locator("main a[href^='/seances/']").all()
    addresses = [link.get_attribute("href") or "" for link in links]
    return next(address for address in addresses if re.fullmatch(r"/seances/\d+/", address))


def the_adviser_writes_and_asks(adviser: Walker) -> None:
    adviser.open("/histoires/nouvelle/")
    page = adviser.page
    page.locator("main [name=channels][value=instagram]").check()
    for name, text in TOLD.items():
        page.locator(f"main [name={name}]").fill(text)
    page.locator("main form.form button:not([name])[type=submit]").first.click()
    page.locator("main form[action$='/demander/'] button").click()
    adviser.arrive()
    expect(page.locator("main .state").first).to_contain_text("accord attendu")


def the_artisan_agrees_by_the_link(phone: Walker, stage: Demonstration) -> None:
    phone.open(stage.mails_to(ARTISAN)[0].link)
    phone.unfold(phone.page.locator("main details:has([name=figure]) > summary"))
    phone.page.locator("main [name=figure]").fill("30 pains de plus")
    phone.press(phone.page.locator("main form.form button:not([name])[type=submit]").first)
    expect(phone.page.locator("main .notice")).to_contain_text("publiée")


def the_adviser_chooses_it(adviser: Walker, session: str) -> None:
    adviser.open(f"{session}exemples/")
    page = adviser.page
    if page.locator("details").count():
        page.locator("details summary").click()
    page.get_by_role("button", name=f"Choisir {TITLE}").click()
    page.wait_for_load_state()
    adviser.arrive()
    expect(page.locator("#chosen ol").first).to_contain_text(TITLE)


def the_room_sees_it_without_a_network(adviser: Walker) -> None:
    page = adviser.page
    adviser.press(page.locator("main a[href$='/demonstration/']"))
    adviser.context.set_offline(True)
    assert showing(page) == 1
    page.keyboard.press("ArrowRight")
    assert showing(page) == 2
    expect(page.locator(".slide.on h2")).to_have_text(TITLE)
    expect(page.locator(".slide.on")).to_contain_text("30 pains de plus")
    page.keyboard.press(" ")
    expect(page.locator(".slide.on svg")).to_be_visible()
    page.keyboard.press("ArrowRight")
    assert showing(page) == 3, "there is nothing after the last slide"
    page.keyboard.press("Home")
    assert showing(page) == 1
    page.keyboard.press("End")
    assert showing(page) == 3
    page.keyboard.press("?")
    expect(page.locator("dialog.help")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.help")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator(".slide:visible")).to_have_count(3)
    page.keyboard.press("ArrowLeft")
    expect(page.locator(".slide:visible")).to_have_count(1)
    page.keyboard.press("f")
    expect(page.locator(":fullscreen")).not_to_have_count(0)
    assert not adviser.complaints


def showing(page: Page) -> int:
    return int(page.locator("[data-place]").inner_text().split(" / ")[0])
