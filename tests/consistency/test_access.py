"""Who gets what answer from each address (access.txt), and every wrong person at every object's page.

How to add a page: README.md. A row that is missing is proposed by the test that asks for it: read it before you
copy it, it says what the page does, not what it should do.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.core.cache import DEFAULT_CACHE_ALIAS, caches
from django.db import transaction
from django.http import HttpResponse
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from etabli.foundation.journal.models import Entry
from etabli.foundation.people.models import Role
from tests.consistency.objects import FACTORIES, RIGHT, WRONG, World
from tests.consistency.objects.directory import member_of
from tests.second import IS_SECOND

pytestmark = pytest.mark.django_db
HERE = Path(__file__).parent

# Pages of one object that a wrong person may see, each with its reason: "name: who, who: reason".
SHARED: dict[tuple[str, str], str] = {
    (
        "surveys:exported",
        "neighbour_adviser",
    ): "its address names a kind of file: each reads the counts of their own chamber",
    (
        "coverage:territory",
        "neighbour_adviser",
    ): "a territory is everybody's: each reads the figures of their own chamber",
    ("coverage:sheet", "neighbour_adviser"): "the same, on paper",
    ("front:message", "neighbour_adviser"): "a sample is everybody's: its data are invented",
    ("front:message_letter", "neighbour_adviser"): "the same, as HTML",
    ("front:message_paper", "neighbour_adviser"): "the same, on paper",
    ("diagnosis:check", "neighbour_adviser"): "a step is everybody's: each chamber has checks of its own",
    ("visibility:assumption", "neighbour_adviser"): "a figure is everybody's: each chamber sets its own",
    ("relays:detail", "relay"): "it is led to its own page",
    ("moderation:decision", "member"): "it is the member who wrote it that contests the decision",
}


# Beside the cells that are refused to each of their roles: what is refused to whoever passed the ad on, though the role
# alone may do it. The page, what its form sends, the roles; the page then says why, and changes nothing.
ASIDE: list[tuple[str, dict[str, str], tuple[str, ...]]] = [
    ("moderation:case", {"decision": "accept"}, ("moderator",)),
    ("moderation:case", {"reason": "false"}, ("moderator",)),
    ("market:ad", {"message": "Bonjour"}, ("member",)),
]

REFUSED = {"403", "404", "405", "409", "login"}
ENTITLED = {"200", "405"}
IN_THE_TABLE = ("visitor", "member", "relay")  # whose objects the world's are not, though each has a column


def walk(patterns: list[Any], space: str = "") -> Iterator[tuple[str, bool]]:
    """Every named address of ours: its name, and whether it takes arguments."""
    for item in patterns:
        if isinstance(item, URLResolver):
            yield from walk(item.url_patterns, f"{space}{item.namespace}:" if item.namespace else space)
        elif isinstance(item, URLPattern):
            yield f"{space}{item.name}", bool(item.pattern.regex.groups)


@cache
def addresses() -> dict[str, bool]:
    return dict(walk(get_resolver().url_patterns))


@cache
def table() -> dict[str, list[str]]:
    lines = [line.split() for line in (HERE / "access.txt").read_text().splitlines()]
    rows = [line for line in lines if line and not line[0].startswith("#")]
    assert rows[0] == ["name", *RIGHT]
    assert len({row[0] for row in rows}) == len(rows), "a page has one row"
    return {row[0]: row[1:] for row in rows[1:]}


@cache
def allowlist() -> set[str]:
    lines = (HERE / "public.txt").read_text().splitlines()
    return {line.split()[0] for line in lines if line.strip() and not line.startswith("#")}


def short(answer: HttpResponse) -> str:
    if answer.streaming:
        b"".join(answer.streaming_content)  # a file is closed once read
    to_sign_in = answer.status_code == 302 and answer["Location"].startswith("/connexion/?next")
    return "login" if to_sign_in else str(answer.status_code)


def at(world: World, name: str) -> str:
    return reverse(name, kwargs=world.kwargs(name) if addresses()[name] else {})


def is_public(world: World, name: str) -> bool:
    """The view's own mark: open to visitors."""
    view = resolve(at(world, name)).func
    return Role.NOBODY in getattr(view, "access", {Role.NOBODY})


def test_every_address_has_a_name() -> None:
    nameless = [name for name in addresses() if name.endswith("None") or not name]
    assert not nameless, f"give each path() a name: {nameless}"


def test_every_page_of_an_object_has_a_factory() -> None:
    missing = sorted(name for name, takes in addresses().items() if takes and name not in FACTORIES)
    assert not missing, (
        f"add to tests/consistency/objects/ a function under @objects(...) that makes the arguments of: {missing}"
    )


def test_every_address_has_its_row() -> None:
    known = [name for name, takes in addresses().items() if not takes or name in FACTORIES]
    missing = [name for name in known if name not in table()]
    if missing:
        world = World()
        browsers = [world.client(who) for who in RIGHT]
        rows = [
            f"{name:27} " + "".join(f"{short(browser.get(at(world, name))):10}" for browser in browsers)
            for name in missing
        ]
        raise AssertionError("add to tests/consistency/access.txt, once read:\n" + "\n".join(rows))


def test_no_row_is_left_behind() -> None:
    assert not sorted(table().keys() - addresses().keys()), (
        "remove these rows from tests/consistency/access.txt"
    )
    assert not sorted(allowlist() - addresses().keys()), (
        "remove these lines from tests/consistency/public.txt"
    )


def test_public_pages_are_an_allowlist() -> None:
    world = World()
    known = [name for name, takes in addresses().items() if not takes or name in FACTORIES]
    public = {name for name in known if is_public(world, name)}
    assert public <= allowlist(), f"open to all, and not in public.txt: {sorted(public - allowlist())}"
    assert not (allowlist() & set(known)) - public, "in public.txt, and not open to all"


@pytest.mark.usefixtures("bare_refusals")
def test_each_role_gets_the_answer_of_the_table() -> None:
    """Of the same objects. The second database is asked for what is shown, by the first and the last of the roles that
    it is shown to: a role is refused without its help."""
    world, wrong = World(), list[str]()
    known = [name for name in table() if name in addresses() and (not addresses()[name] or name in FACTORIES)]
    made = {name: at(world, name) for name in known}
    for who in RIGHT:
        column = RIGHT.index(who)
        asked = {name: table()[name][column] for name in made}
        shown = {name: answer for name, answer in asked.items() if who in at_both_ends(table()[name])}
        with taken_back():
            wrong += answered_otherwise(world, who, made, shown if IS_SECOND else asked)
    assert not wrong, "\n".join(wrong)


def at_both_ends(answers: list[str]) -> set[str]:
    """The first and the last role that get the page."""
    shown = [who for who, answer in zip(RIGHT, answers, strict=True) if answer == "200"]
    return {*shown[:1], *shown[-1:]}


def answered_otherwise(world: World, who: str, made: dict[str, str], asked: dict[str, str]) -> Iterator[str]:
    browser = world.client(who)
    for name, wanted in asked.items():
        answer = browser.get(made[name])
        got = short(answer)
        if got != wanted:
            yield f"{name} as {who}: {got}, not {wanted}"
        if who != "visitor" and "no-store" not in answer.get("Cache-Control", ""):
            yield f"{name} as {who}: a browser may store it, and show it once they have left"
        if name == "people:enter" or not browser.cookies:
            browser = world.client(who)


def is_for_some(name: str, method: str) -> bool:
    """Not open to all; or read by all, and written to by some: one that a visitor can't read, or nobody reads."""
    by_token = name.startswith("association:") or name in {
        "people:undo",
        "diagnosis:take_up",  # the token is the right, and no name is behind it
        "directory:data_copy",  # the token of the mail is the right, and proves the mailbox
        "directory:data_keep",
        "briefs:sketch_set_aside",  # of what this very browser keeps
        "demo:become",
        "demo:go",
        "demo:aside",
    }
    visitor = table().get(name, [""])[0]
    return name not in allowlist() or (method == "post" and visitor in {"404", "405"} and not by_token)


@contextmanager
def taken_back() -> Iterator[None]:
    """What is written or kept meanwhile is as if it had not been: the next begins with the same objects."""
    store: Any = caches[DEFAULT_CACHE_ALIAS]
    kept = [(part, dict(part)) for part in (store._cache, store._expire_info)]
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
    for part, content in kept:
        part.clear()
        part.update(content)


@pytest.mark.usefixtures("bare_refusals")
def test_no_wrong_person_opens_the_page_of_an_object() -> None:
    """Read first, then sent: what is refused changes nothing, so that both are asked of the same objects. What a page
    answers to a GET of those who have a column is held to access.txt above: here the column itself must say no."""
    world = World()
    asked = {
        method: [name for name in FACTORIES if name in addresses() and is_for_some(name, method)]
        for method in ("get", "post")
    }
    made = {name: at(world, name) for name in sorted({*asked["get"], *asked["post"]}, key=[*FACTORIES].index)}
    before = Entry.objects.count()
    wrong = [
        f"{name} (GET) as {who}: {answer} in access.txt, not refused"
        for name in asked["get"]
        for who in IN_THE_TABLE
        if (name, who) not in SHARED and (answer := table()[name][RIGHT.index(who)]) not in REFUSED | ENTITLED
    ]
    for who in (*WRONG, *IN_THE_TABLE):
        methods = asked if who in WRONG else {"post": asked["post"]}
        with taken_back():
            wrong += opened_by(world, who, methods, made)
            if Entry.objects.count() != before:
                wrong.append(f"{who} wrote something")
    assert not wrong, "\n".join(wrong)


def opened_by(world: World, who: str, asked: dict[str, list[str]], made: dict[str, str]) -> Iterator[str]:
    browsers = {method: world.client(who) for method in asked}
    for method, name in [(method, name) for method, names in asked.items() for name in names]:
        entitled = who in RIGHT and table().get(name, [""] * len(RIGHT))[RIGHT.index(who)] in ENTITLED
        if entitled or (name, who) in SHARED:
            continue
        answer = getattr(browsers[method], method)(made[name])
        if short(answer) not in REFUSED:
            yield f"{name} ({method.upper()}) as {who}: {answer.status_code}, not refused"


@pytest.mark.usefixtures("bare_refusals")
def test_who_sits_on_both_sides_is_refused_all_that_their_acting_role_is() -> None:
    """An adviser on the board: in one role, nothing of the other's. Each forbidden cell, read and written to."""
    world = World()
    world.seat_on_both_sides()
    cells = [
        (name, role)
        for name, row in table().items()
        for role in ("adviser", "board")
        if row[RIGHT.index(role)] in {"403", "404"} and (not addresses().get(name, True) or name in FACTORIES)
    ]
    made = {name: at(world, name) for name, _role in cells}
    browsers = {role: world.client(f"double_{role}") for role in ("adviser", "board")}
    before = Entry.objects.count()
    wrong = [
        f"{name} ({method.upper()}) as {role}: {answer.status_code}, not refused"
        for name, role in cells
        for method in ("get", "post")
        if (answer := getattr(browsers[role], method)(made[name])).status_code not in {403, 404, 405, 409}
    ]
    assert not wrong, "\n".join(wrong)
    assert len(cells) > 100
    assert Entry.objects.count() == before, "something was written from the wrong side"


@pytest.mark.parametrize(
    ("name", "sent", "role"), [(name, sent, role) for name, sent, roles in ASIDE for role in roles]
)
def test_whoever_passed_the_ad_on_stands_aside(name: str, sent: dict[str, str], role: str) -> None:
    world = World()
    world.seat_on_both_sides()
    member_of(world)
    address = at(world, name)
    before = Entry.objects.count()
    assert world.client(f"double_{role}").post(address, sent).status_code in {403, 404, 422}
    assert Entry.objects.count() == before
    assert world.client(role).post(address, sent).status_code == 302, "who passed nothing on may"
