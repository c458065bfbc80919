"""From nothing to a project that a professional can answer: screens, clicks and words, counted in the browser.

The words are those that one sees of `main` on the way; what stands folded is for whoever wants to know more, and the
project that one reads at the end is one's own.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.demonstration import Demonstration

pytestmark = pytest.mark.browser

SCREENS, WORDS, POINTS = 25, 900, 80
SEEN = r"""() => {
  const walk = document.createTreeWalker(document.querySelector("main"), NodeFilter.SHOW_TEXT);
  const isSeen = (one) => one.checkVisibility({visibilityProperty: true}) && !one.closest("legend, .hidden");
  let words = 0;
  while (walk.nextNode()) {
    if (!isSeen(walk.currentNode.parentElement)) continue;
    words += walk.currentNode.textContent.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  }
  return words;
}"""


@dataclass(frozen=True)
class Artisan:
    """Who comes, what for ("" when they don't know), and with what."""

    name: str
    trade: str
    outcome: str
    scripts: bool
    unsure: tuple[str, ...] = ()
    words: str = ""


JEWELLER = Artisan(
    "A jeweller without a site", "bijoutière", "site", scripts=True, words="Une page par collection"
)
BAKER = Artisan("A baker with a Facebook page", "boulangerie", "page", scripts=True)
MASON = Artisan(
    "A mason afraid of computers", "maçon", "", scripts=False, unsure=("seo", "copyright", "handover")
)


@dataclass
class Counted:
    """The screens that somebody crosses, their clicks, the words that they read."""

    page: Page
    screens: int = 0
    clicks: int = 0
    words: int = 0

    def see(self) -> None:
        self.screens += 1
        self.words += self.page.evaluate(SEEN)

    def click(self, css: str) -> None:
        self.clicks += 1
        self.page.locator(f"main {css}").first.click()

    def go(self, css: str = "form:not([action^='/brouillons/']) button:not([name])") -> None:
        with self.page.expect_navigation():
            self.click(css)


@pytest.mark.parametrize("artisan", [JEWELLER, BAKER, MASON], ids=["jeweller", "baker", "mason"])
def test_an_artisan_has_a_project_in_twenty_five_screens_and_nine_hundred_words(
    artisan: Artisan, browser: Browser, stage: Demonstration
) -> None:
    context = browser.new_context(
        locale="fr-FR",
        base_url=stage.url,
        java_script_enabled=artisan.scripts,
        viewport={"width": 375, "height": 740},
    )
    counted = Counted(context.new_page())
    begin(counted, artisan)
    while "/question/" in counted.page.url:
        answer(counted, artisan)
    counted.see()
    counted.page.fill("input[name=high]", "1500")
    counted.go()
    points = int(counted.page.locator("p:has(> .tiny) > b").first.inner_text())
    print(
        f"\n{artisan.name}: {counted.screens} screens, {counted.clicks} clicks, {counted.words} words, {points} points"
    )
    assert points >= POINTS
    assert counted.screens <= SCREENS
    assert counted.clicks <= 2 * SCREENS
    assert counted.words <= WORDS
    context.close()


def begin(counted: Counted, artisan: Artisan) -> None:
    """The first screen; whoever doesn't know answers three questions first."""
    page = counted.page
    page.goto("/projet/commencer/")
    counted.see()
    if not artisan.outcome:
        counted.go("a[href='/projet/choisir/']")
        counted.see()
        for name, value in (("aim", "found"), ("time", "no"), ("money", "no")):
            counted.click(f"input[name={name}][value={value}]")
        counted.go()
        counted.see()
        counted.go("a.btn[href*='choix=listing']")
        counted.see()
    else:
        counted.click(f"input[value={artisan.outcome}]")
    page.fill("input[name=trade]", artisan.trade)
    page.locator("input[name=trade]").blur()  # what is suggested closes, and is asked no more
    counted.go()


def answer(counted: Counted, artisan: Artisan) -> None:
    """The first ready answer, or that one doesn't know."""
    page = counted.page
    counted.see()
    need = page.url.rstrip("/").rpartition("/")[2]
    if need == "pages" and artisan.words:
        keep_what_is_typed(page, artisan.words)
    chosen = "[value=unsure]" if need in artisan.unsure else ""
    counted.click(f"input[name=answer]{chosen}")
    counted.go()


def keep_what_is_typed(page: Page, words: str) -> None:
    """Typed and not sent: the page is opened again, and the words are there."""
    page.locator("form summary").click()
    with page.expect_response("**/brouillons/garder/"):
        page.fill("textarea[name=words]", words)
    page.reload()
    assert page.input_value("textarea[name=words]") == words
