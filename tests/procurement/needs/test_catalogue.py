"""The catalogue that comes with the package is complete, and an incomplete one is refused with a place."""

import tomllib
from importlib import resources
from typing import Any

import pytest

from etabli.procurement.needs.catalogue import load
from etabli.procurement.needs.engine import CatalogueError, parse


@pytest.fixture
def data() -> dict[str, Any]:
    return tomllib.loads(
        resources.files("etabli.procurement.needs").joinpath("catalogue.toml").read_text("utf-8")
    )


def test_the_first_twenty_needs_in_ten_chapters() -> None:
    catalogue = load()
    assert len(catalogue.needs) == 20
    assert [chapter.number for chapter in catalogue.chapters] == list(range(1, 11))
    assert [need.number for need in catalogue.needs] == sorted(need.number for need in catalogue.needs)
    assert {need.chapter for need in catalogue.needs} == {chapter.id for chapter in catalogue.chapters}


def test_every_need_offers_ready_answers_and_is_asked_for_something() -> None:
    for need in load().needs:
        assert len(need.choices) >= 2, need.id
        assert set(need.weight.values()) != {"not"}, need.id
        assert all("{answer}" in text for text in (need.sentence.fr, need.sentence.en)), need.id
        assert all(text.endswith("?") for text in (need.question.fr, need.ask.fr)), need.id


def test_questions_stay_short_enough_to_be_read_standing() -> None:
    for need in load().needs:
        assert len(need.question.fr.split()) <= 20, need.id
        assert len(need.why.fr.split()) <= 32, need.id


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


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (lambda data: data["need"][3]["question"].pop("en"), "need photos: question: en is missing"),
        (lambda data: data["need"][3].update(chapter="nowhere"), "need photos: chapter 'nowhere' is unknown"),
        (lambda data: data["need"][3].update(number=99), "number 99 is outside its chapter"),
        (lambda data: data["need"][3].update(id="texts"), "need id texts is given twice"),
        (lambda data: data["need"][3]["weight"].pop("shop"), "weight says nothing for shop"),
        (lambda data: data["need"][3]["trade"].update(food="always"), "trade.food is 'always'"),
        (
            lambda data: data["need"][3]["source"].update(kind="rumour"),
            "source.kind must be one of law, practice",
        ),
        (
            lambda data: data["need"][3]["words"].pop("fr") and data["need"][3]["words"].pop("en"),
            "strong is empty",
        ),
        (lambda data: data.update(need=[]), r"no \[\[need\]\]"),
    ],
)
def test_an_incomplete_catalogue_is_refused_with_its_place(
    data: dict[str, Any], spoil: Any, message: str
) -> None:
    spoil(data)
    with pytest.raises(CatalogueError, match=message):
        parse(data)
