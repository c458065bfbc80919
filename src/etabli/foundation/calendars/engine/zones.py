"""The zone that a calendar names: by the name that all use, by that of Windows, by the rules that stand in the file."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress
from datetime import date, datetime, timedelta, tzinfo
from functools import lru_cache
from zoneinfo import ZoneInfo

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from etabli.foundation.calendars.engine.events import Doubt
from etabli.foundation.calendars.engine.lines import Component
from etabli.foundation.calendars.engine.recurrence import Rule, Steps, TooManySteps, dates
from etabli.foundation.calendars.engine.values import READING_ERRORS, offset_value, rule_parts, time_value

TWO_YEARS = timedelta(days=2 * 366)  # in which a rule gives the change that is still in force
MAX_ZONES = 100
MAX_PARTS = 50  # of the rules of one zone
_WINDOWS_NAMES = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items()}
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}")


class Zones:
    """The zones of one file."""

    def __init__(
        self, components: Iterable[Component], *, since: datetime, until: datetime, steps: Steps
    ) -> None:
        """`since`, `until`: the time of the clock in which their changes of hour are asked for."""
        self._written: dict[str, tzinfo] = {}
        for component in list(components)[:MAX_ZONES]:
            if (zone := _written_zone(component, since, until, steps)) is not None:
                self._written.setdefault(*zone)

    def named(self, name: str) -> tzinfo | None:
        """The zone of this name, or None when nobody knows it."""
        return zone_named(name) or self._written.get(name)


@lru_cache(maxsize=1024)
def zone_named(name: str) -> ZoneInfo | None:
    """The zone of a name of the IANA, of Windows, or that ends in one ("/example.org/Europe/Paris")."""
    name = name.strip().strip("/")
    parts = name.split("/")
    tails = ("/".join(parts[-number:]) for number in (3, 2))
    for candidate in (name, _WINDOWS_NAMES.get(name.casefold(), ""), *tails):
        if len(candidate) <= 64 and _NAME.fullmatch(candidate):
            with suppress(
                KeyError, ValueError, OSError
            ):  # KeyError: there is none; OSError: a folder of zones
                return ZoneInfo(candidate)
    return None


class WrittenZone(tzinfo):
    """A zone by the changes of hour that a file gives: each with the time by the clock and the offset from then on."""

    def __init__(self, changes: list[tuple[datetime, timedelta]], before: timedelta) -> None:
        self._changes = sorted(changes)
        self._before = before

    def utcoffset(self, moment: datetime | None) -> timedelta:
        """The offset in force at that time of the clock."""
        if moment is None:
            return self._before
        number = bisect_right(self._changes, moment.replace(tzinfo=None), key=lambda change: change[0])
        return self._changes[number - 1][1] if number else self._before

    def dst(self, moment: datetime | None) -> timedelta | None:
        """Not told."""
        return None

    def fromutc(self, moment: datetime) -> datetime:
        """The time of the clock at an instant that is given as one of UTC."""
        instant = moment.replace(tzinfo=None)
        wall = instant + self.utcoffset(instant)
        return (instant + self.utcoffset(wall)).replace(tzinfo=self)

    def tzname(self, moment: datetime | None) -> str | None:
        """Not told."""
        return None


def _written_zone(
    component: Component, since: datetime, until: datetime, steps: Steps
) -> tuple[str, tzinfo] | None:
    changes: list[tuple[datetime, timedelta]] = []
    befores: list[tuple[datetime, timedelta]] = []
    names = component.properties(Counter[Doubt]()).get("TZID")
    for part in component.children[:MAX_PARTS]:
        try:
            first, before, part_changes = _changes(part, since, until, steps)
        except (*READING_ERRORS, TooManySteps):
            continue
        changes += part_changes
        befores.append((first, before))
    if not names or not changes:
        return None
    return names[0].value, WrittenZone(changes, min(befores)[1])


def _changes(
    part: Component, since: datetime, until: datetime, steps: Steps
) -> tuple[datetime, timedelta, list[tuple[datetime, timedelta]]]:
    """The first change of a part, the offset before it, and all of its changes until then."""
    properties = part.properties(Counter[Doubt]())
    first = _wall(time_value(properties["DTSTART"][0].value))
    before, after = (offset_value(properties[name][0].value) for name in ("TZOFFSETFROM", "TZOFFSETTO"))
    walls = [first]
    for added in properties.get("RDATE", [])[:MAX_PARTS]:
        walls += [_wall(time_value(text)) for text in added.value.split(",")[:MAX_PARTS]]
    for written in properties.get("RRULE", [])[:1]:
        parts = rule_parts(written.value)
        last = next(iter(parts.get("UNTIL", [])), None)
        end = until if last is None else min(until, _wall(last) + before)
        rule = Rule.of(parts)
        walls += dates(rule, first, since=max(first, min(since, end) - TWO_YEARS), until=end, steps=steps)
    return first, before, [(wall, after) for wall in walls]


def _wall(value: date | timedelta) -> datetime:
    if isinstance(value, timedelta):
        raise TypeError(value)
    if not isinstance(value, datetime):
        return datetime(value.year, value.month, value.day)
    return value.replace(tzinfo=None)
