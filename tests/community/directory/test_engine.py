"""Who sees what, who answers a choice, what lacks, and the card."""

from datetime import date

import pytest

from etabli.community.directory.engine import (
    FIELDS,
    Audience,
    Choice,
    Held,
    Listed,
    choose,
    completeness,
    shown_of,
    vcard,
)

HELD = Held(
    pk=1, name="Studio", trade="developer", headline="Un", about="Deux", trades=("writer",), skills=("photos",),
    sectors=("BATIMENT",), places=("33314",), is_remote=True, languages=("fr",), availability="from",
    available_on=date(2027, 2, 1), website="https://a.example", email="a@a.example", phone="05", charter_version="1",
    charter_on=date(2027, 1, 1),
)  # fmt: skip
EMPTY = Held(1, "Studio", "developer")


@pytest.mark.parametrize("audience", [Audience.PUBLIC, Audience.MEMBERS])
def test_without_a_choice_nothing_but_name_and_trade_is_seen(audience: Audience) -> None:
    shown = shown_of(HELD, {}, audience)
    assert {name: getattr(shown, name) for name in vars(EMPTY)} == vars(EMPTY)
    assert not shown.shows_pieces


@pytest.mark.parametrize("name", FIELDS)
def test_each_field_is_seen_by_its_audience_alone(name: str) -> None:
    """One field shown at a time: nothing of the others comes with it."""
    for visibility, sees in {
        "public": (True, True),
        "members": (False, True),
        "nobody": (False, False),
    }.items():
        for audience, seen in zip((Audience.PUBLIC, Audience.MEMBERS), sees, strict=True):
            shown = shown_of(HELD, {name: visibility}, audience)
            differs = {one for one, empty in vars(EMPTY).items() if getattr(shown, one) != empty}
            told = {one.removesuffix("_version").removesuffix("_on") for one in differs}
            expected = (
                {"places", "is_remote"}
                if name == "places"
                else {"available", name}
                if name == "availability"
                else {name}
            )
            assert told == (expected - {"pieces"} if seen else set())
            assert shown.shows_pieces == (seen and name == "pieces")


def test_available_from_a_day_on() -> None:
    shown = shown_of(HELD, {"availability": "public"}, Audience.PUBLIC)
    assert not shown.is_available(date(2027, 1, 31))
    assert shown.is_available(date(2027, 2, 1))


def row(pk: int, **told: object) -> Listed:
    values = {
        "trades": ("developer",),
        "sectors": (),
        "places": (),
        "languages": (),
        "is_remote": False,
        "is_available": False,
    }
    return Listed(pk=pk, **{**values, **told})  # type: ignore[arg-type]  # a shorthand


ROWS = [
    row(1, trades=("developer", "writer"), places=("33314",), sectors=("BATIMENT",)),
    row(2, trades=("writer",), is_remote=True, languages=("fr", "en")),
    row(3, places=("200069599",), is_available=True, sectors=("BATIMENT", "SERVICES")),
]


def test_a_choice_keeps_those_who_answer_all_of_it() -> None:
    near = {"33314", "200069599"}
    assert choose(ROWS, Choice()).pks == (1, 2, 3)
    assert choose(ROWS, Choice(trade="writer")).pks == (1, 2)
    assert choose(ROWS, Choice(trade="writer", language="en")).pks == (2,)
    assert choose(ROWS, Choice(place="33314"), near=near).pks == (1, 3)
    assert choose(ROWS, Choice(place="33314", remote=True), near=near).pks == (1, 2, 3)
    assert choose(ROWS, Choice(remote=True)).pks == (2,)
    assert choose(ROWS, Choice(available=True, sector="SERVICES")).pks == (3,)
    assert choose(ROWS, Choice(words="x"), met={2}).pks == (2,)
    assert choose(ROWS, Choice(words="x"), met=set()).pks == ()


def test_a_facet_counts_what_each_of_its_values_would_find() -> None:
    found = choose(ROWS, Choice(trade="writer", sector="BATIMENT"))
    assert found.pks == (1,)
    for trade, count in found.counts["trade"].items():
        assert len(choose(ROWS, Choice(trade=trade, sector="BATIMENT")).pks) == count
    assert found.counts["sector"] == {"BATIMENT": 1}


def test_one_choice_has_one_text() -> None:
    assert Choice().canonical == ""
    assert Choice(trade="writer", place="33063").canonical == "place=33063&trade=writer"
    assert Choice(remote=True, words="a&b").canonical == "remote=1&words=a%26b"


def test_what_lacks_is_told_the_most_useful_first() -> None:
    assert completeness(EMPTY, pieces=0).percent == 0
    assert completeness(EMPTY, pieces=0).lacking == ("headline", "skills", "piece")
    full = Held(**{**vars(HELD), "skills": ("a", "b", "c"), "about": "x" * 200})
    assert completeness(full, pieces=1) == completeness(full, pieces=3)
    assert completeness(full, pieces=1).percent == 100
    assert completeness(full, pieces=1).lacking == ()


def test_a_card_escapes_and_folds() -> None:
    text = vcard(
        name="Léa; Studio, etc.",
        title="t",
        url="https://x.example",
        note="un\ndeux" + "é" * 90,
        skills=["a,b"],
    )
    lines = text.split("\r\n")
    assert "FN:Léa\\; Studio\\, etc." in lines
    assert all(len(line.encode()) <= 75 for line in lines)
    assert "NOTE:un\\ndeux" + "é" * 90 in text.replace("\r\n ", "")
    assert "CATEGORIES:a\\,b" in lines
    assert "EMAIL" not in text
    assert text.endswith("END:VCARD\r\n")
