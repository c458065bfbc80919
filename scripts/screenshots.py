"""Takes the pictures of the documentation: `python -m scripts.screenshots [folder] [--both] [--only=NAME,…]`, from the
checkout.

Starts a demonstration of its own, opens each screen as the role that uses it, at the width that the text shows (with
`--both`: at 375 and at 1280 pixels), and writes reduced PNG files (ImageMagick's `convert`, when it is there, brings
them to 64 colours).
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import django
from playwright.sync_api import Browser, Page

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()  # what follows reads models

from etabli.demo.shared import Size  # noqa: E402
from tests.journeys.browser import a_browser  # noqa: E402
from tests.journeys.demonstration import CHECKOUT, Demonstration, demonstration  # noqa: E402

IMAGES = CHECKOUT / "docs" / "images"
PHONE, DESK = 375, 1280
HEIGHTS = {PHONE: 1000, DESK: 900}
SIZE = Size(businesses=6000)

Way = Callable[[Page], None]


@dataclass(frozen=True)
class Screen:
    """Who sees it, how one gets there, at which width the documentation shows it."""

    role: str
    width: int
    way: Way
    is_dark: bool = False


def address(path: str) -> Way:
    return lambda page: go(page, path)


def go(page: Page, path: str) -> None:
    page.goto(path)


def open_quote(page: Page) -> None:
    """The rental, from the list of quotes worth seeing: its page beside its lines."""
    page.goto("/demonstration/")
    page.locator("button[value='devis-2.pdf']").click()
    page.wait_for_load_state("networkidle")
    page.locator("#values").evaluate("values => values.scrollIntoView()")


def practise(page: Page) -> None:
    """The space of the invented artisan."""
    page.goto("/s-exercer/")
    page.locator("main form button").click()


def begin_the_tour(page: Page) -> None:
    """Its seventh step: the examples, and the band that says what to look at."""
    page.goto("/demonstration/visite/")
    page.locator("form[action='/demonstration/visite/7/'] button").click()


SCREENS: dict[str, Screen] = {
    "home": Screen("visitor", DESK, address("/")),
    "workshops": Screen("visitor", PHONE, address("/ateliers/?commune=33314")),
    "practice": Screen("visitor", PHONE, practise),
    "space": Screen("artisan", PHONE, address("/mon-espace/"), is_dark=True),
    "question": Screen("artisan", PHONE, address("/mon-projet/1/question/goals-public/")),
    "quote": Screen("artisan", DESK, open_quote),
    "path": Screen("artisan", PHONE, address("/chemin/")),
    "comparison": Screen("artisan", DESK, address("/devis/projet/1/")),
    "paper": Screen("visitor", PHONE, address("/papier/")),
    "association": Screen("visitor", DESK, address("/association/")),
    "themes": Screen("adviser", DESK, address("/themes-a-proposer/")),
    "adviser": Screen("adviser", DESK, address("/bureau/")),
    "search": Screen("adviser", DESK, address("/chercher/?q=masonerie+pauilac")),
    "coverage": Screen("adviser", DESK, address("/couverture/")),
    "season": Screen("adviser", DESK, address("/saison/plans/1/")),
    "calls": Screen("adviser", DESK, address("/relais/a-appeler/")),
    "relay": Screen("relay", DESK, address("/mon-relais/")),
    "tour": Screen("visitor", DESK, begin_the_tour),
}


def somebody(browser: Browser, stage: Demonstration, screen: Screen, width: int) -> Page:
    context = browser.new_context(
        locale="fr-FR",
        base_url=stage.url,
        viewport={"width": width, "height": HEIGHTS[width]},
        reduced_motion="reduce",
        color_scheme="dark" if screen.is_dark else "light",
    )
    page = context.new_page()
    if screen.role != "visitor":
        page.goto("/demonstration/")
        page.locator(f"form[action='/demonstration/{screen.role}/'] button:not([name])").click()
    return page


def take(browser: Browser, stage: Demonstration, name: str, width: int, folder: Path) -> None:
    screen = SCREENS[name]
    page = somebody(browser, stage, screen, width)
    screen.way(page)
    path = folder / f"{name}-{width}{'-dark' if screen.is_dark else ''}.png"
    page.screenshot(path=path)
    page.context.close()
    reduce(path)
    print(f"{path.name}: {path.stat().st_size // 1000} kB")


def reduce(path: Path) -> None:
    """Few colours are enough for flat screens; without ImageMagick the picture stays as it is."""
    tool = shutil.which("convert")
    if tool:
        argv = [
            tool,
            str(path),
            "-strip",
            "+dither",
            "-colors",
            "64",
            "-define",
            "png:compression-level=9",
            str(path),
        ]
        subprocess.run(argv, check=True)


def main(argv: list[str]) -> None:
    both = "--both" in argv
    only = next((word.removeprefix("--only=").split(",") for word in argv if word.startswith("--only=")), [])
    folder = next((Path(word) for word in argv if not word.startswith("--")), IMAGES)
    folder.mkdir(parents=True, exist_ok=True)
    with demonstration(SIZE) as stage, a_browser() as browser:
        stage.manage("prepare_practice")
        for name, screen in SCREENS.items():
            if only and name not in only:
                continue
            for width in (PHONE, DESK) if both else (screen.width,):
                take(browser, stage, name, width, folder)


if __name__ == "__main__":
    main(sys.argv[1:])
