"""The guided tour, by its own buttons alone; and an exercise, from the help page and back to it."""

import pytest
from playwright.sync_api import expect

from etabli.demo.tour import STEPS
from tests.journeys.conftest import Someone
from tests.journeys.demonstration import Demonstration

pytestmark = pytest.mark.browser

PHONE, DESK = 375, 1280


def test_the_tour_goes_by_itself(someone: Someone, request: pytest.FixtureRequest) -> None:
    """On a telephone without JavaScript, at a desk with it: each page crossed is looked at."""
    has_scripts = request.node.callspec.params["someone"]
    guest = someone(width=DESK if has_scripts else PHONE)
    page = guest.page
    guest.open("/demonstration/")
    guest.press(page.get_by_role("link", name="Faire la visite"))
    guest.press(page.get_by_role("button", name="Commencer la visite"))
    bar = page.locator("aside.tour")
    for number in range(1, len(STEPS) + 1):
        expect(bar).to_contain_text(f"Étape {number} sur {len(STEPS)}")
        if number < len(STEPS):
            guest.press(bar.get_by_role("button", name="Étape suivante"))
    expect(bar.get_by_role("button", name="Étape suivante")).to_have_count(0)
    guest.press(bar.get_by_role("link", name=f"Étape {len(STEPS)} sur {len(STEPS)}"))
    expect(page.locator("main .next")).to_contain_text(f"Étape {len(STEPS)} sur {len(STEPS)}")
    expect(page.locator("main tr", has_text="vous êtes ici")).to_contain_text(str(len(STEPS)))
    guest.press(bar.get_by_role("button", name="Arrêter la visite"))
    expect(bar).to_have_count(0)


@pytest.mark.usefixtures("practice")
def test_an_exercise_is_marked_and_left_in_one_click(someone: Someone, stage: Demonstration) -> None:
    guest = someone(width=PHONE)
    page = guest.page
    guest.open("/aide/")
    guest.press(page.get_by_role("button", name="S’exercer sans rien risquer"))
    banner = page.locator("aside.fiction")
    expect(banner).to_contain_text("Vous vous exercez.")
    assert page.title().startswith("Exercice · ")
    guest.open("/devis/")
    guest.press(page.locator("main").get_by_role("link", name="Présence Facile"))
    expect(banner).to_be_visible()
    guest.press(banner.get_by_role("button", name="Arrêter l’exercice"))
    assert page.url == f"{stage.url}/aide/"
    expect(banner).not_to_contain_text("Vous vous exercez.")
