"""What a measurement tells: tables for people, data for programs, and the machine it was measured on."""

import os
import platform
import re
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from importlib.metadata import version
from pathlib import Path


@dataclass(frozen=True)
class Table:
    """`name` is that of its markers in a page: <!-- bench: name --> ... <!-- end -->."""

    name: str
    head: tuple[str, ...]
    rows: Sequence[tuple[object, ...]]
    note: str = ""


@dataclass(frozen=True)
class Part:
    """One of the things measured: `data` goes to JSON under its name. `failed`: the command then ends with 1."""

    name: str
    data: object
    tables: tuple[Table, ...] = field(default=())
    failed: bool = False


def plain(part: Part) -> str:
    """The tables of a part, in columns."""
    return "\n\n".join(_columns(table) for table in part.tables)


def _columns(table: Table) -> str:
    rows = [table.head, *[tuple(map(str, row)) for row in table.rows]]
    widths = [max(len(row[at]) for row in rows) for at in range(len(table.head))]
    lines = ["  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)) for row in rows]
    lines.insert(1, "  ".join("-" * width for width in widths))
    return "\n".join([f"== {table.name}", *(line.rstrip() for line in lines), *_noted(table)])


def _noted(table: Table) -> list[str]:
    return [table.note] if table.note else []


def markdown(table: Table) -> str:
    rows = [table.head, ("---",) * len(table.head), *table.rows]
    lines = ["| " + " | ".join(map(str, row)) + " |" for row in rows]
    return "\n".join([*lines, *(["", table.note] if table.note else [])])


def written_into(page: str, tables: Sequence[Table]) -> str:
    """The page with each table between its markers; a table without markers there is left out."""
    texts = {table.name: markdown(table) + "\n" for table in tables}
    between = re.compile(r"(<!-- bench: ([^\n]+) -->\n)(.*?)(<!-- end -->)", re.DOTALL)
    return between.sub(lambda match: match[1] + texts.get(match[2], match[3]) + match[4], page)


def machine() -> dict[str, str | int]:
    """The machine and the versions that the figures hold for."""
    tesseract = shutil.which("tesseract")
    said = (
        subprocess.run([tesseract, "--version"], capture_output=True, text=True, check=False)
        if tesseract
        else None
    )
    return {
        "processor": _processor(),
        "cores": os.cpu_count() or 1,
        "system": platform.platform(),
        "python": platform.python_version(),
        "etabli": version("etabli"),
        "pypdfium2": version("pypdfium2"),
        "tesseract": said.stdout.split()[1] if said else "absent",
        "day": date.today().isoformat(),
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*: (.+)", info.read_text()) if info.exists() else None
    return named[1] if named else platform.processor() or platform.machine()


def share(part: int, whole: int) -> str:
    """ "12 of 13 (92.3 %)", or a dash when there is nothing to count."""
    return f"{part} of {whole} ({100 * part / whole:.1f} %)" if whole else "—"
