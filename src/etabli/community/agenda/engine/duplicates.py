"""Which events may be one and the same: pairs, scored, with the reasons of each, for somebody to decide.

The weights are those of a logistic regression, ten points to one unit of log-odds, held near values set by hand, on the
pairs that the tests keep. There, half of the pairs are one event; of two events of a town taken at random on one day
hardly any are, but those rarely share a word, an hour and a place. What is asked wrongly costs one press of somebody
who reads two lines; what is missed stands twice in the agenda, for all who read it, until somebody sees it. So a pair
is asked from a little above even odds on.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from itertools import combinations

from etabli.community.agenda.engine.title_vocabulary import RELAYING
from etabli.community.agenda.engine.titles import (
    GENERIC_WEIGHT,
    Nearness,
    PlaceWords,
    TitleWords,
    contradict,
    is_part,
    is_telling,
    nearness,
    place_words,
    title_words,
)
from etabli.foundation.calendars.engine.events import Moment, day_of, instant, over_at
from etabli.foundation.likely_pairs import LikelyPair

MIN_SCORE = (
    53  # from which somebody is asked: as likely one as not is 50, and 10 points more are e times the odds
)
MIN_NEARNESS = 0.4  # of the names of two organisers that are one
MAX_BLOCK = 60  # a word that more events of one day share tells nothing of any
MAX_DAYS = 14  # of one event that are looked at
NEAR_START = timedelta(minutes=45)  # doors, and then what is shown
HOUR = timedelta(hours=1)
SHORT = timedelta(hours=5)
POINTS: Mapping[str, int] = {
    "uid": 100,
    "base": 24,  # of two that have a day and a word in common
    "title": 19,  # where two titles are one; in part as they are near
    "specific": 10,  # a word that says more than a kind
    "contained": 13,  # one title says nothing that the other doesn't
    "much": 2,  # for each other word, up to two
    "each_its_own": -25,  # for each word that says more than a kind, on either side, up to two
    "same_start": 11,  # to the minute
    "same_days": 14,  # the same whole days
    "near_start": 9,
    "same_day": 14,  # of one, the hours; of the other, the day
    "hour_apart": -3,  # an hour or two, as where a program confounds the clock with UTC
    "same_place": 4,
    "other_place": -13,  # two kinds of places
    "commune": 7,
    "same_spot": 3,  # the same minute in the same place
    "organiser": 11,
    "namesake": -16,  # a title that only says a kind, and two places or holders
    "elsewhere": -15,  # at two hours, however near, and in two places
    "other_kind": -13,  # a workshop and a concert
    "kind_alone": -13,  # of two titles, one of which says more, only the kind is common
    "url": 30,
    "other_number": -50,  # or level, age, round: two modules
    "part": -22,  # the opening of an exhibition, a stand of a fair, what replaces it
    "same_feed": -15,  # which seldom says a thing twice
}
_SAID_WITH = {  # evidence that is told as a part of another
    "specific": "title",
    "contained": "title",
    "much": "title",
    "each_its_own": "title",
    "same_spot": "same_place",
}
_UNSAID = frozenset({"base"})


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
    or an hour and a commune. Reasons: keys of POINTS. `zone`: of days, and of times that name none."""
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
    if (evidence := _evidence(event, other)) is None:
        return None
    points = {"base": float(POINTS["base"])}
    for name, value in evidence.items():
        reason = _SAID_WITH.get(name, name)
        points[reason] = points.get(reason, 0.0) + POINTS.get(name, 0) * value
    return _pair(event, other, points, MIN_SCORE)


def _evidence(event: _Prepared, other: _Prepared) -> dict[str, float] | None:
    """What speaks for and against one event, each in [0, 1] or a weight of words; None when they can't be one."""
    times = _times(event, other)
    if times is None or (places := _places(event, other)) is None:
        return None
    is_same_page = bool(event.page) and event.page == other.page
    holders = _holders(event, other)
    near = nearness(event.title, other.title, where=_where(event, other, places | holders))
    if not near.common and not is_same_page:
        return None
    evidence = times | places | holders | _titles(near)
    evidence["url"] = float(is_same_page)
    evidence["same_spot"] = times.get("same_start", 0.0) * places.get("same_place", 0.0)
    evidence["other_kind"] = float(_differ(event.title.kinds, other.title.kinds))
    evidence["kind_alone"] = float(near.specific < GENERIC_WEIGHT and near.more >= 1.0)
    evidence["namesake"] = float(
        near.specific < 1.0 and ("other_place" in places or "other_organiser" in holders)
    )
    is_elsewhere = "other_place" in places or ("unlike_place" in places and "hour_apart" in times)
    evidence["elsewhere"] = float(is_elsewhere and not times.keys().isdisjoint({"hour_apart", "near_start"}))
    evidence["other_number"] = float(contradict(event.title, other.title))
    evidence["part"] = float(is_part(event.title, other.title)) + float(_is_within(event, other, near))
    evidence["same_feed"] = float(event.card.feed == other.card.feed)
    return evidence


def _holders(event: _Prepared, other: _Prepared) -> dict[str, float]:
    """By those who hold them; nothing where one only announces what others hold, as a town hall does."""
    holder, another = event.organiser, other.organiser
    if not holder.stems or not another.stems:
        return {}
    if nearness(holder, another).near >= MIN_NEARNESS:
        return {"organiser": 1.0}
    is_relayed = not (RELAYING.isdisjoint(holder.stems) and RELAYING.isdisjoint(another.stems))
    return {} if is_relayed else {"other_organiser": 1.0}


def _where(event: _Prepared, other: _Prepared, evidence: Mapping[str, float]) -> frozenset[str]:
    """The words of their places and organisers, of which titles say little, unless it is there that they differ."""
    place: frozenset[str] = frozenset()
    if "other_place" not in evidence and "unlike_place" not in evidence:
        place = event.place.stems | other.place.stems
    if "other_organiser" in evidence:
        return place
    return place.union(event.organiser.stems, other.organiser.stems)


def _titles(near: Nearness) -> dict[str, float]:
    return {
        "title": near.near,
        "specific": min(1.0, near.specific),
        "much": max(0.0, min(2.0, near.specific - 1.0)),
        "contained": float(near.fewer < GENERIC_WEIGHT),
        "each_its_own": min(2.0, near.apart),
    }


def _is_of_one_event(url: str) -> bool:
    """Whether the address has the look of one event's page: its end bears a number, or words set apart."""
    end = url.partition("://")[2].partition("/")[2].partition("?")[0].rstrip("/").rpartition("/")[2]
    return any(sign.isdigit() or sign == "-" for sign in end)


def _pair(event: _Prepared, other: _Prepared, points: dict[str, float], least: int) -> LikelyPair | None:
    score = round(sum(points.values()))
    if score < least:
        return None
    first, second = sorted((event.card.pk, other.card.pk))
    reasons = sorted(
        (name for name, number in points.items() if number > 0 and name not in _UNSAID),
        key=lambda name: (-points[name], name),
    )
    return LikelyPair(first, second, min(score, 100), tuple(reasons))


def _times(event: _Prepared, other: _Prepared) -> dict[str, float] | None:
    """By their hours; None when they share no moment, or their hours are two: two sessions are two events."""
    starts, other_starts = event.card.starts, other.card.starts
    is_same_day = day_of(starts) == day_of(other_starts)
    if not is_same_day and not (event.begins < other.over and other.begins < event.over):
        return None
    if not (isinstance(starts, datetime) and isinstance(other_starts, datetime)):
        are_days = not isinstance(starts, datetime) and not isinstance(other_starts, datetime)
        last = day_of(event.card.ends)
        same_days = is_same_day and (are_days or last == day_of(other.card.ends) != day_of(starts))
        return {"same_days" if same_days else "same_day" if is_same_day else "overlap": 1.0}
    apart = abs(event.begins - other.begins)
    if not apart:
        return {"same_start": 1.0}
    first, second = sorted((event, other), key=lambda each: each.begins)
    follow = first.begins < first.over <= second.begins < second.over
    if apart <= NEAR_START and not follow:
        return {"near_start": 1.0}
    is_hour_apart = apart <= HOUR or apart in {event.offset, other.offset}
    is_hour_apart = is_hour_apart and event.card.feed != other.card.feed and not follow
    return {"hour_apart": 1.0} if is_hour_apart else None


def _is_within(event: _Prepared, other: _Prepared, near: Nearness) -> bool:
    """Whether one lasts days and the other, that says more, some hours of one of them."""
    short, long = sorted((event, other), key=lambda each: each.over - each.begins)
    return (
        isinstance(short.card.starts, datetime)
        and short.over - short.begins <= SHORT
        and long.over - long.begins > timedelta(days=1)
        and (len(short.title.stems) > len(long.title.stems) or near.fewer >= GENERIC_WEIGHT)
        and short.begins < short.over
    )


def _places(event: _Prepared, other: _Prepared) -> dict[str, float] | None:
    """By where they are; None when it is in two communes."""
    communes = {event.card.commune_code, other.card.commune_code}
    codes = event.place.postal_codes, other.place.postal_codes
    if len(communes - {""}) == 2 or (not communes - {""} and all(codes) and codes[0].isdisjoint(codes[1])):
        return None
    places: dict[str, float] = {"commune": 1.0} if communes - {""} and "" not in communes else {}
    if event.place.room and other.place.room and event.place.room != other.place.room:
        return places | {"other_place": 1.0}
    if event.place.is_online and other.place.is_online:
        return places | {"same_place": 1.0}
    if event.place.stems and other.place.stems:
        common = len(event.place.stems & other.place.stems)
        if common >= 0.5 * min(len(event.place.stems), len(other.place.stems)):
            places["same_place"] = 1.0
        elif not common and _differ(event.place.kinds, other.place.kinds):
            places["other_place"] = 1.0
        elif not common and event.place.is_street == other.place.is_street:
            places["unlike_place"] = 1.0  # a name may stand in another: in a hall, a town, a street
    return places


def _differ(kinds: frozenset[int], others: frozenset[int]) -> bool:
    return bool(kinds and others) and kinds.isdisjoint(others)


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
        for key in {word[:4] for word in each.title.stems}:
            blocks[each.begins, "minute", key].append(each)
            if card.commune_code:
                blocks[day_of(card.starts), card.commune_code, key].append(each)
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
