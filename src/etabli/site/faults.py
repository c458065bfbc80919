"""What is wrong with the database or the disk, told from the error that it gave. Imports no Django.

An error that is none of these is a mistake of ours.
"""

import errno
import re
import sqlite3
import sys
from collections.abc import Iterator
from enum import Enum
from typing import TYPE_CHECKING

from etabli.foundation.terminal import pick
from etabli.site.sqlite3 import ABSENT

if TYPE_CHECKING:
    import psycopg


class Fault(Enum):
    """In words (French, English), and after how many seconds it is worth trying again."""

    LOCKED = ("la base de données est occupée", "the database is busy", 10)
    FULL = ("le disque est plein", "the disk is full", 120)
    READ_ONLY = ("la base de données ne peut pas être écrite", "the database can't be written to", 120)
    ABSENT = ("la base de données est absente", "the database is absent", 60)
    UNPREPARED = ("la base de données n'est pas prête", "the database is not ready", 30)
    CLOSED = ("la base de données ne peut pas être ouverte", "the database can't be opened", 60)
    STOPPED = ("la base de données ne répond pas", "the database does not answer", 30)
    TOO_MANY = ("la base de données a trop de connexions", "the database has too many connections", 10)
    REFUSED = ("la base de données refuse notre compte", "the database refuses our account", 60)
    DISK = ("le disque ne répond pas", "the disk fails", 120)
    DAMAGED = ("la base de données est abîmée", "the database is damaged", 120)

    def __init__(self, french: str, english: str, retry_seconds: int) -> None:
        self.french, self.english, self.retry_seconds = french, english, retry_seconds

    @property
    def words(self) -> str:
        return pick(self.french, self.english)


def fault_of(error: BaseException) -> Fault | None:
    """The fault behind an error, by itself or by what caused it; None when it is none."""
    return next((fault for cause in _error_chain(error) if (fault := _fault_of_one(cause)) is not None), None)


def reason_of(error: BaseException) -> str:
    """What the driver or the system says, on one line, with its SQLSTATE: no row, no name of a file of somebody's."""
    if isinstance(error, OSError) and error.strerror:
        return error.strerror
    text = " ".join((str(error).strip() or type(error).__name__).splitlines()[0].split())
    state = next(
        (codes["sqlstate"] for cause in _error_chain(error) if "sqlstate" in (codes := codes_of(cause))), ""
    )
    return f"{text} [{state}]" if state else text


# What SQLite says of a constraint names it, or its columns, and no value.
_SQLITE_CONSTRAINT = re.compile(r"[A-Z ]+ constraint failed: (?:index ')?(\w+(?:\.\w+)?(?:, \w+\.\w+)*)'?")
_NAME = re.compile(r"\w+")


def codes_of(error: BaseException) -> dict[str, str]:
    """What a database's driver says of an error by names alone, without a value of a row: `sqlstate`, `table`,
    `column` and `constraint` on PostgreSQL, `code` and `constraint` on SQLite. Empty for any other error, and for one
    that a driver's error has caused."""
    if isinstance(error, sqlite3.Error):
        match = _SQLITE_CONSTRAINT.fullmatch(str(error))
        codes = {"code": getattr(error, "sqlite_errorname", ""), "constraint": match[1] if match else ""}
        return {key: name for key, name in codes.items() if name}
    driver = sys.modules.get("psycopg")
    if driver is None or not isinstance(error, driver.Error):
        return {}
    diagnostics = error.diag
    names = {
        "sqlstate": error.sqlstate,
        "table": diagnostics.table_name,
        "column": diagnostics.column_name,
        "constraint": diagnostics.constraint_name,
    }
    return {key: name for key, name in names.items() if name and _NAME.fullmatch(name)}


def first_codes(error: BaseException) -> dict[str, str]:
    """`codes_of` the first error that has any, among this one and those that caused it."""
    return next((codes for cause in _error_chain(error) if (codes := codes_of(cause))), {})


def _error_chain(error: BaseException) -> Iterator[BaseException]:
    """The error, then what caused it."""
    seen: list[BaseException] = []
    behind: BaseException | None = error
    while behind is not None and behind not in seen:
        yield behind
        seen.append(behind)
        behind = behind.__cause__ or (None if behind.__suppress_context__ else behind.__context__)


def _fault_of_one(error: BaseException) -> Fault | None:
    if isinstance(error, sqlite3.Error):
        return _of_sqlite(error)
    driver = sys.modules.get(
        "psycopg"
    )  # without PostgreSQL it is not imported, which each command would wait for
    if driver is not None and isinstance(error, driver.Error):
        return _of_postgresql(error)
    if (
        str(error) == "connection already closed"
    ):  # Django's own words, for the server that went in mid-transaction
        return Fault.STOPPED
    return FAULT_BY_ERRNO.get(error.errno or 0) if isinstance(error, OSError) else None


FAULT_BY_ERRNO = {
    errno.ENOSPC: Fault.FULL,
    errno.EDQUOT: Fault.FULL,
    errno.EROFS: Fault.READ_ONLY,
    errno.EIO: Fault.DISK,
}
FAULT_BY_SQLITE_CODE = {
    sqlite3.SQLITE_BUSY: Fault.LOCKED,
    sqlite3.SQLITE_LOCKED: Fault.LOCKED,
    sqlite3.SQLITE_FULL: Fault.FULL,
    sqlite3.SQLITE_READONLY: Fault.READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: Fault.CLOSED,
    sqlite3.SQLITE_PERM: Fault.CLOSED,
    sqlite3.SQLITE_AUTH: Fault.CLOSED,
    sqlite3.SQLITE_IOERR: Fault.DISK,
    sqlite3.SQLITE_CORRUPT: Fault.DAMAGED,
    sqlite3.SQLITE_NOTADB: Fault.DAMAGED,
}


def _of_sqlite(error: sqlite3.Error) -> Fault | None:
    if str(error).startswith(ABSENT):
        return Fault.ABSENT
    if str(error).startswith("no such table"):
        return Fault.UNPREPARED
    return FAULT_BY_SQLITE_CODE.get(
        getattr(error, "sqlite_errorcode", 0) & 0xFF
    )  # the extended codes say more than we ask


# By the beginning of SQLSTATE, the longest first: https://www.postgresql.org/docs/current/errcodes-appendix.html
FAULT_BY_SQLSTATE = {
    "42P01": Fault.UNPREPARED,
    "53100": Fault.FULL,
    "53300": Fault.TOO_MANY,
    "25006": Fault.READ_ONLY,
    "3D000": Fault.ABSENT,
    "40P01": Fault.LOCKED,
    "40001": Fault.LOCKED,
    "55P03": Fault.LOCKED,
    "57014": Fault.LOCKED,
    "58030": Fault.DISK,
    "XX001": Fault.DAMAGED,
    "XX002": Fault.DAMAGED,
    "08": Fault.STOPPED,
    "28": Fault.REFUSED,
    "53": Fault.STOPPED,
    "57P": Fault.STOPPED,
}
# A refused connection bears no SQLSTATE: only the server's words, in its language.
FAULT_BY_WORDS = {
    "too many": Fault.TOO_MANY,
    "trop de": Fault.TOO_MANY,
    "remaining connection slots": Fault.TOO_MANY,
    'database "': Fault.ABSENT,
    "base de données «": Fault.ABSENT,
    "authentication failed": Fault.REFUSED,
    "authentification": Fault.REFUSED,
    "no password supplied": Fault.REFUSED,
    "pg_hba.conf": Fault.REFUSED,
    'role "': Fault.REFUSED,
    "rôle «": Fault.REFUSED,
}


def _of_postgresql(error: "psycopg.Error") -> Fault | None:
    import psycopg

    state = error.sqlstate
    if state is not None:
        return next((fault for start, fault in FAULT_BY_SQLSTATE.items() if state.startswith(start)), None)
    if not isinstance(error, psycopg.OperationalError):
        return None
    words = str(error)
    return next((fault for part, fault in FAULT_BY_WORDS.items() if part in words), Fault.STOPPED)
