"""A calendar file cut into its events and zones: the lines of each that are wanted, whole again, as text.

A file of others may break every rule of RFC 5545 but one: BEGIN and END. So each line stands or falls alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from string import ascii_letters, digits

from etabli.foundation.calendars.engine.events import Doubt
from etabli.foundation.calendars.engine.values import line_parts

MAX_LINES = 400  # of one event that are wanted
MAX_LINE_BYTES = 64_000
MAX_DEPTH = 8
FOLDED_LINE_BYTES = range(
    70, 77
)  # a line is folded at 75; where the sign of it is lost, its length still tells
COMPONENTS = frozenset({b"VEVENT", b"VTIMEZONE", b"STANDARD", b"DAYLIGHT"})
WANTED = frozenset(
    b"UID SUMMARY DESCRIPTION LOCATION URL ORGANIZER STATUS TRANSP SEQUENCE LAST-MODIFIED DTSTAMP DTSTART DTEND "
    b"DURATION RRULE RDATE EXDATE RECURRENCE-ID TZID TZOFFSETFROM TZOFFSETTO X-MICROSOFT-CDO-BUSYSTATUS "
    b"X-MICROSOFT-CDO-ALLDAYEVENT METHOD NAME X-WR-CALNAME".split()
)
TEXTS = (b"DESCRIPTION", b"LOCATION", b"SUMMARY")
_NAME = re.compile(rb"([A-Z][A-Z0-9-]*|[Xx]-[A-Za-z0-9-]+)[;:]")
_WANTED_NAME = re.compile(rb"(" + b"|".join(sorted(WANTED)) + rb")[;:]", re.IGNORECASE)
_SIGNS_OF_TIMES = f"{ascii_letters}{digits}:,/+-._ "
_COLON_OF_TIME = re.compile(r": ?(?=-?P|\d)")
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@dataclass
class Property:
    """One line: its parameters by their names in capitals, and its value, as text."""

    name: str
    parameters: dict[str, str]
    value: str


@dataclass
class Component:
    """An event, a zone or one of its parts; `is_whole`: its end, or the beginning of the next, was there."""

    name: str
    lines: list[bytes] = field(default_factory=list)
    children: list[Component] = field(default_factory=list)
    is_whole: bool = False

    def properties(self, doubts: Counter[Doubt]) -> dict[str, list[Property]]:
        """The lines that can be read, by their names."""
        properties: dict[str, list[Property]] = {}
        for line in self.lines:
            read = _property(_decoded(line, doubts))
            if read is None:
                doubts[Doubt.BROKEN_LINES] += 1
            else:
                properties.setdefault(read.name, []).append(read)
        return properties


@dataclass
class CalendarLines:
    """What a file holds: `head`, what it says of itself; `is_calendar` when it begins as one, `is_whole` when it also
    ends as one."""

    head: Component
    events: list[Component]
    zones: list[Component]
    is_calendar: bool
    is_whole: bool
    doubts: Counter[Doubt]


def split_calendar(content: bytes) -> CalendarLines:
    """The events and zones of a file, in its order, whatever its ends of line and its breaks."""
    reader = _Splitter()
    for line in _unfolded(content):
        reader.read(line)
    return reader.finish()


def _unfolded(content: bytes) -> Iterator[bytes]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        content = content.decode("utf-16", "replace").encode()
    content = content.removeprefix(b"\xef\xbb\xbf").replace(b"\0", b"").replace(b"\r\r\n", b"\n")
    content = content.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    content = re.sub(rb"\n\n+", b"\n", content)
    yield from re.sub(rb"\n[ \t]", b"", content).split(b"\n")


class _Splitter:
    def __init__(self) -> None:
        self.lines = CalendarLines(Component("VCALENDAR"), [], [], False, False, Counter())
        self.open: list[tuple[bytes, Component | None]] = []
        self.last: tuple[list[bytes], int] | None = (
            None  # where a line without a name goes on, and what was read last
        )

    def read(self, line: bytes) -> None:
        upper = line[:40].strip().upper()
        if upper.startswith(b"BEGIN:"):
            self._begin(upper[6:].strip())
        elif upper.startswith(b"END:"):
            self._end(upper[4:].strip())
        elif self.open and line.strip():
            self._read_property(line)

    def finish(self) -> CalendarLines:
        return self.lines

    def _begin(self, name: bytes) -> None:
        self.last = None
        if name == b"VCALENDAR":
            self.lines.is_calendar = True
        if name in {
            b"VEVENT",
            b"VTIMEZONE",
            b"VCALENDAR",
        }:  # none stands in itself: the one before was not ended
            self._end(name)
        if len(self.open) >= MAX_DEPTH:
            return
        component = Component(name.decode()) if name in COMPONENTS else None
        if name == b"VCALENDAR":
            component = self.lines.head
        elif component and name == b"VEVENT":
            self.lines.events.append(component)
        elif component and name == b"VTIMEZONE":
            self.lines.zones.append(component)
        elif component and self.open and (parent := self.open[-1][1]) is not None:
            parent.children.append(component)
        self.open.append((name, component))

    def _end(self, name: bytes) -> None:
        self.last = None
        if name not in (open_name for open_name, _component in self.open):
            return
        while self.open:
            ended, component = self.open.pop()
            if component is not None:
                component.is_whole = True
            if ended == name:
                break
        if name == b"VCALENDAR":
            self.lines.is_whole = True

    def _read_property(self, line: bytes) -> None:
        component = self.open[-1][1]
        if not (_NAME.match(line) or _WANTED_NAME.match(line)):
            self._go_on(line)
            return
        self.last = None
        if component is None:
            return
        wanted = _WANTED_NAME.match(line)
        if wanted and len(component.lines) < MAX_LINES:
            component.lines.append(line[:MAX_LINE_BYTES])
            self.last = component.lines, len(line)

    def _go_on(self, line: bytes) -> None:
        """A line without a name is the rest of the one before: cut by the program (its length tells), or, of a text, by
        whoever wrote it. Otherwise nobody knows what it is."""
        if self.last is None:
            return
        self.lines.doubts[Doubt.BROKEN_LINES] += 1
        lines, length = self.last
        is_folded = length in FOLDED_LINE_BYTES
        if not (is_folded or lines[-1][:11].upper().startswith(TEXTS)):
            self.last = None
        elif len(lines[-1]) < MAX_LINE_BYTES:
            lines[-1] = (lines[-1] + (b"" if is_folded else b"\\n") + line)[:MAX_LINE_BYTES]
            self.last = lines, len(line)


def _decoded(line: bytes, doubts: Counter[Doubt]) -> str:
    try:
        text = line.decode()
    except UnicodeDecodeError:
        doubts[Doubt.ENCODING] += 1
        text = line.decode("cp1252", "replace")
    return _CONTROLS.sub("", text)


def _property(text: str) -> Property | None:
    """The name, the parameters and the value of a line. A zone may be named with a colon, without the
    quotation marks that it asks for: in the line of a time, the value is what looks like one."""
    name = re.split("[;:]", text, maxsplit=1)[0].upper()
    if name.startswith(("DT", "RDATE", "EXDATE", "RECURRENCE-ID")):
        tail = text[len(text.rstrip(_SIGNS_OF_TIMES)) :]
        colon = _COLON_OF_TIME.search(tail)
        value = tail[colon.end() :] if colon else ""
        return Property(name, _parameters_of_time(text[: len(text) - len(value)].rstrip(": ")), value.strip())
    try:
        return Property(*line_parts(text))
    except ValueError:
        return None


def _parameters_of_time(head: str) -> dict[str, str]:
    parameters = re.findall(r';(TZID|VALUE|RANGE)=("[^"]*"|.*?)(?=;[A-Z-]+=|$)', head, re.IGNORECASE)
    return {name.upper(): value.strip('" ') for name, value in parameters}
