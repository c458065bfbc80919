"""What takes long to make is made once for a run, whichever of its processes asks first.

A run is one of pytest, or the several that `etabli test` starts one after the other.
"""

import fcntl
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.faults.installation import Installation


def run_folder(factory: pytest.TempPathFactory) -> Path:
    """The folder that all the processes of a run share, empty when it begins."""
    if made := os.environ.get("ETABLI_TESTS_MADE"):
        return Path(made)
    base = factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


def once_per_run(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder that `make` filled, to be copied and never changed; those who ask meanwhile wait for it."""
    root = run_folder(factory)
    made, under_way = root / f"once-{name}", root / f"making-{name}"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            shutil.rmtree(under_way, ignore_errors=True)
            under_way.mkdir(mode=0o700)
            make(under_way)
            under_way.rename(made)
    return made


def migrated(factory: pytest.TempPathFactory) -> Path:
    """The data folder of an installation on SQLite that was migrated and is empty."""
    return once_per_run(factory, "migrated", lambda folder: Installation(folder).prepare())
