"""What the tests of places share."""

import pytest

from etabli.foundation.people.models import Organisation
from tests import factories as make


@pytest.fixture
def chamber() -> Organisation:
    return make.chamber()
