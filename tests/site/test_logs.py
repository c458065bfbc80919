"""Log lines say what happened to the machine, never whom it concerned."""

import ast
import errno
import io
import json
import logging
import os
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

import pytest
from django.db import Error, connection, transaction
from django.test import Client
from django.urls import get_resolver, reverse
from gunicorn.config import Config

from etabli.foundation.people.models import User
from etabli.foundation.signed_links import kinds
from etabli.site.logs import JsonFormatter, LineFormatter, NoPersonalData, error_text, log_the_unhandled, mask

NAME = "Jeanne Dupont"


@pytest.mark.parametrize(
    ("line", "secret"),
    [
        ("Not Found: /l/eyJhbGciOi.abc-def/", "eyJhbGciOi"),
        ("GET /connexion/?next=/bureau/&email=someone", "someone"),
        ("could not send to jeanne.martin@boulangerie.example", "jeanne"),
        ("called 06 12 34 56 78 twice", "34"),
        ("called +33 6 12 34 56 78 twice", "34"),
        ("connecting to postgresql://etabli:s3cret@db/etabli", "s3cret"),
        ("token=abcdef", "abcdef"),
    ],
)
def test_what_names_a_person_or_opens_a_door_is_masked(line: str, secret: str) -> None:
    assert secret not in mask(line)


def test_every_address_that_is_a_right_is_masked_and_shown_to_its_owner_alone() -> None:
    patterns = list(all_patterns(get_resolver()))
    signed = {name: route for name, route in patterns if "<str:token>" in route}
    assert signed.keys() == {door for kind in kinds() if kind.is_right for door in kind.doors}
    entries = {name for name, route in signed.items() if route.endswith("<str:token>/")}
    # What one does there stands under the same address, which is masked from its first sign.
    starts = tuple(signed[name] for name in entries)
    assert all(route.startswith(starts) for route in signed.values())
    for name in signed:
        assert "12-abcdef" not in mask(f"Error handling request {reverse(name, args=['12-abcdef'])}")


def all_patterns(resolver: Any, space: str = "") -> Iterator[tuple[str, str]]:
    """(name, route) of each address of the site."""
    for pattern in resolver.url_patterns:
        if hasattr(pattern, "url_patterns"):
            yield from all_patterns(pattern, f"{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name}", str(pattern.pattern)


def test_what_happened_is_kept() -> None:
    assert mask("database is locked after 20 s (code 5)") == "database is locked after 20 s (code 5)"


def _with_a_note() -> None:
    error = ValueError("refused")
    error.add_note(NAME)
    raise error


def _in_a_group() -> None:
    raise ExceptionGroup("two", [KeyError(NAME), ExceptionGroup(NAME, [ValueError(NAME)])])


def _as_its_cause() -> None:
    try:
        _in_a_group()
    except ExceptionGroup as error:
        raise RuntimeError("both") from error


def _by_a_parser() -> None:
    ast.literal_eval(f'"{NAME}')


@pytest.mark.parametrize(
    ("fails", "kind"),
    [
        (_with_a_note, "ValueError"),
        (_in_a_group, "KeyError"),
        (_as_its_cause, "RuntimeError"),
        (_by_a_parser, "SyntaxError"),
    ],
)
def test_no_word_of_an_error_is_told_wherever_it_hides(fails: Callable[[], None], kind: str) -> None:
    try:
        fails()
    except Exception as error:
        text = error_text(error)
    assert "Jeanne" not in text
    assert kind in text
    assert fails.__name__ in text


EMAIL = "jeanne@example.org"


def _refused_by_the_database() -> Error:
    """A row like one that stands there, which the database refuses: on PostgreSQL it quotes the address."""
    User.objects.create_user(EMAIL)
    try:
        with transaction.atomic():
            User.objects.create_user(EMAIL)
    except Error as error:
        return error
    raise AssertionError("it was taken")


@pytest.mark.django_db
def test_what_the_database_names_is_kept_and_the_values_that_it_quotes_are_not() -> None:
    error = _refused_by_the_database()
    if connection.vendor == "postgresql":
        assert EMAIL in str(error), "or this test shows nothing"
    names = {
        "sqlite": "[SQLITE_CONSTRAINT_UNIQUE user_email_once]",
        "postgresql": "[23505 people_user people_user_email_key]",
    }
    assert names[connection.vendor] in error_text(error)
    assert "jeanne" not in error_text(error)


@pytest.mark.django_db
def test_a_value_in_the_place_of_a_name_is_not_told() -> None:
    quoting = {
        "sqlite": f"SELECT * FROM people_user WHERE no_such_function('{NAME}')",
        "postgresql": f"DO $$ BEGIN RAISE '{NAME}' USING CONSTRAINT = '{NAME}', ERRCODE = '23514'; END $$",
    }
    with connection.cursor() as cursor, pytest.raises(Error) as caught:
        cursor.execute(quoting[connection.vendor])
    assert "Jeanne" not in error_text(caught.value)
    assert ("[23514]" in error_text(caught.value)) == (connection.vendor == "postgresql")


@pytest.mark.django_db
def test_json_on_demand_is_one_document_a_line_with_the_same_parts() -> None:
    error = _refused_by_the_database()
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(NoPersonalData())
    handler.setFormatter(JsonFormatter())
    info = (type(error), error, error.__traceback__)
    for record in (
        {"name": "etabli.a", "levelname": "ERROR", "msg": f"for {EMAIL}", "exc_info": info},
        {"name": "etabli.b", "levelname": "INFO", "msg": "two\nlines", "request_id": "4829-1736"},
    ):
        handler.handle(logging.makeLogRecord(record))
    first, second = [json.loads(line) for line in stream.getvalue().splitlines()]
    assert first["error"] == "django.db.utils.IntegrityError"
    assert first["constraint"] in {"user_email_once", "people_user_email_key"}
    assert (first["level"], first["logger"], first["message"]) == ("ERROR", "etabli.a", "for …")
    assert first["request_id"] is None
    assert "Traceback" in first["traceback"]
    assert "jeanne" not in stream.getvalue()
    assert (second["request_id"], second["message"]) == ("4829-1736", "two\nlines")
    assert second["time"].endswith("+00:00")


@pytest.fixture
def hooks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python's own hooks, put back afterwards."""
    monkeypatch.setattr(logging, "raiseExceptions", True)
    for module, name in ((sys, "excepthook"), (sys, "unraisablehook"), (threading, "excepthook")):
        monkeypatch.setattr(module, name, getattr(module, name))


def test_what_a_process_does_not_handle_is_logged_without_its_words(
    hooks: None, capsys: pytest.CaptureFixture[str]
) -> None:
    handler, seen = logging.StreamHandler(io.StringIO()), io.StringIO()
    handler.setStream(seen)
    handler.addFilter(NoPersonalData())
    handler.setFormatter(LineFormatter())
    logging.getLogger("etabli").addHandler(handler)
    log_the_unhandled()
    try:
        thread = threading.Thread(target=_with_a_note)
        thread.start()
        thread.join()
        try:
            _as_its_cause()
        except RuntimeError as error:
            sys.excepthook(type(error), error, error.__traceback__)
    finally:
        logging.getLogger("etabli").removeHandler(handler)
    assert seen.getvalue().count("ERROR etabli.unhandled: the process met an error") == 2
    assert "_with_a_note" in seen.getvalue()
    assert "_as_its_cause" in seen.getvalue()
    assert "Jeanne" not in seen.getvalue() + "".join(capsys.readouterr())


def test_errors_that_are_their_own_cause_come_to_an_end() -> None:
    first, second = ValueError(NAME), KeyError(NAME)
    first.__cause__, second.__cause__ = second, first
    assert error_text(first).count("KeyError") == 1


def test_arguments_and_tracebacks_are_masked_too() -> None:
    try:
        raise ValueError(NAME)
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "sending to %s", ("a.b@c.example",), info)
    assert NoPersonalData().filter(record)
    text = LineFormatter().format(record)
    assert "c.example" not in text
    assert NAME not in text
    assert "ValueError" in text


def test_a_fault_of_the_machine_is_one_line_with_its_cause() -> None:
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(NoPersonalData())
    handler.setFormatter(LineFormatter())
    try:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    except OSError:
        handler.handle(logging.makeLogRecord({"msg": "it could not be read", "exc_info": sys.exc_info()}))
    [line] = stream.getvalue().splitlines()
    assert "it could not be read: the disk is full (OSError: No space left on device)" in line


@pytest.mark.parametrize("form", ["line", "json"])
def test_the_web_server_tells_its_own_troubles_in_the_same_way(
    form: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "path", list(sys.path))  # gunicorn's settings put it in another order
    from etabli.site.web import MaskedLogger

    monkeypatch.setattr(logging.getLogger("gunicorn.error"), "handlers", [])
    monkeypatch.setenv("ETABLI_LOG_FORMAT", form)
    log = MaskedLogger(Config())
    (handler,) = log.error_log.handlers
    handler.setStream(seen := io.StringIO())
    try:
        raise ValueError(NAME)
    except ValueError:
        log.exception("Error handling request /l/12-abcdef/")
    assert seen.getvalue().startswith("{") == (form == "json")
    assert "ValueError" in seen.getvalue()
    assert "Jeanne" not in seen.getvalue()
    assert "abcdef" not in seen.getvalue()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address", ["/r/jeanne-dupont-charpente/", "/ateliers/Jeanne%20Dupont/", "/ateliers/?commune=Jeanne"]
)
def test_a_failure_tells_nothing_of_what_was_typed(address: str) -> None:
    """A page that fails, and one that is not there, with a person's words in the address, the form and the error."""
    seen, handler = io.StringIO(), logging.StreamHandler()
    handler.setStream(seen)
    handler.addFilter(NoPersonalData())
    handler.setFormatter(LineFormatter())
    loggers = [logging.getLogger("django"), logging.getLogger("etabli")]
    for logger in loggers:
        logger.addHandler(handler)
    failing = mock.Mock(side_effect=_refuse)
    try:
        with (
            mock.patch("etabli.front.pages.relay_for_code", failing),
            mock.patch("etabli.territory.places.forms.queries.find_commune", failing),
        ):
            answer = Client(raise_request_exception=False).get(
                address, {"nom": NAME} if "?" not in address else None
            )
    finally:
        for logger in loggers:
            logger.removeHandler(handler)
    assert answer.status_code in {404, 500}
    text = seen.getvalue()
    assert "Jeanne" not in text
    assert "jeanne" not in text
    assert ("ValueError" in text) == (answer.status_code == 500)


def _refuse(*_args: object, **_kwargs: object) -> None:
    try:
        raise KeyError(NAME)
    except KeyError as error:
        raise ValueError(NAME) from error
