import pytest

from tests.programme.trip import Trip


@pytest.fixture
def trip(db: None) -> Trip:
    return Trip()
