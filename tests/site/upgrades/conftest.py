"""A database of before takes long to bring up to date: one of each kind begins each half of the tests."""

import pytest

from tests.halves import begin_halves
from tests.site.upgrades.dumps import KINDS

LONGEST = "site/upgrades/test_upgrade.py"


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    of_upgrades = [item for item in items if LONGEST in item.nodeid]
    sqlite, postgresql = ([item for item in of_upgrades if f"[{kind}]" in item.name] for kind in KINDS)
    begin_halves(items, sqlite, postgresql)
