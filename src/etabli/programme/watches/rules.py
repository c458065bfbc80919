"""Who may ask to be told, and stop it."""

from typing import Any

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer
from etabli.programme.watches.models import Watch


def may_ask(by: Viewer, given: Any) -> bool:
    """Whoever proved that a mailbox is theirs, for somebody whom the chamber did not know; else that person alone. An
    undo gives the watch."""
    person: Person | None = given["person"] if isinstance(given, dict) else given.person
    return person is None or by.is_person(person.pk)


def is_theirs(by: Viewer, watch: Watch) -> bool:
    """Who asked for it: in their space, or by the link of a mail."""
    return by.is_person(watch.person_id)


def is_system(by: Viewer, subject: Any = None) -> bool:
    """The clock."""
    return by.actor.kind == "system"
