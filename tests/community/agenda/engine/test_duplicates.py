"""Which events may be one: held to pairs that people have labelled.

Each file of `pairs/` is held to the same figures: of the pairs that are asked, 95 in 100 are one event; of those that
are one event, 90 in 100 are asked. A file labelled by others is put beside `own.toml`, in the same form:

    [[pair]]
    same = true
    first = { title = "...", starts = 2027-02-04T18:30:00, ends = ..., place = "...", commune = "33058",
              organiser = "...", url = "https://...", feed = "a", uid = "..." }
    second = { ... }

(each table on one line). Only `same` and `title` must be there. `starts` is 4 February 2027 at 18:30 where nothing is
said; a local date is a whole day, a local time is that of the clock, a time with an offset an instant. `ends` is that
of the start, and of whole days the last one. `commune` is the INSEE code, "" when nobody knows it. `feed` is "a" for
the first and "b" for the second; a `uid` is another for each.
"""

import tomllib
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from etabli.community.agenda.engine.duplicates import MIN_SCORE, EventCard, compare, likely_pairs
from etabli.foundation.likely_pairs import LikelyPair
from tests.community.agenda.engine.feeds import PARIS

FILES = sorted(Path(__file__).with_name("pairs").glob("*.toml"))
USUAL_START = datetime(2027, 2, 4, 18, 30)
MIN_PRECISION, MIN_RECALL = 0.95, 0.90


def card(pk: int, values: dict[str, Any], feed: str) -> EventCard:
    starts = values.get("starts", USUAL_START)
    return EventCard(
        pk=pk,
        feed=values.get("feed", feed),
        uid=values.get("uid", str(pk)),
        title=values["title"],
        starts=starts,
        ends=values.get("ends", starts),
        place=values.get("place", ""),
        commune_code=values.get("commune", ""),
        organiser=values.get("organiser", ""),
        url=values.get("url", ""),
    )


def labelled(file: Path) -> list[tuple[EventCard, EventCard, bool]]:
    pairs = tomllib.loads(file.read_text(encoding="utf-8"))["pair"]
    return [
        (card(2 * number, pair["first"], "a"), card(2 * number + 1, pair["second"], "b"), pair["same"])
        for number, pair in enumerate(pairs)
    ]


def misses(pairs: list[tuple[EventCard, EventCard, bool]], asked: set[tuple[int, int]]) -> str:
    wrong = [(card, other, same) for card, other, same in pairs if ((card.pk, other.pk) in asked) != same]
    return "\n".join(
        f"{'missed' if same else 'asked'}: {card.title} | {other.title}" for card, other, same in wrong
    )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_what_is_asked_is_one_event_and_what_is_one_is_asked(file: Path) -> None:
    pairs = labelled(file)
    asked = {(card.pk, other.pk) for card, other, _same in pairs if any(likely_pairs([card, other], PARIS))}
    same = {(card.pk, other.pk) for card, other, is_same in pairs if is_same}
    report = misses(pairs, asked)
    assert len(asked & same) >= MIN_PRECISION * len(asked), report
    assert len(asked & same) >= MIN_RECALL * len(same), report


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_only_what_shares_a_block_is_compared_and_nothing_is_lost(file: Path) -> None:
    pairs = labelled(file)
    cards = [each for card, other, _same in pairs for each in (card, other)]
    pairs_asked = {(pair.first, pair.second) for pair in likely_pairs(cards, PARIS)}
    for card, other, _same in pairs:
        assert ((card.pk, other.pk) in pairs_asked) == (compare(card, other, PARIS) is not None), card.title


ONE = card(1, {"title": "Café numérique de Blaye", "place": "Médiathèque", "commune": "33058"}, "a")


def test_a_pair_says_why() -> None:
    other = card(2, {"title": "Cafe numerique, Blaye", "place": "La médiathèque", "commune": "33058"}, "b")
    (pair,) = likely_pairs([other, ONE], PARIS)
    assert (pair.first, pair.second) == (1, 2)
    assert set(pair.reasons) == {"title", "same_start", "same_place", "commune"}
    assert MIN_SCORE <= pair.score <= 100
    assert compare(ONE, other, PARIS) == compare(other, ONE, PARIS) == pair


def test_the_same_uid_of_the_same_feed_is_the_same() -> None:
    other = card(2, {"title": "Autre chose", "starts": USUAL_START + timedelta(days=90), "uid": ONE.uid}, "a")
    assert compare(ONE, other, PARIS) == LikelyPair(1, 2, 100, ("uid",))
    assert list(likely_pairs([ONE, other], PARIS)) == [LikelyPair(1, 2, 100, ("uid",))]
    assert compare(ONE, card(2, {"title": "Autre chose", "uid": ONE.uid}, "b"), PARIS) is None


def test_a_time_without_a_zone_is_placed_where_one_is() -> None:
    same = {"title": ONE.title, "place": ONE.place, "commune": "33058"}
    instant = card(2, {**same, "starts": datetime.fromisoformat("2027-02-04T17:30:00+00:00")}, "b")
    assert "same_start" in next(likely_pairs([ONE, instant], PARIS)).reasons


def test_nothing_is_compared_with_itself_nor_twice() -> None:
    twins = [
        card(pk, {"title": "Salon du numérique durable", "commune": "33063"}, str(pk)) for pk in range(4)
    ]
    pairs = list(likely_pairs([*twins, *twins], PARIS))
    assert len(pairs) == len({(pair.first, pair.second) for pair in pairs}) == 6


def test_the_pairs_that_are_compared_grow_as_the_events_do(monkeypatch: pytest.MonkeyPatch) -> None:
    """Many of one day, of one title, of one address: what too many share is no reason to compare them all."""
    from etabli.community.agenda.engine import duplicates

    compared = 0
    real = duplicates._compare

    def counted(*pair: Any) -> LikelyPair | None:
        nonlocal compared
        compared += 1
        return real(*pair)

    monkeypatch.setattr(duplicates, "_compare", counted)
    titles = ["Café numérique", "Permanence", "Atelier photo", "Salon de l’artisanat", "Fresque du climat"]
    cards = [
        card(
            number,
            {
                "title": titles[number % 5],
                "commune": f"33{number % 500:03}",
                "url": "https://example.org/agenda",
                "starts": USUAL_START + timedelta(days=number % 9),
            },
            str(number % 7),
        )
        for number in range(5_000)
    ]
    assert len(list(likely_pairs(cards, PARIS))) > 0
    assert compared < 20 * len(cards)
