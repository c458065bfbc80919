"""An event as its file writes it: read property by property, so that one that is broken takes none with it."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from etabli.foundation.calendars.engine.events import Doubt, LeftOut, Moment, day_of
from etabli.foundation.calendars.engine.lines import Component, Property
from etabli.foundation.calendars.engine.recurrence import Rule, TooFrequent
from etabli.foundation.calendars.engine.texts import (
    MAX_TEXT,
    MAX_TITLE,
    made_uid,
    plain_line,
    plain_text,
    short_uid,
    web_address,
)
from etabli.foundation.calendars.engine.values import READING_ERRORS, rule_parts, time_value
from etabli.foundation.calendars.engine.zones import Zones

MAX_LISTED_DATES = 2_000  # of one event: added, or taken out
type Period = tuple[Moment, Moment | timedelta]


@dataclass(frozen=True)
class WrittenEvent:
    """What stands in the file of one event. `until`: the last instant, or day, of its rule. `moved_from`: which date of
    a repeated event it is about. `stamp`: when this version was written."""

    uid: str
    sequence: int
    stamp: datetime | None
    starts: Moment
    ends: Moment | timedelta | None
    rule: Rule | None
    until: Moment | None
    added: tuple[Moment | Period, ...]
    taken_out: tuple[Moment, ...]
    moved_from: Moment | None
    title: str
    description: str
    place: str
    organiser: str
    url: str
    changed_at: datetime | None
    is_cancelled: bool
    is_free: bool


class _NotKept(Exception):
    def __init__(self, reason: LeftOut) -> None:
        self.reason = reason


class EventReader:
    """Reads the events of one file, and counts what it leaves out or doubts."""

    def __init__(self, zones: Zones, left_out: Counter[LeftOut], doubts: Counter[Doubt]) -> None:
        self._zones, self._left_out, self._doubts = zones, left_out, doubts

    def read(self, component: Component) -> WrittenEvent | None:
        """The event, or None when it says no day, or repeats by no rule that can be followed."""
        try:
            return self._read(component.properties(self._doubts))
        except _NotKept as why:
            self._left_out[why.reason] += 1
            return None

    def _read(self, properties: dict[str, list[Property]]) -> WrittenEvent:
        starts, ends = self._span(properties)
        rule, until = _rule(properties)
        title, url = plain_line(_text(properties, "SUMMARY"), MAX_TITLE), self._url(properties)
        changed_at = self._instant(properties, "LAST-MODIFIED")
        taken_out = self._listed(properties, "EXDATE")
        return WrittenEvent(
            uid=short_uid(_text(properties, "UID")) or self._made_uid(title, starts.isoformat(), url),
            sequence=_number(properties, "SEQUENCE"),
            stamp=changed_at or self._instant(properties, "DTSTAMP"),
            starts=starts,
            ends=ends,
            rule=rule,
            until=until,
            added=tuple(self._listed(properties, "RDATE")),
            taken_out=tuple(each for each in taken_out if not isinstance(each, tuple)),
            moved_from=self._moment(properties, "RECURRENCE-ID"),
            title=title,
            description=self._cut(plain_text(_text(properties, "DESCRIPTION"), MAX_TEXT)),
            place=plain_line(_text(properties, "LOCATION"), MAX_TITLE),
            organiser=plain_line(_first_parameter(properties, "ORGANIZER", "CN"), MAX_TITLE),
            url=url,
            changed_at=changed_at,
            is_cancelled=_text(properties, "STATUS").upper() == "CANCELLED",
            is_free=_text(properties, "TRANSP").upper() == "TRANSPARENT"
            or _text(properties, "X-MICROSOFT-CDO-BUSYSTATUS").upper() == "FREE",
        )

    def _span(self, properties: dict[str, list[Property]]) -> tuple[Moment, Moment | timedelta | None]:
        starts, ends = self._moment(properties, "DTSTART"), self._ends(properties)
        if starts is None:
            raise _NotKept(LeftOut.NO_START)
        if _text(properties, "X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE":
            return day_of(starts), day_of(ends) if isinstance(ends, datetime) else ends
        return starts, ends

    def _made_uid(self, *texts: str) -> str:
        self._doubts[Doubt.NO_UID] += 1
        return made_uid(*texts)

    def _url(self, properties: dict[str, list[Property]]) -> str:
        written = _text(properties, "URL")
        address = web_address(written)
        if written and not address:
            self._doubts[Doubt.ADDRESS] += 1
        return address

    def _cut(self, text: str) -> str:
        self._doubts[Doubt.CUT_TEXT] += text.endswith("…") and len(text) >= MAX_TEXT - 1
        return text

    def _ends(self, properties: dict[str, list[Property]]) -> Moment | timedelta | None:
        if (ends := self._moment(properties, "DTEND")) is not None:
            return ends
        for written in properties.get("DURATION", [])[:1]:
            with suppress(*READING_ERRORS):
                if isinstance(lasts := time_value(written.value), timedelta):
                    return lasts
            self._doubts[Doubt.UNREADABLE_DATE] += 1
        return None

    def _instant(self, properties: dict[str, list[Property]], name: str) -> datetime | None:
        moment = self._moment(properties, name)
        if not isinstance(moment, datetime):
            return None
        with suppress(OverflowError):
            return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
        return None

    def _moment(self, properties: dict[str, list[Property]], name: str) -> Moment | None:
        for written in properties.get(name, [])[:1]:
            with suppress(*READING_ERRORS):
                read = self._value(written.value, written.parameters)
                if not isinstance(read, tuple):
                    return read
            if name != "DTSTART":  # without it nothing is read: it is counted there
                self._doubts[Doubt.UNREADABLE_DATE] += 1
        return None

    def _listed(self, properties: dict[str, list[Property]], name: str) -> list[Moment | Period]:
        values = [
            (text, line.parameters) for line in properties.get(name, []) for text in line.value.split(",")
        ]
        read: list[Moment | Period] = []
        for text, parameters in values[:MAX_LISTED_DATES]:
            try:
                read.append(self._value(text, parameters))
            except READING_ERRORS:
                self._doubts[Doubt.UNREADABLE_DATE] += 1
        if len(values) > MAX_LISTED_DATES:
            self._left_out[LeftOut.TOO_MANY_DATES] += 1
        return read

    def _value(self, text: str, parameters: dict[str, str]) -> Moment | Period:
        """A day, a time or a period. Raises one of READING_ERRORS."""
        start, slash, end = text.strip().partition("/")
        if slash:
            lasts = time_value(end) if end.startswith("P") else self._single(end, parameters)
            return self._single(start, parameters), lasts
        return self._single(text, parameters)

    def _single(self, text: str, parameters: dict[str, str]) -> Moment:
        try:
            read = time_value(text.strip())
        except ValueError:
            read = datetime.fromisoformat(text.strip())  # as many write it, with hyphens and colons
        if not isinstance(read, date):
            raise TypeError(text)
        if not isinstance(read, datetime) or parameters.get("VALUE", "").upper() == "DATE":
            return day_of(read)
        if read.tzinfo is not None or not (name := parameters.get("TZID", "")):
            return read
        if (zone := self._zones.named(name)) is None:
            self._doubts[Doubt.UNKNOWN_ZONE] += 1
        return read.replace(tzinfo=zone)


def _rule(properties: dict[str, list[Property]]) -> tuple[Rule | None, Moment | None]:
    """The rule and its last instant or day."""
    for written in properties.get("RRULE", [])[:1]:
        try:
            parts = rule_parts(written.value)
            until = next(iter(parts.get("UNTIL", [])), None)
            return Rule.of(parts), until if isinstance(until, date) else None
        except TooFrequent:
            raise _NotKept(LeftOut.TOO_FREQUENT) from None
        except READING_ERRORS:
            raise _NotKept(LeftOut.UNKNOWN_RULE) from None
    return None, None


def _text(properties: dict[str, list[Property]], name: str) -> str:
    return next((each.value.strip() for each in properties.get(name, [])), "")


def _number(properties: dict[str, list[Property]], name: str) -> int:
    text = _text(properties, name)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _first_parameter(properties: dict[str, list[Property]], name: str, parameter: str) -> str:
    return next((each.parameters.get(parameter, "") for each in properties.get(name, [])), "")
