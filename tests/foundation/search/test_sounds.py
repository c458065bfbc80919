"""What is heard alike sounds the same, and what is not does not."""

import pytest

from etabli.foundation.search.engine import Vocabulary, near_words, sound


@pytest.mark.parametrize(
    "alike",
    [
        ["lefevre", "lefebvre"],
        ["gauthier", "gautier"],
        ["dupont", "dupond", "dupon"],
        ["thibault", "thibaud", "thibaut"],
        ["renault", "renaud", "renaux"],
        ["philippe", "filipe"],
        ["christian", "cristian"],
        ["martin", "martain"],
        ["leroy", "leroi"],
        ["moreau", "moraud"],
        ["boulangerie", "boulangeri"],
        ["wagner", "vagner"],
        ["lambert", "lembert"],
    ],
)
def test_what_is_heard_alike(alike: list[str]) -> None:
    assert len({sound(word) for word in alike}) == 1


@pytest.mark.parametrize(("one", "other"), [("martin", "martine"), ("guerin", "gerin"), ("blaye", "blois")])
def test_what_is_heard_otherwise(one: str, other: str) -> None:
    assert sound(one) != sound(other)


def test_a_sound_is_nearer_than_a_slip() -> None:
    assert list(near_words("gautier", Vocabulary.of(["gauthier", "gaultier", "gautier"]))) == [
        "gautier",
        "gauthier",
        "gaultier",
    ]
