"""An installation has one identity, whoever asks first, and remembers that it was restored until somebody agrees."""

import pytest

from etabli.foundation.files.identity import agree, identity, mark_restored, restored_at
from etabli.foundation.files.models import Installation
from tests.at_once import all_at_once
from tests.factories import AT


@pytest.mark.django_db
def test_an_identity_is_made_once_and_stays() -> None:
    assert identity() == identity() == Installation.objects.get().identity
    assert len(identity()) == 32
    int(identity(), 16)


@pytest.mark.django_db
def test_a_restored_database_says_so_until_somebody_agrees() -> None:
    before = identity()
    assert restored_at() is None
    mark_restored(AT)
    assert restored_at() == AT
    agree()
    assert restored_at() is None
    assert identity() == before


@pytest.mark.django_db
def test_an_emptied_database_is_marked_all_the_same() -> None:
    Installation.objects.all().delete()
    agree()
    assert restored_at() is None
    mark_restored(AT)
    assert restored_at() == AT


@pytest.mark.django_db(transaction=True)
def test_those_who_ask_at_once_get_the_same() -> None:
    Installation.objects.all().delete()
    answers = set()
    all_at_once([lambda: answers.add(identity())] * 4)
    assert len(answers) == 1
    assert Installation.objects.count() == 1
