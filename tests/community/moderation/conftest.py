from types import SimpleNamespace
from typing import Any

import pytest
import time_machine

from etabli.community.moderation import moderated_content
from etabli.foundation.people.models import Role, User
from tests import factories as make
from tests.community.conftest import AT, acting
from tests.community.moderation.things import KIND


@pytest.fixture(autouse=True)
def _kind(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setitem(moderated_content.moderated(), "association.member", KIND)
    with time_machine.travel(AT, tick=False):
        yield


@pytest.fixture
def colleague(world: SimpleNamespace) -> Any:
    """A second moderator."""
    user = User.objects.create_user("second@example.invalid", "Seconde")
    make.membership(world.association, Role.MODERATOR, user)
    return acting(user, Role.MODERATOR)
