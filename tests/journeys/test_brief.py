"""From nothing to a project that a professional can answer: screens, clicks and words, counted in the browser.

The words are those that one sees of `main` on the way; what stands folded is for whoever wants to know more, and the
project that one reads at the end is one's own.
"""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys.demonstration import Demonstration

pytestmark = pytest.mark.browser

WORDS, POINTS = 900, 80
FIRST, ASKED = 14, 20  # questions before "the rest", and with it
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
    """Who comes, what for ("" when they don't know), with what, and what they write in the two lines."""

    name: str
    trade: str
    outcome: str
    makes: str
    chosen_for: str
    scripts: bool = True
    chosen: tuple[tuple[str, str], ...] = ()  # need, its answer; the first one elsewhere
    words: str = ""


JEWELLER = Artisan(
    "A jeweller with a shop",
    "bijoutière",
    "shop",
    "Des bagues et des colliers en argent, une trentaine de modèles, pour des cadeaux, à Bordeaux",
    "On vient pour mes pierres taillées ici",
    words="J’ai quarante photos",
)
MASON = Artisan(
    "A mason afraid of computers, with a page",
    "maçon",
    "page",
    "Je refais des murs en pierre et des terrasses autour de Bazas, dix chantiers par an",
    "Je tiens mes dates et je montre les chantiers d’à côté",
    scripts=False,
    chosen=(("contact", "unsure"), ("posts", "unsure")),
)
BAKER = Artisan(
    "A baker who wants no site",
    "boulangerie",
    "none",
    "Du pain au levain bio et des brioches pour les gens de Pessac, quatre pains différents",
    "Le pain se garde une semaine",
)
HAIRDRESSER = Artisan(
    "A hairdresser who doesn't know what to begin with",
    "coiffeuse à domicile",
    "",
    "Je coupe et je colore chez les gens, dans le Médoc, cinq clientes par jour",
    "Je viens le soir et je prends mon temps",
)
CARPENTER = Artisan(
    "A joiner with a site to rebuild",
    "menuisier",
    "site",
    "Des placards et des escaliers sur mesure, à Libourne, une quinzaine par an",
    "Je dessine avant de couper",
    chosen=(("existing", "site"),),
)
ALL = [JEWELLER, MASON, BAKER, HAIRDRESSER, CARPENTER]


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


@pytest.mark.parametrize("artisan", ALL, ids=["jeweller", "mason", "baker", "hairdresser", "joiner"])
def test_an_artisan_has_a_project_in_fourteen_questions_and_nine_hundred_words(
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
    choosing = 0 if artisan.outcome else counted.words  # three short questions more, for whoever doesn't know
    first = run(counted, artisan)
    assert counted.words <= WORDS
    points = int(counted.page.locator("p:has(> .tiny) > b").first.inner_text())
    assert first <= FIRST
    assert points >= POINTS
    rest = counted.page.get_by_role("link", name="Le reste, si vous voulez")
    assert rest.count() == 1
    with counted.page.expect_navigation():
        rest.click()
    asked = first + run(counted, artisan)
    print(
        f"\n{artisan.name}: {first} questions, then {asked - first}; {counted.screens} screens, "
        f"{counted.clicks} clicks, {counted.words} words, {points} points"
    )
    assert asked <= ASKED
    assert counted.clicks <= 2 * counted.screens
    assert counted.words - choosing <= WORDS
    context.close()


def run(counted: Counted, artisan: Artisan) -> int:
    """Answer until the project shows again; how many questions that was."""
    questions = 0
    while "/question/" in counted.page.url or "/budget-et-date/" in counted.page.url:
        questions += 1
        answer(counted, artisan)
    return questions


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
    """One's own words, the budget, or a ready answer: the first, unless this artisan chooses another."""
    page = counted.page
    counted.see()
    need = page.url.rstrip("/").rpartition("/")[2]
    own = {"makes": artisan.makes, "chosen-for": artisan.chosen_for}
    if need == "budget-et-date":
        page.fill("input[name=high]", "1500")
    elif need in own:
        page.fill("textarea[name=words]", own[need])
    else:
        if need == "photos" and artisan.words:
            keep_what_is_typed(page, artisan.words)
        chosen = dict(artisan.chosen).get(need)
        counted.click(f"input[name=answer][value={chosen}]" if chosen else "input[name=answer]")
    counted.go()


def keep_what_is_typed(page: Page, words: str) -> None:
    """Typed and not sent: the page is opened again, and the words are there."""
    page.locator("form summary").click()
    with page.expect_response("**/brouillons/garder/"):
        page.fill("textarea[name=words]", words)
    page.reload()
    assert page.input_value("textarea[name=words]") == words
