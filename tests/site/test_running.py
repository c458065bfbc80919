"""What makes a demonstration prepare itself again at its next start."""

from pathlib import Path

import pytest

from etabli.site.preparing import shape_of

KEPT_IN_STEP = [
    "people/migrations/0001_initial.py",
    "people/locale/fr/LC_MESSAGES/django.po",
    "ui/static/ui/etabli.css",
    "ui/static/ui/fonts/text.woff2",
]


def write(package: Path, name: str, text: str) -> None:
    file = package / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text)


@pytest.fixture
def package(tmp_path: Path) -> Path:
    for name in [*KEPT_IN_STEP, "people/pages.py"]:
        write(tmp_path, name, "as it was")
    return tmp_path


@pytest.mark.parametrize("name", KEPT_IN_STEP)
def test_a_newer_checkout_prepares_the_demonstration_again(package: Path, name: str) -> None:
    before = shape_of(package)
    write(package, name, "as it has become")
    assert shape_of(package) != before


def test_other_code_needs_no_preparation(package: Path) -> None:
    before = shape_of(package)
    write(package, "people/pages.py", "as it has become")
    assert shape_of(package) == before
