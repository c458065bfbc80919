"""A plan in words: its sessions, why each is there, what a change brings, which rule something breaks."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _, ngettext

from etabli.foundation.ui.typography import full_day, number
from etabli.programme.diary.models import Half
from etabli.programme.planning.engine.season import Broken, Reason, Served
from etabli.programme.planning.season.plans import SESSION_KEYS

MIN_PEOPLE = 0.05  # people: less is nothing
MAX_ZONES = 6  # of those who come, by name; the others together


@dataclass(frozen=True)
class Names:
    """What people call the themes, rooms, advisers and territories of a plan, by their keys; `towns` by room."""

    themes: Mapping[str, str]
    rooms: Mapping[str, str]
    towns: Mapping[str, str]
    advisers: Mapping[str, str]
    zones: Mapping[str, str]

    def session(self, session: Any) -> str:
        """ "Être visible, mardi 2 mars 2027, matin, Pauillac"."""
        return ", ".join(
            (
                self.theme(session.theme),
                full_day(session.day),
                half(session.half),
                self.towns.get(session.venue, "–"),
            )
        )

    def theme(self, key: str) -> str:
        return self.themes.get(key, key)

    def room(self, key: str) -> str:
        return self.rooms.get(key, _("a room that is gone"))

    def adviser(self, key: str) -> str:
        return self.advisers.get(key, _("somebody who has left"))

    def all_zones(self, keys: Iterable[str], limit: int = 4) -> str:
        """Names of territories, one after another; beyond `limit`, how many others."""
        names = [self.zones.get(key, key) for key in keys]
        if len(names) > limit + 1:
            others_text = _("%(number)d others") % {"number": len(names) - limit}
            names = [*names[:limit], others_text]
        return ", ".join(names)

    def ban(self, ban: Mapping[str, str]) -> str:
        """What is ruled out: each of its parts, in words."""
        part_names = {
            "theme": self.theme,
            "venue": self.room,
            "adviser": self.adviser,
            "day": _day_text,
            "half": half,
        }
        return ", ".join(part_names[key](ban[key]) for key in SESSION_KEYS if key in ban)


def half(key: str) -> str:
    """Morning or afternoon."""
    return str(Half(key).label)


def people(number: float) -> str:
    """ "12,4 personnes"; fewer than two are one, as French counts."""
    return ngettext("%(number)s person", "%(number)s people", int(number)) % {"number": count(number)}


def count(people: float) -> str:
    """ "12,4", or "12" when it is whole."""
    rounded = round(people, 1)
    return number(int(rounded) if rounded == int(rounded) else rounded)


def shares(by_zone: Mapping[str, float], total: float, names: Names) -> str:
    """ "Médoc (3,2), Blayais (1,1)": the most first, in tenths that add up to the total as it is written."""
    whole = sum(by_zone.values())
    tenths = round(round(total, 1) * 10)
    exact = {zone: tenths * people / whole for zone, people in by_zone.items()} if whole else {}
    tenths_by_zone = {zone: int(share) for zone, share in exact.items()}
    by_rest = sorted(exact, key=lambda zone: (tenths_by_zone[zone] - exact[zone], zone))
    for zone in by_rest[: tenths - sum(tenths_by_zone.values())]:
        tenths_by_zone[zone] += 1
    largest = sorted(
        ((share, zone) for zone, share in tenths_by_zone.items() if share),
        key=lambda pair: (-pair[0], pair[1]),
    )
    named_shares = [(names.zones.get(zone, zone), share) for share, zone in largest[:MAX_ZONES]]
    if others_total := sum(share for share, _zone in largest[MAX_ZONES:]):
        named_shares.append((_("elsewhere"), others_total))
    return ", ".join(f"{name} ({count(share / 10)})" for name, share in named_shares)


def totals_text(sessions: int, served: float) -> str:
    """ "3 séances, 24,5 personnes"."""
    values = {"number": sessions, "people": people(served)}
    return ngettext("%(number)d session, %(people)s", "%(number)d sessions, %(people)s", sessions) % values


def so_far(came: int, expected: int) -> str:
    """ "212 personnes sont venues, pour 140 prévues"."""
    values = {"came": number(came), "expected": number(expected)}
    return (
        ngettext(
            "%(came)s person came, for %(expected)s expected",
            "%(came)s people came, for %(expected)s expected",
            came,
        )
        % values
    )


def change_text(before: Served, after: Served, names: Names) -> str:
    """What a change brings: people more or fewer, territories that are reached or no longer are."""
    difference = sum(after.expected.values()) - sum(before.expected.values())
    parts = []
    if abs(difference) < MIN_PEOPLE:
        parts.append(_("As many people as before."))
    elif difference > 0:
        parts.append(_("+ %(people)s.") % {"people": people(difference)})
    else:
        parts.append(_("− %(people)s.") % {"people": people(-difference)})
    if lost := set(after.uncovered) - set(before.uncovered):
        parts.append(
            _("No session within reach any more: %(zones)s.") % {"zones": names.all_zones(sorted(lost))}
        )
    if won := set(before.uncovered) - set(after.uncovered):
        parts.append(
            _("A session within reach from now on: %(zones)s.") % {"zones": names.all_zones(sorted(won))}
        )
    return " ".join(parts)


def reason_text(reason: Reason, names: Names) -> str:
    """Why a session is in the plan."""
    if reason.kind == "covers":
        return _("No other session is within reach of: %(zones)s.") % {"zones": names.all_zones(reason.zones)}
    without_text = _("Without it: %(people)s fewer.") % {"people": people(max(0.0, reason.worth))}
    return (
        _("You pinned it. %(without)s") % {"without": without_text}
        if reason.kind == "pinned"
        else without_text
    )


def broken(rule: Broken, names: Names) -> str:
    """The rule that sessions break, in a sentence that says what to look at."""
    session = rule.sessions[0]
    values = {
        "adviser": names.adviser(session.adviser),
        "theme": names.theme(session.theme),
        "room": capfirst(names.room(session.venue)),
        "day": full_day(session.day),
        "half": half(session.half),
        "limit": rule.limit,
        "other": full_day(rule.sessions[-1].day),
    }
    return _RULES[rule.rule]() % values


_RULES = {
    "theme": lambda: _("%(adviser)s doesn’t give “%(theme)s” this season."),
    "venue": lambda: _("%(adviser)s doesn’t go to this room."),
    "available": lambda: _("%(adviser)s isn’t free on %(day)s, %(half)s."),
    "listed": lambda: _("No session on %(day)s: a weekend, a public holiday, or outside the season."),
    "closed": lambda: _("%(room)s: closed on %(day)s, %(half)s."),
    "banned": lambda: _("You ruled this out of the plan: %(theme)s, %(room)s, %(day)s."),
    "day": lambda: _("%(adviser)s already gives a session on %(day)s."),
    "half_day": lambda: _("%(room)s: already taken on %(day)s, %(half)s."),
    "week": lambda: _("%(adviser)s gives %(limit)d sessions a week at most: the week of %(day)s is full."),
    "load": lambda: _(
        "%(adviser)s would have no time left for the support that follows the sessions, around %(day)s."
    ),
    "gap": lambda: _(
        "“%(theme)s” would come back too soon in one territory: %(day)s and %(other)s, less than %(limit)d days apart."
    ),
}


def _day_text(day: str) -> str:
    return full_day(date.fromisoformat(day))
