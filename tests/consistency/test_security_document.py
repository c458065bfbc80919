"""docs/en/security.md names code and tests: each is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCUMENT = ROOT / "docs" / "en" / "security.md"


def named() -> list[str]:
    return re.findall(r"`((?:src|tests)/[^`\s]+)`", DOCUMENT.read_text(encoding="utf-8"))


def test_what_the_table_of_requirements_names_is_there() -> None:
    missing = []
    for name in named():
        path, _colons, test = name.partition("::")
        file = ROOT / path
        if not file.exists() or (test and f"def {test}(" not in file.read_text(encoding="utf-8")):
            missing.append(name)
    assert len(named()) > 80
    assert not missing, f"docs/en/security.md names what is not there: {missing}"


def test_each_requirement_has_its_row_once() -> None:
    rows = re.findall(r"^\| (\d+\.\d+\.\d+)", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    assert len(rows) == len(set(rows)) > 40
