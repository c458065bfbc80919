from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from etabli.foundation.people.models import Person
from tests import factories as make
from tests.foundation.notices.texts.provider import MOBILE, SECRET, Provider


@pytest.fixture(scope="module")
def server() -> Iterator[Provider]:
    made = Provider()
    yield made
    made.server.shutdown()
    made.server.server_close()


@pytest.fixture
def provider(server: Provider, settings: Any) -> Provider:
    server.asked.clear()
    server.status, server.body = 200, b'{"messages": [{"status": "queued"}]}'
    settings.SMS_URL = f"http://127.0.0.1:{server.server.server_port}/send"
    settings.OUTGOING_ALLOWED = {"127.0.0.1"}
    settings.SMS_HEADERS = {"Authorization": "Bearer token"}
    settings.SMS_ACCEPTED = "messages.0.status=queued|sent"
    settings.SMS_PRICE = Decimal("0.05")
    settings.SMS_STOP_SECRET = SECRET
    return server


@pytest.fixture
def mason() -> Person:
    return make.person(make.chamber(), email="", phone=MOBILE, name="Zoé Exemple")
