"""Which questions are proposed to whoever types the title of another."""

from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from etabli.community.forum import queries
from tests.community.conftest import AT, as_member
from tests.community.forum.conftest import asked
from tests.community.forum.title_pairs import NEW, PAIRS, TITLES

SAME_WORDS = (
    22  # of the 30 pairs: the others say the thing by another word, which the search knows nothing of
)


@pytest.fixture
def asked_titles(world: SimpleNamespace) -> Any:
    with time_machine.travel(AT, tick=False):
        for title in TITLES:
            asked(world, title=title)
        yield as_member(world.member)


def test_the_same_question_is_proposed_and_nothing_for_what_nobody_asked(asked_titles: Any) -> None:
    def near(typed: str) -> list[str]:
        return [hit.title for hit in queries.near_threads(asked_titles, typed)]

    assert sum(title in near(typed) for typed, title in PAIRS) >= SAME_WORDS
    assert [near(typed) for typed in NEW] == [[]] * len(NEW)
