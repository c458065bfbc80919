"""What the reading child still reaches, tried as `etabli check` tries it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from etabli.foundation import reading_child
from etabli.foundation.confinement_probe import find_reach
from tests.foundation.test_confinement import NOBODY, kernel_only, with_landlock

REACHED = """
import sys
from pathlib import Path
from etabli.foundation import reading_child
from etabli.foundation.confinement import close_to_others
from etabli.foundation.confinement_probe import find_reach
if sys.argv[2] == "closed":
    close_to_others()
reading_child.CHILD_PROGRAM = reading_child.CHILD_PROGRAM.replace("confine(**", sys.argv[3] + "confine(**")
could = find_reach([Path(sys.argv[1])])
print(*(["fell"] if could is None else sorted(could)))
"""
NO_LANDLOCK = """
from etabli.foundation import landlock
landlock.restrict = lambda *_: False
sys.addaudithook = lambda _: None
"""


@pytest.fixture
def secret() -> Iterator[Path]:
    """Where another user may reach it, if nothing else holds them."""
    path = Path("/dev/shm" if Path("/dev/shm").is_dir() else "/tmp") / f"etabli-test-{os.getpid()}"
    path.write_text("secret")
    path.chmod(0o644)
    yield path
    path.unlink()


def reached(secret: Path, *, user: int, closed: bool, before: str = "") -> list[str]:
    other: dict[str, Any] = {} if user == os.geteuid() else {"user": user, "group": user, "extra_groups": []}
    run = subprocess.run(
        [sys.executable, "-B", "-c", REACHED, str(secret), "closed" if closed else "open", before],
        capture_output=True,
        text=True,
        env={"PATH": os.environ["PATH"], "PYTHONPATH": ":".join(sys.path)},
        **other,
    )
    if "Permission" in run.stderr and other:
        pytest.skip("the interpreter or the code stands in a folder that is closed to other users")
    assert run.returncode == 0, run.stderr
    return str(run.stdout).split()


as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root becomes somebody else")
each_user = pytest.mark.parametrize(
    "user", [os.geteuid(), pytest.param(NOBODY, marks=as_root)], ids=["this user", "nobody"]
)


@kernel_only
@with_landlock
@each_user
def test_nothing_at_all_is_reached(secret: Path, user: int) -> None:
    assert reached(secret, user=user, closed=False) == []


@kernel_only
@each_user
def test_without_landlock_files_are_all_that_is_reached_of_whoever_is_closed_to_others(
    secret: Path, user: int
) -> None:
    assert reached(secret, user=user, closed=True, before=NO_LANDLOCK) == ["files"]


@kernel_only
@as_root
def test_whoever_is_not_closed_to_others_is_read_without_landlock(secret: Path) -> None:
    assert reached(secret, user=NOBODY, closed=False, before=NO_LANDLOCK) == ["files", "memory"]


def test_a_child_that_falls_is_no_proof(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_child, "CHILD_PROGRAM", "raise SystemExit(3)")
    assert find_reach([]) is None


# -- The list of calls -------------------------------------------------------------------------------------------------
