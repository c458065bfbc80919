"""Many visitors at once through a real web server of two processes, and the server killed under their hands."""

import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from etabli.site.supervisor import answers
from tests.faults.installation import Installation, kill_group
from tests.site.test_supervisor import free_port, until

pytestmark = pytest.mark.deep

PEOPLE, SEATS, CROWDS = 40, 12, 4

WORKSHOP = """
from etabli.programme.workshops.actions import create_session
from etabli.programme.workshops.models import Theme, Venue
from etabli.foundation.people import viewer
from tests import factories as make
from tests.consistency.objects import pauillac
chamber = make.chamber()
adviser = make.membership(chamber)
told = {"title": "Être visible", "promise": "", "programme": [], "bring": ""}
theme = Theme.objects.create(code="visible", text={"fr": told, "en": told})
venue = Venue.objects.create(chamber=chamber, name="Salle", commune=pauillac(), capacity=60)
starts_at = make.tomorrow()
made = create_session(theme=theme, venue=venue, adviser=adviser.user, starts_at=starts_at,
    ends_at=starts_at + timedelta(hours=3), capacity=arguments["seats"],
    by=viewer.of_membership(adviser), at=timezone.now())
answer(made.pk)
"""

SEEN = """
from collections import Counter
from django.db import connection
from etabli.foundation.journal.models import Entry
from etabli.foundation.notices.models import Notice
from etabli.foundation.notify.models import Message
from etabli.foundation.people.models import Person
from etabli.foundation.seats.models import Occasion, SignUp
occasion = Occasion.objects.get()
rows = list(SignUp.objects.order_by("number").values_list("number", "status"))
verbs = Counter(Entry.objects.values_list("verb", flat=True))
unwritten = Notice.objects.filter(leaves_at__isnull=False).values_list("owner__person__email", flat=True)
answer({
    "engine": connection.vendor,
    "rows": rows,
    "taken": occasion.taken,
    "arrivals": occasion.arrivals,
    "people": sorted(Person.objects.values_list("email", flat=True)),
    "signed_up": sorted(SignUp.objects.values_list("person__email", flat=True)),
    "told": sorted([*Message.objects.values_list("to", flat=True), *unwritten]),
    "verbs": verbs,
    "left": Message.objects.exclude(status="sent").count() + len(unwritten),
})
"""


@contextmanager
def served(place: Installation) -> Iterator[tuple["subprocess.Popen[bytes]", int, str]]:
    """The web of an installation that holds one workshop to come: its process, its port, the workshop's address."""
    port, pk = free_port(), place.ask(WORKSHOP, seats=SEATS)
    web = place.web(port)
    try:
        until(lambda: answers("127.0.0.1", port))
        yield web, port, f"/ateliers/{pk}/"
    finally:
        kill_group(web)


@contextmanager
def crowds(port: int, path: str) -> Iterator[list["subprocess.Popen[str]"]]:
    """Several processes of visitors who have the page before them."""
    each = PEOPLE // CROWDS
    started = [
        subprocess.Popen(
            [sys.executable, "-m", "tests.faults.visitors", str(port), path, str(rank * each + 1), str(each)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for rank in range(CROWDS)
    ]
    try:
        for crowd in started:
            assert crowd.stdout
            assert crowd.stdout.readline() == "ready\n"
        yield started
    finally:
        for crowd in started:
            crowd.kill()
            crowd.communicate()


def go(started: list["subprocess.Popen[str]"]) -> None:
    for crowd in started:
        assert crowd.stdin
        crowd.stdin.write("now\n")
        crowd.stdin.flush()


def statuses(started: list["subprocess.Popen[str]"]) -> dict[int, int]:
    lines = [line for crowd in started for line in crowd.communicate(timeout=200)[0].splitlines()]
    return dict(json.loads(line) for line in lines)


def test_forty_visitors_for_twelve_seats(either: Installation) -> None:
    with served(either) as (_web, port, path), crowds(port, path) as started:
        go(started)
        seen = statuses(started)
        assert seen == dict.fromkeys(range(1, PEOPLE + 1), 302)
    seen = either.ask(SEEN)
    assert seen["engine"] == ("postgresql" if either.database_url else "sqlite")
    wanted = ["seated"] * SEATS + ["waiting"] * (PEOPLE - SEATS)
    assert seen["rows"] == [[number, status] for number, status in enumerate(wanted, start=1)]
    assert (seen["taken"], seen["arrivals"]) == (SEATS, PEOPLE)
    everyone = sorted(f"artisan{number}@example.org" for number in range(1, PEOPLE + 1))
    assert seen["people"] == seen["signed_up"] == seen["told"] == everyone
    assert seen["verbs"]["seats.sign_up"] == PEOPLE
    assert either.tick() == []
    assert either.ask(SEEN)["left"] == 0


@pytest.mark.parametrize("after", [1, 5, 15])
def test_the_web_killed_during_sign_ups(either: Installation, after: int) -> None:
    """Killed once `after` visitors have their answer, the others waiting: each sign-up is whole or absent."""
    with served(either) as (web, port, path), crowds(port, path) as started:
        go(started)
        first = started[0].stdout
        assert first
        early = [json.loads(first.readline()) for _ in range(min(after, PEOPLE // CROWDS))]
        kill_group(web)
        told_so = [number for number, status in [*early, *statuses(started).items()] if status == 302]
    seen = either.ask(SEEN)
    assert len(told_so) <= len(seen["signed_up"]), "a visitor was told of a sign-up that is not there"
    assert {f"artisan{number}@example.org" for number in told_so} <= set(seen["signed_up"])
    assert seen["people"] == seen["signed_up"] == seen["told"]
    number = len(seen["signed_up"])
    assert [row[0] for row in seen["rows"]] == list(range(1, number + 1))
    assert seen["arrivals"] == number
    assert seen["taken"] == min(number, SEATS)
    assert seen["verbs"]["seats.sign_up"] == seen["verbs"]["workshops.sign_up"] == number
    assert either.tick() == []  # the mails whose task was lost between the act and the queue
    assert either.ask(SEEN)["left"] == 0
