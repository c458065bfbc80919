"""What was taken stays after a power cut: the disk has a file and the folders that name it before a row says so."""

import errno
import os
import stat
from pathlib import Path
from typing import Any

import pytest

from etabli.foundation.files import disk_sync
from etabli.foundation.files.models import StoredFile
from etabli.foundation.files.receiving import FileRefused
from etabli.foundation.files.stores import MARKER_NAME, PARTIAL_FOLDER, QUARANTINE_FOLDER, current_store
from tests import factories as make
from tests.foundation.files.places import kept, names

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def folder(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path / "new" / "files"
    return tmp_path / "new" / "files"


@pytest.fixture
def events(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """What is done, in order: "sync PATH", "name PATH", "row"."""
    seen: list[str] = []
    fsync, replace, save = os.fsync, os.replace, StoredFile.save

    def shown(path: str) -> str:
        return str(Path(path).relative_to(tmp_path))

    def synced(opened: int) -> None:
        kind = "content" if stat.S_ISREG(os.fstat(opened).st_mode) else "folder"
        seen.append(f"sync {kind} {shown(os.readlink(f'/proc/self/fd/{opened}'))}")
        fsync(opened)

    def replaced(before: str, after: str) -> None:
        seen.append(f"name {shown(before)} {shown(after)}")
        replace(before, after)

    def saved(row: StoredFile, *args: Any, **kwargs: Any) -> None:
        seen.append("row")
        save(row, *args, **kwargs)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(os, "replace", replaced)
    monkeypatch.setattr(StoredFile, "save", saved)
    return seen


def test_the_disk_has_all_before_the_row_is_saved(events: list[str]) -> None:
    stored = kept()
    file = f"new/files/{stored.content.name}"
    parts = [event for event in events if PARTIAL_FOLDER in event]
    content = next(event for event in parts if event.startswith("sync content"))
    renamed = next(event for event in parts if event.startswith("name"))
    assert renamed == f"name {content.removeprefix('sync content ')} {file}"
    above = [f"sync folder {path}" for path in (".", "new", "new/files")]
    assert all(sync in events for sync in above), "folders that were just made are named in theirs"
    after = events[events.index(renamed) + 1 :]
    assert after == [f"sync folder {os.path.dirname(file)}", "row"]
    assert events.index(content) < events.index(renamed)
    assert events.index("sync folder new/files") < events.index(renamed)


def test_what_is_moved_or_deleted_is_so_for_good(events: list[str]) -> None:
    name = str(kept().content.name)
    place, home = current_store(), f"sync folder new/files/{os.path.dirname(name)}"
    del events[:]
    place.move(name, f"{QUARANTINE_FOLDER}/{name}")
    assert events[-2:] == [f"sync folder new/files/{QUARANTINE_FOLDER}/{os.path.dirname(name)}", home]
    del events[:]
    place.bring_back(name)
    assert home in events
    del events[:]
    place.delete(name)
    assert events == [home]
    place.delete("zz/never-there")


@pytest.mark.parametrize("fails", ["content", "folder"])
def test_a_disk_that_fails_refuses_the_file_and_keeps_nothing_half_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch, fails: str
) -> None:
    kept()
    fsync = os.fsync

    def fail(opened: int) -> None:
        if stat.S_ISREG(os.fstat(opened).st_mode) is (fails == "content"):
            raise OSError(errno.EIO, "input/output error")
        fsync(opened)

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(FileRefused, match="notre faute"):
        kept()
    assert StoredFile.objects.count() == 1
    assert names(current_store()) == {StoredFile.objects.get().content.name}
    assert list((folder / PARTIAL_FOLDER).iterdir()) == []


def test_a_system_without_folders_to_sync_keeps_files_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "O_DIRECTORY", raising=False)
    with kept().content.open("rb") as file:
        assert file.read() == make.PDF


def test_a_share_that_knows_no_syncing_of_folders_keeps_files_all_the_same(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fsync = os.fsync

    def fail(opened: int) -> None:
        if stat.S_ISDIR(os.fstat(opened).st_mode):
            raise OSError(errno.EINVAL, "invalid argument")
        fsync(opened)

    monkeypatch.setattr(os, "fsync", fail)
    kept()
    assert StoredFile.objects.count() == 1


def test_all_is_closed_to_others(folder: Path) -> None:
    name = str(kept().content.name)
    current_store().move(name, f"{QUARANTINE_FOLDER}/{name}")
    for path in folder.rglob("*"):
        assert path.stat().st_mode & 0o077 == 0, path
    assert (folder / MARKER_NAME).read_text()
    assert disk_sync.sync_folder(str(folder)) is None
