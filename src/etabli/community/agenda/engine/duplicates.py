"""Which events may be one and the same: pairs, scored, with the reasons of each, for somebody to decide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import combinations

from etabli.community.agenda.engine.titles import (
    PlaceWords,
    TitleWords,
    contradict,
    is_telling,
    nearness,
    place_words,
    title_words,
)
from etabli.foundation.calendars.engine.events import Moment, day_of, instant, over_at
from etabli.foundation.likely_pairs import LikelyPair

MIN_SCORE = 72  # from which somebody is asked
MIN_NEARNESS = 0.4  # of the titles: two events of one place and hour are two, whatever else they share
MAX_BLOCK = 60  # a word that more events of one day share tells nothing of any
MAX_DAYS = 14  # of one event that are looked at
NEAR_START = timedelta(minutes=45)  # doors, and then what is shown
TITLE_POINTS = 60  # of two titles that are one; in part as they are near
POINTS = {
    "uid": 100,
    "url": 35,
    "same_start": 20,
    "near_start": 14,
    "same_day": 10,
    "overlap": 6,
    "same_place": 15,
    "commune": 10,
    "organiser": 8,
}
AGAINST = {
    "other_commune": 45,
    "other_number": 45,
    "other_hour": 40,
    "other_place": 20,
    "other_words": 10,  # of their places, in one commune: a name, and the hall that it stands in
    "same_feed": 15,  # which seldom says a thing twice
    "other_organiser": 10,
    "hour_of_utc": 5,  # written an hour or two aside by a program that confounds the clock with UTC
}


@dataclass(frozen=True, slots=True)
class EventCard:
    """What is compared of an event. `feed`: whose it is; `uid`: with its date, where it repeats."""

    pk: int
    feed: str
    uid: str
    title: str
    starts: Moment
    ends: Moment
    place: str = ""
    commune_code: str = ""
    organiser: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A card with what is worked out once: its words, its instants."""

    card: EventCard
    title: TitleWords
    place: PlaceWords
    organiser: TitleWords
    page: str  # its own, and not that of all events
    begins: datetime
    over: datetime
    offset: timedelta  # of its clock to UTC

    @classmethod
    def of(cls, card: EventCard, zone: tzinfo) -> _Prepared:
        begins, starts = instant(card.starts, zone), card.starts
        wall = starts.replace(tzinfo=UTC) if isinstance(starts, datetime) else begins
        return cls(
            card,
            title_words(card.title),
            place_words(card.place),
            title_words(card.organiser),
            card.url if _is_of_one_event(card.url) else "",
            begins,
            over_at(card.ends, zone),
            wall - begins,
        )


def likely_pairs(cards: Iterable[EventCard], zone: tzinfo) -> Iterator[LikelyPair]:
    """The pairs worth a question, each once, among events of one day that share a word of their titles or an address,
    or an hour and a commune. Reasons: "title", and keys of POINTS. `zone`: of days, and of times that name none."""
    seen: set[tuple[int, int]] = set()
    for block in _blocks([_Prepared.of(card, zone) for card in cards]):
        for event, other in combinations(block, 2):
            pair = (min(event.card.pk, other.card.pk), max(event.card.pk, other.card.pk))
            if pair not in seen:
                seen.add(pair)
                if (match := _compare(event, other)) is not None:
                    yield match


def compare(card: EventCard, other: EventCard, zone: tzinfo) -> LikelyPair | None:
    """What speaks for one and the same event; None when it isn't enough."""
    return _compare(_Prepared.of(card, zone), _Prepared.of(other, zone))


def _compare(event: _Prepared, other: _Prepared) -> LikelyPair | None:
    if event.card.pk == other.card.pk:
        return None
    if event.card.feed == other.card.feed and event.card.uid == other.card.uid:
        return _pair(event, other, {"uid": POINTS["uid"]}, 0)
    points = _time_points(event, other)
    near = nearness(event.title, other.title, where=event.place.stems | other.place.stems)
    is_same_page = bool(event.page) and event.page == other.page and "other_hour" not in points
    if not points or (near < MIN_NEARNESS and not is_same_page):
        return None
    points |= {"title": round(TITLE_POINTS * near)} | _place_points(event, other)
    if is_same_page:
        points["url"] = POINTS["url"]
    if event.organiser.stems and other.organiser.stems:
        is_same = nearness(event.organiser, other.organiser) >= MIN_NEARNESS
        points |= (
            {"organiser": POINTS["organiser"]}
            if is_same
            else {"other_organiser": -AGAINST["other_organiser"]}
        )
    if contradict(event.title, other.title):
        points["other_number"] = -AGAINST["other_number"]
    if event.card.feed == other.card.feed:
        points["same_feed"] = -AGAINST["same_feed"]
    return _pair(event, other, points, MIN_SCORE)


def _is_of_one_event(url: str) -> bool:
    """Whether the address has the look of one event's page: its end bears a number, or words set apart."""
    end = url.partition("://")[2].partition("/")[2].partition("?")[0].rstrip("/").rpartition("/")[2]
    return any(sign.isdigit() or sign == "-" for sign in end)


def _pair(event: _Prepared, other: _Prepared, points: dict[str, int], least: int) -> LikelyPair | None:
    score = sum(points.values())
    if score < least:
        return None
    first, second = sorted((event.card.pk, other.card.pk))
    reasons = sorted((name for name, number in points.items() if number > 0), key=lambda name: -points[name])
    return LikelyPair(first, second, min(score, 100), tuple(reasons))


def _time_points(event: _Prepared, other: _Prepared) -> dict[str, int]:
    """By their hours; nothing when they share no day and no moment."""
    starts, other_starts = event.card.starts, other.card.starts
    is_same_day = day_of(starts) == day_of(other_starts)
    if not is_same_day and not (event.begins < other.over and other.begins < event.over):
        return {}
    if not (isinstance(starts, datetime) and isinstance(other_starts, datetime)):
        are_days = not isinstance(starts, datetime) and not isinstance(other_starts, datetime)
        last = day_of(event.card.ends)
        same_days = is_same_day and (are_days or last == day_of(other.card.ends) != day_of(starts))
        name = "same_start" if same_days else "same_day" if is_same_day else "overlap"
        return {name: POINTS[name]}
    apart = abs(event.begins - other.begins)
    if not apart:
        return {"same_start": POINTS["same_start"]}
    if apart <= NEAR_START:
        return {"near_start": POINTS["near_start"]}
    if event.card.feed != other.card.feed and apart in {event.offset, other.offset}:
        return {"same_day": POINTS["same_day"], "hour_of_utc": -AGAINST["hour_of_utc"]}
    return {"other_hour": -AGAINST["other_hour"]}


def _place_points(event: _Prepared, other: _Prepared) -> dict[str, int]:
    points: dict[str, int] = {}
    communes = {event.card.commune_code, other.card.commune_code}
    codes = event.place.postal_codes, other.place.postal_codes
    if len(communes - {""}) == 2 or (not communes - {""} and all(codes) and codes[0].isdisjoint(codes[1])):
        return {"other_commune": -AGAINST["other_commune"]}
    if communes - {""} and "" not in communes:
        points["commune"] = POINTS["commune"]
    if event.place.is_online and other.place.is_online:
        points["same_place"] = POINTS["same_place"]
    elif event.place.stems and other.place.stems:
        common = len(event.place.stems & other.place.stems)
        if common >= 0.5 * min(len(event.place.stems), len(other.place.stems)):
            points["same_place"] = POINTS["same_place"]
        elif (
            not common and event.place.is_street == other.place.is_street
        ):  # a street and a name may be one place
            points["other_place"] = -AGAINST["other_place" if "commune" not in points else "other_words"]
    return points


def _blocks(prepared: list[_Prepared]) -> Iterator[list[_Prepared]]:
    """Those that may be one: only they are compared. What too many share is divided by hour and commune."""
    blocks: dict[object, list[_Prepared]] = defaultdict(list)
    for each in prepared:
        card = each.card
        days = min(MAX_DAYS, max(1, -((each.begins - each.over) // timedelta(days=1))))
        telling = [word for word in each.title.stems if is_telling(word)] or each.title.stems
        keys: set[object] = {word[:4] for word in telling} | {("joined", each.title.joined[:5])}
        keys |= {("url", each.page)} if each.page else set()
        for number in range(days):
            for key in keys:
                blocks[day_of(card.starts) + timedelta(days=number), key].append(each)
        if card.commune_code:
            blocks[each.begins, "commune", card.commune_code].append(each)
        blocks["uid", card.feed, card.uid].append(each)
    for block in blocks.values():
        yield from _of_a_size(block)


def _of_a_size(block: list[_Prepared]) -> Iterator[list[_Prepared]]:
    if len(block) <= MAX_BLOCK:
        yield block
        return
    divided: dict[object, list[_Prepared]] = defaultdict(list)
    for each in block:
        divided[each.begins, each.card.commune_code, each.title.joined].append(each)
    yield from (part for part in divided.values() if len(part) <= MAX_BLOCK)
