"""`etabli check` and text messages: what is verified, what is wrong, and nothing sent."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from etabli.foundation.notices.models import TextMessage
from etabli.foundation.people.models import Person
from etabli.site.checks import Verdict, texts
from tests import factories as make
from tests.foundation.notices.texts.provider import MOBILE, SECRET, Provider

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def in_french(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C")


@pytest.fixture
def provider(settings: Any) -> Iterator[Provider]:
    server = Provider()
    settings.SMS_URL = f"http://127.0.0.1:{server.server.server_port}/send?key=secret-of-the-account"
    settings.OUTGOING_ALLOWED = {"127.0.0.1"}
    settings.SMS_SENDER, settings.SMS_PRICE, settings.SMS_STOP_SECRET = "Etabli", Decimal("0.05"), SECRET
    yield server
    server.server.shutdown()
    server.server.server_close()


def told() -> list[tuple[str, str]]:
    """(verdict, text); what is wrong says how to mend it."""
    points = list(texts.look())
    assert all(point.mend for point in points if point.verdict is Verdict.FAULT)
    assert "secret-of-the-account" not in str(points)
    assert SECRET not in str(points)
    return [(point.verdict.name, point.text) for point in points]


def wrong() -> str:
    [text] = [text for verdict, text in told() if verdict != "SOUND"]
    return text


def test_off_one_line_says_so(settings: Any) -> None:
    settings.SMS_URL = ""
    assert told() == [("REMARK", "aucun SMS ne part (ETABLI_SMS_URL)")]


def test_what_is_sound_is_told_and_nothing_is_sent(provider: Provider) -> None:
    words = " ".join(text for verdict, text in told() if verdict == "SOUND")
    for expected in (
        "127.0.0.1 répond",
        "Etabli",
        "FR",
        "0,05 €",
        "/textos/<ETABLI_SMS_STOP_SECRET>/",
        "from, text",
    ):
        assert expected in words
    assert provider.asked == []


def test_a_provider_that_is_not_there(provider: Provider, settings: Any) -> None:
    settings.SMS_URL = "http://127.0.0.1:9/send?key=secret-of-the-account"
    assert "ne répond pas" in wrong()
    settings.OUTGOING_ALLOWED = set()
    assert "adresse de cette machine" in wrong()


def test_a_server_that_speaks_no_tls(provider: Provider, settings: Any) -> None:
    settings.SMS_URL = settings.SMS_URL.replace("http://", "https://")
    assert "SSLError" in wrong()


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("SMS_SENDER", "La chambre de métiers", "les opérateurs le refusent"),
        ("SMS_PRICE", Decimal(0), "le prix d'un SMS n'est pas donné"),
        ("SMS_STOP_SECRET", "", "STOP, répondu à un SMS, n'arrive pas ici"),
    ],
)
def test_a_setting_that_is_absent_or_wrong(
    provider: Provider, settings: Any, name: str, value: Any, text: str
) -> None:
    setattr(settings, name, value)
    assert text in wrong()


def message(person: Person, **fields: Any) -> None:
    now = timezone.now()
    TextMessage.objects.create(
        **{
            "owner_id": person.party_id,
            "chamber_id": person.chamber_id,
            "key": f"seat:{TextMessage.objects.count()}",
            "to": "+33612345678",
            "parts": 1,
            "created_at": now,
            "due_at": now,
            **fields,
        }
    )


def test_those_that_wait_and_those_that_are_lost(provider: Provider) -> None:
    mason = make.person(make.chamber(), email="", phone=MOBILE)
    message(mason, due_at=timezone.now() + timedelta(hours=9))  # of the morning
    assert ("SOUND", "aucun SMS n'est en retard") in told()
    message(mason, due_at=timezone.now() - timedelta(hours=3))
    assert "1 SMS auraient dû partir" in wrong()
    TextMessage.objects.all().delete()
    message(mason, status="unsure")
    message(mason, status="failed")
    assert wrong().startswith("2 SMS ne sont pas partis")
