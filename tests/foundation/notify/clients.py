"""Three programs' readers of calendars, none of which writes ours.

`ical` is the reader of Home Assistant, and refuses what breaks RFC 5545; libical is that of Evolution, GNOME Calendar
and KDE's Kontact, and checks a file against the restrictions of its METHOD (RFC 5546). ical.js is that of Thunderbird
and Nextcloud: it comes from npm, and only the long tests ask for it.
"""

import ctypes
import json
import shutil
import subprocess
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

LIBICAL = "libical.so.3"
ICAL_JS = "ical.js@2.2.1"
VEVENT, INVALID = 2, 0


@dataclass(frozen=True)
class Read:
    """An entry of a calendar as a program understands it."""

    uid: str
    title: str
    starts_at: datetime
    ends_at: datetime
    status: str
    sequence: int


def read_by_home_assistant(text: str) -> list[Read]:
    """Each day of each entry, in order; moved ones where they are."""
    from ical.calendar_stream import IcsCalendarStream  # slow to import, and asked for by few tests

    calendar = IcsCalendarStream.calendar_from_ics(text)
    return [
        Read(event.uid, event.summary, event.dtstart, event.dtend, event.status, event.sequence)
        for event in calendar.timeline
    ]


def read_by_gnome(text: str) -> str:
    """The same calendar as libical writes it once it has read it, without any complaint. Skips where it is absent."""
    library = _libical()
    read = library.icalparser_parse_string(text.encode())
    assert read, "libical reads nothing"
    try:
        assert library.icalrestriction_check(read) == 1, library.icalcomponent_as_ical_string(read).decode()
        assert library.icalcomponent_count_errors(read) == 0
        return str(library.icalcomponent_as_ical_string(read).decode())
    finally:
        library.icalcomponent_free(read)


def read_by_thunderbird(text: str) -> list[Read]:
    """As `read_by_home_assistant`. Skips where Node is absent, or npm reaches no registry."""
    program, module = _ical_js()
    script = Path(__file__).with_name("read.mjs")
    done = subprocess.run([program, script, module], input=text, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stderr
    days = [
        Read(**{**day, **{name: datetime.fromisoformat(day[name]) for name in ("starts_at", "ends_at")}})
        for day in json.loads(done.stdout)
    ]
    return sorted(days, key=lambda day: day.starts_at)


def _ical_js() -> tuple[str, Path]:
    """The path of Node, and that of the module."""
    node, folder = shutil.which("node"), _installed()
    if node is None or isinstance(folder, str):
        pytest.skip("no Node (Debian: apt-get install nodejs npm)" if node is None else str(folder))
    return node, Path(folder.name, "node_modules/ical.js/dist/ical.js")


@cache
def _installed() -> TemporaryDirectory[str] | str:
    """The folder in which npm put it, for this run; why it didn't."""
    npm = shutil.which("npm")
    if npm is None:
        return "no npm (Debian: apt-get install npm)"
    folder = TemporaryDirectory(prefix="ical-js-")
    asked = [npm, "install", "--prefix", folder.name, "--ignore-scripts", "--no-audit", "--no-fund", ICAL_JS]
    try:
        done = subprocess.run(asked, capture_output=True, text=True, timeout=120)
    except subprocess.TimeoutExpired:
        return "npm answers nothing"
    return folder if done.returncode == 0 else f"npm gives no {ICAL_JS}: {done.stderr.strip()[:200]}"


def _libical() -> Any:
    try:
        library = ctypes.CDLL(LIBICAL)
    except OSError:
        pytest.skip("no libical (Debian: apt-get install libical3t64)")
    library.icalparser_parse_string.restype = ctypes.c_void_p
    library.icalparser_parse_string.argtypes = [ctypes.c_char_p]
    library.icalcomponent_as_ical_string.restype = ctypes.c_char_p
    for function in ("as_ical_string", "count_errors", "free"):
        getattr(library, f"icalcomponent_{function}").argtypes = [ctypes.c_void_p]
    library.icalrestriction_check.argtypes = [ctypes.c_void_p]
    return library
