"""`SEASON.json` as bytes → `Season`; refuses with where and how (`BadSeason`) rather than guessing."""

import json
import math
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, cast

from .shapes import (
    Adviser,
    BadSeason,
    Half,
    Plan,
    Proposed,
    Season,
    Session,
    Slot,
    Support,
    Theme,
    Venue,
    Zone,
)

SESSION_KEYS = ("theme", "venue", "adviser", "day", "half")
HALVES = ("am", "pm")


def read_season(content: bytes | str) -> Season:
    """The season that a file says, or `BadSeason`, which says what is wrong and where."""
    try:
        return _season(_Item("", json.loads(content)))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadSeason("json", "", str(error)) from None


class _Item:
    """A value of the file and where it stands, so that what is wrong can be found."""

    def __init__(self, where: str, value: Any) -> None:
        self.where, self.value = where, value

    def bad(self, kind: str) -> BadSeason:
        value_text = json.dumps(self.value, ensure_ascii=False, default=str)
        return BadSeason(kind, self.where, value_text if len(value_text) <= 60 else value_text[:59] + "…")

    def has(self, key: str) -> bool:
        return key in self._object()

    def at(self, key: str) -> "_Item":
        fields = self._object()
        where = f"{self.where}.{key}" if self.where else key
        if key not in fields:
            raise BadSeason("missing", where)
        return _Item(where, fields[key])

    def _object(self) -> dict[str, Any]:
        if not isinstance(self.value, dict):
            raise self.bad("object")
        return self.value

    def each(self) -> Iterator["_Item"]:
        if not isinstance(self.value, list):
            raise self.bad("list")
        return (_Item(f"{self.where}[{at}]", value) for at, value in enumerate(self.value))

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value:
            raise self.bad("text")
        return self.value

    def number(self) -> float:
        """A number that is none below zero."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.bad("number")
        try:
            finite = math.isfinite(self.value)
        except OverflowError:
            finite = False
        if not finite:
            raise self.bad("number")
        if self.value < 0:
            raise self.bad("negative")
        return self.value

    def whole(self, *, least: int = 0) -> int:
        number = self.number()
        if number != int(number):
            raise self.bad("whole")
        if number < least:
            raise self.bad("zero")
        return int(number)

    def part(self) -> float:
        """A number from 0 to 1."""
        number = self.number()
        if number > 1:
            raise self.bad("share")
        return number

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.bad("flag")
        return self.value

    def day(self) -> date:
        try:
            day = date.fromisoformat(self.text())
        except ValueError:
            raise self.bad("day") from None
        if day.isoformat() != self.value:
            raise self.bad("day")
        return day

    def half(self) -> Half:
        if self.value not in HALVES:
            raise self.bad("half")
        return cast(Half, self.value)

    def slot(self) -> Slot:
        if not isinstance(self.value, list) or len(self.value) != 2:
            raise self.bad("slot")
        day, half = self.each()
        return day.day(), half.half()

    def known(self, ids: Mapping[str, object]) -> str:
        if self.text() not in ids:
            raise self.bad("unknown")
        return self.text()


def _season(item: _Item) -> Season:
    zones = _items_by_name(item.at("zones"), _zone)
    themes = _items_by_name(item.at("themes"), _theme)
    venues = _items_by_name(item.at("venues"), lambda entry: _venue(entry, zones))
    advisers = _items_by_name(item.at("advisers"), lambda entry: _adviser(entry, themes, venues))
    ids: dict[str, Mapping[str, object]] = {
        "theme": themes,
        "venue": venues,
        "adviser": advisers,
        "zone": zones,
    }
    support = item.at("support")
    return Season(
        advisers=tuple(advisers.values()),
        venues=tuple(venues.values()),
        themes=tuple(themes.values()),
        zones=tuple(zones.values()),
        demand=_table(
            item.at("demand"), lambda entry: _pair(entry, ids, "theme", "zone"), "people", _Item.number
        ),
        share=_table(item.at("share"), lambda entry: _pair(entry, ids, "zone", "venue"), "share", _Item.part),
        slots=_table(
            item.at("slots"),
            lambda entry: (entry.at("day").day(), entry.at("half").half()),
            "factor",
            _Item.part,
        ),
        support=Support(
            support.at("half_days_per_session").number(),
            support.at("period_days").whole(least=1),
            support.at("max_load").number(),
        ),
        uncovered_penalty=item.at("uncovered_penalty").number(),
        pins=tuple(_pin(entry, ids) for entry in item.at("pins").each()) if item.has("pins") else (),
        bans=tuple(_ban(entry, ids) for entry in item.at("bans").each()) if item.has("bans") else (),
    )


def _items_by_name[T](items: _Item, read: Callable[[_Item], T]) -> dict[str, T]:
    by_name: dict[str, T] = {}
    for item in items.each():
        name = item.at("id")
        if name.text() in by_name:
            raise name.bad("repeated")
        by_name[name.text()] = read(item)
    return by_name


def _table[K](
    items: _Item, key: Callable[[_Item], K], field: str, read: Callable[[_Item], float]
) -> dict[K, float]:
    table: dict[K, float] = {}
    for item in items.each():
        item_key = key(item)
        if item_key in table:
            raise item.bad("repeated")
        table[item_key] = read(item.at(field))
    return table


def _pair(item: _Item, ids: Mapping[str, Mapping[str, object]], first: str, other: str) -> tuple[str, str]:
    return item.at(first).known(ids[first]), item.at(other).known(ids[other])


def _zone(item: _Item) -> Zone:
    return Zone(item.at("id").text(), item.at("weight").number(), item.at("must_cover").flag())


def _theme(item: _Item) -> Theme:
    return Theme(item.at("id").text(), item.at("gap_days").whole())


def _venue(item: _Item, zones: Mapping[str, Zone]) -> Venue:
    return Venue(
        item.at("id").text(),
        item.at("zone").known(zones),
        item.at("capacity").number(),
        frozenset(slot.slot() for slot in item.at("closed").each()),
    )


def _adviser(item: _Item, themes: Mapping[str, Theme], venues: Mapping[str, Venue]) -> Adviser:
    return Adviser(
        item.at("id").text(),
        frozenset(theme.known(themes) for theme in item.at("themes").each()),
        frozenset(slot.slot() for slot in item.at("available").each()),
        item.at("max_per_week").whole(),
        frozenset(venue.known(venues) for venue in item.at("venues").each()) if item.has("venues") else None,
    )


def _pin(item: _Item, ids: Mapping[str, Mapping[str, object]]) -> Session:
    return Session(
        item.at("theme").known(ids["theme"]),
        item.at("venue").known(ids["venue"]),
        item.at("adviser").known(ids["adviser"]),
        item.at("day").day(),
        item.at("half").half(),
    )


def _ban(item: _Item, ids: Mapping[str, Mapping[str, object]]) -> Mapping[str, str]:
    if not item._object():
        raise item.bad("no_key")
    for key in item._object():
        if key not in SESSION_KEYS:
            raise item.at(key).bad("unknown_key")
        if key in ids:
            item.at(key).known(ids[key])
    if item.has("day"):
        item.at("day").day()
    if item.has("half"):
        item.at("half").half()
    return dict(item.value)


# A plan as the command prints it.


def as_json(plan: Plan, say: Callable[[Proposed], str]) -> dict[str, Any]:
    """The plan as `etabli plan --json` gives it; `say` words the reason of a session."""
    return {
        "sessions": [
            {
                "theme": proposed.session.theme,
                "venue": proposed.session.venue,
                "adviser": proposed.session.adviser,
                "day": proposed.session.day.isoformat(),
                "half": proposed.session.half,
                "expected": proposed.expected,
                "zones": dict(proposed.zones),
                "reason": say(proposed),
            }
            for proposed in plan.sessions
        ],
        "value": plan.value,
        "bound": plan.bound,
        "gap": plan.gap,
        "uncovered": list(plan.uncovered),
        "unserved": [
            {"theme": theme, "zone": zone, "people": people}
            for (theme, zone), people in plan.unserved.items()
        ],
        "seconds": plan.seconds,
    }
