"""What is to be done now, with one key: the digit does it, Z takes back; off in fields, and for whoever stops it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

ACTS = "#now li > a.btn"


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def adviser(request: pytest.FixtureRequest, browser: Browser, stage: Demonstration) -> Iterator[Walker]:
    walker = Walker(browser, Eyes(browser), stage.url, scripts=request.param, width=1280)
    screens.enter_as(walker, "adviser")
    walker.open("/bureau/")
    yield walker
    walker.context.close()


@pytest.mark.parametrize("adviser", [True], indirect=True)
def test_a_digit_does_the_act_until_it_is_stopped(adviser: Walker) -> None:
    page = adviser.page
    address = page.locator(ACTS).nth(1).get_attribute("href") or ""
    page.keyboard.press("2")
    page.wait_for_url(f"**{address}")
    adviser.open("/bureau/")
    page.get_by_role("button", name="Sans ces touches").click()
    page.keyboard.press("2")
    page.reload()
    page.keyboard.press("2")
    expect(page.get_by_role("button", name="Reprendre ces touches")).to_be_visible()
    assert page.url.endswith("/bureau/")


@pytest.mark.parametrize("adviser", [True], indirect=True)
def test_a_digit_typed_in_a_field_is_a_digit(adviser: Walker) -> None:
    page = adviser.page
    page.evaluate("document.querySelector('main').append(document.createElement('textarea'))")
    page.locator("main textarea").focus()
    page.keyboard.press("1")
    expect(page.locator("main textarea")).to_have_value("1")
    assert page.url.endswith("/bureau/")


@pytest.mark.parametrize("adviser", [True], indirect=True)
def test_z_takes_back_what_was_done_last(adviser: Walker) -> None:
    page = adviser.page
    latest = page.locator("#done li").first.inner_text()
    page.keyboard.press("z")
    expect(page.locator(".toast")).to_be_visible()
    assert latest not in page.locator("#done li").all_inner_texts()
    page.locator(".toast button", has_text="Refaire").click()
    expect(page.locator("#done li").first).to_be_visible()


@pytest.mark.parametrize("adviser", [False], indirect=True)
def test_without_script_the_digits_are_the_access_keys(adviser: Walker) -> None:
    page = adviser.page
    acts = page.locator(ACTS)
    assert acts.count() > 1
    assert [act.get_attribute("accesskey") for act in acts.all()] == [
        str(number) if number < 10 else None for number in range(1, acts.count() + 1)
    ]
    expect(page.locator("#keys")).to_be_hidden()


def test_a_phone_shows_what_is_first_and_folds_the_rest_which_a_desk_shows(adviser: Walker) -> None:
    page, done = adviser.page, adviser.page.get_by_role("heading", name="Fait aujourd’hui")
    expect(done).to_be_visible()
    expect(page.locator(ACTS).last).to_be_visible()
    for path, screens_tall in (("/bureau/", 3), ("/mois/", 4)):
        adviser.open(path)
        page.set_viewport_size({"width": 375, "height": 740})
        assert page.evaluate("document.documentElement.scrollHeight") <= screens_tall * 740, path
    adviser.open("/bureau/")
    expect(done).to_be_hidden()
    expect(page.locator(ACTS).last).to_be_hidden()
    page.locator("summary", has_text="Fait aujourd’hui").click()
    expect(done).to_be_visible()
