"""Writing a backup: the database at one instant, then each file that its rows name, then what stands beside them."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import IO, Any

from etabli.site.backups import age, databases
from etabli.site.backups.age import key_check, keys_as_text
from etabli.site.backups.archive import CHUNK_BYTES, Writer
from etabli.site.backups.manifest import Manifest
from etabli.site.backups.naming import (
    ENCRYPTED_SUFFIX,
    PART_SUFFIX,
    PLAIN_SUFFIX,
    checksum_file_of,
    free_name,
    make_durable,
)
from etabli.site.backups.verifying import Verified, verify

# Of the data folder, beside the database and the files. The rest is made again: cache, static files, practice; or
# given again: the official files of a register that wait to be read.
STATE_FOLDERS = ("draws", "openings")
KEY_ENTRY = "secret_key"
_IN_MEMORY = 4 << 20


@dataclass
class WrittenBackup:
    """`verified`: what was tried once it was written."""

    path: Path
    size: int
    manifest: Manifest
    verified: Verified


@dataclass
class _Files:
    """What became of the files that the rows name."""

    erased: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    damaged: list[str] = field(default_factory=list)


def write(folder: Path, scratch: Path, *, to: list[Any], at: datetime) -> WrittenBackup:
    """A backup in `folder`, whole and tried before it has its name. Encrypted, with the key inside, when there is
    somebody to read it. Raises NoDatabase, OSError, NotABackup."""
    name = free_name(folder, at, ENCRYPTED_SUFFIX if to else PLAIN_SUFFIX)
    part = name.with_name(name.name + PART_SUFFIX)
    plain = scratch / "plain" if to else part
    try:
        with _private_file(plain) as file:
            manifest = _write_plain(file, scratch, with_key=bool(to), at=at)
        verified = verify(plain, scratch)
        if to:
            _encrypt(plain, part, to)
            _write_sum(part, name)
        make_durable(part, name)
    finally:
        part.unlink(missing_ok=True)
    return WrittenBackup(name, name.stat().st_size, manifest, verified)


def _write_plain(file: IO[bytes], scratch: Path, *, with_key: bool, at: datetime) -> Manifest:
    copied = databases.copy_database(scratch)
    writer, files = Writer(file), _Files()
    with copied.path.open("rb") as content:
        writer.add(databases.ENTRY_NAME[copied.vendor], content, os.fstat(content.fileno()).st_size)
    copied.path.unlink()
    for name, expected_sum in copied.facts.named:
        _add_stored(writer, files, name, expected_sum, scratch)
    for name, path in _state():
        _add_growing_file(writer, name, path)
    if with_key:
        _add_text(writer, KEY_ENTRY, keys_as_text(), scratch)
    manifest = Manifest(
        version=version("etabli"),
        installation=copied.facts.installation,
        vendor=copied.vendor,
        at=at,
        database_size=copied.size,
        key_check=key_check(),
        migrations=copied.facts.migrations,
        rows=copied.facts.rows,
        entries=writer.entries,
        erased=files.erased,
        missing=files.missing,
        damaged=files.damaged,
    )
    writer.close(manifest.as_bytes())
    return manifest


def _add_stored(writer: Writer, files: _Files, name: str, expected_sum: str, scratch: Path) -> None:
    """A file as the store has it; one that went since is no fault, one that is not what was kept is told."""
    from etabli.foundation.files.stores import current_store

    with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=str(scratch)) as spool:
        try:
            stored_file = current_store().open(name)
        except OSError:
            (files.missing if _is_named(name) else files.erased).append(name)
            return
        with stored_file:
            for piece in _chunks(stored_file):
                if piece is None:
                    files.missing.append(name)
                    return
                spool.write(piece)
        size = spool.tell()
        spool.seek(0)
        writer.add(f"files/{name}", spool, size)
    if writer.entries[f"files/{name}"].sha256 != expected_sum:
        files.damaged.append(name)


def _chunks(stored_file: Any) -> Iterator[bytes | None]:
    """What the store gives; None, the last, when it fails on the way: a full disk on our side is another matter."""
    while True:
        try:
            piece = stored_file.read(CHUNK_BYTES)
        except OSError:
            yield None
            return
        if not piece:
            return
        yield piece


def _is_named(name: str) -> bool:
    """Whether a row names this file still."""
    from etabli.foundation.files.models import StoredFile

    return StoredFile.objects.filter(content=name).exists()


def _state() -> Iterator[tuple[str, Path]]:
    from django.conf import settings

    for folder in STATE_FOLDERS:
        for path in sorted((settings.DATA / folder).rglob("*")):
            yield f"state/{path.relative_to(settings.DATA)}", path


def _add_growing_file(writer: Writer, name: str, path: Path) -> None:
    """A file to which others add meanwhile: as long as it is now. One that has just gone was counted in rows."""
    try:
        with path.open("rb") as content:
            writer.add(name, content, os.fstat(content.fileno()).st_size)
    except (FileNotFoundError, IsADirectoryError):
        return


def _add_text(writer: Writer, name: str, text: str, scratch: Path) -> None:
    with tempfile.TemporaryFile(dir=scratch) as file:
        file.write(text.encode())
        file.seek(0)
        writer.add(name, file, len(text.encode()))


def _encrypt(plain: Path, part: Path, to: list[Any]) -> None:
    """Raises OSError when not everything is in it: nobody here can read it to see."""
    with plain.open("rb") as source, _private_file(part) as target:
        age.encrypt(source, target, to)
    if not age.has_full_length(part, plain.stat().st_size):
        raise OSError(f"{part} was not written to its end")
    plain.unlink()


def _write_sum(part: Path, name: Path) -> None:
    with part.open("rb") as file:
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    checksum_file_of(name).unlink(missing_ok=True)
    with _private_file(checksum_file_of(name)) as file:
        file.write(f"{digest}  {name.name}\n".encode())


def _private_file(path: Path) -> IO[bytes]:
    """A new file that only its owner reads."""
    return os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b")
