"""Any order of acts: never oversold, nobody overtakes, and each person's last message is true (walk.py)."""

import os
import random

import pytest
from django.db import transaction

from etabli.foundation.people.models import Role
from etabli.foundation.seats.holders import holder_of_person, holder_of_user
from tests import factories as make
from tests.foundation.seats.walk import TellingWalk
from tests.second import fewer

pytestmark = pytest.mark.django_db

STEPS = 40  # of one walk
ONCE_WRONG = [
    441783374,
    383460309,
    527881108,
]  # read before the mail left; one of two rows; at the door between


class _Back(Exception):
    """The end of a walk: its rows go."""


def walk(first: int, walks: int, *, by_phone: int = 1, users: int = 0) -> int:
    """That many walks, from this seed on, where so many have only a telephone, and so many are users; says how many
    steps they took."""
    chamber = make.chamber()
    adviser = make.adviser(chamber)
    people = [make.person(chamber) for _rank in range(6 - by_phone - users)]
    people += [make.person(chamber, email="", phone=f"05 56 00 00 0{rank}") for rank in range(by_phone)]
    people += [make.person(chamber, email="") for _rank in range(2)]  # who come with somebody
    holders = [holder_of_person(person) for person in people]
    holders += [holder_of_user(make.membership(chamber, Role.ADVISER).user) for _rank in range(users)]
    taken = 0
    for seed in range(first, first + walks):
        try:
            with transaction.atomic():
                walk_of_seed = TellingWalk(seed, adviser, holders, chamber)
                for _step in range(STEPS):
                    walk_of_seed.step()
                    taken += 1
                raise _Back
        except _Back:
            continue
        except AssertionError as broken:
            raise AssertionError(f"walk {seed}: {broken}\n" + "\n".join(walk_of_seed.said)) from broken
    return taken


def test_hundreds_of_steps() -> None:
    """Alone, nothing waits for a lock: the second database takes a third of them (and test_at_once the locks)."""
    walks = fewer(6, 2)
    assert walk(0, walks) == walks * STEPS


@pytest.mark.parametrize("seed", ONCE_WRONG)
def test_a_walk_that_was_wrong_once(seed: int) -> None:
    assert walk(seed, 1) == STEPS


@pytest.mark.parametrize("walks", [fewer(3, 1), pytest.param(50, marks=pytest.mark.deep)])
def test_whoever_has_only_a_telephone_is_to_be_called_until_they_know(walks: int) -> None:
    assert walk(0, walks, by_phone=5) == walks * STEPS


@pytest.mark.parametrize("walks", [fewer(6, 2), pytest.param(50, marks=pytest.mark.deep)])
def test_people_and_users_in_one_occasion(walks: int) -> None:
    assert walk(1000, walks, users=3) == walks * STEPS


@pytest.mark.deep
def test_twenty_thousand_steps() -> None:
    """Other walks at each run; `ETABLI_SEED` begins again where one failed."""
    first = int(os.environ.get("ETABLI_SEED") or random.randrange(10**9))
    assert walk(first, 250) + walk(first, 250, users=3) == 20_000
