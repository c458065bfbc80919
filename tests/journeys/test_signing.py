"""The day of a workshop: a tablet goes round, the network falls for a moment, somebody is late, the sheet says it."""

import re
from io import BytesIO

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys.demonstration import Demonstration

pytestmark = pytest.mark.browser

FULLEST = """rows => rows.filter(row => row.querySelector('.d5'))
    .map(row => [parseInt(row.querySelector('.d5 [aria-hidden]').innerText), row.querySelector('a').pathname])
    .sort((a, b) => b[0] - a[0])[0][1]"""


def draw(tablet: Page) -> None:
    """A wave and a stroke under it, with the pointer held down."""
    pad = tablet.locator("[data-pad]")
    expect(pad).to_be_visible()
    box = pad.bounding_box()
    assert box
    for points in (
        [(0.1 + 0.08 * step, 0.3 + 0.3 * (step % 2)) for step in range(9)],
        [(0.2, 0.8), (0.7, 0.75)],
    ):
        x, y = points[0]
        tablet.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"])
        tablet.mouse.down()
        for x, y in points[1:]:
            tablet.mouse.move(box["x"] + x * box["width"], box["y"] + y * box["height"], steps=3)
        tablet.mouse.up()


def sign(tablet: Page) -> None:
    tablet.get_by_role("button", name="Je signe : j’étais là").click()


PIN = "2580"


def hand_over(tablet: Page) -> None:
    """From the desk or the page of a session, which the last press has left for the page that asks for a code."""
    tablet.get_by_label("Un code de 4 à 8 chiffres").fill(PIN)
    tablet.get_by_label("Le même encore une fois").fill(PIN)
    tablet.get_by_role("button", name="Passer l’appareil").click()
    expect(tablet.locator("footer")).to_contain_text("J’anime l’atelier")


def take_back(tablet: Page, pin: str = PIN) -> None:
    tablet.get_by_role("link", name="J’anime l’atelier").click()
    tablet.get_by_label("Votre code").fill(pin)
    tablet.get_by_role("button", name="Reprendre cet appareil").click()


@pytest.mark.deep  # test_adviser_day signs on the tablet too; the network that falls and the late hour are here
def test_the_day_of_a_workshop(browser: Browser, stage: Demonstration) -> None:
    context = browser.new_context(locale="fr-FR", viewport={"width": 1024, "height": 768}, has_touch=True)
    tablet = context.new_page()
    tablet.goto(f"{stage.url}/demonstration/")
    tablet.locator('form[action="/demonstration/adviser/"] button:not([name])').click()
    tablet.goto(f"{stage.url}/seances/")
    desk = tablet.locator("table").first.locator("tbody tr").evaluate_all(FULLEST)
    stage.let_the_day_come(int(re.findall(r"\d+", desk)[0]))

    tablet.goto(f"{stage.url}{desk}")
    tablet.get_by_role("link", name="Faire signer sur la tablette").click()
    hand_over(tablet)
    names = tablet.locator(".names a")
    assert min(box["height"] for name in names.all() if (box := name.bounding_box())) >= 64

    names.first.click()
    sign(tablet)
    expect(tablet.get_by_text("Signez dans le cadre, ou écrivez votre nom").first).to_be_visible()
    draw(tablet)
    tablet.get_by_role("button", name="Effacer et recommencer").click()
    assert tablet.locator("[data-pad] path").get_attribute("d") == ""
    draw(tablet)
    sign(tablet)
    expect(tablet.locator(".names .state.ok")).to_have_count(1)

    names.first.click()
    draw(tablet)
    context.set_offline(True)
    sign(tablet)
    expect(tablet.get_by_text("Votre signature est gardée ici")).to_be_visible()
    context.set_offline(False)
    expect(tablet.locator(".names .state.ok")).to_have_count(2)

    names.first.focus()
    tablet.keyboard.press("Enter")
    summary = tablet.locator("summary")
    summary.focus()
    tablet.keyboard.press("Enter")
    tablet.locator("input[name=typed]").focus()
    tablet.keyboard.type("Ana Exemple")
    tablet.keyboard.press("Enter")
    expect(tablet.locator(".names .state.ok")).to_have_count(3)

    take_back(tablet)
    tablet.locator("button[value=late]").first.click()
    expect(tablet.get_by_text(re.compile("arrivée à"))).to_be_visible()
    expect(tablet.get_by_text("1 signature manque")).to_be_visible()
    address = tablet.locator("a[href$='/emargement.pdf']").get_attribute("href")
    sheet = context.request.get(f"{stage.url}{address}").body()
    with pypdfium2.PdfDocument(BytesIO(sheet)) as document:
        text = document[0].get_textpage().get_text_range()
    assert "Ana Exemple" in text
    assert "signature manquante" in text
    assert re.search(r"Présents\s+4\s+Signatures\s+3", text)
    context.close()
