"""The system's Chromium, driven by Playwright, quiet towards the outside."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def chromium() -> str | None:
    """The path of the system's Chromium, or None."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    return os.environ.get("ETABLI_CHROMIUM") or found


@contextmanager
def a_browser() -> Iterator[Browser]:
    """One browser for a run; each person then has a context of their own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(QUIET))
        yield browser
        browser.close()
