"""Opening the official files: CSV, zip of CSV or of Parquet, Parquet. Each becomes something that DuckDB reads."""

from __future__ import annotations

import csv
import shutil
import zipfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.territory.register.reading.duckdb_connection import connected

# INSEE's files shrink about eight times; what shrinks a hundred times is made to fill a disk.
TOO_TIGHT, SMALL = 100, 10_000_000
MOST_MEMBERS, MOST_COLUMNS = 20, 500
LONGEST_HEADER, LONGEST_LINE = 100_000, 1_000_000  # bytes; INSEE's have 1,500 and 400
BLOCK = 1 << 20
PARQUET = b"PAR1"
PASSWORD = 1  # among the flags of a member of an archive


class UnreadableFile(ActionError):
    """The file can't be used at all; nothing was changed."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A table that DuckDB reads: its name for people, its path, the expression of each of its columns."""

    name: str
    path: Path
    is_parquet: bool
    separator: str
    header: Sequence[str]

    @property
    def source(self) -> str:
        """The table function; the path is ours, and holds nothing that would have to be escaped."""
        if self.is_parquet:
            return f"read_parquet('{self.path}')"
        columns = ", ".join(f"'c{place}': 'VARCHAR'" for place in range(len(self.header)))
        return (
            f"read_csv('{self.path}', columns={{{columns}}}, auto_detect=false, header=true, compression='none',"
            f" delim='{self.separator}', quote='\"', escape='\"', store_rejects=true, max_line_size={LONGEST_LINE})"
        )

    @property
    def places(self) -> Mapping[str, str]:
        """Each column -> its expression in the table."""
        if self.is_parquet:
            return {name: '"{}"'.format(name.replace('"', '""')) for name in self.header}
        return {name: f"c{place}" for place, name in reversed(list(enumerate(self.header)))}


def opened(paths: Sequence[Path], work: Path) -> list[Opened]:
    """Every table of these files, those of archives unpacked into `work`; raises UnreadableFile."""
    tables: list[Opened] = []
    for path in paths:
        try:
            for name, held in _tables(path, work):
                # A link of our own naming: no name of a file is ever a pattern, or the end of a statement.
                link = work / f"table-{len(tables)}"
                link.symlink_to(held.resolve())
                tables.append(_opened(name, link))
        except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, NotImplementedError) as error:
            raise UnreadableFile(
                _("This file is damaged or incomplete (%(error)s). Download it again.") % {"error": error}
            ) from error
        except UnicodeDecodeError as error:
            raise UnreadableFile(not_utf8()) from error
        except OSError as error:
            raise UnreadableFile(
                _("%(file)s can't be opened: %(error)s.") % {"file": path, "error": error.strerror or error}
            ) from error
    return tables


def not_utf8() -> str:
    """What to do about a file in another encoding."""
    return _("This file is not in UTF-8, as INSEE publishes it. Save it in UTF-8, then start again.")


def _tables(path: Path, work: Path) -> Iterator[tuple[str, Path]]:
    """(name, file on the disk) of each table of a file."""
    if not path.is_file():
        path.stat()  # says itself what is missing
        raise UnreadableFile(_("%(file)s is not a file.") % {"file": path})
    if not zipfile.is_zipfile(path):
        if path.suffix.lower() == ".zip":
            raise UnreadableFile(_("%(file)s is not a zip file, or is cut short.") % {"file": path.name})
        yield path.name, path
        return
    with zipfile.ZipFile(path) as archive:
        left = max(SMALL, TOO_TIGHT * path.stat().st_size)
        for rank, member in enumerate(_members(path, archive)):
            if member.flag_bits & PASSWORD:
                raise UnreadableFile(
                    _("%(file)s is protected by a password. Save it without one, then start again.")
                    % {"file": path.name}
                )
            held = work / f"{path.stem[:40].encode().hex()}-{rank}"
            left -= _unpack(path, archive, member, held, left)
            yield Path(member.filename).name, held


def _members(path: Path, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = [
        member for member in archive.infolist() if member.filename.lower().endswith((".csv", ".parquet"))
    ]
    if not members:
        raise UnreadableFile(_("%(file)s holds no CSV file and no Parquet file.") % {"file": path.name})
    if len(members) > MOST_MEMBERS:
        raise UnreadableFile(_("%(file)s holds too many files.") % {"file": path.name})
    return members


def _unpack(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, held: Path, most: int) -> int:
    """The bytes written; what an archive says of itself is not believed, they are counted as they come."""
    written = 0
    with archive.open(member) as packed, held.open("wb") as out:
        while block := packed.read(BLOCK):
            written += len(block)
            if written > most:
                raise UnreadableFile(
                    _("%(file)s unpacks to a size that no official file has.") % {"file": path.name}
                )
            if shutil.disk_usage(held.parent).free < 100 * BLOCK:
                raise UnreadableFile(_("The disk is full: %(file)s can't be unpacked.") % {"file": path.name})
            out.write(block)
    return written


def _opened(name: str, path: Path) -> Opened:
    with path.open("rb") as content:
        start = content.read(LONGEST_HEADER)
    if start.startswith(PARQUET):
        return Opened(name, path, True, "", _parquet_header(name, path))
    if not start.strip():
        raise UnreadableFile(_("%(file)s is empty. Download it again.") % {"file": name})
    first = start.splitlines()[0].decode("utf-8-sig")
    separator = ";" if first.count(";") > first.count(",") else ","
    header = [column.strip() for column in next(csv.reader([first], delimiter=separator), [])[:MOST_COLUMNS]]
    if twice := next((column for column in header if column and header.count(column) > 1), ""):
        raise UnreadableFile(
            _(
                "%(file)s has the column %(column)s twice."
                " Download it again from data.gouv.fr, and don't rename its columns."
            )
            % {"file": name, "column": twice}
        )
    _has_lines(name, path)
    return Opened(name, path, False, separator, header)


def _has_lines(name: str, path: Path) -> None:
    """A line without an end is known at once here; DuckDB would take an hour over a gigabyte of it."""
    with path.open("rb") as content:
        while block := content.read(LONGEST_LINE):
            if len(block) == LONGEST_LINE and b"\n" not in block:
                raise UnreadableFile(
                    _("A line of %(file)s is longer than any of an official file. Download it again.")
                    % {"file": name}
                )


def _parquet_header(name: str, path: Path) -> list[str]:
    import duckdb  # loaded by those processes only that read files

    with connected(path.parent, path) as connection:
        try:
            described = connection.execute(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()
        except duckdb.Error as error:
            raise UnreadableFile(
                _("%(file)s is damaged or incomplete. Download it again.") % {"file": name}
            ) from error
    return [str(row[0]) for row in described]
