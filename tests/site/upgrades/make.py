"""Make the dumps of a version: `python -m tests.site.upgrades.make FOLDER`, in a check-out of that version.

See README.md. A real installation is migrated by `etabli manage migrate`, filled (filling.py), and its database dumped
as SQL text: one on SQLite, one on a PostgreSQL server of its own.
"""

import lzma
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from etabli.site.testing.postgres import temporary_server
from tests.faults.installation import Installation, installed
from tests.site.upgrades.dumps import SECRET_KEY, dump_in

FILL = "from tests.site.upgrades.filling import fill\nfill()"


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        with _filled(Path(place, "sqlite")) as made:
            _write(dump_in(folder, "sqlite"), _lines_of_file(made.folder / "etabli.sqlite3"))
        with temporary_server() as url, _filled(Path(place, "postgresql"), url):
            _write(dump_in(folder, "postgresql"), _lines_of_server(url))


@contextmanager
def _filled(folder: Path, url: str = "") -> Iterator[Installation]:
    folder.mkdir()
    (folder / "secret_key").write_text(SECRET_KEY + "\n")
    with installed(folder, url) as made:
        made.ask(FILL)
        yield made


def _lines_of_file(path: Path) -> Iterator[str]:
    with closing(sqlite3.connect(path)) as database:
        yield from database.iterdump()


def _lines_of_server(url: str) -> Iterator[str]:
    """As psycopg reads it: without the two commands (restrict, unrestrict) that only psql knows."""
    plain = ("--no-owner", "--no-privileges", "--no-comments", "--inserts", "--rows-per-insert=200")
    argv = ["pg_dump", f"--dbname={url}", *plain]
    dump = subprocess.run(argv, check=True, capture_output=True, text=True).stdout
    yield from (line for line in dump.split("\n") if not line.startswith(("\\restrict ", "\\unrestrict ")))


def _write(path: Path, lines: Iterator[str]) -> None:
    with lzma.open(path, "wt", encoding="utf-8", preset=9) as file:
        file.writelines(f"{line}\n" for line in lines)
    print(path, path.stat().st_size)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
