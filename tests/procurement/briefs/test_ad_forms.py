"""An ad loses what identifies in whatever form it is written, and no word of the craft."""

import re

import pytest
from hypothesis import given, settings, strategies as st

from etabli.procurement.briefs import engine
from etabli.procurement.briefs.engine.dialled import dialled
from etabli.procurement.briefs.language_facts import french
from etabli.procurement.needs.catalogue import load

WORDS = ("zéro", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf")
SEPARATORS = (" ", ".", "-", "/", " – ", ",", " . ", "_")


def ad(text: str, trade: str = "potier") -> str:
    """The ad of a brief that says this, of somebody whom no record knows."""
    need = load().by_id["makes"]
    brief = engine.Brief("", trade, "site", (engine.Answer(need.id, need.number, "must", text),))
    return engine.anonymise(brief, load(), french()).ad.needs[0].answer


@given(
    st.lists(st.integers(0, 9), min_size=8, max_size=8),
    st.lists(st.booleans(), min_size=10, max_size=10),
    st.lists(st.sampled_from(SEPARATORS), min_size=9, max_size=9),
)
@settings(deadline=None)
def test_a_number_in_figures_and_words_mixed_is_one_that_is_dialled(
    figures: list[int], in_words: list[bool], between: list[str]
) -> None:
    number = [0, 6, *figures]
    said = [WORDS[each] if word else str(each) for each, word in zip(number, in_words, strict=True)]
    text = said[0] + "".join(gap + each for gap, each in zip(between, said[1:], strict=True))
    places = list(dialled(f"Appelez le {text} le soir"))
    assert [f"Appelez le {text} le soir"[start:end] for start, end in places] == [text]


@pytest.mark.parametrize(
    "text",
    [
        "Tailles 36, 38, 40, 42, 44 et 46.",
        "Ouvert le 05/07/2024 de 10 h à 12 h.",
        "De deux à trois pièces, quatre ou cinq au plus.",
    ],
)
def test_other_numbers_are_not_dialled(text: str) -> None:
    assert not list(dialled(text))


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Mon facebook c'est sandrine coiff chez vous.", "coiff chez vous"),
        ("Écrire à tuile tiret bois arobase orange fr.", "arobase orange"),
        ("On peut m'écrire : malouine33 sur hotmail.", "malouine33"),
        ("On m'appelle le petit savoyard, je monte sur les toits.", "petit savoyard"),
        ("KT BOISERIE (24) pose des parquets.", "KT"),
        ("Demandez Corentin, Flo ou le patron.", "Flo"),
        ("Voir le site du marché : www.pain dore point bzh", "pain dore"),
    ],
)
def test_what_identifies_goes_in_whatever_form(text: str, gone: str) -> None:
    assert gone not in ad(text)


@pytest.mark.parametrize(
    "text",
    [
        "Je travaille au paroir, à la rouanne et à la cuillère.",
        "hêtre, bouleau, paroir, rouanne, galoches",
        "Bibis, canotiers, capelines pour les mariages.",
    ],
)
def test_words_of_the_craft_stay_where_they_can_be_told_from_names(text: str) -> None:
    assert set(re.findall(r"\w+", text)) <= set(re.findall(r"\w+", ad(text)))


def test_somebody_who_calls_by_telephone_is_called_nothing() -> None:
    text = "On m'appelle surtout le matin, tout le monde m'appelle pour des fuites."
    assert ad(text) == text
