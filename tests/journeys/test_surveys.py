"""The end of a workshop: an answer while the network falls and comes back; twelve paper sheets by the keyboard."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

SHEETS = 12
MOST_KEYS = 150
# What stands on the twelve sheets: useful, what was missing when it was of little use, the mark, themes, half-day.
PILE = ["1 5 12+ 1", "2 4 3+ 2", "1 4 13+ 2", "3 12+ 2 + 3", "1 5 2+ 1", "2 3 1+ 3", "1 4 23+ 2", "2 4 1+ 2"]
PILE += ["1 5 3+ 1", "3 4+ 1 1+ 3", "1 4 2+ 2", "2 ? 3 1+ 2"]


@pytest.fixture(scope="module")
def adviser(browser: Browser, stage: Demonstration) -> Iterator[Walker]:
    """At her desk, in front of a session of twelve places that began an hour ago, where nobody answered yet."""
    walker = Walker(browser, Eyes(browser), stage.url, scripts=True, width=1280)
    screens.enter_as(walker, "adviser")
    walker.open("/seances/")
    rows = walker.page.locator("table").first.locator("tr", has_text=re.compile(r"sur 12"))
    address = rows.last.locator("a").first.get_attribute("href") or ""
    stage.let_the_day_come(int(address.strip("/").rpartition("/")[2]))
    walker.open(address)
    yield walker
    walker.context.close()


def code_of(adviser: Walker) -> str:
    """The address under the square, without its host."""
    page = adviser.page
    desk = page.url
    page.locator("a[href$='/questionnaire/']").click()
    address = page.locator("strong.nowrap").inner_text()
    page.goto(desk)
    return "/" + address.partition("/")[2] + "/"


def answered(adviser: Walker) -> int:
    """How many answers the adviser counts for this session."""
    page = adviser.page
    page.locator("a[href$='/avis/']").first.click()
    told = page.locator("main").inner_text()
    page.go_back()
    found = re.search(r"Réponses.: (\d+) sur", told)
    assert found, told
    return int(found[1])


def test_an_answer_leaves_by_itself_when_the_network_is_back(
    browser: Browser, stage: Demonstration, adviser: Walker
) -> None:
    """Typed with the network cut, and sent once it is back: by the phone itself, without a second press."""
    before, code = answered(adviser), code_of(adviser)
    somebody = Walker(browser, Eyes(browser), stage.url, scripts=True, width=375)
    somebody.open(code)
    page = somebody.page
    missing = page.locator("#id_missing_field")
    expect(missing).to_be_hidden()
    page.get_by_label("Peu utile").check()
    expect(missing).to_be_visible()
    page.get_by_label("Du temps").check()
    page.get_by_label("Non", exact=True).check()
    page.get_by_label("Une chose à nous dire").fill("La salle était froide")
    somebody.context.set_offline(True)
    page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.locator("#waiting")).to_be_visible()
    expect(page.locator("#waiting")).to_contain_text("gardées sur ce téléphone")
    with page.expect_navigation():
        somebody.context.set_offline(False)
    expect(page.locator("h1")).to_contain_text("vos réponses sont arrivées")
    assert page.evaluate("localStorage.length") == 0, "nothing typed stays on the phone"
    assert answered(adviser) == before + 1
    somebody.context.close()


def test_what_was_typed_waits_for_whoever_closed_the_page(
    browser: Browser, stage: Demonstration, adviser: Walker
) -> None:
    before, code = answered(adviser), code_of(adviser)
    somebody = Walker(browser, Eyes(browser), stage.url, scripts=True, width=375)
    somebody.open(code)
    page = somebody.page
    page.get_by_label("Très utile").check()
    page.get_by_label("Une chose à nous dire").fill("À suivre")
    page.close()
    page = somebody.context.new_page()
    page.goto(code)
    expect(page.get_by_label("Très utile")).to_be_checked()
    expect(page.get_by_label("Une chose à nous dire")).to_have_value("À suivre")
    page.get_by_label("Non", exact=True).check()
    with page.expect_navigation():
        page.get_by_role("button", name="Envoyer mes réponses").click()
    expect(page.locator("h1")).to_contain_text("vos réponses sont arrivées")
    assert answered(adviser) == before + 1
    somebody.context.close()


def typed(page: Page, sheet: str) -> int:
    """Press the keys of one sheet, then Enter; how many that was."""
    keys = sheet.replace(" ", "")
    for key in keys:
        page.keyboard.press(key)
    with page.expect_navigation():
        page.keyboard.press("Enter")
    return len(keys) + 1


def test_twelve_paper_sheets_by_the_keyboard_alone(
    adviser: Walker, capsys: pytest.CaptureFixture[str]
) -> None:
    page = adviser.page
    done = answered(adviser)
    page.locator("a[href$='/avis/']").first.click()
    page.get_by_role("link", name="Saisir les feuilles papier").click()
    adviser.arrive()
    presses = sum(typed(page, sheet) for sheet in PILE[: SHEETS - done])
    expect(page.locator("h1")).to_contain_text("Toutes les feuilles sont saisies")
    assert len(PILE) == SHEETS
    whole = sum(len(sheet.replace(" ", "")) + 1 for sheet in PILE)
    with capsys.disabled():
        print(
            f"\n{SHEETS} paper sheets: {whole} keys, {whole / SHEETS:.1f} each; {presses} for {SHEETS - done} here"
        )
    assert whole < MOST_KEYS
    page.get_by_role("link", name="Regarder les feuilles").click()
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(SHEETS - done)
    page.get_by_role("link", name=re.compile("Corriger feuille 4")).click()
    expect(page.get_by_label("Peu utile")).to_be_checked()
    expect(page.get_by_label("De la pratique")).to_be_checked()
    assert page.locator("input[name=able]:checked").get_attribute("value") == "2"
