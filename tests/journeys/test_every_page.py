"""No page of any role breaks what axe can see, scrolls sideways, or loses who uses the keyboard."""

import pytest
from playwright.sync_api import Browser

from etabli.demo.pages import ROLES
from tests.journeys.demonstration import Demonstration
from tests.journeys.every_page import WORDS, Inspection

pytestmark = pytest.mark.browser
KINDS_AT_LEAST = 60
WRONG_WORDS = 23  # of the page below, beside those that are told to it
PARTS = 2  # of the kinds of pages: a process that has ended takes the other
WRONG = """<!doctype html><html lang="fr"><head><title>Faux</title></head><body><main><h1>Faux</h1>
<p><a href="/x" style="outline:none">sans contour</a></p><p><button tabindex="3">avant son tour</button></p>
<div style="position:relative"><button>dessous</button><div style="position:absolute;inset:0">dessus</div></div>
<div class="next"></div><div class="next"></div><nav id="nav"><ul><li>1<li>2<li>3<li>4<li>5<li>6<li>7</ul></nav>
<p style="width:900px;color:#777;background:#666">trop large, trop pâle</p>
<ul><li style="height:2300px">une longue liste</li></ul>
<details><summary>plié</summary><p>{words}</p></details><p>{words}</p></main></body></html>"""


def test_the_inspection_sees_what_is_wrong(browser: Browser) -> None:
    with browser.new_context(viewport={"width": 375, "height": 740}) as context:
        page = context.new_page()
        page.set_content(WRONG.format(words="mot " * WORDS))
        inspection = Inspection(browser, "")
        faults = "\n".join([*inspection.all_of(page), *inspection.lengths(page, "", "artisan")])
    for said in (
        "shows no focus: <a",
        "out of order: <button",
        "hidden by something: <button",
        "color-contrast (light)",
        "color-contrast (dark)",
        "scrolls sideways at 375 px",
        "2 next things",
        "7 entries in the menu",
        "a list of 2300 px at 375 px",
        "a list of 2300 px at 1280 px",
        f"{WORDS + WRONG_WORDS} words",
    ):
        assert said in faults, faults


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_usable_by_everyone(browser: Browser, stage: Demonstration, part: int) -> None:
    check(Inspection(browser, stage.url, part=part, of=PARTS), KINDS_AT_LEAST // PARTS)


@pytest.mark.deep
def test_every_page_is_usable_by_everyone_in_each_role(browser: Browser, stage: Demonstration) -> None:
    check(Inspection(browser, stage.url, once=False), KINDS_AT_LEAST)


def check(inspection: Inspection, at_least: int) -> None:
    for role in sorted((role for role, _label, _text in ROLES), key=lambda role: role != "artisan"):
        inspection.role(role)  # the artisan first: what a page of all says is counted as they meet it
    print(f"\nThe longest pages: pixels at 375, at 1280\n{inspection.longest()}")
    print(f"\nThe wordiest pages of an artisan\n{inspection.wordiest()}")
    assert not inspection.faults, "\n".join(inspection.faults)
    assert len(inspection.kinds) >= at_least, sorted(inspection.kinds)
