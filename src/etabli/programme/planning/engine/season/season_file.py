"""`SEASON.json` as bytes → `Season`, or BadSeason, which says where and what; a `Plan` → JSON."""

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
    """The season of a `SEASON.json`. Raises BadSeason, which says what is wrong and where."""
    try:
        return _season(_Item("", json.loads(content)))
    except (json.JSONDecodeError, UnicodeDecodeError, RecursionError) as error:
        raise BadSeason("json", "", str(error)) from None


class _Item:
    """A value of the file and its path in it; each reader raises BadSeason for a value of another type."""

    def __init__(self, where: str, value: Any) -> None:
        self.where, self.value = where, value

    def error(self, kind: str) -> BadSeason:
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
            raise self.error("object")
        return self.value

    def each(self) -> Iterator["_Item"]:
        if not isinstance(self.value, list):
            raise self.error("list")
        return (_Item(f"{self.where}[{at}]", value) for at, value in enumerate(self.value))

    def text(self) -> str:
        if not isinstance(self.value, str) or not self.value:
            raise self.error("text")
        return self.value

    def non_negative(self) -> float:
        """A finite number, 0 or more."""
        if isinstance(self.value, bool) or not isinstance(self.value, int | float):
            raise self.error("number")
        try:
            finite = math.isfinite(self.value)
        except OverflowError:
            finite = False
        if not finite:
            raise self.error("number")
        if self.value < 0:
            raise self.error("negative")
        return self.value

    def integer(self, *, minimum: int = 0) -> int:
        number = self.non_negative()
        if number != int(number):
            raise self.error("whole")
        if number < minimum:
            raise self.error("zero")
        return int(number)

    def share(self) -> float:
        """A number from 0 to 1."""
        number = self.non_negative()
        if number > 1:
            raise self.error("share")
        return number

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            raise self.error("flag")
        return self.value

    def day(self) -> date:
        try:
            day = date.fromisoformat(self.text())
        except ValueError:
            raise self.error("day") from None
        if day.isoformat() != self.value:
            raise self.error("day")
        return day

    def half(self) -> Half:
        if self.value not in HALVES:
            raise self.error("half")
        return cast(Half, self.value)

    def slot(self) -> Slot:
        if not isinstance(self.value, list) or len(self.value) != 2:
            raise self.error("slot")
        day, half = self.each()
        return day.day(), half.half()

    def reference(self, ids: Mapping[str, object]) -> str:
        if self.text() not in ids:
            raise self.error("unknown")
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
            item.at("demand"), lambda entry: _pair(entry, ids, "theme", "zone"), "people", _Item.non_negative
        ),
        share=_table(
            item.at("share"), lambda entry: _pair(entry, ids, "zone", "venue"), "share", _Item.share
        ),
        slots=_table(
            item.at("slots"),
            lambda entry: (entry.at("day").day(), entry.at("half").half()),
            "factor",
            _Item.share,
        ),
        support=Support(
            support.at("half_days_per_session").non_negative(),
            support.at("period_days").integer(minimum=1),
            support.at("max_load").non_negative(),
        ),
        uncovered_penalty=item.at("uncovered_penalty").non_negative(),
        pins=tuple(_pin(entry, ids) for entry in item.at("pins").each()) if item.has("pins") else (),
        bans=tuple(_ban(entry, ids) for entry in item.at("bans").each()) if item.has("bans") else (),
    )


def _items_by_name[T](items: _Item, read: Callable[[_Item], T]) -> dict[str, T]:
    by_name: dict[str, T] = {}
    for item in items.each():
        name = item.at("id")
        if name.text() in by_name:
            raise name.error("repeated")
        by_name[name.text()] = read(item)
    return by_name


def _table[K](
    items: _Item, key: Callable[[_Item], K], field: str, read: Callable[[_Item], float]
) -> dict[K, float]:
    table: dict[K, float] = {}
    for item in items.each():
        item_key = key(item)
        if item_key in table:
            raise item.error("repeated")
        table[item_key] = read(item.at(field))
    return table


def _pair(item: _Item, ids: Mapping[str, Mapping[str, object]], first: str, other: str) -> tuple[str, str]:
    return item.at(first).reference(ids[first]), item.at(other).reference(ids[other])


def _zone(item: _Item) -> Zone:
    return Zone(item.at("id").text(), item.at("weight").non_negative(), item.at("must_cover").flag())


def _theme(item: _Item) -> Theme:
    return Theme(item.at("id").text(), item.at("gap_days").integer())


def _venue(item: _Item, zones: Mapping[str, Zone]) -> Venue:
    return Venue(
        item.at("id").text(),
        item.at("zone").reference(zones),
        item.at("capacity").non_negative(),
        frozenset(slot.slot() for slot in item.at("closed").each()),
    )


def _adviser(item: _Item, themes: Mapping[str, Theme], venues: Mapping[str, Venue]) -> Adviser:
    return Adviser(
        item.at("id").text(),
        frozenset(theme.reference(themes) for theme in item.at("themes").each()),
        frozenset(slot.slot() for slot in item.at("available").each()),
        item.at("max_per_week").integer(),
        frozenset(venue.reference(venues) for venue in item.at("venues").each())
        if item.has("venues")
        else None,
    )


def _pin(item: _Item, ids: Mapping[str, Mapping[str, object]]) -> Session:
    return Session(
        item.at("theme").reference(ids["theme"]),
        item.at("venue").reference(ids["venue"]),
        item.at("adviser").reference(ids["adviser"]),
        item.at("day").day(),
        item.at("half").half(),
    )


def _ban(item: _Item, ids: Mapping[str, Mapping[str, object]]) -> Mapping[str, str]:
    if not item._object():
        raise item.error("no_key")
    for key in item._object():
        if key not in SESSION_KEYS:
            raise item.at(key).error("unknown_key")
        if key in ids:
            item.at(key).reference(ids[key])
    if item.has("day"):
        item.at("day").day()
    if item.has("half"):
        item.at("half").half()
    return dict(item.value)


# A plan as the command prints it.


def as_json(plan: Plan, reason_text: Callable[[Proposed], str]) -> dict[str, Any]:
    """The plan as `etabli plan --json` gives it; `reason_text` words the reason of a session."""
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
                "reason": reason_text(proposed),
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
