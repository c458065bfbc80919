"""Who may: the artisan, and nobody for them."""

from typing import Any

from etabli.foundation.people.viewer import Viewer


def may_note(by: Viewer, subject: Any) -> bool:
    """The person whose row it is, or will be."""
    person_id = subject["person"].pk if isinstance(subject, dict) else subject.person_id
    return by.is_person(person_id)


def is_system(by: Viewer, subject: Any = None) -> bool:
    """The clock."""
    return by.actor.kind == "system"
