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
from etabli.territory.register.reading.duckdb_connection import connect

# INSEE's files shrink about eight times; what shrinks a hundred times is made to fill a disk.
MAX_RATIO, RATIO_CHECKED_FROM = 100, 10_000_000
MAX_MEMBERS, MAX_COLUMNS = 20, 500
MAX_HEADER_LENGTH, MAX_LINE_LENGTH = 100_000, 1_000_000  # bytes; INSEE's have 1,500 and 400
BLOCK_BYTES = 1 << 20
PARQUET_SIGNATURE = b"PAR1"
ENCRYPTED_FLAG = 1  # among the flags of a member of an archive


class UnreadableFile(ActionError):
    """The file can't be used at all; nothing was changed."""


@dataclass(frozen=True, slots=True)
class SourceTable:
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
            f" delim='{self.separator}', quote='\"', escape='\"', store_rejects=true, max_line_size={MAX_LINE_LENGTH})"
        )

    @property
    def places(self) -> Mapping[str, str]:
        """Each column -> its expression in the table."""
        if self.is_parquet:
            return {name: '"{}"'.format(name.replace('"', '""')) for name in self.header}
        return {name: f"c{place}" for place, name in reversed(list(enumerate(self.header)))}


def open_tables(paths: Sequence[Path], work: Path) -> list[SourceTable]:
    """Every table of these files, those of archives unpacked into `work`; raises UnreadableFile."""
    tables: list[SourceTable] = []
    for path in paths:
        try:
            for name, table_path in _tables(path, work):
                # A link of our own naming: no name of a file is ever a pattern, or the end of a statement.
                link = work / f"table-{len(tables)}"
                link.symlink_to(table_path.resolve())
                tables.append(_open_table(name, link))
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
        bytes_left = max(RATIO_CHECKED_FROM, MAX_RATIO * path.stat().st_size)
        for rank, member in enumerate(_members(path, archive)):
            if member.flag_bits & ENCRYPTED_FLAG:
                raise UnreadableFile(
                    _("%(file)s is protected by a password. Save it without one, then start again.")
                    % {"file": path.name}
                )
            unpacked = work / f"{path.stem[:40].encode().hex()}-{rank}"
            bytes_left -= _unpack(path, archive, member, unpacked, bytes_left)
            yield Path(member.filename).name, unpacked


def _members(path: Path, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = [
        member for member in archive.infolist() if member.filename.lower().endswith((".csv", ".parquet"))
    ]
    if not members:
        raise UnreadableFile(_("%(file)s holds no CSV file and no Parquet file.") % {"file": path.name})
    if len(members) > MAX_MEMBERS:
        raise UnreadableFile(_("%(file)s holds too many files.") % {"file": path.name})
    return members


def _unpack(path: Path, archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, limit: int) -> int:
    """The bytes written; what an archive says of itself is not believed, they are counted as they come."""
    byte_count = 0
    with archive.open(member) as packed, target.open("wb") as out:
        while block := packed.read(BLOCK_BYTES):
            byte_count += len(block)
            if byte_count > limit:
                raise UnreadableFile(
                    _("%(file)s unpacks to a size that no official file has.") % {"file": path.name}
                )
            if shutil.disk_usage(target.parent).free < 100 * BLOCK_BYTES:
                raise UnreadableFile(_("The disk is full: %(file)s can't be unpacked.") % {"file": path.name})
            out.write(block)
    return byte_count


def _open_table(name: str, path: Path) -> SourceTable:
    with path.open("rb") as content:
        start = content.read(MAX_HEADER_LENGTH)
    if start.startswith(PARQUET_SIGNATURE):
        return SourceTable(name, path, True, "", _parquet_header(name, path))
    if not start.strip():
        raise UnreadableFile(_("%(file)s is empty. Download it again.") % {"file": name})
    first_line = start.splitlines()[0].decode("utf-8-sig")
    separator = ";" if first_line.count(";") > first_line.count(",") else ","
    header = [
        column.strip() for column in next(csv.reader([first_line], delimiter=separator), [])[:MAX_COLUMNS]
    ]
    if twice := next((column for column in header if column and header.count(column) > 1), ""):
        raise UnreadableFile(
            _(
                "%(file)s has the column %(column)s twice."
                " Download it again from data.gouv.fr, and don't rename its columns."
            )
            % {"file": name, "column": twice}
        )
    _refuse_endless_line(name, path)
    return SourceTable(name, path, False, separator, header)


def _refuse_endless_line(name: str, path: Path) -> None:
    """A line without an end is known at once here; DuckDB would take an hour over a gigabyte of it."""
    with path.open("rb") as content:
        while block := content.read(MAX_LINE_LENGTH):
            if len(block) == MAX_LINE_LENGTH and b"\n" not in block:
                raise UnreadableFile(
                    _("A line of %(file)s is longer than any of an official file. Download it again.")
                    % {"file": name}
                )


def _parquet_header(name: str, path: Path) -> list[str]:
    import duckdb  # loaded by those processes only that read files

    with connect(path.parent, path) as connection:
        try:
            described = connection.execute(f"DESCRIBE SELECT * FROM read_parquet('{path}')").fetchall()
        except duckdb.Error as error:
            raise UnreadableFile(
                _("%(file)s is damaged or incomplete. Download it again.") % {"file": name}
            ) from error
    return [str(row[0]) for row in described]
