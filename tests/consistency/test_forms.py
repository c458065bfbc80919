"""Every page that takes a form, given nothing, then what nobody expects: a sentence, never a failure of ours.

The fields are read from the page itself, so that a new form is tried without a line here.
"""

from collections.abc import Iterator
from typing import Any

import pytest
from django.db import transaction
from django.http import HttpResponse

from tests.consistency.objects import FACTORIES, RIGHT, World
from tests.consistency.test_access import addresses, at, short, table
from tests.consistency.typed import TEXTUAL, Field, fields_of

pytestmark = pytest.mark.django_db

NASTY = "<script>alert(1)</script> {{ 7 }} #panic() \u202eéè \N{GRINNING FACE} \"' "
GARBAGE = {
    "markup and odd signs": NASTY,
    "very long": "a" * 10_000,
    "long and still short enough": "é" * 110,
    "a NUL": "a\x00b",
    "line breaks": "Bcc: x@example.org\r\nX-A: b",
    "a day that does not exist": "31/02/2027",
    "the last day of all": "9999-12-31",
    "the first day of all": "0001-01-01",
    "a huge number": "9" * 40,
    "an hour too late for a calendar": "23:59",
    "a negative number": "-1",
    "a digit that is none": "²",
    "not a number": "NaN",
    "without end": "Infinity",
    "a wrong SIRET": "12345678901234",
    "only blanks": " \t ",
    "a telephone with its extension": "05 56 00 00 00 ext. 1234567",
}
ALONE = {
    "text": ["markup and odd signs", "long and still short enough", "a telephone with its extension"],
    "date": ["the last day of all", "the first day of all"],
    "time": ["an hour too late for a calendar", "a day that does not exist"],
    "number": ["a huge number", "a negative number", "not a number", "without end"],
}
# Read by some of our pages without being in a form of theirs.
EXAMPLES = {"ui:style"}  # shows forms, and takes none
# A trap that a person never sees, and the code of a device that is lent: what was typed there is never shown again.
UNSHOWN = {"site", "pin", "again", "digits"}
NAMES = ["present", "brief", "show", "next", "choice", "reason", "name", "contact", "page"]

# All of it on every page is for the deep run.
SHARED_OUT = pytest.mark.parametrize(
    "share", [8, pytest.param(None, marks=pytest.mark.deep)], ids=["shared out", "everything everywhere"]
)


def pages() -> Iterator[tuple[str, str]]:
    """(address, the first role of the table that may open it)."""
    for name, row in table().items():
        who = next((who for who, got in zip(RIGHT, row, strict=True) if got in {"200", "405"}), None)
        known = name in addresses() and (not addresses()[name] or name in FACTORIES)
        if who is not None and known and name not in EXAMPLES:
            yield name, who


def posted(browser: Any, address: str, data: dict[str, str]) -> HttpResponse:
    """One POST whose traces are then taken out of the database."""
    with transaction.atomic():
        answer = browser.post(address, data)
        short(answer)
        transaction.set_rollback(True)
    return answer


def asked(browser: Any, address: str) -> dict[str, Field]:
    page = browser.get(address)
    short(page)
    return fields_of(page.content.decode()) if is_page(page) and page.status_code == 200 else {}


def filled(fields: dict[str, Field], text: str, only: str = "") -> dict[str, str]:
    """Every box filled with `text` (or this one only), the choices and the others plausibly."""
    given = {
        name: text if field.kind in TEXTUAL and only in {"", name} else field.plausible
        for name, field in fields.items()
        if field.kind != "file"
    }
    return given or dict.fromkeys(NAMES, text)


@pytest.fixture
def world() -> World:
    return World()


def test_an_empty_post_is_answered(world: World) -> None:
    failed = []
    for name, who in pages():
        answer = posted(world.client(who), at(world, name), {})
        if answer.status_code >= 500:
            failed.append(f"{name} as {who}: {short(answer)}")
    assert not failed, "\n".join(failed)


@SHARED_OUT
def test_whatever_is_typed_is_answered_and_kept(world: World, share: int | None) -> None:
    wrong = []
    for number, (name, who) in enumerate(pages()):
        browser, address = world.client(who), at(world, name)
        fields = asked(browser, address)
        for given in part_of(list(trials(fields)), number, share):
            answer = posted(browser, address, given)
            if answer.status_code >= 500:
                wrong.append(f"{name} as {who}: {answer.status_code} for {given}"[:240])
            elif answer.status_code in {200, 422} and fields and is_page(answer):
                wrong += [f"{name}: {lost} is lost" for lost in lost_in(answer, fields, given)]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def is_page(answer: HttpResponse) -> bool:
    """Neither a file nor data."""
    return answer.headers.get("Content-Type", "").startswith("text/html")


def part_of[T](trials: list[T], number: int, share: int | None) -> list[T]:
    """One trial in `share`, from another one for each page: over all pages every kind is tried. None: all of them."""
    return trials if share is None else trials[number % share :: share] or trials[:1]


def trials(fields: dict[str, Field]) -> Iterator[dict[str, str]]:
    """Every box filled with each kind of garbage; then each box alone, so that the checks behind it are reached."""
    boxes = [field for field in fields.values() if field.kind in TEXTUAL]
    for what, text in GARBAGE.items():
        if boxes or what in {"markup and odd signs", "a NUL", "a digit that is none", "a huge number"}:
            yield filled(fields, text)
    for box in boxes if len(boxes) > 1 else []:
        for what in ALONE.get(box.kind, ALONE["text"]):
            yield filled(fields, GARBAGE[what], box.name)


def lost_in(answer: HttpResponse, fields: dict[str, Field], given: dict[str, str]) -> list[str]:
    """The boxes that the page shows again without what was typed in them."""
    html = answer.content.decode()
    assert "<script>alert(1)" not in html
    again = fields_of(html)
    shown = [name for name in given if name in again and name in fields and name not in UNSHOWN]
    boxes = [name for name in shown if fields[name].kind in TEXTUAL]
    kept = {name: again[name].value.replace("\x00", "").replace("\ufffd", "").split() for name in boxes}
    return [
        f"{name} ({given[name][:9]!r})"
        for name in boxes
        if kept[name] != given[name].replace("\x00", "").split()
    ]


@SHARED_OUT
def test_what_stands_in_an_address_is_answered(world: World, share: int | None) -> None:
    """Whatever follows the question mark, on every page that can be read."""
    wrong = []
    names = ["page", "next", "commune", "via", "q", "epci", "annee", "mesure", "theme", "id"]
    texts = ["a\x00b", "-1", "9" * 40, "a" * 6000, "abc", "²", "//example.org/", NASTY]
    for number, (name, who) in enumerate(pages()):
        browser, address = world.client(who), at(world, name)
        for text in part_of(texts, number, share):
            answer = browser.get(address, dict.fromkeys(names, text))
            short(answer)
            if answer.status_code >= 500:
                wrong.append(f"{name} as {who}, {text[:12]!r}: {short(answer)}")
            if "example.org" in answer.headers.get("Location", "").partition("?")[0]:
                wrong.append(f"{name} leads out of the site")
    assert not wrong, "\n".join(wrong)
