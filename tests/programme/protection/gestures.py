"""Gestures as the tests note them, and as the page names them."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import of_person
from etabli.programme.protection import actions
from etabli.programme.protection.catalogue import load
from etabli.programme.protection.engine import Mark
from etabli.programme.protection.models import GestureMark
from etabli.programme.protection.queries import get_gesture

HOME = "/protection/"
FIRST, SECOND = load().gestures[:2]


def address(id: str) -> str:
    return f"{HOME}gestes/{id}/"


def next_title(client: Client) -> str:
    """What the page says is next."""
    page = client.get(HOME).content.decode()
    return page.partition('class="next')[2].partition("</h2>")[0].rpartition(">")[2]


def note(person: Person, id: str, *, days_ago: int = 0) -> GestureMark:
    """Done by the person, so many days ago."""
    at = timezone.now() - timedelta(days=days_ago)
    mark = Mark(True, timezone.localdate(at))
    return actions.mark_gesture(
        person=person, gesture=get_gesture(id), mark=mark, by=of_person(person), at=at
    )
