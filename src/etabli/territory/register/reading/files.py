"""Reading SIRENE files with DuckDB, and keeping what was read until it is in the register."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Collection, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from etabli.territory.register.engine import MissingColumns, Refusal
from etabli.territory.register.engine.sirene import RULES_VERSION
from etabli.territory.register.reading.duckdb_connection import Tell, connect, ignore_progress
from etabli.territory.register.reading.duckdb_queries import gather
from etabli.territory.register.reading.result import Reading
from etabli.territory.register.reading.source_files import SourceTable, UnreadableFile, open_tables

MAX_MISSING_COLUMNS = 3  # of the columns that a file lacks


def read_files(
    paths: Sequence[Path],
    departments: Collection[str],
    *,
    folder: Path,
    known: Any = (),
    tell: Tell = ignore_progress,
) -> Reading:
    """Read SIRENE files (StockEtablissement, StockUniteLegale beside it); raises UnreadableFile.

    What is kept of them stands in `folder` (nobody else's) until `remove_stages`: a reading of the same files that was
    cut short afterwards is taken up. `known`: the SIRETs of the register, as numbers: they are followed though they
    carry no craft code. `tell` hears from time to time which part is read.
    """
    folder.mkdir(parents=True, exist_ok=True)
    stage = folder / _key(paths, departments)
    for former_stage in folder.iterdir():
        if former_stage.is_dir() and former_stage != stage:
            shutil.rmtree(former_stage)
    if stage.exists():
        return replace(_stored_reading(stage), is_taken_up=True)
    work = folder / "work"
    work.mkdir()
    try:
        _read(open_tables(paths, work), departments, known, work, tell)
        ready = folder / "ready"
        ready.mkdir()
        for name in ("rows.parquet", "report.json"):
            os.replace(work / name, ready / name)
        os.replace(ready, stage)  # from here on it is whole
    finally:
        shutil.rmtree(work)
    return _stored_reading(stage)


def remove_stages(folder: Path) -> None:
    """Remove what readings have kept there."""
    shutil.rmtree(folder, ignore_errors=True)


def _key(paths: Sequence[Path], departments: Collection[str]) -> str:
    """The same for the same files, untouched, read for the same départements by the same rules."""
    try:
        marks = [(str(path.resolve()), path.stat().st_size, path.stat().st_mtime_ns) for path in paths]
    except OSError as error:
        raise UnreadableFile(
            _("%(file)s can't be opened: %(error)s.") % {"file": error.filename, "error": error.strerror}
        ) from error
    return hashlib.sha256(json.dumps([RULES_VERSION, sorted(departments), marks]).encode()).hexdigest()[:32]


def _stored_reading(stage: Path) -> Reading:
    report = json.loads((stage / "report.json").read_text("utf-8"))
    refused = tuple(Refusal(**row) for row in report.pop("refused"))
    return Reading(**report, rows=stage / "rows.parquet", refused=refused)


def _read(
    tables: Sequence[SourceTable], departments: Collection[str], known: Any, work: Path, tell: Tell
) -> None:
    import duckdb  # loaded by those processes only that read files

    try:
        with connect(work, *(table.path for table in tables)) as connection:
            report = gather(connection, tables, departments, known, work / "rows.parquet", tell)
    except MissingColumns as missing:
        raise UnreadableFile(
            _(
                "%(file)s is neither StockEtablissement nor StockUniteLegale: it has no column %(columns)s."
                " Download it again from data.gouv.fr, and don't rename its columns."
            )
            % {"file": missing.table, "columns": ", ".join(missing.columns[:MAX_MISSING_COLUMNS])}
        ) from missing
    except (duckdb.ParserException, duckdb.BinderException, duckdb.CatalogException):
        raise  # a fault of ours, not of the file
    except duckdb.Error as error:
        raise UnreadableFile(
            _("This file is damaged or incomplete (%(error)s). Download it again.")
            % {"error": str(error).split("\n")[0][:200]}
        ) from error
    (work / "report.json").write_text(json.dumps(report), "utf-8")
