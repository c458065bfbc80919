"""Errors told elsewhere than in the log: by mail to the administrators, and to a Sentry server."""

import gzip
import json
import logging
import re
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from importlib import import_module
from typing import Any
from unittest import mock

import pytest
from django.core import mail
from django.db import transaction
from django.test import Client

from etabli.foundation.people.models import User
from etabli.site import alerts
from etabli.site.alerts import MailToAdministrators
from etabli.site.environment import BadEnvironment
from etabli.site.log_settings import log_settings
from etabli.site.logs import NoPersonalData
from etabli.site.sentry import ToSentry, check_dsn
from etabli.site.settings import LOGGING

pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"\b[1-9]\d{3}-[1-9]\d{3}\b")
EMAIL = "jeanne@example.org"


def armed(handler: logging.Handler) -> Iterator[Any]:
    """The handler as the settings place it."""
    handler.setLevel(logging.ERROR)
    handler.addFilter(NoPersonalData())
    loggers = [logging.getLogger("etabli"), logging.getLogger("django")]
    for logger in loggers:
        logger.addHandler(handler)
    yield handler
    for logger in loggers:
        logger.removeHandler(handler)


@pytest.fixture
def administrators(settings: Any, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailToAdministrators]:
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    settings.BASE_URL = "https://etabli.example.org"
    yield from armed(MailToAdministrators(["admin@example.org", "other@example.org"]))


def fails(*_args: object) -> None:
    User.objects.create_user(EMAIL)
    with transaction.atomic():
        User.objects.create_user(EMAIL)


def failing_page(error: Any = fails) -> str:
    """What a person gets from a page that fails, with their words in its address."""
    with mock.patch("etabli.site.maintenance.MaintenanceMiddleware.__call__", side_effect=error):
        answer = Client(raise_request_exception=False).get("/ateliers/", {"nom": "Jeanne"})
    return answer.content.decode()


def left(handler: MailToAdministrators) -> list[Any]:
    assert handler.leaving is not None
    handler.leaving.join(timeout=20)
    return mail.outbox


def test_the_page_the_log_and_the_mail_bear_one_number(
    administrators: MailToAdministrators, caplog: pytest.LogCaptureFixture
) -> None:
    [number] = set(NUMBER.findall(failing_page()))
    first, second = left(administrators)
    assert (first.to, second.to) == (["admin@example.org"], ["other@example.org"])
    assert first.subject == f"[Établi] {number} 500 GET /…"
    assert f"Son numéro, sur la page de la personne et dans le journal : {number}" in first.body
    assert "https://etabli.example.org" in first.body
    assert re.search(r"(user_email_once|people_user_email_key)\]", first.body)
    assert "test_alerts.py" in first.body
    assert "jeanne" not in first.body.lower()


def test_in_english(administrators: MailToAdministrators, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    failing_page()
    assert "Its number, on the person's page and in the log: " in left(administrators)[0].body


def test_the_same_error_is_mailed_once_in_a_while_with_how_often_it_came(
    administrators: MailToAdministrators, monkeypatch: pytest.MonkeyPatch
) -> None:
    def other(*_args: object) -> None:
        raise KeyError(EMAIL)

    now = 0.0
    monkeypatch.setattr("etabli.site.alerts.time.monotonic", lambda: now)
    for error in (fails, fails, fails, other):
        User.objects.all().delete()
        failing_page(error)
    left(administrators)
    assert len(mail.outbox) == 2 * 2, "to two administrators, of two errors"
    now = alerts.REPEAT_SECONDS + 1.0
    User.objects.all().delete()
    failing_page()
    assert "Elle est venue 3 fois depuis." in left(administrators)[-1].body


def test_one_fault_of_the_machine_is_one_mail_whatever_the_page(administrators: MailToAdministrators) -> None:
    full = OSError(28, "No space left on device", "/files/jeanne")
    for _turn in range(2):
        failing_page(full)
    assert len(left(administrators)) == 2
    assert "the disk is full (OSError: No space left on device)" in mail.outbox[0].body


def test_a_mail_server_that_is_away_changes_nothing(
    administrators: MailToAdministrators, caplog: pytest.LogCaptureFixture
) -> None:
    with mock.patch("etabli.foundation.notify.transport.Mail.send", side_effect=OSError(111, "refused")):
        assert NUMBER.search(failing_page())
        assert left(administrators) == []


def test_without_a_setting_nobody_is_told() -> None:
    assert not {"administrators", "sentry"} & LOGGING["handlers"].keys()
    named = log_settings(
        level="INFO",
        log_format="json",
        administrators=["admin@example.org"],
        sentry_dsn="https://key@example.org/1",
    )
    for name in ("etabli", "django", "django_tasks_db"):
        assert {"administrators", "sentry"} <= set(named["loggers"][name]["handlers"])
        assert not {"administrators", "sentry"} & set(LOGGING["loggers"][name]["handlers"])


class Listener(BaseHTTPRequestHandler):
    """A Sentry server, as far as it takes what it is sent."""

    received: list[bytes]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        unpack = {"gzip": gzip.decompress, "br": import_module("brotli").decompress}
        body = unpack[self.headers["Content-Encoding"]](body)
        self.server.received.append(body)  # type: ignore[attr-defined]  # of our server below
        self.send_response(200)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def sentry() -> Iterator[list[bytes]]:
    import sentry_sdk

    server = HTTPServer(("127.0.0.1", 0), Listener)
    server.received = []  # type: ignore[attr-defined]  # what came
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    for _handler in armed(ToSentry(f"http://key@127.0.0.1:{server.server_port}/1")):
        yield server.received  # type: ignore[attr-defined]  # what came
    sentry_sdk.get_client().close()
    sentry_sdk.get_global_scope().client = sentry_sdk.client.NonRecordingClient()
    server.shutdown()
    thread.join()
    server.server_close()


def test_an_error_goes_to_sentry_without_anybody_in_it(sentry: list[bytes]) -> None:
    import sentry_sdk

    [number] = set(NUMBER.findall(failing_page()))
    sentry_sdk.flush(timeout=20)
    [sent] = sentry
    event = json.loads(sent.splitlines()[-1])
    assert event["tags"]["request_id"] == number
    assert event["logentry"]["message"] == "500 GET /…"
    types = [value["type"] for value in event["exception"]["values"]]
    assert types[-1] == "IntegrityError"
    assert not event.keys() & {"request", "user", "breadcrumbs", "extra", "server_name", "modules"}
    frames = [frame for value in event["exception"]["values"] for frame in value["stacktrace"]["frames"]]
    assert any("test_alerts" in frame["filename"] for frame in frames)
    assert not any("vars" in frame for frame in frames)
    assert re.search(rb"(user_email_once|people_user_email_key)\]", sent)
    for frame in frames:
        for source in ("pre_context", "context_line", "post_context"):
            frame.pop(source, None)  # this file holds the name
    assert "jeanne" not in json.dumps(event).lower()


@pytest.mark.parametrize(
    "dsn", ["nowhere", "https://sentry.example.org/1", "https://key@sentry.example.org/"]
)
def test_what_is_no_address_of_a_sentry_server_is_refused_in_a_sentence(dsn: str) -> None:
    with pytest.raises(BadEnvironment, match="ETABLI_SENTRY_DSN is no address"):
        check_dsn(dsn)


def test_without_the_package_the_sentence_says_what_to_install() -> None:
    with (
        mock.patch.dict("sys.modules", {"sentry_sdk": None, "sentry_sdk.utils": None}),
        pytest.raises(BadEnvironment, match=re.escape("install etabli[sentry]")),
    ):
        check_dsn("https://key@sentry.example.org/1")
