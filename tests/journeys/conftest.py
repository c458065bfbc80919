"""One demonstration, one browser, and people who walk through it."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from etabli.site.testing.steps import find_chromium
from tests.halves import begin_halves
from tests.journeys.browser import a_browser
from tests.journeys.demonstration import Demonstration, demonstration, fill_in
from tests.journeys.walker import Eyes, Walker
from tests.once import migrated, once_per_run, run_folder

Someone = Callable[..., Walker]
LONGEST = "test_every_page_is_usable_by_everyone["


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Each half begins with a part of what takes longest."""
    parts = [item for item in items if item.name.startswith(LONGEST)]
    begin_halves(items, parts[:1], parts[1:])


@pytest.fixture(scope="session", autouse=True)
def _documents_without_fault(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Which documents axe has passed is known to all the processes of the run."""
    Eyes.without_fault = run_folder(tmp_path_factory) / "without-fault"
    Eyes.without_fault.mkdir(exist_ok=True)


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The data folder of a small demonstration, of which all are copies."""
    tables = migrated(tmp_path_factory)

    def make(folder: Path) -> None:
        shutil.copytree(tables, folder, dirs_exist_ok=True)
        fill_in(folder)

    return once_per_run(tmp_path_factory, "demonstration", make)


@pytest.fixture(scope="session")
def stage(filled: Path) -> Iterator[Demonstration]:
    """A small demonstration that answers, of this process alone."""
    with demonstration(start=filled) as started:
        yield started


@pytest.fixture(scope="session")
def practice(stage: Demonstration) -> None:
    """What people practise on is ready: built once for all who do."""
    stage.manage("prepare_practice")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium; without one the journeys are left out, and under CI that is a failure."""
    if find_chromium() is None:
        if os.environ.get("CI"):
            pytest.fail("no Chromium: the journeys can't run")
        pytest.skip(
            "no Chromium (Debian: apt-get install chromium-headless-shell): the journeys are left out"
        )
    with a_browser() as started:
        yield started


@pytest.fixture(scope="session")
def eyes(browser: Browser) -> Iterator[Eyes]:
    """Looks once at each kind of page, for all the journeys that share it."""
    opened = Eyes(browser)
    yield opened
    for context in opened.contexts.values():
        context.close()


@pytest.fixture(params=[True, False], ids=["with JavaScript", "without JavaScript"])
def someone(request: pytest.FixtureRequest, browser: Browser, stage: Demonstration) -> Iterator[Someone]:
    """Makes a person with a device: `someone(width=375)`; all of them with JavaScript, or all without. `locale`: in
    which language they read."""
    eyes, walkers = Eyes(browser), []

    def make(width: int, locale: str = "fr-FR") -> Walker:
        walkers.append(Walker(browser, eyes, stage.url, scripts=request.param, width=width, locale=locale))
        return walkers[-1]

    yield make
    for walker in walkers:
        walker.context.close()
    for context in eyes.contexts.values():
        context.close()
