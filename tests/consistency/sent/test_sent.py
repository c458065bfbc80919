"""All that is sent and shown is as the golden files keep it (README.md)."""

import pytest

from tests.consistency.scenarios import SCENARIOS
from tests.consistency.sent import acts, kept, walks
from tests.consistency.sent.plays import WINGS, blocks
from tests.second import fewer

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("wing", WINGS)
def test_acts_and_moments_send_what_is_kept(wing: str) -> None:
    kept.compare(wing, blocks(wing))


@pytest.mark.parametrize(
    "number", [fewer(walks.IN_FULL, walks.ON_SECOND), pytest.param(walks.KEPT, marks=pytest.mark.deep)]
)
def test_walks_send_what_is_kept(number: int) -> None:
    """The second database takes the first of them, those of which every word is kept."""
    sent = {f"walk {seed}": walks.walked(seed) for seed in range(number)}
    kept.compare("walks", sent, is_all=number == walks.KEPT)


def test_every_file_is_compared() -> None:
    assert {path.stem for path in kept.FOLDER.glob("*.txt")} == {*WINGS, "walks"}
    assert {acts.wing_of(verb) for verb in SCENARIOS} == set(WINGS)
