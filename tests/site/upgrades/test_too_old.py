"""A database that lacks some of the migrations that were squashed: refused in a sentence, and nothing changes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytest_django import Settings

from etabli.site import migrating
from etabli.site.migrating import lacking_among, unknown_among
from tests.faults.installation import PATIENCE_SECONDS, Installation
from tests.faults.test_starts import SHAPE, etabli
from tests.site.upgrades.dumps import todays_database

FORGET = """
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
MigrationRecorder(connection).record_unapplied("people", "0012_who_gave_a_role")
"""


@pytest.fixture
def too_old(tmp_path: Path) -> Iterator[Installation]:
    with todays_database("sqlite", tmp_path / "data") as made:
        made.ask(FORGET)
        yield made


@pytest.mark.parametrize(
    ("line", "language", "words"),
    [
        ("manage migrate", "fr_FR", "Installez d'abord la version du 30 novembre 2026"),
        (
            "manage set_up --chamber C --adviser a@example.org",
            "en_US",
            "First install the version of 30 November 2026",
        ),
        ("manage worker", "en_US", "from before 30 November 2026"),
        ("tick", "fr_FR", "d'avant le 30 novembre 2026"),
    ],
)
def test_it_is_refused_in_a_sentence(too_old: Installation, line: str, language: str, words: str) -> None:
    done = etabli(too_old, *line.split(), LC_ALL=language)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert words in done.stderr
    assert "people.0012_who_gave_a_role" in done.stderr


def test_the_site_does_not_start_and_check_says_why(too_old: Installation) -> None:
    before = too_old.ask(SHAPE)
    web = too_old.start("etabli.site.serving")
    assert web.wait(PATIENCE_SECONDS) == 2
    check = etabli(too_old, "check", "--json")
    assert check.returncode == 1
    texts = {point["text"]: point["mend"] for point in json.loads(check.stdout)["points"]}
    [mend] = [mend for text, mend in texts.items() if "people.0012_who_gave_a_role" in text]
    assert mend.startswith("Installez d'abord")
    assert too_old.ask(SHAPE) == before


@pytest.fixture
def _migrations_on_disk(settings: Settings) -> Iterator[None]:
    """The tables of the tests are made without migrations, and the process keeps what it read of them."""
    settings.MIGRATION_MODULES = {}
    migrating._by_replaced.cache_clear()
    yield
    migrating._by_replaced.cache_clear()


@pytest.mark.usefixtures("_migrations_on_disk")
def test_what_is_lacking_and_what_is_unknown() -> None:
    new = [("diary", "0001_squashed"), ("diary", "0001_initial")]
    assert (lacking_among(new), unknown_among(new)) == ([], [])
    assert lacking_among([]) == []
    partly = [("support", "0001_initial"), ("support", "0003_no_name_in_the_diary")]
    assert (lacking_among(partly), unknown_among(partly)) == (["support.0002_sequence"], [])
    assert unknown_among([("support", "9999_later"), ("socialaccount", "0001_initial")]) == [
        "support.9999_later"
    ]
