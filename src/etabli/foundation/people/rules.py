"""Who may: predicates on a viewer and an object, used by actions and queries."""

from typing import Any

from etabli.foundation.people.models import Organisation, OrganisationKind
from etabli.foundation.people.viewer import Viewer


def may_run(by: Viewer, subject: Any) -> bool:
    """Staff of the chamber that owns the object; for a creation, of whatever owned objects it is given."""
    if not isinstance(subject, dict):
        return by.is_staff_of(subject.chamber_id)
    owners = {owner for value in subject.values() if (owner := _owner(value)) is not None}
    return by.is_staff_of(by.chamber_id) and owners <= {by.chamber_id}


def _owner(value: Any) -> int | None:
    """The chamber that owns what an act is given; None for what no chamber owns."""
    if isinstance(value, Viewer):
        return None
    if isinstance(value, Organisation) and value.kind == OrganisationKind.CHAMBER:
        return value.pk
    owner: int | None = getattr(value, "chamber_id", None)
    return owner


def may_help(by: Viewer, subject: Any) -> bool:
    """The person whose object it is (or will be), or staff of their chamber."""
    person = subject.get("person") if isinstance(subject, dict) else getattr(subject, "person", None)
    return may_run(by, subject) or (person is not None and by.is_person(person.pk))
