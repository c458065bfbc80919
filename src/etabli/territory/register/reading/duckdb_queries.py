"""The statements that DuckDB runs on the files: the rows that matter, their legal units, which are kept or refused."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from etabli.territory.register.engine import sirene
from etabli.territory.register.engine.columns import OPTIONAL_UNIT_COLUMNS, is_legal_unit_file
from etabli.territory.register.engine.sirene import COLUMNS
from etabli.territory.register.reading.duckdb_connection import Tell, report_progress
from etabli.territory.register.reading.source_files import SourceTable, UnreadableFile, not_utf8
from etabli.territory.register.trades import activities

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

MAX_REFUSED_ROWS = 1000  # refused rows that are listed one by one, of all files together
REJECT_REASONS = {"MISSING COLUMNS": "short", "TOO MANY COLUMNS": "long", "LINE SIZE OVER MAXIMUM": "line"}
FIRST_OF_NUMBER = "QUALIFY row_number() OVER (PARTITION BY number"
DECISION_SHARE = 0.1  # of the time of a reading


def gather(
    connection: DuckDBPyConnection,
    tables: Sequence[SourceTable],
    departments: Collection[str],
    known: Any,
    output_path: Path,
    tell: Tell,
) -> dict[str, Any]:
    """Write the establishments to keep in `output_path`, by ascending SIRET. Gives the other fields of `Reading`."""
    _prepare(connection, known)
    read, rejects = _fill_tables(connection, tables, departments, tell)
    if _repeats(connection, "units"):
        connection.execute(
            f"CREATE OR REPLACE TABLE units AS SELECT * FROM units {FIRST_OF_NUMBER} ORDER BY names DESC, form) = 1"
        )
    deduplicate_sql = (
        f"{FIRST_OF_NUMBER} ORDER BY file DESC, line DESC) = 1" if _repeats(connection, "candidates") else ""
    )
    with report_progress(connection, lambda part: tell(1 - DECISION_SHARE + DECISION_SHARE * part)):
        connection.execute(
            f"COPY (SELECT {', '.join(COLUMNS)} FROM ({sirene.decided_sql()}) WHERE is_kept AND reason = ''"
            f" {deduplicate_sql}"
            f" ORDER BY number) TO '{output_path}' (FORMAT parquet, COMPRESSION uncompressed, DICTIONARY_SIZE_LIMIT 1)"
        )
    ((kept, withheld),) = connection.execute(
        f"SELECT count(*), count(*) FILTER (NOT is_published) FROM read_parquet('{output_path}')"
    ).fetchall()
    return {"read": read, "kept": kept, "withheld": withheld, **_refused(connection, tables, rejects)}


def _prepare(connection: DuckDBPyConnection, known: Any) -> None:
    """The macros, and the tables that the statements of the engine want."""
    import numpy as np  # loaded by those processes only that read files

    values = ", ".join(
        f"('{activity.naf}', {activity.partly}, '{activity.only_trade}')" for activity in activities()
    )
    connection.execute(sirene.MACROS)
    connection.execute(f"CREATE TABLE activities AS FROM (VALUES {values}) AS t(naf, partly, only_trade)")
    connection.register("known", {"number": np.asarray(known, dtype="i8")})
    connection.execute("CREATE TABLE units (number BIGINT, form VARCHAR, band VARCHAR, names VARCHAR)")


def _fill_tables(
    connection: DuckDBPyConnection, tables: Sequence[SourceTable], departments: Collection[str], tell: Tell
) -> tuple[int, Mapping[int, list[tuple[int, str]]]]:
    """Fill `candidates` and `units`; how many rows there are, and by file those that can't be cut: (line, reason)."""
    is_unit_file = [is_legal_unit_file(table.name, table.header) for table in tables]
    if all(is_unit_file):
        raise UnreadableFile(
            _("StockEtablissement is missing: it holds the businesses, StockUniteLegale only their names.")
        )
    sizes = [table.path.stat().st_size for table in tables]
    read, done, rejects = 0, 0, {}
    for file in sorted(range(len(tables)), key=is_unit_file.__getitem__):
        table = tables[file]
        tell_part = partial(_tell_share, tell, done / sum(sizes), sizes[file] / sum(sizes))
        with report_progress(connection, tell_part):
            if not is_unit_file[file]:
                query = sirene.candidates_sql(table.source, table.places, departments, file)
                _insert_query(connection, "candidates", query)
                rejects[file] = _take_rejects(connection)
                read += _rows_in_file(connection, file) + len(rejects[file])
            if is_unit_file[file] or set(OPTIONAL_UNIT_COLUMNS) & set(table.header):
                _insert_query(connection, "units", sirene.units_sql(table.source, table.places))
                rejects.setdefault(file, _take_rejects(connection))
        done += sizes[file]
    if not read:
        raise UnreadableFile(
            _("%(file)s has no row under the names of its columns. Download it again.")
            % {"file": tables[is_unit_file.index(False)].name}
        )
    return read, rejects


def _repeats(connection: DuckDBPyConnection, table: str) -> bool:
    """Whether a number comes twice: seldom, and looking for the row that counts among millions takes time."""
    ((again,),) = connection.execute(f"SELECT count(number) > count(DISTINCT number) FROM {table}").fetchall()
    return bool(again)


def _tell_share(tell: Tell, base: float, share: float, part: float) -> None:
    tell((1 - DECISION_SHARE) * (base + share * part))


def _insert_query(connection: DuckDBPyConnection, table: str, query: str) -> None:
    ((exists,),) = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = $1", [table]
    ).fetchall()
    connection.execute(f"INSERT INTO {table} {query}" if exists else f"CREATE TABLE {table} AS {query}")


def _rows_in_file(connection: DuckDBPyConnection, file: int) -> int:
    ((seen,),) = connection.execute(
        "SELECT coalesce(max(line), 0) FROM candidates WHERE file = $1", [file]
    ).fetchall()
    return int(seen)


def _take_rejects(connection: DuckDBPyConnection) -> list[tuple[int, str]]:
    """The rows of the file just read that couldn't be cut in columns, by ascending line."""
    ((exists,),) = connection.execute(
        "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'reject_errors'"
    ).fetchall()
    if not exists:
        return []
    faults = connection.execute(
        "SELECT CAST(line AS BIGINT), min(CAST(error_type AS VARCHAR)) FROM reject_errors GROUP BY 1 ORDER BY 1"
    ).fetchall()
    connection.execute("DROP TABLE reject_errors; DROP TABLE reject_scans")
    if any(kind == "INVALID ENCODING" for _line_in_file, kind in faults):
        raise UnreadableFile(not_utf8())
    return [(line, REJECT_REASONS.get(kind, "quote")) for line, kind in faults]


def _refused(
    connection: DuckDBPyConnection,
    tables: Sequence[SourceTable],
    rejects: Mapping[int, list[tuple[int, str]]],
) -> dict[str, Any]:
    """The rows that made no sense, by file and line, MAX_REFUSED_ROWS at most, and how many there are in all."""
    wrong = f"FROM ({sirene.decided_sql()}) WHERE is_kept AND reason <> ''"
    ((count,),) = connection.execute(f"SELECT count(*) {wrong}").fetchall()
    refusals = [
        (file, line, reason, "")
        for file, lines in rejects.items()
        for line, reason in lines[:MAX_REFUSED_ROWS]
    ]
    for file, line, reason, value in connection.execute(
        f"SELECT file, line, reason, value {wrong} ORDER BY file, line LIMIT {MAX_REFUSED_ROWS}"
    ).fetchall():
        refusals.append(
            (file, _line_in_file(line, [rejected for rejected, _reason in rejects[file]]), reason, value)
        )
    return {
        "refused": [
            {"table": tables[file].name, "row": line, "reason": reason, "value": value}
            for file, line, reason, value in sorted(refusals)[:MAX_REFUSED_ROWS]
        ],
        "refused_count": count + sum(map(len, rejects.values())),
    }


def _line_in_file(row_number: int, rejected_lines: Sequence[int]) -> int:
    """The line in its file of the row of this number: after the header, and among rows that couldn't be parsed."""
    line = row_number + 1
    return line + bisect_right([rejected - before for before, rejected in enumerate(rejected_lines)], line)
