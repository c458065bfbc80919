"""What every test may ask for."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.armed import ArmedClient

# The same examples at each run, and no time limit: a loaded machine must not fail a test.
settings.register_profile(
    "ci",
    max_examples=60,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow],
    print_blob=True,
)
settings.register_profile("deep", settings.get_profile("ci"), max_examples=2000, derandomize=False)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci"))


# What starts an installation of its own reads DATABASE_URL without asking pytest for a database.
OWN_INSTALLATIONS = {"faults", "site"}
# Long walks, made on one database: test_access.py opens every page on both, the apps' own tests do and undo there, and
# what a command's help says hangs on none. What brings both of its databases itself is not brought them twice.
WALKED_ONCE = (
    "consistency/test_forms.py",
    "consistency/test_hostile.py",
    "consistency/test_plain_words.py",
    "consistency/test_undo.py",
    "faults/test_starts.py",
    "site/backups/",
    "site/upgrades/",
    "site/test_command_line.py::test_the_documentation",
)
DATABASE_FIXTURES = {"db", "transactional_db", "django_db_setup"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database-only",
        action="store_true",
        help="leave out what no database can change: the second database needs no engine read again",
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--database-only"):
        left_out = [item for item in items if not _reaches_database(item)]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if _reaches_database(item)]


def _reaches_database(item: pytest.Item) -> bool:
    folder = item.path.relative_to(Path(__file__).parent).parts[0]
    if item.nodeid.removeprefix("tests/").startswith(WALKED_ONCE):
        return False
    fixtures = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
    return folder in OWN_INSTALLATIONS or bool(fixtures) or item.get_closest_marker("django_db") is not None


@pytest.fixture(scope="session")
def database_only(request: pytest.FixtureRequest) -> bool:
    """Is this the second database, of which only what a database can change is asked?"""
    return bool(request.config.getoption("--database-only"))


@pytest.fixture(autouse=True, scope="session")
def _installation() -> None:
    """Each test begins with an empty database, and all keep files in one folder: it is the same installation's."""
    from django.core.files.base import ContentFile

    from etabli.foundation.files import identity
    from etabli.foundation.files.marker import MARKER
    from etabli.foundation.files.stores import present

    identity.new_identity = lambda: "0" * 32
    # Rows that a test writes by hand keep files without asking whose the store is.
    present().save(MARKER, ContentFile(f"{identity.new_identity()}\n".encode()))


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


@pytest.fixture
def client() -> ArmedClient:
    """The test client, armed: see tests/armed.py."""
    return ArmedClient()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of documents that ETABLI_CORPUS names; without it, what needs it is skipped."""
    folder = os.environ.get("ETABLI_CORPUS", "")
    if not folder or not Path(folder).is_dir():
        pytest.skip("ETABLI_CORPUS names no folder: the tests on its documents are left out")
    return Path(folder)
