"""Trying a backup: all that was written is there, and its database restores, with the rows that its manifest counts."""

import gzip
import shutil
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from etabli.foundation.terminal import pick
from etabli.site.backups import age, databases, postgresql
from etabli.site.backups.archive import NotABackup, Reader
from etabli.site.backups.databases import ENTRY_NAME, SQLITE, DatabaseFacts, sqlite_query
from etabli.site.backups.manifest import Manifest


@dataclass(frozen=True)
class Verified:
    """`restored`: its database was restored into a scratch place; otherwise it was read to its end, row by row."""

    manifest: Manifest
    restored: bool


def verify(path: Path, scratch: Path) -> Verified:
    """Raises NotABackup with what is wrong; NoDatabase or OSError when it could not be tried."""
    with path.open("rb") as file:
        reader = Reader(file)
        reader.check()
        if reader.manifest.vendor == SQLITE:
            copy = unpack_sqlite(reader, scratch / "tried.sqlite3")
            compare_counts(sqlite_facts(copy).rows, reader.manifest)
            copy.unlink()
            return Verified(reader.manifest, True)
        copy = scratch / "tried.pgdump"
        _write_out(reader.open(ENTRY_NAME[reader.manifest.vendor]), copy)
        rows = _restored_rows(copy)
        compare_counts(postgresql.rows_read(copy) if rows is None else rows, reader.manifest)
        copy.unlink()
        return Verified(reader.manifest, rows is not None)


@contextmanager
def open_backup(path: Path, identity: Path | None, scratch: Path) -> Iterator[Path]:
    """The backup in clear, for the time of the block. Raises NotABackup, BadKey, OSError."""
    if not age.is_encrypted(path):
        yield path
        return
    if identity is None:
        raise age.InvalidKey(
            pick(
                f"{path} est chiffrée : donnez la clé secrète par --identity FICHIER",
                f"{path} is encrypted: give the secret key by --identity FILE",
            )
        )
    keys, plain = age.read_identities(identity), scratch / "plain"
    try:
        with path.open("rb") as source, plain.open("wb") as target:
            age.decrypt(source, target, keys)
    except age.WrongKey:
        raise NotABackup(
            pick(
                "cette clé ne l'ouvre pas, ou la sauvegarde est abîmée",
                "this key does not open it, or the backup is damaged",
            )
        ) from None
    try:
        yield plain
    finally:
        plain.unlink(missing_ok=True)


def unpack_sqlite(reader: Reader, target: Path) -> Path:
    """The database as it was, at `target`. Raises NotABackup."""
    try:
        with gzip.open(reader.open(ENTRY_NAME[SQLITE])) as packed:
            _write_out(packed, target)
    except (EOFError, gzip.BadGzipFile, zlib.error) as error:
        raise NotABackup(f"{ENTRY_NAME[SQLITE]}: {error}") from None
    return target


def unpack_dump(reader: Reader, target: Path) -> Path:
    _write_out(reader.open(ENTRY_NAME[databases.POSTGRESQL]), target)
    return target


def _write_out(content: "IO[bytes] | gzip.GzipFile", target: Path) -> None:
    with target.open("wb") as file:
        shutil.copyfileobj(content, file, 1 << 20)


def sqlite_facts(path: Path) -> DatabaseFacts:
    try:
        with sqlite_query(path) as query:
            answer = query("PRAGMA integrity_check(1)")[0][0]
            if answer != "ok":
                raise NotABackup(pick(f"sa base est abîmée : {answer}", f"its database is damaged: {answer}"))
            return databases.read_facts(query, SQLITE)
    except sqlite3.DatabaseError as error:
        raise NotABackup(
            pick(f"sa base ne s'ouvre pas : {error}", f"its database can't be opened: {error}")
        ) from None


def _restored_rows(dump: Path) -> dict[str, int] | None:
    """The rows of each table once the dump is restored into a database of its own; None where we may make none."""
    from django.db import Error, connection

    if connection.vendor != databases.POSTGRESQL:
        return None
    try:
        with databases.own_connection() as query:
            if not query("SELECT rolcreatedb OR rolsuper FROM pg_roles WHERE rolname = current_user")[0][0]:
                return None
            query(f'DROP DATABASE IF EXISTS "{postgresql.SCRATCH_DATABASE}"')
            query(f'CREATE DATABASE "{postgresql.SCRATCH_DATABASE}" TEMPLATE template0')
            try:
                postgresql.restore_into(dump, postgresql.SCRATCH_DATABASE)
                with databases.own_connection(postgresql.SCRATCH_DATABASE) as tried:
                    return databases.read_facts(tried, databases.POSTGRESQL).rows
            finally:
                query(f'DROP DATABASE "{postgresql.SCRATCH_DATABASE}"')
    except Error:
        return None  # the server is away, or of another installation: what is read says as much


def compare_counts(rows: dict[str, int], manifest: Manifest) -> None:
    for table, count in manifest.rows.items():
        if rows.get(table) != count:
            raise NotABackup(
                pick(
                    f"la table {table} a {rows.get(table, 0)} lignes au lieu de {count}",
                    f"the table {table} has {rows.get(table, 0)} rows instead of {count}",
                )
            )
