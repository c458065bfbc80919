"""Two programs' readers of calendars, neither of which writes ours.

`ical` is the reader of Home Assistant, and refuses what breaks RFC 5545; libical is that of Evolution, GNOME Calendar
and KDE's Kontact, and checks a file against the restrictions of its METHOD (RFC 5546).
"""

import ctypes
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import pytest

LIBICAL = "libical.so.3"
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
