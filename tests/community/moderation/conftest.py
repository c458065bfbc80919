from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from etabli.community.moderation import things
from etabli.foundation.people.models import Membership, Role, User
from tests.community.conftest import AT, acting
from tests.community.moderation.things import KIND


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setitem(things.moderated(), "association.member", KIND)
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def colleague(world: SimpleNamespace) -> Any:
    """A second moderator."""
    user = User.objects.create_user("second@example.invalid", "Seconde")
    Membership.objects.create(user=user, organisation=world.association, role=Role.MODERATOR)
    return acting(user, Role.MODERATOR)
