"""What every test may ask for."""

import gc
import os
import time
from collections.abc import Iterator
from itertools import compress
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, settings

from etabli.site.testing import collected
from tests.armed import ArmedClient
from tests.second import left_out, noted

# The same few examples at each run, many more in the deep one; no time limit: a loaded machine must not fail a test.
settings.register_profile(
    "ci",
    max_examples=30,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.register_profile("deep", settings.get_profile("ci"), max_examples=2000, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


# Long walks, made on one database: every page is opened on both, all that is sent is compared on both, the apps'
# own tests do, undo and estimate there. Whose an object is, who may do what, in what language it is said, which act
# asks for an estimate, what a kiosk refuses, what a link opens, by which words an act is found, what arguments a
# command takes, what a demonstration holds or what is practised on (always SQLite), hangs on none.
WALKED_ONCE = (
    "consistency/sent/test_languages.py",
    "consistency/sent/test_samples.py",
    "consistency/test_access.py::test_no_wrong_person",
    "consistency/test_access.py::test_public_pages",
    "consistency/test_access.py::test_who_sits_on_both_sides",
    "consistency/test_documented_commands.py",
    "consistency/test_double_role.py",
    "consistency/test_english.py",
    "consistency/test_estimates.py",
    "consistency/test_files.py",
    "consistency/test_forms.py",
    "consistency/test_hostile.py",
    "consistency/test_kiosk.py::test_nothing_answers",
    "consistency/test_letters.py",
    "consistency/test_links.py::test_each_link",
    "consistency/test_links.py::test_reading_an_address",
    "consistency/test_links.py::test_who_opened_a_link",
    "consistency/test_plain_words.py",
    "consistency/test_undo.py",
    "consistency/test_undo_by_others.py",
    "consistency/test_undo_today.py",
    "demo/test_demonstration.py",
    "front/test_search_roles.py::test_an_act_is_found",
    "front/test_search_roles.py::test_each_act_is_found",
    "front/test_search_roles.py::test_each_role_finds",
    "site/practice/test_practice.py::test_a_walk",
    "site/practice/test_practice.py::test_the_clock_builds",
)
# What asks for none of these reaches no database, or one that it brings itself: an installation in a folder of its own
# is on SQLite or on both, whatever DATABASE_URL says.
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out what no database can change (tests/second.py)",
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A module in which the second database is asked nothing isn't even imported for it."""
    if not config.getoption("--database-only"):
        return None
    _tests, modules = left_out()
    return True if collection_path.relative_to(config.rootpath).as_posix() in modules else None


@pytest.hookimpl(tryfirst=True)  # before a word or a mark leaves some of a module out
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database-only"):
        tests, _modules = left_out()
        kept = [_reaches_database(item) and item.nodeid not in tests for item in items]
        config.hook.pytest_deselected(
            items=[item for item, is_kept in zip(items, kept, strict=True) if not is_kept]
        )
        items[:] = compress(items, kept)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    with noted(item, is_of_both=_reaches_database(item)):
        return (yield)


def pytest_configure() -> None:
    gc.disable()  # nothing that is imported and collected is garbage


def pytest_collection_finish() -> None:
    """What was imported and collected stays to the end: the garbage collector need not walk it again and again."""
    gc.freeze()
    gc.enable()


def _reaches_database(item: pytest.Item) -> bool:
    if item.nodeid.removeprefix("tests/").startswith(WALKED_ONCE):
        return False
    fixtures = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
    return bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True, scope="session")
def _installation() -> None:
    """Each test begins with an empty database, and all keep files in one folder: it is the same installation's."""
    from django.core.files.base import ContentFile
    from django.test import TransactionTestCase

    from etabli.foundation.files import identity
    from etabli.foundation.files.marker import MARKER_NAME
    from etabli.foundation.files.stores import current_store
    from tests.emptying import empty

    TransactionTestCase._fixture_teardown = empty
    # What a test in this process writes need not outlive the machine, and the disk takes its time for each file.
    os.fsync = lambda _file: None
    identity.new_identity = lambda: "0" * 32
    # Rows that a test writes by hand keep files without asking whose the store is.
    current_store().save(MARKER_NAME, ContentFile(f"{identity.new_identity()}\n".encode()))


@pytest.fixture(autouse=True)
def _empty_cache() -> None:
    """What one test kept is not read by the next."""
    from django.core.cache import cache

    cache.clear()


@pytest.fixture(autouse=True)
def _house_language() -> None:
    """A page that one test reads in English leaves its language in the thread: the next starts in the house's."""
    from django.conf import settings
    from django.utils import translation

    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(autouse=True)
def _no_contact(monkeypatch: pytest.MonkeyPatch) -> None:
    """No page reads how the chamber is reached, whatever was kept by the test before: statements can be counted."""
    from etabli.foundation.people import chamber_contact

    chamber_contact.clear_cache()
    monkeypatch.setattr(chamber_contact, "_last_of_first", None)
    monkeypatch.setattr(chamber_contact, "_read", lambda chamber_id: (None, False))


@pytest.fixture
def within_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test sends is counted in one window of the limits, however long it takes and whenever it begins."""
    from etabli.foundation.people.security import rate_limits

    now = time.time()
    monkeypatch.setattr(rate_limits, "time", SimpleNamespace(time=lambda: now))


@pytest.fixture
def client() -> ArmedClient:
    """The test client, armed: see tests/armed.py."""
    return ArmedClient()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The first folder of documents that ETABLI_CORPUS names; without it, what needs it is skipped."""
    folder = next(iter(collected.folders()), None)
    if folder is None or not folder.is_dir():
        pytest.skip("ETABLI_CORPUS names no folder: the tests on its documents are left out")
    return folder
