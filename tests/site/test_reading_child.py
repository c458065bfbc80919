"""`etabli check` tries what reads received files, and tells what this machine lacks to hold it."""

from pathlib import Path
from typing import Any

import pytest

from etabli.foundation import landlock, reading_child, seccomp
from etabli.foundation.confinement_probe import Reach
from etabli.site.checks import machine
from etabli.site.checks.points import Verdict

KEPT = reading_child.CHILD_PROGRAM
OFF = """
from etabli.foundation import landlock
landlock.restrict = lambda *_: False
sys.addaudithook = lambda _: None
confine(**"""

pytestmark = pytest.mark.skipif(not seccomp.is_supported(), reason="the kernel holds nothing elsewhere")


@pytest.fixture(autouse=True)
def data(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ETABLI_READER", raising=False)
    settings.DATA = tmp_path
    (tmp_path / "secret_key").write_text("secret")


@pytest.mark.skipif(landlock.version() < landlock.FULL_VERSION, reason="this kernel has no whole Landlock")
def test_a_child_that_reaches_nothing_is_sound() -> None:
    point = machine.reading_child()
    assert (point.verdict, point.mend) == (Verdict.SOUND, "")


def test_without_landlock_what_is_reached_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_child, "CHILD_PROGRAM", KEPT.replace("confine(**", OFF))
    monkeypatch.setattr(landlock, "version", lambda: 0)
    point = machine.reading_child()
    assert point.verdict is Verdict.REMARK
    assert "Landlock" in point.text
    assert any(words in point.text for words in machine.REACH_LABELS[Reach.FILES])
    assert "/sys/kernel/security/lsm" in point.mend


def test_an_older_landlock_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "version", lambda: landlock.FULL_VERSION - 1)
    point = machine.reading_child()
    assert point.verdict is Verdict.REMARK
    assert f"Landlock {landlock.FULL_VERSION - 1}" in point.text


def test_a_child_that_does_not_start_is_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_child, "CHILD_PROGRAM", "raise SystemExit(1)")
    assert machine.reading_child().verdict is Verdict.FAULT


def test_a_service_that_does_not_answer_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ETABLI_READER", str(tmp_path / "nobody.sock"))
    point = machine.reading_child()
    assert point.verdict is Verdict.FAULT
    assert "nobody.sock" in point.text
