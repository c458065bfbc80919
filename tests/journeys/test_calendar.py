"""A baker without a site plans twelve weeks on a telephone, by the keyboard: presses and words are counted, with and
without JavaScript. Then an idea goes to another week by its handle; a budget is looked at. axe looks at each page."""

import pytest

from tests.journeys.conftest import Someone
from tests.journeys.test_brief import SEEN

pytestmark = pytest.mark.browser

MOST_PRESSES, MOST_WORDS = 25, 780  # what six minutes hold: 130 words a minute


def test_a_baker_plans_twelve_weeks(someone: Someone) -> None:
    walker = someone(width=375)
    page = walker.page
    walker.open("/visibilite/calendrier/")
    words = page.evaluate(SEEN)
    walker.choose(page.locator("input[name=trade]"), "baker")
    walker.activations += 1
    walker.press(page.locator("main form button[type=submit]"))
    words += page.evaluate(SEEN)
    posts = page.locator("[data-post]")
    assert posts.count() == 12
    first = page.locator(".next h2").inner_text()
    walker.press(page.locator(".next button[name=another]"))
    assert page.locator(".next h2").inner_text() != first
    walker.press(page.locator(".next a.btn"))
    walker.write(page.locator("[name=text]"), "Le pain sort du four à sept heures. Passez le chercher chaud.")
    walker.press(page.locator("button[name=write]"))
    words += page.evaluate(SEEN)
    walker.press(page.locator("button[name=done]"))
    walker.open("/visibilite/calendrier/")
    assert "1 sur 12 publiées" in page.locator("main").inner_text()
    second = page.locator(".next h2").inner_text()
    walker.press(page.locator("[data-post] button[name=week]", has_text="Plus tard").nth(1))
    assert "Une semaine de repos." in page.locator("main").inner_text()
    assert page.locator(".next h2").inner_text() == second
    print(f"\nTwelve weeks: {walker.activations} presses, {words} words")
    assert walker.activations <= MOST_PRESSES
    assert words <= MOST_WORDS


def test_an_idea_goes_to_another_week_by_its_handle(someone: Someone) -> None:
    walker = someone(width=375)
    if not walker.scripts:
        pytest.skip("the handle is a script's; the buttons do the same")
    page = walker.page
    walker.open("/visibilite/calendrier/")
    walker.choose(page.locator("input[name=trade]"), "baker")
    walker.press(page.locator("main form button[type=submit]"))
    row = page.locator("[data-week]").nth(2)
    key, week = row.get_attribute("id"), row.get_attribute("data-week")
    with page.expect_navigation():
        row.locator("div button").press("ArrowDown")
    walker.arrive()
    moved = page.locator(f"#{key}")
    assert (moved.get_attribute("data-week") or "") > (week or "")
    moved.scroll_into_view_if_needed()
    box, to = moved.locator("div button").bounding_box(), page.locator("[data-week]").nth(2).bounding_box()
    assert box is not None
    assert to is not None
    with page.expect_navigation():
        page.mouse.move(box["x"] + 5, box["y"] + 5)
        page.mouse.down()
        page.mouse.move(to["x"] + 60, to["y"] + 20, steps=4)
        page.mouse.up()
    walker.arrive()
    assert page.locator(f"#{key}").get_attribute("data-week") == week


def test_a_budget_is_looked_at(someone: Someone) -> None:
    walker = someone(width=375)
    page = walker.page
    walker.open("/visibilite/publicite/")
    walker.choose(page.locator("input[name=goal]"), "known")
    walker.select(page.locator("select[name=trade]"), "baker")
    walker.choose(page.locator("input[name=place]"), "country")
    walker.write(page.locator("[name=budget]"), "100")
    walker.press(page.locator("main form button[type=submit]"))
    assert "sur Facebook et Instagram seulement" in page.locator("h1").inner_text()
    kind, paper = walker.fetch(page.locator("main a[href*='plan.pdf']"))
    assert kind == "application/pdf"
    assert paper.startswith(b"%PDF")
