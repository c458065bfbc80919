"""The catalogue that comes with the package is complete, and an incomplete one is refused with a place."""

import re
import tomllib
from collections import Counter
from collections.abc import Callable
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine import CatalogueError, parse

EXAMPLES = Path(__file__).with_name("examples")
SIX = {"fr": "un deux trois quatre cinq six", "en": "one"}


@pytest.fixture
def data() -> dict[str, Any]:
    return tomllib.loads(
        resources.files("etabli.procurement.needs").joinpath("catalogue.toml").read_text("utf-8")
    )


def test_the_needs_stand_in_ten_chapters_and_every_chapter_has_some() -> None:
    catalogue = load()
    assert len(catalogue.needs) >= 60
    assert [chapter.number for chapter in catalogue.chapters] == list(range(1, 11))
    assert [need.number for need in catalogue.needs] == sorted(need.number for need in catalogue.needs)
    assert {need.chapter for need in catalogue.needs} == {chapter.id for chapter in catalogue.chapters}


def test_every_need_is_asked_for_something() -> None:
    for need in load().needs:
        assert set(need.weight.values()) != {"not"}, need.id
        assert all("{answer}" in text for text in (need.sentence.fr, need.sentence.en)), need.id
        assert all(text.endswith("?") for text in (need.question.fr, need.ask.fr)), need.id
        assert len(need.why.fr.split()) <= 32, need.id


def test_no_label_addresses_its_reader() -> None:
    """The documents print them for professionals, the interview for the artisan."""
    catalogue = load()
    words = {
        word
        for one in (*catalogue.chapters, *catalogue.needs)
        for word in re.findall(r"[\w-]+", f"{one.label.fr} {one.label.en}".lower())
    }
    assert not words & {"vous", "votre", "vos", "you", "your", "yours", "yourself"}


def test_a_showcase_site_is_asked_few_questions_in_every_trade() -> None:
    catalogue = load()
    for family in (None, *(family.id for family in catalogue.families)):
        counting = [
            need
            for need in catalogue.needs
            if need.choices and need.weight_for("site", family) in ("must", "should")
        ]
        assert len(counting) <= 21, (family, [need.id for need in counting])


def test_every_outcome_of_a_brief_is_weighed() -> None:
    assert set(load().outcomes) == {"site", "page", "listing", "shop", "campaign", "none"}


def test_every_need_has_example_lines_of_its_own_chapter() -> None:
    catalogue = load()
    for chapter in catalogue.chapters:
        written = (EXAMPLES / f"{chapter.id}.tsv").read_text("utf-8").splitlines()
        rows = [line.split("\t") for line in written if not line.startswith("#")]
        assert all(len(row) == 3 and row[1] in "+-" and row[2].strip() for row in rows), chapter.id
        assert len({tuple(row) for row in rows}) == len(rows), chapter.id
        given = Counter((need, sign) for need, sign, _line in rows)
        ids = {need.id for need in catalogue.needs if need.chapter == chapter.id and not need.example}
        assert {need for need, _sign in given} == ids
        assert [need for need in ids if given[need, "+"] < 15 or given[need, "-"] < 8] == []


@pytest.mark.parametrize(
    ("trade", "family"),
    [
        ("Boulangerie-pâtisserie", "food"),
        ("maçon", "building"),
        ("Créatrice de bijoux", "jewellery-fashion"),
        ("COIFFEUSE", "beauty"),
        ("Réparation de vélos", "repair"),
        ("potière", None),
        ("astrologue", None),
        ("food", "food"),
    ],
)
def test_a_trade_in_plain_words_finds_its_family(trade: str, family: str | None) -> None:
    assert load().family_of(trade) == family


def test_a_campaign_is_not_asked_about_hosting() -> None:
    asked = {need.id: weight for need, weight in load().asked_for("campaign", "maçon")}
    assert "hosting" not in asked
    assert asked["social-pages"] == "must"
    assert {need.id: weight for need, weight in load().asked_for("site", "bijoux")}["photos"] == "must"
    with pytest.raises(ValueError, match="unknown outcome 'blog'"):
        load().asked_for("blog")


def test_what_the_artisan_alone_can_tell_is_asked_of_no_quote() -> None:
    told = set(load().needs) - set(load().answerable)
    assert {need.id for need in told} >= {"goals-public", "audience", "budget"}
    assert {need.chapter for need in told} == {"goals", "planning"}


def test_what_an_outcome_makes_essential_or_leaves_out_is_so_for_every_trade(data: dict[str, Any]) -> None:
    texts = next(entry for entry in data["need"] if entry["id"] == "texts")
    texts["weight"] = {"site": "must", "page": "should", "listing": "not"} | dict.fromkeys(
        ["shop", "campaign", "none"], "could"
    )
    texts["trade"] = {"food": "could", "building": "same", "making": "same", "repair": "same"}
    need = parse(data).by_id["texts"]
    assert [need.weight_for(outcome, "food") for outcome in ("site", "page", "listing")] == [
        "must",
        "could",
        "not",
    ]
    assert need.weight_for("page", "building") == "should"


def spoilt(need_id: str, **changes: Any) -> Callable[[dict[str, Any]], None]:
    """Changes a need's entry: "choice__label" goes into the first ready answer; None takes the key away."""

    def spoil(data: dict[str, Any]) -> None:
        entry = next(entry for entry in data["need"] if entry["id"] == need_id)
        for name, value in changes.items():
            *way, key = name.split("__")
            held = entry
            for step in way:
                held = held[step][0] if isinstance(held[step], list) else held[step]
            if value is None:
                del held[key]
            else:
                held[key] = value

    return spoil


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (spoilt("photos", question__en=None), "need photos: question: en is missing"),
        (spoilt("photos", chapter="nowhere"), "need photos: chapter 'nowhere' is unknown"),
        (spoilt("photos", number=99), "number 99 is outside its chapter; use 21 to 29"),
        (spoilt("photos", number=20), "number 20 is outside its chapter"),
        (spoilt("contact", number=31), "need number 31 was retired"),
        (spoilt("photos", id="texts"), "need id texts is given twice"),
        (spoilt("photos", weight__shop=None), "weight says nothing for shop"),
        (spoilt("photos", weight__none=None), "weight says nothing for none"),
        (spoilt("photos", trade__repair=None), "trade says nothing for repair"),
        (spoilt("photos", trade__food="always"), "trade.food is 'always'"),
        (spoilt("photos", trade__fishing="must"), "trade.fishing is unknown"),
        (spoilt("photos", source__kind="rumour"), "source.kind must be one of law, practice"),
        (spoilt("photos", source__date="last year"), "source.date is 'last year'; write it as 2026-11-28"),
        (spoilt("photos", told_by="nobody"), "told_by is 'nobody'; use one of supplier, artisan"),
        (spoilt("photos", words__fr__strong=[]), "words.fr.strong is empty"),
        (spoilt("photos", choice=[]), "0 ready answers; give 2 to 4"),
        (spoilt("photos", question__fr=" ".join(["mot"] * 13)), "question.fr has 13 words; 12 at most"),
        (
            spoilt("photos", choice__label={"fr": "un deux trois quatre cinq six sept", "en": "x"}),
            "has 7 words; 6",
        ),
        (
            spoilt(
                "photos",
                choice=[{"id": f"{n}", "label": SIX, "brief": SIX} for n in range(4)],
                question__fr="mot " * 11,
            ),
            "35 words in the question and its answers; 34",
        ),
        (lambda data: data.update(need=[]), r"no \[\[need\]\]"),
    ],
)
def test_an_incomplete_catalogue_is_refused_with_its_place(
    data: dict[str, Any], spoil: Callable[[dict[str, Any]], None], message: str
) -> None:
    spoil(data)
    with pytest.raises(CatalogueError, match=message):
        parse(data)
