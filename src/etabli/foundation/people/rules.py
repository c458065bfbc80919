"""Who may: predicates on a viewer and an object, used by actions and queries."""

from typing import Any

from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer


def may_run(by: Viewer, subject: Any) -> bool:
    """Staff of the chamber that owns the object (or, for a creation, staff at all: the act sets the chamber)."""
    if isinstance(subject, dict):
        return by.is_staff_of(by.chamber_id)
    return by.is_staff_of(subject.chamber_id)


def may_help(by: Viewer, subject: Any) -> bool:
    """The person whose object it is, or staff of their chamber."""
    person = getattr(subject, "person", None)
    return may_run(by, subject) or (person is not None and by.is_person(person.pk))


def is_member(by: Viewer, subject: Any) -> bool:
    """A member of the association, acting as such."""
    return by.role in {Role.MEMBER, Role.BOARD, Role.MODERATOR}
