"""`etabli bench first_page`: what the first page and the sign-up weigh on the wire.

Starts a small demonstration of its own with collected static files, loads each page with an empty cache in the
system's Chromium, and counts bytes (headers and bodies, as compressed) and requests. The same figures at each run, to
a few bytes. The floors are held by tests/journeys/test_weight.py.
"""

import argparse
from collections.abc import Iterator

from playwright.sync_api import Browser

from bench.report import Part, Table
from etabli.demo.shared import Size
from tests.journeys.browser import a_browser
from tests.journeys.demonstration import demonstration
from tests.journeys.weight import Weight

SIZE = Size(businesses=400)
PAGES = {
    "first page": ["/"],
    "list and workshop with its form": ["/ateliers/", "/ateliers/42/"],
    "public figures with the map": ["/chiffres/"],
}


def add_options(parser: argparse.ArgumentParser) -> None:
    pass


def run(options: argparse.Namespace) -> Iterator[Part]:
    with demonstration(SIZE) as stage, a_browser() as browser:
        weights = {name: weigh(browser, stage.url, paths) for name, paths in PAGES.items()}
    rows = [
        (name, f"{weight.bytes:,}", weight.requests, len(weight.third_parties))
        for name, weight in weights.items()
    ]
    data = {
        name: {"bytes": weight.bytes, "requests": weight.requests, "sizes": dict(weight.sizes)}
        for name, weight in weights.items()
    }
    head = ("page", "bytes transferred, fonts included", "requests", "to third parties")
    yield Part("first_page", data, (Table("first_page", head, rows),))


def weigh(browser: Browser, url: str, paths: list[str]) -> Weight:
    """Load the paths one after the other, as somebody new."""
    with browser.new_context(locale="fr-FR", viewport={"width": 375, "height": 740}) as context:
        page, weight = context.new_page(), Weight(url)
        weight.watch(context, page)
        for path in paths:
            page.goto(url + path, wait_until="networkidle")
        return weight
