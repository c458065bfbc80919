"""What the first page and the sign-up weigh on the wire: `python -m bench.first_page`, from the checkout.

Starts a small demonstration of its own with collected static files, loads each page with an empty cache in the
system's Chromium, and prints bytes (headers and bodies, as compressed) and requests. The same figures at each run, to
a few bytes. The floors are held by tests/journeys/test_weight.py.
"""

from playwright.sync_api import Browser

from tests.journeys.browser import a_browser
from tests.journeys.demonstration import demonstration
from tests.journeys.weight import Weight

PAGES = {
    "first page": ["/"],
    "sign-up (list, workshop)": ["/ateliers/", "/ateliers/42/"],
    "figures": ["/chiffres/"],
}


def weigh(browser: Browser, url: str, paths: list[str]) -> Weight:
    """Load the paths one after the other, as somebody new."""
    with browser.new_context(locale="fr-FR", viewport={"width": 375, "height": 740}) as context:
        page, weight = context.new_page(), Weight(url)
        weight.watch(context, page)
        for path in paths:
            page.goto(url + path, wait_until="networkidle")
        return weight


def main() -> None:
    with demonstration() as stage, a_browser() as browser:
        for name, paths in PAGES.items():
            weight = weigh(browser, stage.url, paths)
            others = len(weight.third_parties)
            print(f"{name}: {weight.bytes} bytes, {weight.requests} requests, {others} to third parties")
            for path, size in weight.sizes.items():
                print(f"  {size:>7}  {path}")


if __name__ == "__main__":
    main()
