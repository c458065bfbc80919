"""Takes the pictures of the documentation: `python -m scripts.screenshots [folder]`, from the checkout.

Starts a demonstration of its own, opens each screen as the role that uses it, at the width that the text shows, and
writes reduced PNG files (ImageMagick's `convert`, when it is there, brings them to 64 colours).
"""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Browser, Page

from tests.journeys.browser import a_browser
from tests.journeys.demonstration import CHECKOUT, Demonstration, demonstration

IMAGES = CHECKOUT / "docs" / "images"
HEIGHT = 1000
BUSINESSES = 6000

Way = Callable[[Page], None]


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


SCREENS: dict[str, tuple[str, int, Way]] = {
    "home": ("visitor", 1280, address("/")),
    "question": ("artisan", 375, address("/mon-projet/1/question/goals-public/")),
    "quote": ("artisan", 1280, open_quote),
}


def somebody(browser: Browser, stage: Demonstration, role: str, width: int) -> Page:
    context = browser.new_context(
        locale="fr-FR",
        base_url=stage.url,
        viewport={"width": width, "height": HEIGHT},
        reduced_motion="reduce",
    )
    page = context.new_page()
    if role != "visitor":
        page.goto("/demonstration/")
        page.locator(f"form[action='/demonstration/{role}/'] button:not([name])").click()
    return page


def take(browser: Browser, stage: Demonstration, name: str, folder: Path) -> None:
    role, width, way = SCREENS[name]
    page = somebody(browser, stage, role, width)
    way(page)
    path = folder / f"{name}-{width}.png"
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


def main(folder: Path = IMAGES) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with demonstration(BUSINESSES) as stage, a_browser() as browser:
        for name in SCREENS:
            take(browser, stage, name, folder)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:2]))
