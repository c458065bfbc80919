"""Opening the official files: CSV, or zip of CSV. What can't be opened is refused with a sentence."""

from __future__ import annotations

import csv
import io
import zipfile
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from etabli.foundation.journal import ActionError
from etabli.territory.register.engine import MissingColumns, Reading, Table, read_tables

# INSEE's files shrink about eight times; what shrinks a hundred times is made to fill a disk.
TOO_TIGHT = 100


class UnreadableFile(ActionError):
    """The file can't be used at all; nothing was changed."""


def read_files(
    paths: Sequence[Path], departments: Collection[str], *, progress: Callable[[int], None] | None = None
) -> Reading:
    """Read SIRENE files (StockEtablissement, StockUniteLegale beside it); raises UnreadableFile.

    `progress` is told the number of lines read so far, every 10,000.
    """
    with ExitStack() as stack:
        tables = _tables(paths, stack, progress)
        try:
            return read_tables(tables, departments)
        except MissingColumns as missing:
            raise UnreadableFile(
                _(
                    "%(file)s is neither StockEtablissement nor StockUniteLegale: it has no column %(columns)s."
                    " Download it again from data.gouv.fr, and don't rename its columns."
                )
                % {"file": missing.table, "columns": ", ".join(missing.columns)}
            ) from missing
        except UnicodeDecodeError as error:
            raise UnreadableFile(
                _("This file is not in UTF-8, as INSEE publishes it. Save it in UTF-8, then start again.")
            ) from error
        except (csv.Error, zipfile.BadZipFile, EOFError) as error:
            raise UnreadableFile(
                _("This file is damaged or incomplete (%(error)s). Download it again.") % {"error": error}
            ) from error


def _tables(
    paths: Sequence[Path], stack: ExitStack, progress: Callable[[int], None] | None
) -> Iterator[Table]:
    for path in paths:
        try:
            opened = stack.enter_context(path.open("rb"))
        except OSError as error:
            raise UnreadableFile(
                _("%(file)s can't be opened: %(error)s.") % {"file": path, "error": error.strerror}
            ) from error
        if zipfile.is_zipfile(opened):
            archive = stack.enter_context(zipfile.ZipFile(opened))
            for member in _members(path, archive):
                yield _table(member.filename, _text(archive.open(member), stack), progress)
        elif path.suffix.lower() == ".zip":
            raise UnreadableFile(_("%(file)s is not a zip file, or is cut short.") % {"file": path.name})
        else:
            opened.seek(0)
            yield _table(path.name, _text(opened, stack), progress)


def _members(path: Path, archive: zipfile.ZipFile) -> list[zipfile.ZipInfo]:
    members = [member for member in archive.infolist() if member.filename.lower().endswith(".csv")]
    if not members:
        raise UnreadableFile(_("%(file)s holds no CSV file.") % {"file": path.name})
    for member in members:
        if member.file_size > max(10_000_000, TOO_TIGHT * member.compress_size):
            raise UnreadableFile(
                _("%(file)s unpacks to a size that no official file has.") % {"file": path.name}
            )
    return members


def _text(opened: IO[bytes], stack: ExitStack) -> io.TextIOWrapper:
    return stack.enter_context(io.TextIOWrapper(opened, encoding="utf-8-sig", newline=""))


def _table(name: str, lines: io.TextIOWrapper, progress: Callable[[int], None] | None) -> Table:
    first = lines.readline()
    separator = ";" if first.count(";") > first.count(",") else ","
    header = next(csv.reader([first], delimiter=separator), [])
    rows = csv.reader(lines, delimiter=separator)
    return Table(name, header, _told(rows, progress) if progress else rows)


def _told(rows: Iterator[list[str]], progress: Callable[[int], None]) -> Iterator[list[str]]:
    for number, row in enumerate(rows, start=1):
        if number % 10_000 == 0:
            progress(number)
        yield row
