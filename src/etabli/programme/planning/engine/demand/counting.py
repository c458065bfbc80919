"""The evidence as tables: what is old weighs less, who was served waits no more.

Axes: z territories (the last is nowhere, for people of whom nobody knows where they work), t themes, g trade groups.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from etabli.programme.planning.engine.demand.shapes import SURVEY, Evidence, Offer, Territory

HALF_LIFE_DAYS = 240  # of what somebody said or did
REFILL_DAYS = 84  # half a season: of those whom a session served, half have been replaced by others
REMEMBERED_DAYS = 730
FULL_MINUTES, NEAR_MINUTES = 15, 30  # by road: nobody minds; half stay at home
MIN_SHARE = 0.1  # where fewer than one in ten would come from, nobody is counted on
ANSWERS_TOLD = 5  # under so many answers, nothing is told of them: people could be recognised

type Table = NDArray[np.float64]


@dataclass(frozen=True)
class Counts:
    """Weighted counts. `waiting` has one trade group more, the last: unknown.

    `answers`: those who could ask for the theme; `asks`: those who did. `wishes`: those that came by themselves.
    `offers`: sessions, by the part of the territory that they could reach; `arrivals`: people who came or were
    turned away, and more where others had been served before; `served`: those who were and are not replaced yet.
    `named`: arrivals and wishes of a known trade; `seen`: the arrivals alone.
    """

    businesses: Table  # z, g
    asks: Table  # z, t
    answers: Table  # z, t
    wishes: Table  # z, t
    offers: Table  # z, t
    arrivals: Table  # z, t
    served: Table  # z, t
    waiting: Table  # z, t, g + 1
    people: Table  # z, t, g + 1: those of `waiting`, not aged
    squares: Table  # z, t: of the weights of all who are counted
    named: Table  # z, t, g
    seen: Table  # z, g


def fade(on: date, today: date) -> float:
    """What a fact of that day still weighs: 1 today, half after HALF_LIFE_DAYS, nothing after REMEMBERED_DAYS."""
    days = max(0, (today - on).days)
    return float(0.5 ** (days / HALF_LIFE_DAYS)) if days <= REMEMBERED_DAYS else 0.0


def refill(on: date, today: date) -> float:
    """The part of those whom a session served that day who have not been replaced yet."""
    days = max(0, (today - on).days)
    return float(0.5 ** (days / REFILL_DAYS)) if days <= REMEMBERED_DAYS else 0.0


def still_interested(people: Table, served: Table) -> Table:
    """Of the people whom a theme concerns, those who would still come when so many were served lately: all when none
    were, half when as many were."""
    return np.asarray(people**2 / np.maximum(people + served, 1e-9))


def interest_shown(people_came: float, served: float) -> float:
    """The same the other way round: whom a theme concerns, when so many came after so many had been served."""
    return (people_came + sqrt(people_came**2 + 4 * people_came * served)) / 2


def reach(minutes: float) -> float:
    """The part of those who would come next door whom so long a way by road does not keep at home."""
    share_kept: float = 0.5 ** (max(0.0, minutes - FULL_MINUTES) / (NEAR_MINUTES - FULL_MINUTES))
    return share_kept if share_kept >= MIN_SHARE else 0.0


def count(evidence: Evidence, today: date) -> Counts:
    """The tables of all that is remembered."""
    zones = {territory.code: rank for rank, territory in enumerate(evidence.territories)}
    themes = {code: rank for rank, code in enumerate(evidence.themes)}
    groups = {code: rank for rank, code in enumerate(evidence.groups)}
    z, t, g = len(zones) + 1, len(themes), len(groups)
    flat = ("asks", "answers", "wishes", "offers", "arrivals", "served", "squares")
    deep = ("waiting", "people")
    tables = Counts(
        businesses=_businesses(evidence.territories, groups),
        named=np.zeros((z, t, g)),
        seen=np.zeros((z, g)),
        **{name: np.zeros((z, t)) for name in flat},
        **{name: np.zeros((z, t, g + 1)) for name in deep},
    )
    places = _Places(zones, themes, groups)
    _count_wishes(tables, evidence, places, today)
    _count_answers(tables, evidence, places, today)
    past_offers: dict[tuple[int, int], list[Offer]] = defaultdict(list)
    for offer in evidence.offers:
        if offer.theme in themes:
            past_offers[places.zone(offer.zone), themes[offer.theme]].append(offer)
    for (zone, theme), offers in past_offers.items():
        _count_offers(tables, zone, theme, sorted(offers, key=_offer_sort_key), places, today)
    _count_waiting(tables, evidence, past_offers, places, today)
    np.minimum(tables.asks, tables.answers, out=tables.asks)
    return tables


@dataclass(frozen=True)
class _Places:
    """Where each code stands in the tables."""

    zones: Mapping[str, int]
    themes: Mapping[str, int]
    groups: Mapping[str, int]

    def zone(self, code: str) -> int:
        return self.zones.get(code, len(self.zones))

    def group(self, code: str) -> int:
        return self.groups.get(code, len(self.groups))


def _offer_sort_key(offer: Offer) -> tuple[date, int]:
    return offer.on, offer.session


def _businesses(territories: Iterable[Territory], groups: Mapping[str, int]) -> Table:
    """Those of an unknown trade are shared out as the others of their territory are, else evenly."""
    rows = [[territory.businesses.get(code, 0.0) for code in groups] for territory in territories]
    known_counts = np.array([*rows, [0.0] * len(groups)], dtype=float)
    total = known_counts.sum(axis=1, keepdims=True)
    share = np.where(total > 0, known_counts / np.where(total > 0, total, 1), 1 / max(1, len(groups)))
    unknown = [
        sum(n for code, n in territory.businesses.items() if code not in groups) for territory in territories
    ]
    return np.asarray(known_counts + share * np.array([*unknown, 0.0])[:, None])


def _count_wishes(tables: Counts, evidence: Evidence, places: _Places, today: date) -> None:
    for wish in evidence.wishes:
        theme = places.themes.get(wish.theme)
        weight = fade(wish.on, today)
        if theme is None or not weight:
            continue
        zone, group = places.zone(wish.zone), places.group(wish.group)
        (tables.asks if wish.source == SURVEY else tables.wishes)[zone, theme] += weight
        tables.squares[zone, theme] += weight**2
        if group < len(places.groups):
            tables.named[zone, theme, group] += weight


def _count_answers(tables: Counts, evidence: Evidence, places: _Places, today: date) -> None:
    for row in evidence.answers:
        weight, zone = row.number * fade(row.on, today), places.zone(row.zone)
        tables.answers[zone] += weight
        if row.taught in places.themes:
            tables.answers[zone, places.themes[row.taught]] -= weight
    np.maximum(tables.answers, 0, out=tables.answers)


def _count_offers(
    tables: Counts, zone: int, theme: int, offers: list[Offer], places: _Places, today: date
) -> None:
    """Whoever came lately does not come again: a session that follows another shows more people than came to it."""
    served, last = 0.0, None
    for offer in offers:
        served *= refill(last, offer.on) if last else 1.0
        weight = fade(offer.on, today)
        if offer.on <= today and weight:
            tables.offers[zone, theme] += weight * offer.reach
            arrived = interest_shown(offer.seated + offer.refused, offer.reach * served)
            tables.arrivals[zone, theme] += weight * arrived
            tables.squares[zone, theme] += weight**2 * arrived
            for code, number in _both(offer).items():
                if code in places.groups:
                    tables.named[zone, theme, places.groups[code]] += weight * number
                    tables.seen[zone, places.groups[code]] += weight * number
        served, last = served + offer.seated, offer.on
    tables.served[zone, theme] = served * (refill(last, today) if last else 1.0)


def _both(offer: Offer) -> dict[str, int]:
    codes = offer.came.keys() | offer.turned_away.keys()
    return {code: offer.came.get(code, 0) + offer.turned_away.get(code, 0) for code in sorted(codes)}


def _count_waiting(
    tables: Counts,
    evidence: Evidence,
    past_offers: Mapping[tuple[int, int], list[Offer]],
    places: _Places,
    today: date,
) -> None:
    """Those who asked or were turned away. A session serves those who wanted it before its day, one for each of the
    territory who has a seat, the first to ask first; it serves nobody who asks afterwards."""
    requests: dict[tuple[int, int], list[tuple[date, int]]] = defaultdict(list)
    for wish in evidence.wishes:
        if wish.theme in places.themes and fade(wish.on, today):
            key = places.zone(wish.zone), places.themes[wish.theme]
            requests[key].append((wish.on, places.group(wish.group)))
    for key, offers in past_offers.items():
        for offer in offers:
            for code, number in offer.turned_away.items():
                if fade(offer.on, today):
                    requests[key] += [(offer.on, places.group(code))] * number
    for (zone, theme), people in requests.items():
        for on, group in _unserved(people, sorted(past_offers.get((zone, theme), ()), key=_offer_sort_key)):
            tables.waiting[zone, theme, group] += fade(on, today)
            tables.people[zone, theme, group] += 1


def _unserved(people: list[tuple[date, int]], offers: list[Offer]) -> list[tuple[date, int]]:
    requests = sorted(people)
    for offer in offers:
        del requests[: min(offer.seated, bisect_left(requests, (offer.on, -1)))]
    return requests
