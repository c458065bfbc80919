"""The file of a backup: nothing of it may change without being seen."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from etabli.site.backups import age
from etabli.site.backups.archive import NotABackup, Reader, Writer
from etabli.site.backups.manifest import Manifest
from etabli.site.backups.writing import STATE_FOLDERS
from etabli.site.environment import CHECKOUT

ENTRIES = {"database.sqlite3.gz": b"d" * 3000, "files/aa/aa": b"f" * 700, "state/draws/numbers": b""}


@pytest.fixture(scope="module")
def whole() -> bytes:
    out = io.BytesIO()
    writer = Writer(out)
    for name, content in ENTRIES.items():
        writer.add(name, io.BytesIO(content), len(content))
    manifest = Manifest(
        version="0",
        installation="a" * 32,
        vendor="sqlite",
        at=datetime(2027, 1, 12, tzinfo=UTC),
        database_size=1,
        key_check="k",
        migrations={},
        rows={"t": 1},
        entries=writer.entries,
    )
    writer.close(manifest.as_bytes())
    return out.getvalue()


def test_it_gives_back_what_was_written(whole: bytes) -> None:
    reader = Reader(io.BytesIO(whole))
    reader.check()
    assert {name: reader.open(name).read() for name in reader.manifest.entries} == ENTRIES
    assert reader.manifest.files == 1
    assert list(reader.names("state")) == [("state/draws/numbers", "draws/numbers")]


def test_a_byte_that_changes_anywhere_is_seen(whole: bytes) -> None:
    for place in range(0, len(whole), 37):
        changed = bytearray(whole)
        changed[place] ^= 0x5A
        with pytest.raises(NotABackup):
            Reader(io.BytesIO(bytes(changed))).check()


def test_cut_anywhere_it_is_no_backup(whole: bytes) -> None:
    end = whole.rindex(b"seal.sha256") + 512 + 64
    for place in range(0, end, 211):
        with pytest.raises(NotABackup):
            Reader(io.BytesIO(whole[:place])).check()


def test_a_change_outside_the_files_is_seen_without_reading_them(whole: bytes) -> None:
    changed = bytearray(whole)
    changed[600] ^= 1
    with pytest.raises(NotABackup, match=r"database\.sqlite3\.gz"):
        Reader(io.BytesIO(bytes(changed))).check_all_but("files")
    changed = bytearray(whole)
    changed[whole.index(b"ffff")] ^= 1
    Reader(io.BytesIO(bytes(changed))).check_all_but("files")


# Made again by themselves, given again, or of this place alone.
NOT_KEPT = {"cache", "static", "practice", "register", "restoring", "backing-up"}
APART = {"files", "secret_key"}  # in the backup by ways of their own


def test_each_folder_beside_the_database_is_in_a_backup_or_can_be_made_again() -> None:
    sources = (path.read_text(encoding="utf-8") for path in (CHECKOUT / "src").rglob("*.py"))
    named = {name for text in sources for name in re.findall(r'\bDATA\)? / "([\w.]+)"', text)}
    assert named - {*STATE_FOLDERS, *NOT_KEPT, *APART} == set(), (
        "say in STATE that it is kept, or here why it is not"
    )
    assert named >= set(STATE_FOLDERS)


@pytest.mark.parametrize("size", [0, 1, 65535, 65536, 65537, 200_000])
def test_an_encrypted_file_that_was_cut_is_seen_by_its_length(size: int, tmp_path: Path) -> None:
    from pyrage import x25519

    made, plain = tmp_path / "made.age", tmp_path / "plain"
    plain.write_bytes(b"x" * size)
    with plain.open("rb") as source, made.open("wb") as target:
        age.encrypt(source, target, [x25519.Identity.generate().to_public()])
    assert age.is_encrypted(made)
    assert age.has_full_length(made, size)
    made.write_bytes(made.read_bytes()[:-1])
    assert not age.has_full_length(made, size)
