"""The programs of PostgreSQL's clients: a dump of our database at an instant, read, restored beside what is there.

A role that owns its database and nothing more is enough. Nothing can be renamed inside a dump, so it is loaded under
the name of the schema that it was made from while that one bears another, all in one transaction.
"""

import os
import re
import shutil
import subprocess
from collections import Counter
from pathlib import Path
from typing import IO

from etabli.foundation.terminal import pick

ASIDE_PREFIX = "etabli_before_"  # what the schema that a restore replaced is called, its date behind
STAGED_SCHEMA = "etabli_restoring"  # the schema where a restore prepares
SCRATCH_DATABASE = "etabli_scratch"  # the database where a backup is tried
_COPY = re.compile(rb'COPY (?:"(?:[^"]|"")+"|\w+)\.("(?:[^"]|"")+"|\w+) \(')


class NoDatabase(Exception):
    """It can't be copied, read or restored: the text says why, and what to do."""


def dump(target: Path, snapshot: str) -> None:
    """Raises NoDatabase."""
    exclusions = [f"--exclude-schema={name}*" for name in (ASIDE_PREFIX, STAGED_SCHEMA)]
    _run(
        "pg_dump",
        *_connection_arguments(),
        "--format=custom",
        *_NO_OWNERS,
        *exclusions,
        f"--snapshot={snapshot}",
        f"--file={target}",
    )


def rows_read(path: Path) -> dict[str, int]:
    """How many rows of each table a dump holds, read to its end. Raises NoDatabase."""
    counts: Counter[str] = Counter()
    table = ""
    reading = _start("pg_restore", *_NO_OWNERS, "--file=-", str(path), stdout=subprocess.PIPE)
    assert reading.stdout is not None
    for line in reading.stdout:
        if table:
            if line == b"\\.\n":
                table = ""
            else:
                counts[table] += 1
        elif begun := _COPY.match(line):
            table = begun[1].decode().strip('"').replace('""', '"')
            counts[table] += 0
    _wait_and_check(reading, "pg_restore")
    return dict(counts)


def restore_into(path: Path, database: str) -> None:
    """Load a dump into an empty database of our server. Raises NoDatabase."""
    _run(
        "pg_restore",
        *_connection_arguments(database),
        *_NO_OWNERS,
        "--exit-on-error",
        "--single-transaction",
        str(path),
    )


def stage_dump(path: Path, schema: str) -> None:
    """Load a dump into the schema STAGED beside `schema`, which is as it was afterwards: all of it or nothing, one
    transaction. Raises NoDatabase."""
    before = f'ALTER SCHEMA "{schema}" RENAME TO {STAGED_SCHEMA}_live; CREATE SCHEMA "{schema}";\n'
    after = (
        f'\nALTER SCHEMA "{schema}" RENAME TO {STAGED_SCHEMA}; '
        f'ALTER SCHEMA {STAGED_SCHEMA}_live RENAME TO "{schema}";\n'
    )
    quiet = ("--no-psqlrc", "--quiet", "--output=/dev/null", "--single-transaction", "--set=ON_ERROR_STOP=1")
    loading = _start(
        "psql", *_connection_arguments(), *quiet, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL
    )
    assert loading.stdin is not None
    try:
        with loading.stdin as stdin:
            stdin.write(f"DROP SCHEMA IF EXISTS {STAGED_SCHEMA} CASCADE;\n{before}".encode())
            stdin.flush()
            reading = _start("pg_restore", *_NO_OWNERS, "--file=-", str(path), stdout=stdin)
            _wait_and_check(reading, "pg_restore")
            stdin.write(after.encode())
    except BaseException:
        loading.kill()  # its transaction comes to nothing
        loading.wait()
        raise
    _wait_and_check(loading, "psql")


def has_program(program: str) -> bool:
    return shutil.which(program) is not None


_NO_OWNERS = ("--no-owner", "--no-privileges")


def _run(program: str, *arguments: str) -> None:
    _wait_and_check(_start(program, *arguments, stdout=subprocess.DEVNULL), program)


def _start(
    program: str, *arguments: str, stdout: "int | IO[bytes]", stdin: int = subprocess.DEVNULL
) -> "subprocess.Popen[bytes]":
    path = shutil.which(program)
    if path is None:
        raise NoDatabase(
            pick(
                f"{program} manque. Sous Debian ou Ubuntu : apt-get install postgresql-client",
                f"{program} is absent. On Debian or Ubuntu: apt-get install postgresql-client",
            )
        )
    env = {**os.environ, "LC_ALL": "C", "PGPASSWORD": _password()}
    return subprocess.Popen([path, *arguments], env=env, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE)


def _wait_and_check(process: "subprocess.Popen[bytes]", program: str) -> None:
    assert process.stderr is not None
    output = process.stderr.read().decode(errors="replace").strip().splitlines()
    if process.wait():
        errors = [line for line in output if "error" in line.lower()] or output or ["?"]
        raise NoDatabase(f"{program}: {errors[0].partition('error: ')[2] or errors[0]}")


def _connection_arguments(database: str = "") -> list[str]:
    """Where our database is, as libpq writes it; the password goes by the environment, where nobody else reads it."""
    from django.db import connection
    from psycopg.conninfo import make_conninfo

    params = connection.get_connection_params()
    django_only = {"cursor_factory", "context", "prepare_threshold", "client_encoding", "password"}
    parameters = {name: value for name, value in params.items() if name not in django_only}
    return [f"--dbname={make_conninfo(**{**parameters, **({'dbname': database} if database else {})})}"]


def _password() -> str:
    from django.db import connection

    return str(connection.settings_dict["PASSWORD"] or "")
