"""Who may: the artisan; beside them the staff of their chamber; the clock, what they asked for."""

from typing import Any

from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.viewer import Viewer
from etabli.procurement.briefs.rules import may_write


def own_id(viewer: Viewer) -> int | None:
    """The id of the artisan whose own space this is; None for anybody else."""
    return viewer.person_id if viewer.role == Role.ARTISAN else None


def may_note(by: Viewer, subject: Any) -> bool:
    """The person whose row it is, or will be."""
    if isinstance(subject, dict):
        subject = subject["person"] if "person" in subject else subject["calendar"]
    return by.is_person(subject.pk if isinstance(subject, Person) else subject.person_id)


def may_do_beside(by: Viewer, subject: Any) -> bool:
    """The artisan, or the staff of their chamber beside them: a look at a site, what it puts on the path, a plan of
    ads, twelve weeks. What the artisan did alone is none of the staff's."""
    if may_note(by, subject):
        return True
    if isinstance(subject, dict):
        return by.is_staff_of(subject["person"].chamber_id)
    return bool(subject.beside) and by.is_staff_of(subject.chamber_id)


def may_read_liked(by: Viewer, subject: Any) -> bool:
    """Whoever writes in the project to which the site is joined."""
    attachment = subject["attachment"] if isinstance(subject, dict) else subject.attachment
    return may_write(by, attachment)


def is_system(by: Viewer, subject: Any = None) -> bool:
    """The clock."""
    return by.actor.kind == "system"
