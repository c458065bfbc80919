"""Where CONTRIBUTING.md sends a newcomer, there is what it says."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TASKS = [
    [re.findall(r"`([^`]+)`", cell) for cell in line.strip("|").split("|")]
    for line in (ROOT / "CONTRIBUTING.md").read_text("utf-8").splitlines()
    if line.startswith("|") and "`src/" in line
]


@pytest.mark.parametrize(("paths", "names"), [(task[1], task[2]) for task in TASKS])
def test_a_newcomer_finds_what_they_look_for(paths: list[str], names: list[str]) -> None:
    texts = [(ROOT / path).read_text("utf-8") for path in paths]
    for name, text in zip(names, texts * (len(names) // len(texts)), strict=True):
        assert name in text


def test_five_tasks_are_told() -> None:
    assert len(TASKS) == 5
