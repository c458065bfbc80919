"""An adviser at their desk."""

import pytest
from django.test import Client

from etabli.foundation.people.models import Membership
from tests import factories


@pytest.fixture
def desk(client: Client, membership: Membership) -> Client:
    return factories.become(client, membership=membership)
