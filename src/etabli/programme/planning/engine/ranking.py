"""Rank themes per territory.

A theme's score is people: those who want it in a territory and have not been served there. They are those who asked for
it, and those turned away from a full session, who ask again on its day.

- They count for two years (`REMEMBERED_DAYS`), less and less: half after eight months (`HALF_LIFE_DAYS`). Many give up
  and come back a year later; of somebody silent for two years nobody knows whether they still want it.
- A session, held or to come, serves those who wanted it before its day, one for each seat taken, the first to ask
  first. It serves nobody who asks afterwards: a theme just given is answered, until somebody wants it again.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

HALF_LIFE_DAYS = 240  # a season, about
REMEMBERED_DAYS = 730


@dataclass(frozen=True)
class Wanted:
    """Somebody asked for a theme: at the end of a workshop, on the phone, in the diagnosis."""

    theme: str
    zone: str
    trade: str
    on: date


@dataclass(frozen=True)
class Given:
    """A session of a theme in a zone: past or to come, with those it could not seat."""

    theme: str
    zone: str
    on: date
    seated: int
    turned_away: int


@dataclass(frozen=True)
class Reason:
    """A fact behind a rank: `kind` is one of asked, trade, turned_away, never, last, coming.

    Those who asked and those turned away are those remembered; the last session, however long ago it was.
    """

    kind: str
    number: int = 0
    text: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Ranked:
    """A theme in a zone, with its score, the people who still wait (not aged), and the facts that make it."""

    theme: str
    zone: str
    score: float
    people: int
    reasons: tuple[Reason, ...]


def rank(wishes: Iterable[Wanted], sessions: Iterable[Given], *, today: date) -> tuple[Ranked, ...]:
    """All (theme, zone) pairs that somebody remembered asked for or was turned away from, best first.

    Ties are broken by theme then zone, so that the order never depends on that of the input.
    """
    asked: dict[tuple[str, str], list[Wanted]] = defaultdict(list)
    given: dict[tuple[str, str], list[Given]] = defaultdict(list)
    for wish in wishes:
        if _is_remembered(wish.on, today):
            asked[wish.theme, wish.zone].append(wish)
    for session in sessions:
        given[session.theme, session.zone].append(session)
    full = {key for key, held in given.items() if _turned_away(held, today)}
    ranked = [
        _one(theme, zone, asked[theme, zone], given[theme, zone], today)
        for theme, zone in asked.keys() | full
    ]
    return tuple(sorted(ranked, key=lambda r: (-r.score, r.theme, r.zone)))


def _one(theme: str, zone: str, wishes: list[Wanted], sessions: list[Given], today: date) -> Ranked:
    sessions = sorted(sessions, key=lambda s: s.on)
    turned_away = _turned_away(sessions, today)
    waiting = _unserved([wish.on for wish in wishes] + turned_away, sessions)
    score = sum(_weight(today, on) for on in waiting)
    reasons = _reasons(wishes, len(turned_away), sessions, today)
    return Ranked(theme, zone, round(score, 3), len(waiting), reasons)


def _turned_away(sessions: list[Given], today: date) -> list[date]:
    """The day of each one who got no seat."""
    return [s.on for s in sessions if _is_remembered(s.on, today) for _seat in range(s.turned_away)]


def _unserved(wanted: list[date], sessions: list[Given]) -> list[date]:
    """The days since which people wait whom none of the sessions, in order of day, has served."""
    waiting = sorted(wanted)
    for session in sessions:
        del waiting[: min(session.seated, bisect_left(waiting, session.on))]
    return waiting


def _is_remembered(on: date, today: date) -> bool:
    return (today - on).days <= REMEMBERED_DAYS


def _weight(today: date, on: date) -> float:
    return float(0.5 ** (max(0, (today - on).days) / HALF_LIFE_DAYS))


def _reasons(
    wishes: list[Wanted], turned_away: int, sessions: list[Given], today: date
) -> tuple[Reason, ...]:
    reasons = []
    if wishes:
        reasons.append(Reason("asked", len(wishes)))
    trades: dict[str, int] = defaultdict(int)
    for wish in wishes:
        if wish.trade:
            trades[wish.trade] += 1
    if trades:
        trade, number = min(trades.items(), key=lambda item: (-item[1], item[0]))
        if number > 1:
            reasons.append(Reason("trade", number, trade))
    if turned_away:
        reasons.append(Reason("turned_away", turned_away))
    if held := [s for s in sessions if s.on <= today]:
        last = held[-1].on
        reasons.append(Reason("last", sum(s.seated for s in held if s.on == last), on=last))
    else:
        reasons.append(Reason("never"))
    if coming := [s for s in sessions if s.on > today]:
        reasons.append(Reason("coming", sum(s.seated for s in coming), on=coming[0].on))
    return tuple(reasons)
