"""The facts behind an estimate, for one territory or for all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from etabli.programme.planning.engine.demand.counting import ANSWERS_TOLD, fade
from etabli.programme.planning.engine.demand.shapes import SURVEY, Evidence, Offer

BEYOND_NEAR = 0.5  # of reach: a session in the territory itself is near, however long the way


@dataclass(frozen=True, slots=True)
class Reason:
    """One fact.

    `kind` is one of:

    - asked: `number` of the `of` people who could ask for the theme in a questionnaire did;
    - few_asked: fewer than ANSWERS_TOLD could: nothing is told of them;
    - told: `number` said so by themselves; `text`: how ("phone", "diagnosis", "catalogue");
    - trade: `number` of all these, several, are of one trade group, `text`;
    - turned_away: `number` got no seat;
    - came: `number` people had it in a session near by;
    - near: the last session near by was on that day, at `text`;
    - far: none near by is remembered; the last within reach was on that day at `text`, `minutes` away;
    - never: no session was ever within reach;
    - coming: a session is planned on that day at `text`, `number` people have a place;
    - nowhere_near: of all the territories, `of`, `number` had none near by that is remembered;
    - nowhere: `number` asked without anybody knowing where they work.
    """

    kind: str
    number: int = 0
    of: int = 0
    text: str = ""
    on: date | None = None
    minutes: int = 0


def reasons(evidence: Evidence, theme: str, zone: str = "", *, today: date) -> tuple[Reason, ...]:
    """Why a theme is wanted in a territory, or in all of them; what is told first matters most."""
    wishes = [
        wish
        for wish in evidence.wishes
        if wish.theme == theme and zone in ("", wish.zone) and fade(wish.on, today)
    ]
    offers = sorted(
        (offer for offer in evidence.offers if offer.theme == theme and zone in ("", offer.zone)),
        key=lambda offer: (offer.on, offer.session),
    )
    reasons = [
        *_request_reasons(evidence, theme, zone, sum(wish.source == SURVEY for wish in wishes), today),
        *_counted_reasons("told", (wish.source for wish in wishes if wish.source != SURVEY)),
        *(
            reason
            for reason in _counted_reasons("trade", (wish.group for wish in wishes if wish.group))[:1]
            if reason.number > 1
        ),
        *_many("turned_away", sum(offer.refused for offer in offers if fade(offer.on, today))),
    ]
    if zone:
        return (*reasons, *_sessions(offers, today))
    unplaced = sum(not wish.zone for wish in wishes)
    return (*reasons, *_everywhere(evidence, offers, today), *_many("nowhere", unplaced))


def _request_reasons(evidence: Evidence, theme: str, zone: str, number: int, today: date) -> Iterable[Reason]:
    could_ask = sum(
        row.number
        for row in evidence.answers
        if row.taught != theme and zone in ("", row.zone) and fade(row.on, today)
    )
    if could_ask >= ANSWERS_TOLD:
        yield Reason("asked", min(number, could_ask), of=could_ask)
    elif could_ask:
        yield Reason("few_asked")


def _many(kind: str, number: int) -> Sequence[Reason]:
    return [Reason(kind, number)] if number else []


def _counted_reasons(kind: str, texts: Iterable[str]) -> list[Reason]:
    number_of_text = Counter(texts)
    return [
        Reason(kind, number, text=text) for text, number in sorted(number_of_text.items(), key=_most_first)
    ]


def _most_first(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]


def _sessions(offers: Sequence[Offer], today: date) -> Iterable[Reason]:
    """What was given near by, or how far away; and what is planned."""
    past_offers = [offer for offer in offers if offer.on <= today]
    near_offers = [offer for offer in past_offers if offer.reach >= BEYOND_NEAR]
    yield from _many("came", sum(offer.seated for offer in past_offers if fade(offer.on, today)))
    if near_offers:
        yield Reason("near", text=near_offers[-1].place, on=near_offers[-1].on)
    elif past_offers:
        nearest = min(past_offers, key=lambda offer: (offer.minutes, -offer.on.toordinal(), offer.session))
        yield Reason("far", text=nearest.place, on=nearest.on, minutes=nearest.minutes)
    else:
        yield Reason("never")
    coming_offers = [offer for offer in offers if offer.on > today and offer.reach >= BEYOND_NEAR]
    if coming_offers:
        yield Reason(
            "coming",
            sum(offer.seated for offer in coming_offers[:1]),
            text=coming_offers[0].place,
            on=coming_offers[0].on,
        )


def _everywhere(evidence: Evidence, offers: Sequence[Offer], today: date) -> Iterable[Reason]:
    past_offers = [offer for offer in offers if offer.on <= today and fade(offer.on, today)]
    yield from _many("came", sum(offer.seated for offer in past_offers))
    near_zones = {offer.zone for offer in past_offers if offer.reach >= BEYOND_NEAR}
    zones_without = sum(territory.code not in near_zones for territory in evidence.territories)
    yield from (
        [Reason("nowhere_near", zones_without, of=len(evidence.territories))] if zones_without else []
    )
    coming_offers = sorted({(offer.on, offer.session, offer.place) for offer in offers if offer.on > today})
    if coming_offers:
        on, session, place = coming_offers[0]
        seats = sum(offer.seated for offer in offers if offer.session == session)
        yield Reason("coming", seats, text=place, on=on)
