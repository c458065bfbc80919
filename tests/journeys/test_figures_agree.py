"""The same figure says the same wherever it stands: the places of each session, the people expected there."""

import io
import re
from collections.abc import Iterator

import openpyxl
import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import screens
from tests.journeys.demonstration import Demonstration
from tests.journeys.walker import Eyes, Walker

pytestmark = pytest.mark.browser
OF = re.compile(r"(\d+) sur (\d+)")
TAKEN = re.compile(r"(\d+|[Aa]ucune) places? prises? sur (\d+)")
HOLDS = ("inscrit", "une place est proposée")


@pytest.fixture(scope="module")
def page(browser: Browser, stage: Demonstration) -> Iterator[Page]:
    walker = Walker(browser, Eyes(browser), stage.url, scripts=False, width=1280)
    screens.enter_as(walker, "adviser")
    yield walker.page
    walker.context.close()


def places(page: Page, address: str) -> tuple[int, int]:
    """What a page says of the places of its session."""
    page.goto(address)
    said = TAKEN.search(page.locator("main").inner_text())
    assert said, address
    return (0 if said[1].lower() == "aucune" else int(said[1])), int(said[2])


def listed(
    page: Page, address: str, rows: str = "main tr, main li, main .sess"
) -> dict[str, tuple[int, int]]:
    """What a list says of those of each session, by the address of its page."""
    page.goto(address)
    said = {}
    for row in page.locator(rows).filter(has=page.locator("a[href^='/seances/']")).all():
        links = row.locator("a[href^='/seances/']").evaluate_all(
            "links => links.map(a => a.getAttribute('href'))"
        )
        desks = {link for link in links if re.fullmatch(r"/seances/\d+/", link)}
        figures = OF.findall(row.inner_text())
        if len(figures) == len(desks) == 1:
            said[desks.pop()] = (int(figures[0][0]), int(figures[0][1]))
    return said


def exported(page: Page, address: str) -> int:
    """How many of the spreadsheet of a session hold a place."""
    file = page.request.get(f"{address}participants.xlsx").body()
    rows = list(openpyxl.load_workbook(io.BytesIO(file), read_only=True).active.iter_rows(values_only=True))
    state = rows[0].index("État")
    return sum(row[state] in HOLDS for row in rows[1:])


def test_the_places_of_each_session_are_the_same_on_every_page(page: Page) -> None:
    there = listed(page, "/seances/")
    assert any(taken for taken, _places in there.values())
    for name in ("/bureau/", "/seances/?state=free", "/seances/?state=full", "/seances/?state=few"):
        for address, said in listed(page, name).items():
            assert there.setdefault(address, said) == said, (name, address)
    for address, said in there.items():
        assert places(page, address) == said, address
        assert places(page, f"{address}annuler/") == said, address
        assert exported(page, address) == said[0], address


def test_the_whole_is_the_sum_of_the_sessions(page: Page) -> None:
    page.goto("/seances/")
    whole = TAKEN.search(page.locator("main .head").inner_text())
    assert whole
    each: dict[str, tuple[int, int]] = {}
    for number in range(1, 1 + pages(page)):
        each |= listed(page, f"/seances/?page={number}", "main table tr")
    drafts = listed(page, "/seances/?state=draft", "main table tr")
    announced = [said for address, said in each.items() if address not in drafts]
    assert [sum(taken) for taken in zip(*announced, strict=True)] == [int(whole[1]), int(whole[2])]


def expected(page: Page, figure: re.Pattern[str]) -> dict[str, str]:
    """The people expected at each session of the tables of a page, folded or not, by the session’s address."""
    said = {}
    for row in page.locator("main tr").filter(has=page.locator("a[href^='/seances/']")).all():
        links = [str(link.get_attribute("href")) for link in row.locator("a[href^='/seances/']").all()]
        (desk,) = [link for link in links if re.fullmatch(r"/seances/\d+/", link)]
        found = figure.search(" ".join(row.locator("td").all_text_contents()))
        assert found, desk
        said[desk] = found[1]
    return said


def test_the_people_expected_at_a_session_are_the_same_in_the_forecast_and_in_the_plan(page: Page) -> None:
    page.goto("/prevision/")
    forecast = expected(page, re.compile(r"(\d+(?:,\d)?)\s+environ"))
    page.goto("/saison/")
    page.get_by_role("link", name="Saison prochaine").click()
    page.get_by_role("link", name="Plan 1").click()
    plan = expected(page, re.compile(r"(\d+(?:,\d)?)\s+personne"))
    both = forecast.keys() & plan.keys()
    assert len(both) > 5
    assert {desk: forecast[desk] for desk in both} == {desk: plan[desk] for desk in both}


def pages(page: Page) -> int:
    """How many pages the list has."""
    said = re.search(r"Page \d+ sur (\d+)", page.locator("main").inner_text())
    return int(said[1]) if said else 1
