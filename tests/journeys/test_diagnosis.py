"""From the home page to a first step: questions, clicks and words, counted in the browser, on a telephone, by the
keyboard alone, with JavaScript and without; axe looks at each page, in the light and in the dark."""

import pytest
from playwright.sync_api import Browser

from tests.journeys.conftest import Someone
from tests.journeys.demonstration import Demonstration
from tests.journeys.seen_by_axe import Axe
from tests.journeys.test_brief import SEEN
from tests.journeys.walker import Walker

pytestmark = pytest.mark.browser

MOST_QUESTIONS, MOST_CLICKS, MOST_WORDS = 12, 30, 600
WORDS_A_MINUTE, MINUTES = 130, 8
PEOPLE = {
    "A mason who does nothing alone": (
        {"trade": "building", "reached": "mouth", "listing": "none", "site": "not-now", "ease": "beside"},
        "Choisissez qui s’assoit à côté de vous",
    ),
    "A jeweller who sells by one network": (
        {"trade": "making", "reached": "social", "site": "wanted", "ease": "easy", "goal": "sell"},
        "Mettez un second verrou sur le compte (Instagram, Facebook)",
    ),
    "A baker with a site that nobody finds": (
        {"trade": "food", "reached": "street", "site": "unfound", "listing": "current", "goal": "new"},
        "Cherchez votre site, comme un client",
    ),
}


def answer_all(walker: Walker, answers: dict[str, str]) -> tuple[int, int]:
    """Answer until the result stands there, "I don't know" where nothing is given; the questions and the words."""
    page, questions, words = walker.page, 0, 0
    while "/resultat/" not in page.url:
        questions += 1
        words += page.evaluate(SEEN)
        action = page.locator("main form.lone").get_attribute("action") or ""
        asked = action.rstrip("/").rpartition("/")[2]
        walker.choose(page.locator("input[name=answer]"), answers.get(asked, "unknown"))
        walker.activations += 1  # the choice
        walker.press(page.locator("main form.lone button[type=submit]"))
    return questions, words


@pytest.mark.parametrize("who", PEOPLE)
def test_a_first_step_in_twelve_questions_and_six_hundred_words(who: str, someone: Someone) -> None:
    answers, expected = PEOPLE[who]
    walker = someone(width=375)
    page = walker.page
    walker.open("/")
    at_home = page.evaluate(SEEN)
    walker.press(page.locator("main a[href='/par-ou-commencer/']").first)
    questions, words = answer_all(walker, answers)
    assert expected in page.locator(".way > .here h3").inner_text()
    clicks = walker.activations
    result = len(page.locator(".way > .here").inner_text().split())
    walker.press(page.locator(".way .next .btn"))
    assert page.locator(".gestures > li").count() >= 3
    minutes = (at_home + words + result + page.evaluate(SEEN)) / WORDS_A_MINUTE
    print(
        f"\n{who}: {questions} questions, {clicks} clicks, {words} words, first step in {minutes:.1f} min of reading"
    )
    assert questions <= MOST_QUESTIONS
    assert clicks <= MOST_CLICKS
    assert words <= MOST_WORDS
    assert minutes <= MINUTES


def test_it_is_kept_printed_taken_up_on_another_device_and_erased(
    someone: Someone, stage: Demonstration
) -> None:
    walker = someone(width=375)
    page = walker.page
    walker.open("/par-ou-commencer/")
    answer_all(walker, {"fear": "erase"})
    walker.press(page.locator("form[action='/par-ou-commencer/garder/'] button"))
    address = page.locator(".address a").get_attribute("href") or ""
    assert page.locator(".square svg").count() == 1
    kind, sheet = walker.fetch(page.locator("main a[href$='/feuille.pdf']"))
    assert kind == "application/pdf"
    assert sheet.startswith(b"%PDF")
    other = someone(width=1280)
    other.open("/par-ou-commencer/garde/" + address.rpartition("/garde/")[2])
    assert "Essayez d’abord" in other.page.locator(".way > .here").inner_text()
    other.press(other.page.locator("form[action$='/reprendre/'] button"))
    other.open(address.replace(address.partition("/par-ou")[0], other.url))
    other.press(other.page.locator("main a[href$='/effacer/']"))
    other.press(other.page.locator("main form button.danger"))
    page.goto(page.url)
    assert page.url.endswith("/resultat/"), "this browser still has its answers"
    answer = other.page.goto(address.replace(address.partition("/par-ou")[0], stage.url))
    assert answer is not None
    assert answer.status == 410


# The bottom of the button that goes on, and the least height of an answer.
FOLD = """() => [
  document.querySelector("main form.lone button[type=submit]").getBoundingClientRect().bottom,
  Math.min(...[...document.querySelectorAll(".lone .choice")].map((choice) => choice.offsetHeight)),
]"""


def test_on_a_small_telephone_what_goes_on_is_in_sight(browser: Browser, stage: Demonstration) -> None:
    """The way to the questions on the home page, and the button of each; with the bar of the demonstration."""
    size = {"width": 375, "height": 667}
    context = browser.new_context(base_url=stage.url, locale="fr-FR", viewport=size, reduced_motion="reduce")
    page = context.new_page()
    page.goto("/")
    link = page.locator("main a[href='/par-ou-commencer/']").first.bounding_box()
    assert link is not None
    assert link["y"] + link["height"] / 2 < 667
    page.goto("/par-ou-commencer/")
    while "/resultat/" not in page.url:
        bottom, least = page.evaluate(FOLD)
        assert bottom <= 667, page.url
        assert least >= 44, page.url
        page.check("input[value=unknown]")
        with page.expect_navigation():
            page.click("main form.lone button[type=submit]")
    context.close()


def test_what_was_just_done_covers_nothing_and_closes(someone: Someone) -> None:
    walker = someone(width=375)
    page = walker.page
    walker.open("/par-ou-commencer/")
    answer_all(walker, {})
    walker.press(page.locator("form[action='/par-ou-commencer/garder/'] button"))
    toast, title = page.locator(".toast"), page.locator("main h1")
    above, below = toast.bounding_box(), title.bounding_box()
    assert above is not None
    assert below is not None
    assert above["y"] + above["height"] <= below["y"]
    toast.locator("summary").press("Enter")
    assert not toast.is_visible()


def test_the_commune_typed_whole_leaves_the_button_free(browser: Browser, stage: Demonstration) -> None:
    context = browser.new_context(base_url=stage.url, locale="fr-FR")
    page = context.new_page()
    page.goto("/par-ou-commencer/demi-journee/")
    box, suggested = page.locator("[name=commune]"), page.locator("[role=listbox]")
    with page.expect_response("**/communes/**"):
        box.press_sequentially("Pauill")
    suggested.wait_for()
    with page.expect_response("**/communes/**"):
        box.press_sequentially("ac")
    suggested.wait_for(state="hidden")
    context.close()


@pytest.mark.parametrize("width", [375, 1280])
def test_axe_in_the_dark(browser: Browser, stage: Demonstration, width: int) -> None:
    context = browser.new_context(
        base_url=stage.url,
        locale="fr-FR",
        color_scheme="dark",
        reduced_motion="reduce",
        viewport={"width": width, "height": 800},
    )
    page = context.new_page()
    seen = ["/par-ou-commencer/", "/par-ou-commencer/pas/", "/par-ou-commencer/pas/two-factor/"]
    page.goto(seen[0])
    while "/resultat/" not in page.url:
        page.check("input[value=unknown]")
        with page.expect_navigation():
            page.click("main form.lone button[type=submit]")
    for path in ["/par-ou-commencer/resultat/", *seen[1:], "/par-ou-commencer/question/fear/"]:
        page.goto(path)
        violations = Axe().violations(page)
        assert not violations, f"axe on {path}: {[violation['id'] for violation in violations]}"
    context.close()


def test_the_voice_of_the_browser_reads_a_step(browser: Browser, stage: Demonstration) -> None:
    """What is given to the voice is the step, in its language; pressed again, it stops."""
    context = browser.new_context(base_url=stage.url, locale="fr-FR")
    page = context.new_page()
    page.add_init_script("""
      globalThis.read = []; globalThis.stopped = 0;
      globalThis.SpeechSynthesisUtterance = function (text) { this.text = text; };
      Object.defineProperty(globalThis, "speechSynthesis", {value: {
        speak: (one) => read.push([one.lang, one.text]), cancel: () => { stopped += 1; }}});
    """)
    page.goto("/par-ou-commencer/pas/two-factor/")
    button = page.locator("[data-aloud]")
    button.click()
    spoken = page.evaluate("read")
    assert spoken[0][0] == "fr"
    assert "Ouvrez les réglages de votre compte e-mail, partie «\u00a0sécurité\u00a0»." in [
        text for _, text in spoken
    ]
    assert button.inner_text() == "Arrêter la lecture"
    button.click()
    assert button.inner_text() == "Écouter"
    context.close()


def test_very_large_text_hides_no_answer_of_the_first_question(someone: Someone) -> None:
    walker = someone(width=375)
    page = walker.page
    page.goto("/affichage/")
    page.get_by_label("Très grande").check()
    page.locator("main form button").first.click()
    page.wait_for_load_state("networkidle")
    walker.open("/par-ou-commencer/")
    assert page.locator("html[data-size=larger]").count() == 1
    first = page.locator("main .choice").first
    assert first.evaluate(
        """answer => {
          const box = answer.getBoundingClientRect(), at = [box.x + box.width / 2, box.y + box.height / 2];
          return answer.contains(document.elementFromPoint(...at));
        }"""
    ), "the first answer is seen without scrolling, under nothing"
    assert page.evaluate("document.documentElement.scrollWidth") <= 375
