"""No page of any role breaks what axe can see, scrolls sideways, or loses who uses the keyboard."""

import pytest
from playwright.sync_api import Browser

from etabli.demo.pages import ROLES
from tests.journeys.demonstration import Demonstration
from tests.journeys.every_page import ARTISANS, WORDS, Inspection
from tests.journeys.seen_by_axe import AXE, Axe
from tests.once import run_folder

pytestmark = pytest.mark.browser
KINDS_AT_LEAST = 60
WRONG_WORDS = 23  # of the page below, beside those that are told to it
PARTS = 2  # of the roles: a process that has ended takes the other
WRONG = """<!doctype html><html lang="fr"><head><title>Faux</title></head><body><main><h1>Faux</h1>
<p><a href="/x" style="outline:none">sans contour</a></p><p><button tabindex="3">avant son tour</button></p>
<div style="position:relative"><button>dessous</button><div style="position:absolute;inset:0">dessus</div></div>
<div class="next"></div><div class="next"></div><nav id="nav"><ul><li>1<li>2<li>3<li>4<li>5<li>6<li>7</ul></nav>
<p style="width:900px;color:#777;background:#666">trop large, trop pâle</p>
<ul><li style="height:2300px">une longue liste</li></ul>
<details><summary>plié</summary><p>{words}</p></details><p>{words}</p></main></body></html>"""

READABLE = """<main><p style="color:#333">lisible</p>
<button disabled style="color:#aaa;background:#bbb">éteint</button></main>"""


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


def test_each_way_in_which_a_text_is_shown_is_judged_once(browser: Browser) -> None:
    with browser.new_context() as context:
        page, axe = context.new_page(), Axe()
        page.set_content(READABLE)
        page.evaluate(AXE)
        assert axe.colours(page) == []
        judged = axe.judged.copy()
        assert judged
        assert axe.colours(page) == []
        assert axe.judged == judged
        page.locator("button").evaluate("button => button.disabled = false")
        assert "color:#aaa" in str(axe.colours(page)), (
            "what can't be used is left out, and judged once it can"
        )
        page.set_content(READABLE.replace("<main>", "<main style='background:#444'>"))
        page.evaluate(AXE)
        assert "lisible" in str(axe.colours(page))


@pytest.mark.parametrize("part", range(PARTS))
def test_every_page_is_usable_by_everyone(
    browser: Browser, stage: Demonstration, tmp_path_factory: pytest.TempPathFactory, part: int
) -> None:
    looked_at = run_folder(tmp_path_factory) / "looked-at"
    looked_at.mkdir(exist_ok=True)
    check(Inspection(browser, stage.url, looked_at), part, PARTS)
    assert len(list(looked_at.iterdir())) >= KINDS_AT_LEAST


@pytest.mark.deep
def test_every_page_is_usable_by_everyone_in_each_role(browser: Browser, stage: Demonstration) -> None:
    inspection = Inspection(browser, stage.url)
    check(inspection)
    assert len(inspection.kinds) >= KINDS_AT_LEAST, sorted(inspection.kinds)


def check(inspection: Inspection, part: int = 0, of: int = 1) -> None:
    # Artisans first, in both parts: the words of a page of all are counted where it is met as theirs.
    roles = sorted((role for role, _label, _text in ROLES), key=lambda role: role not in ARTISANS)
    for role in roles[part::of]:
        inspection.role(role)
    print(f"\nThe longest pages: pixels at 375, at 1280\n{inspection.longest()}")
    print(f"\nThe wordiest pages of an artisan\n{inspection.wordiest()}")
    assert not inspection.faults, "\n".join(inspection.faults)
