"""`etabli forecast HISTORY.csv UPCOMING.csv`: support requests to expect. Needs neither Django nor a database."""

from __future__ import annotations

import csv
import json
import math
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from etabli.foundation.terminal import OneLineParser, json_help, pick, read_file, refuse

if TYPE_CHECKING:
    from etabli.programme.planning.engine.forecast import Forecast, Past, Range, Upcoming

MAX_MB = 20
MAX_COUNT = 100_000  # people or requests of one workshop: more is a slip


def main(argv: Sequence[str]) -> int:
    """Run the command. Returns 0; bad input ends it with one line on stderr and exit code 2."""
    parser = OneLineParser(
        prog="etabli forecast",
        description=pick(
            "Les demandes d'accompagnement à attendre. Ni Django, ni base de données.",
            "Support requests to expect. Needs neither Django nor a database.",
        ),
    )
    parser.add_argument(
        "history",
        type=Path,
        metavar="HISTORY.csv",
        help=pick("les ateliers qui ont eu lieu", "workshops that took place"),
    )
    parser.add_argument(
        "upcoming", type=Path, metavar="UPCOMING.csv", help=pick("les ateliers à venir", "workshops to come")
    )
    parser.add_argument(
        "--json",
        action="store_true",
        help=json_help(),
    )
    args = parser.parse_args(argv)
    # The products of matrices are small: on a busy machine, more threads wait for one another.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from etabli.programme.planning.engine.forecast import (
        forecast,
    )  # numpy: a bad argument must not wait for it

    history = [_past_workshop(row) for row in _rows(args.history, "attended", "requests")]
    upcoming = _rows(args.upcoming, "expected")
    result = forecast(history, [_to_come(row) for row in upcoming])
    names = [row.text("workshop") for row in upcoming]
    print(json.dumps(as_json(names, result), ensure_ascii=False) if args.json else _table(upcoming, result))
    return 0


def as_json(names: Sequence[str], forecast: Forecast) -> dict[str, object]:
    """The forecast as plain data, in the order of the workshops to come."""
    rows = [
        {"workshop": name, **_numbers(estimate)}
        for name, estimate in zip(names, forecast.workshops, strict=True)
    ]
    return {"workshops": rows, "total": _numbers(forecast.total)}


def _numbers(estimate: Range) -> dict[str, float]:
    return {"mean": round(estimate.mean, 3), "p10": estimate.p10, "p50": estimate.p50, "p90": estimate.p90}


@dataclass(frozen=True)
class _Row:
    """A line of a file, by the names of its columns."""

    path: Path
    line: int
    cells: dict[str, str]

    def text(self, column: str) -> str:
        return self.cells[column]

    def day(self, column: str) -> date:
        cell = self.cells[column]
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(cell, form).date()
            except ValueError:
                continue
        self._refuse(
            column,
            "n'est pas une date. Écrivez-la ainsi : 2027-01-31.",
            "is no date. Write it as 2027-01-31.",
        )

    def people(self, column: str) -> float:
        mend = (
            f"n'est pas un nombre entre 0 et {MAX_COUNT}. Corrigez-le.",
            f"is no number between 0 and {MAX_COUNT}. Mend it.",
        )
        try:
            value = float(self.cells[column].replace(",", "."))
        except ValueError:
            self._refuse(column, *mend)
        if not math.isfinite(value) or not 0 <= value <= MAX_COUNT:
            self._refuse(column, *mend)
        return value

    def count(self, column: str) -> int:
        value = self.people(column)
        if value != int(value):
            self._refuse(column, "n'est pas un nombre entier. Corrigez-le.", "is no whole number. Mend it.")
        return int(value)

    def _refuse(self, column: str, french: str, english: str) -> NoReturn:
        """One line on stderr: what, where, how to mend it."""
        cell = self.cells[column]
        location = f"{self.path}, {pick('ligne', 'line')} {self.line}, {column}"
        refuse(f"forecast : {location} : « {cell} » {french}", f"forecast: {location}: {cell!r} {english}")


def _past_workshop(row: _Row) -> Past:
    from etabli.programme.planning.engine.forecast import Past

    day, attended, requests = row.day("date"), row.people("attended"), row.count("requests")
    return Past(day, row.text("theme"), row.text("zone"), attended, requests)


def _to_come(row: _Row) -> Upcoming:
    from etabli.programme.planning.engine.forecast import Upcoming

    return Upcoming(row.day("date"), row.text("theme"), row.text("zone"), row.people("expected"))


def _rows(path: Path, *numbers: str) -> list[_Row]:
    """The lines of a file with a header, each workshop once; commas, semicolons or tabs between the columns."""
    required_columns = ("workshop", "date", "theme", "zone", *numbers)
    lines = _lines(path)
    header = [name.strip().lower() for name in lines[0][1]] if lines else []
    missing = ", ".join(name for name in required_columns if name not in header)
    if missing:
        header_line = ",".join(required_columns)
        refuse(
            f"forecast : {path} : il manque la colonne {missing}. La première ligne doit être : {header_line}.",
            f"forecast: {path}: column {missing} is missing. The first line must be: {header_line}.",
        )
    rows = [_row(path, line, header, cells, required_columns) for line, cells in lines[1:]]
    first_lines: dict[str, int] = {}
    for row in rows:
        name = row.text("workshop")
        first = first_lines.setdefault(name, row.line)
        if first != row.line:
            refuse(
                f"forecast : {path}, ligne {row.line} : l'atelier « {name} » est déjà à la ligne {first}. "
                "Gardez une seule ligne par atelier.",
                f"forecast: {path}, line {row.line}: workshop {name!r} is at line {first} already. "
                "Keep one line for each workshop.",
            )
    return rows


def _row(
    path: Path, line: int, header: list[str], cells: list[str], required_columns: tuple[str, ...]
) -> _Row:
    if len(cells) != len(header):
        refuse(
            f"forecast : {path}, ligne {line} : {len(cells)} cases, mais {len(header)} colonnes. Complétez la ligne.",
            f"forecast: {path}, line {line}: {len(cells)} cells, but {len(header)} columns. Complete the line.",
        )
    row = _Row(path, line, dict(zip(header, (cell.strip() for cell in cells), strict=True)))
    if not row.text("workshop"):
        refuse(
            f"forecast : {path}, ligne {line} : l'atelier n'a pas de numéro. Donnez-lui-en un.",
            f"forecast: {path}, line {line}: the workshop has no identifier. Give it one.",
        )
    return row


def _lines(path: Path) -> list[tuple[int, list[str]]]:
    """The lines that hold something, with their numbers."""
    try:
        text = read_file("forecast", path, largest_mb=MAX_MB).decode("utf-8-sig")
    except UnicodeDecodeError:
        refuse(
            f"forecast : {path} n'est pas un texte en UTF-8. Enregistrez-le en « CSV UTF-8 ».",
            f"forecast: {path} is no text in UTF-8. Save it as “CSV UTF-8”.",
        )
    first = text.lstrip().split("\n", 1)[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=first.count), strict=True)
    try:
        return [(reader.line_num, cells) for cells in reader if any(cell.strip() for cell in cells)]
    except csv.Error as error:
        refuse(
            f"forecast : {path}, ligne {reader.line_num} : {error}. Vérifiez les guillemets.",
            f"forecast: {path}, line {reader.line_num}: {error}. Check the quotation marks.",
        )


def _table(upcoming: Sequence[_Row], forecast: Forecast) -> str:
    """For people: what to expect, and between which numbers it stays in eight cases of ten."""
    head = pick(
        "atelier         date        thème               moyenne    entre",
        "workshop        date        theme                  mean  between",
    )
    lines = [head]
    for row, estimate in zip(upcoming, forecast.workshops, strict=True):
        label = f"{row.text('workshop'):14.14}  {row.day('date')}  {row.text('theme'):18.18}"
        lines.append(f"{label}  {_range_text(estimate)}")
    lines.append(f"{'total':46}  {_range_text(forecast.total)}")
    note = pick(
        "Dans huit cas sur dix, le nombre de demandes reste entre ces deux bornes.",
        "In eight cases of ten, the number of requests stays between these two.",
    )
    return "\n".join([*lines, "", note])


def _range_text(estimate: Range) -> str:
    mean = pick(f"{estimate.mean:.1f}".replace(".", ","), f"{estimate.mean:.1f}")
    return f"{mean:>7}  {estimate.p10} {pick('et', 'and')} {estimate.p90}"
