"""A season planned from the keyboard: a plan, one session pinned, another plan, a part accepted and taken back."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser

FOUND = """
import os; os.environ["DJANGO_SETTINGS_MODULE"] = "etabli.site.settings"
import django; django.setup()
from etabli.programme.planning.models import Proposal
from etabli.programme.planning.tasks import find_now
find_now(Proposal.objects.latest("pk").pk, seconds=1)
"""  # what the worker does, in less time


@pytest.fixture
def adviser(browser: Browser, stage: Demonstration) -> Iterator[Walker]:
    walker = Walker(browser, Eyes(browser), stage.url, scripts=True, width=1280)
    screens.enter_as(walker, "adviser")
    yield walker
    walker.context.close()


def test_a_season_from_the_keyboard(stage: Demonstration, adviser: Walker) -> None:
    page, screen = adviser.page, screens.Screen(adviser)
    adviser.open("/saison/")
    adviser.press(screen.find("a", "Saison prochaine"))
    adviser.press(screen.find("button", "Proposer une saison"))
    _found(stage, adviser)
    expect(page.locator("main")).to_contain_text("C’est prouvé")
    month = screen.find("details:has(form[action$='/epingler/'])").first
    if month.get_attribute("open") is None:
        adviser.unfold(month.locator("summary"))
    pin = month.locator("form[action$='/epingler/'] button").first
    pinned = (pin.locator("xpath=ancestor::tr").locator("th a").get_attribute("href") or "").split("/")[-2]
    adviser.press(pin)
    adviser.press(screen.find("button", "en gardant les épinglées"))
    _found(stage, adviser)
    expect(screen.find("tr", "Épinglée").locator(f"a[href*='/{pinned}/']")).to_have_count(1)
    _read_the_map(screen)
    _accept_one(screen)


def _found(stage: Demonstration, adviser: Walker) -> None:
    """The page that waits shows the plan by itself once it is there."""
    expect(adviser.page.locator("h1")).to_have_text("Un plan est en cours de calcul")
    stage.run(FOUND)
    expect(adviser.page.locator("h1")).to_have_text(re.compile(r"Saison prochaine, plan \d+"), timeout=15_000)
    adviser.arrive()


def _read_the_map(screen: screens.Screen) -> None:
    """Each town on the map stands in the list under it too, and each territory in the table."""
    screen.walker.unfold(screen.find("summary", "Sur la carte"))
    towns = screen.find("svg.map .spot").all()
    assert towns
    told = screen.find("ol.spots li").all_inner_texts()
    assert len(told) == len(towns)
    assert all(
        (town.get_attribute("aria-label") or "").split(". ", 1)[1][:5] in " ".join(told) for town in towns
    )
    screen.walker.unfold(screen.find("summary", "Les mêmes chiffres en tableau"))
    expect(screen.find("figure tbody tr").first).to_be_visible()


def _accept_one(screen: screens.Screen) -> None:
    """All are ticked: all but the first are unticked, by the keyboard; then it is taken back."""
    walker = screen.walker
    made = screen.find("td", "Préparée").count()
    walker.press(screen.find("a", "Créer ces séances"))
    closed = screen.find("details:not([open]) > summary")
    while closed.count():  # each that opens leaves the list
        walker.unfold(closed.first)
    for box in screen.find("input[name=chosen]").all()[1:]:
        walker.reach(box)
        walker.page.keyboard.press("Space")
        expect(box).not_to_be_checked()
    walker.press(screen.find("button", "Créer les séances cochées"))
    expect(screen.toast()).to_contain_text("1 séance est préparée")
    expect(screen.find("td", "Préparée")).to_have_count(made + 1)
    walker.press(screen.toast().locator("button", has_text="Annuler"))
    expect(screen.find("td", "Préparée")).to_have_count(made)
