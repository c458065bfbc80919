"""Log lines say what happened to the machine, never whom it concerned."""

import logging

import pytest

from etabli.site.logs import Line, NoPersonalData, mask


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


def test_what_happened_is_kept() -> None:
    assert mask("database is locked after 20 s (code 5)") == "database is locked after 20 s (code 5)"


def test_arguments_and_tracebacks_are_masked_too() -> None:
    try:
        raise ValueError("no mailbox for someone@somewhere.example")
    except ValueError as error:
        info = (type(error), error, error.__traceback__)
    record = logging.LogRecord("x", logging.ERROR, "f", 1, "sending to %s", ("a.b@c.example",), info)
    assert NoPersonalData().filter(record)
    text = Line().format(record)
    assert "c.example" not in text
    assert "somewhere.example" not in text
    assert "ValueError" in text
