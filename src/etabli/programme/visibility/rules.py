"""Who may: the artisan, and nobody for them; the clock tells what they asked for."""

from typing import Any

from etabli.foundation.people.models import Person
from etabli.foundation.people.viewer import Viewer


def may_note(by: Viewer, subject: Any) -> bool:
    """The person whose row it is, or will be."""
    if isinstance(subject, dict):
        subject = subject["person"] if "person" in subject else subject["calendar"]
    return by.is_person(subject.pk if isinstance(subject, Person) else subject.person_id)


def is_system(by: Viewer, subject: Any = None) -> bool:
    """The clock."""
    return by.actor.kind == "system"
