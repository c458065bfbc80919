"""A page that updates in part: what stands on the screen after a swap is what the address alone would show.

The swap is replayed here as htmx does it, from the attributes of the page: the body's content is replaced, its head and
its own tag stay. Every template with hx- attributes must be replayed: this file names them all.
"""

import re
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.test import Client

import etabli
from etabli.foundation.people.models import Membership
from etabli.foundation.seats.models import Occasion
from etabli.programme.workshops.models import Session
from tests import factories

REPLAYED = {
    "roll.html",
    "search.html",  # tests/front/test_search_roles.py
    "session_phone.html",  # tests/programme/workshops/test_phone.py
    "who.html",  # its links leave the page
    "writing.html",  # tests/community/forum/test_pages.py
}
BODY = re.compile(r"(<body[^>]*>)(.*)(</body>)", re.DOTALL)
TOAST = re.compile(r"(?<=</header>)\s*(<div class=\"toasts\".*?)?(?=<main)", re.DOTALL)
# The token of a form, and the instant at which a page was made.
TOKEN = re.compile(r'(name="csrfmiddlewaretoken" value="|data-at=")[^"]*')


def test_every_page_that_updates_in_part_is_replayed() -> None:
    package = Path(etabli.__file__).parent
    partial = {page.name for page in package.rglob("*.html") if re.search(r"\bhx-[a-z]", page.read_text())}
    assert partial == REPLAYED


class _Boost(HTMLParser):
    """What the page tells htmx: the attributes of what is boosted, and the forms inside."""

    def __init__(self) -> None:
        super().__init__()
        self.told: dict[str, str] = {}
        self.forms: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if given.get("hx-boost") == "true":
            self.told = given
        if tag == "section" and (self._depth or given.get("hx-boost")):
            self._depth += 1
        if tag == "form" and self._depth:
            self.forms.append(given["action"])

    def handle_endtag(self, tag: str) -> None:
        if tag == "section" and self._depth:
            self._depth -= 1


def swapped(shown: str, answer: str) -> str:
    """The screen once htmx has put the body of the answer in the place of the one shown."""
    inside = BODY.search(answer)
    assert inside
    return BODY.sub(lambda body: body[1] + inside[2] + body[3], shown)


def bare(page: str) -> str:
    """Without what is said once, and without the mask that each answer puts on its token."""
    return TOKEN.sub(r"\1", TOAST.sub("", page))


@pytest.fixture
def begun(session: Session) -> Session:
    now = datetime.now(UTC)
    Occasion.objects.filter(pk=session.occasion_id).update(
        starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=2)
    )
    return Session.objects.get(pk=session.pk)


@pytest.mark.parametrize("marks", [["yes"], ["no"], ["yes", ""], ["no", "", "yes"]])
def test_a_presence_marked_in_part_is_the_page(
    client: Client, membership: Membership, begun: Session, marks: list[str]
) -> None:
    for _ in range(2):
        factories.sign_up(begun.occasion, factories.person(begun.chamber))
    desk, address = factories.become(client, membership=membership), f"/seances/{begun.pk}/"
    screen = desk.get(address).content.decode()
    for value in marks:
        page = _Boost()
        page.feed(screen)
        assert (page.told["hx-target"], page.told["hx-swap"].split()[0]) == ("body", "innerHTML")
        form = next(form for form in page.forms if "/presence/" in form)
        told = {"HX-Request": "true", "HX-Boosted": "true", "HX-Target": "", "HX-Current-URL": address}
        answer = desk.post(form, {"present": value}, headers=told, follow=True)
        screen = swapped(screen, answer.content.decode())
        assert "toasts" in screen
        assert bare(screen) == bare(desk.get(address).content.decode())


def test_a_walk_in_added_in_part_is_the_page(client: Client, membership: Membership, begun: Session) -> None:
    desk, address = factories.become(client, membership=membership), f"/seances/{begun.pk}/"
    screen = desk.get(address).content.decode()
    page = _Boost()
    page.feed(screen)
    form = next(form for form in page.forms if "/arrivee/" in form)
    answer = desk.post(form, {"name": "Anna", "contact": ""}, headers={"HX-Request": "true"}, follow=True)
    screen = swapped(screen, answer.content.decode())
    assert "Anna" in screen
    assert bare(screen) == bare(desk.get(address).content.decode())
