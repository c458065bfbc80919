"""`etabli check` on backups: absent, late, of another, altered or too small."""

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from etabli.foundation.files.identity import identity
from etabli.foundation.people.models import Person
from etabli.site.backups.archive import Writer
from etabli.site.backups.manifest import Manifest
from etabli.site.checks import (
    Verdict,
    backups,
)
from tests import factories as make
from tests.site.test_checks import faults

pytestmark = pytest.mark.django_db


@pytest.fixture
def data(settings: Any, tmp_path: Path) -> Path:
    """A data folder of our own."""
    settings.DATA, settings.MEDIA_ROOT = tmp_path, tmp_path / "files"
    return tmp_path


def test_backups(settings: Any, data: Path) -> None:
    settings.BACKUPS = None
    assert [point.verdict for point in backups.look()] == [Verdict.REMARK]
    settings.PRODUCTION = True
    assert len(faults(backups.look)) == 1
    settings.BACKUPS = str(data)
    assert len(faults(backups.look)) == 1
    (data / f"{name_of(0)}.part").touch()
    assert len(faults(backups.look)) == 1
    backup(data / name_of(1))
    assert faults(backups.look) == []
    (data / name_of(1)).rename(data / name_of(49))
    [text] = faults(backups.look)
    assert "49 h" in text


def test_the_last_backup_is_opened(settings: Any, data: Path) -> None:
    settings.BACKUPS = str(data)
    last = data / name_of(1)
    make.person(make.chamber())
    backup(last)
    [text] = faults(backups.look)
    assert "personne n'y est" in text, "a backup of an empty database"
    backup(last, rows={Person._meta.db_table: 1})
    assert faults(backups.look) == []
    backup(last, rows={Person._meta.db_table: 1}, installation="f" * 32)
    [text] = faults(backups.look)
    assert "d'une autre installation" in text
    backup(last, rows={Person._meta.db_table: 1}, missing=["aa/aa"])
    [text] = faults(backups.look)
    assert "aa/aa" in text
    content = last.read_bytes()
    last.write_bytes(content[:600] + b"y" + content[601:])
    [text] = faults(backups.look)
    assert "database.sqlite3.gz" in text
    last.write_bytes(content[:700])
    assert len(faults(backups.look)) == 1


def test_of_an_encrypted_backup_the_size_is_looked_at(settings: Any, data: Path) -> None:
    settings.BACKUPS = str(data)
    for hours, size in ((30, 5000), (1, 4000)):
        (data / f"{name_of(hours)}.age").write_bytes(b"age-encryption.org/v1\n" + b"x" * size)
    assert faults(backups.look) == []
    (data / f"{name_of(1)}.age").write_bytes(b"age-encryption.org/v1\n")
    [text] = faults(backups.look)
    assert "la précédente" in text


def name_of(hours: int) -> str:
    """What a backup made so long ago is called."""
    return f"etabli-{datetime.now() - timedelta(hours=hours, minutes=1):%Y-%m-%d-%H%M%S}.tar"


def backup(path: Path, **said: Any) -> None:
    """A backup of nothing much, of this installation, whose manifest says so."""
    told = {
        "version": "0",
        "installation": identity(),
        "vendor": "sqlite",
        "database_size": 1,
        "key_check": "",
    }
    with path.open("w+b") as file:
        writer = Writer(file)
        writer.add("database.sqlite3.gz", io.BytesIO(b"x" * 500), 500)
        rows = {"at": timezone.now(), "migrations": {}, "rows": {}, "entries": writer.entries}
        writer.close(Manifest(**{**told, **rows, **said}).as_bytes())
