"""Files, exports and fragments: each for its own people, and without a word about anybody else."""

from typing import Any

import pytest
from django.test import Client

from tests.consistency.objects import RIGHT, World
from tests.consistency.reading import is_file, words_of
from tests.consistency.test_access import SHARED, addresses, allowlist, at, short, table

pytestmark = pytest.mark.django_db
# Whoever holds the same role elsewhere, and the role.
ELSEWHERE = {"other_artisan": "artisan", "neighbour_adviser": "adviser", "neighbour_relay": "relay"}
NAME, EMAIL, PHONE = "Zéphyrine Quasimont", "zephyrine.quasimont@example.org", "05 56 99 88 77"
MARKS = ("Quasimont", "quasimont", "QUASIMONT", "99 88 77", "99887766", "556998877")
FRAGMENT = {"HX-Request": "true", "HX-Target": "found"}
# Who reads the lists (where the table says that their role gets something to read); and as whom each is also asked for
# as the fragment of a page.
WRONGLY = ("visitor", "member", "other_artisan", "neighbour_adviser", "neighbour_relay")
LOOKED_INTO = {"visitor", "neighbour_adviser"}
SOUGHT = {
    "front:search": {"q": "Zéphyrine"}
}  # what is asked for is said again: not by the words that are looked for
# What tells something of the person after all, and why.
TOLD = {
    "notices:unsubscribe": "its token was sent to that address, which it says",
    "watches:confirm": "the same: it greets whoever asked, by the name that they typed",
}


def gives_files(name: str) -> bool:
    """An address of one object that somebody is refused."""
    return "200" in table()[name] and addresses().get(name, False) and not set(table()[name]) <= {"200"}


@pytest.mark.usefixtures("bare_refusals")
def test_a_file_is_for_its_own_people() -> None:
    """Own person 200; who holds the same role elsewhere 404; who sits on both sides as neutrality demands."""
    world, files, wrong = World(), [], []
    world.seat_on_both_sides()
    names = [name for name in table() if gives_files(name)]
    made = {name: at(world, name) for name in names}
    browsers: dict[str, Client] = {}

    def got(who: str, name: str) -> Any:
        browsers.setdefault(who, world.client(who))
        return browsers[who].get(made[name])

    for name in names:
        row = dict(zip(RIGHT, table()[name], strict=True))
        own = got(next(who for who in RIGHT if row[who] == "200"), name)
        short(own)
        if not is_file(own):
            continue
        files.append(name)
        for who, role in ELSEWHERE.items():
            if (name, who) not in SHARED:
                expected = {"404"} if row[role] == "200" else {"403", "404"}
                if (answer := short(got(who, name))) not in expected:
                    wrong.append(f"{name} as {who}: {answer}, not {expected}")
        for role in ("adviser", "board"):
            answer = short(got(f"double_{role}", name))
            if row[role] != "200" and answer not in {"403", "404"}:
                wrong.append(f"{name} as double {role}: {answer}, not refused")
    assert not wrong, "\n".join(wrong)
    assert len(files) > 20, files


def test_no_list_and_no_export_names_who_is_none_of_ones_business() -> None:
    """Every address that a wrong person may open, asked for as a page and as a fragment of one."""
    world, wrong, read = World(), [], 0
    type(world.person).objects.filter(pk=world.person.pk).update(name=NAME, email=EMAIL, phone=PHONE)
    world.person.refresh_from_db()
    made = {name: at(world, name) for name in table() if name in addresses()}
    for who in WRONGLY:
        browser, column = world.client(who), RIGHT.index(ELSEWHERE.get(who, who))
        for name, address in made.items():
            is_theirs = not addresses()[name] or name in allowlist() or (name, who) in SHARED
            if name in TOLD or not is_theirs or table()[name][column] != "200":
                continue
            for headers in ({}, FRAGMENT) if who in LOOKED_INTO else ({},):
                answer: Any = browser.get(address, SOUGHT.get(name, {}), headers=headers)
                words = words_of(answer)
                read += answer.status_code == 200
                if any(mark in words for mark in MARKS):
                    wrong.append(f"{name} ({'fragment' if headers else 'page'}) as {who}")
    assert not wrong, "\n".join(wrong)
    assert read > 400, read
