"""Rank themes per territory.

A theme's score is people: each wish counts one, less as it ages, plus those turned away from a full session,
less those who have already been served by a later session of the theme in the same territory.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

HALF_LIFE_DAYS = 240  # a wish loses half its weight in eight months: a season, about


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
    """A fact behind a rank: `kind` is one of asked, trade, turned_away, never, last, coming."""

    kind: str
    number: int = 0
    text: str = ""
    on: date | None = None


@dataclass(frozen=True)
class Ranked:
    """A theme in a zone, with its score (people) and the facts that make it."""

    theme: str
    zone: str
    score: float
    people: int
    reasons: tuple[Reason, ...]


def rank(wishes: Iterable[Wanted], sessions: Iterable[Given], *, today: date) -> tuple[Ranked, ...]:
    """All (theme, zone) pairs that somebody asked for or was turned away from, best first.

    Ties are broken by theme then zone, so that the order never depends on that of the input.
    """
    asked: dict[tuple[str, str], list[Wanted]] = defaultdict(list)
    given: dict[tuple[str, str], list[Given]] = defaultdict(list)
    for wish in wishes:
        asked[wish.theme, wish.zone].append(wish)
    for session in sessions:
        given[session.theme, session.zone].append(session)
    full = {key for key, held in given.items() if any(session.turned_away for session in held)}
    ranked = [
        _one(theme, zone, asked[theme, zone], given[theme, zone], today)
        for theme, zone in asked.keys() | full
    ]
    return tuple(sorted(ranked, key=lambda r: (-r.score, r.theme, r.zone)))


def _one(theme: str, zone: str, wishes: list[Wanted], sessions: list[Given], today: date) -> Ranked:
    held = sorted(sessions, key=lambda s: s.on)
    last = max((s.on for s in held if s.on <= today), default=None)
    coming = [s for s in held if s.on > today]
    served = sum(s.seated for s in coming)
    turned_away = sum(s.turned_away for s in held)
    weight = sum(_weight(today, wish.on) for wish in wishes)
    score = max(0.0, weight + turned_away - served)
    return Ranked(theme, zone, round(score, 3), len(wishes), _reasons(wishes, turned_away, last, coming))


def _weight(today: date, on: date) -> float:
    return float(0.5 ** (max(0, (today - on).days) / HALF_LIFE_DAYS))


def _reasons(
    wishes: list[Wanted], turned_away: int, last: date | None, coming: list[Given]
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
    reasons.append(Reason("last", on=last) if last else Reason("never"))
    if coming:
        reasons.append(Reason("coming", sum(s.seated for s in coming), on=coming[0].on))
    return tuple(reasons)
