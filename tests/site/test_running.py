"""A demonstration: what makes it prepare itself again at its next start, and that it never meets the real data."""

import os
from pathlib import Path

import pytest

from etabli.site import running
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


REAL = (
    *("DATABASE_URL", "DATABASE_URL_FILE", "EMAIL_URL", "ETABLI_FILES_URL", "ETABLI_FILES_URL_FILE"),
    *("IMAP_URL", "IMAP_URL_FILE", "ETABLI_REPLY_ADDRESS", "ETABLI_SENTRY_DSN", "ETABLI_ADMINS"),
)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr_FR.UTF-8", "elle ignore DATABASE_URL, DATABASE_URL_FILE,"),
        ("en_GB.UTF-8", "it ignores DATABASE_URL, "),
    ],
)
def test_a_demonstration_takes_no_address_of_the_real_data_and_says_so(
    language: str,
    words: str,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    with monkeypatch.context() as environment:
        for name in ("ETABLI_DEMONSTRATION", "ETABLI_BASE_URL"):
            environment.setenv(name, "")
        for name in REAL:
            environment.setenv(name, "s3://the-real-one")
        environment.setenv("LC_ALL", language)
        environment.setenv("ETABLI_DATA", str(tmp_path))
        running._enter_demonstration("http://127.0.0.1:8000")
        assert not [name for name in REAL if name in os.environ]
        assert Path(os.environ["ETABLI_DATA"]) == tmp_path / "demonstration"
        errors = capsys.readouterr().err
        assert words in errors
        assert "the-real-one" not in errors
        running._enter_demonstration("http://127.0.0.1:8000")
        assert capsys.readouterr().err == "", "nothing is ignored: nothing is said"


def test_a_demonstration_that_begins_anew_leaves_no_file_of_the_former_database(tmp_path: Path) -> None:
    write(tmp_path, "files/installation", "of the former database")
    write(tmp_path, running.DATABASE_FILE, "half filled")
    running._start_afresh(tmp_path)
    assert list(tmp_path.iterdir()) == []
