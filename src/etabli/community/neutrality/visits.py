"""The visits of the drawn lists, in small files of this installation: reading a page writes nothing in the database.

- `numbers`: for each list and filters, the number of the last visit, in one file of a fixed size that the processes
  share. Two lists of filters that fall in the same of its 65,536 slots only share their numbers.
- `shown-2027-01-12.jsonl`: who stood in the first places, a line a visit, until it is counted (`exposure_counts.py`).
  A crash loses nothing of it; a lost disk does, and then that day is not in the figures.
"""

import fcntl
import hashlib
import json
import os
import secrets
import struct
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

from django.conf import settings

from etabli.community.neutrality.engine import visit_after
from etabli.foundation.practice import current_copy

MAX_NUMBER = (
    64 << 20
)  # of a day's file, in bytes: 300,000 visits or so; what comes after is shown and not counted
_SLOT = struct.Struct(">II")  # the day, the number
_noted_headings: set[tuple[Path, str]] = set()  # the eligible that this process has written in a day's file


def next_visit(name: str, *, members: int, days: Collection[date]) -> tuple[date, int]:
    """The day, among those in use, whose seed this visit takes, and its number: a block begun on an earlier day is
    first brought to its end.
    """
    slot = int.from_bytes(hashlib.sha256(name.encode()).digest()[:2])  # one of 65,536
    try:
        with _open_file("numbers") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            content = os.pread(file, _SLOT.size, slot * _SLOT.size)
            day, number = visit_after(_parse_slot(content), members=members, days=days)
            os.pwrite(file, _SLOT.pack(day.toordinal(), number), slot * _SLOT.size)
            return day, number
    except OSError:  # a full disk: the order is as good, the balance waits
        return max(days), secrets.randbelow(1 << 31)


def _parse_slot(content: bytes) -> tuple[date, int] | None:
    ordinal, number = _SLOT.unpack(content) if len(content) == _SLOT.size else (0, 0)
    return (date.fromordinal(ordinal), number) if ordinal else None


class ShownPart(NamedTuple):
    """Who stood in the first places of an order, among whom, under which filters; `draw` is its key."""

    filters: str
    eligible: tuple[int, ...]
    first: Sequence[int]
    draw: str


def note_visit(parts: Sequence[ShownPart], *, list_name: str, today: date) -> None:
    """Write down one visit: who stood in the first places of each part of the list; the first counts the visit."""
    name = f"shown-{today.isoformat()}.jsonl"
    lines: list[dict[str, Any]] = []
    new: set[tuple[Path, str]] = set()
    for number, part in enumerate(parts):
        print_of = f"{hash(part.eligible):x}"  # of whole numbers: the same in each process
        if (heading_key := (visits_folder() / name, print_of)) not in _noted_headings:
            lines.append({"eligible": print_of, "ids": list(part.eligible)})
            new.add(heading_key)
        heading = {"list": list_name, "filters": part.filters, "draw": part.draw, "of": print_of}
        lines.append({**heading, "first": list(part.first), **({"follows": True} if number else {})})
    try:
        with _open_file(name, os.O_APPEND) as file:
            if os.fstat(file).st_size < MAX_NUMBER:
                os.write(file, "".join(json.dumps(line) + "\n" for line in lines).encode())
    except OSError:
        return
    if len(_noted_headings) > 10_000:
        _noted_headings.clear()
    _noted_headings.update(new)


def days_with_visits() -> list[date]:
    """The days of which a file is there, the oldest first."""
    files = visits_folder().glob("shown-*.jsonl")
    return sorted(date.fromisoformat(file.stem.removeprefix("shown-")) for file in files)


def visits_file(day: date) -> Path:
    return visits_folder() / f"shown-{day.isoformat()}.jsonl"


def visits_folder() -> Path:
    """Beside the database; in an exercise, the exercise's own."""
    copy = current_copy()
    base: Path = (copy.folder if copy else settings.DATA) / "draws"
    return base


@contextmanager
def _open_file(name: str, flags: int = 0) -> Iterator[int]:
    path = visits_folder() / name
    try:
        file = os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o600)
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o600)
    try:
        yield file
    finally:
        os.close(file)
