"""Who may do what with an offer. The choices made:

- A member of the association, an artisan in their space, and whoever opened the link of our mail may offer.
- All of it goes through moderation. Whoever wrote an offer, or serves a chamber of trades, does not decide on it from
  the side of the association.
- The author alone reads the applications; an applicant reads their own. No board member or moderator does.
"""

from dataclasses import replace
from typing import Any

from etabli.community.jobs.models import Alert, Application, Correspondent, Job, Message
from etabli.community.neutrality.rules import acts_for_association, has_declared, interest_of, key
from etabli.foundation.people.models import Person, Role
from etabli.foundation.people.viewer import Viewer

OUTSIDE = "jobs.outside"  # the scope of a viewer who opened the link of a correspondent


def as_correspondent(viewer: Viewer, correspondent: Correspondent) -> Viewer:
    """The same viewer, who moreover has opened the link of this correspondent."""
    name = viewer.name or correspondent.email
    return replace(viewer, link_scope=OUTSIDE, link_subject_id=correspondent.pk, name=name)


def correspondent_id(by: Viewer) -> int | None:
    """Whose link they have opened."""
    return by.link_subject_id if by.link_scope == OUTSIDE else None


def key_of(by: Viewer) -> str:
    """As whom they would write an offer now; "" for whoever first has to give an address."""
    if by.role == Role.MEMBER and by.user_id is not None:
        return f"user:{by.user_id}"
    if by.role == Role.ARTISAN and by.person_id is not None:
        return f"person:{by.person_id}"
    return key_by_link(by)


def keys_of(by: Viewer) -> frozenset[str]:
    """As whom they may change an offer: in their role, and by the link that they have opened."""
    return frozenset({key_of(by), key_by_link(by)} - {""})


def key_by_link(by: Viewer) -> str:
    """The correspondent whose link they have opened, as the author of an offer; "" without one."""
    number = correspondent_id(by)
    return f"correspondent:{number}" if number is not None else ""


def is_author(by: Viewer, subject: Job | Application) -> bool:
    """Wrote the offer (`subject`: the offer, or what was sent about it); a member, in that association."""
    job = subject.job if isinstance(subject, Application) else subject
    kind = job.author.partition(":")[0]
    here = kind != "user" or by.organisation_id == job.organisation_id
    return here and job.author in keys_of(by)


def is_applicant(by: Viewer, application: Application) -> bool:
    """Has opened the link of who sent it."""
    return correspondent_id(by) is not None and application.correspondent_id == correspondent_id(by)


def takes_part(by: Viewer, subject: Application | Message) -> bool:
    """The author of the offer, or the applicant."""
    application = subject.application if isinstance(subject, Message) else subject
    return is_author(by, application) or is_applicant(by, application)


def is_subscriber(by: Viewer, alert: Alert) -> bool:
    """Has opened the link of whoever asked for it, or is the installation."""
    return is_system(by) or alert.correspondent_id == correspondent_id(by)


def is_system(by: Viewer, subject: Any = None) -> bool:
    """The clock and the tasks."""
    return by.actor.kind == "system"


def has_no_interest(viewer: Viewer, job: Job) -> bool:
    """Neither wrote it, nor serves a chamber, nor declared an interest in that of the artisan who did: two statements
    for an artisan's offer.
    """
    interest = interest_of(viewer)
    if interest.is_double:
        return False
    kind, _colon, number = job.author.partition(":")
    if viewer.user_id is not None and job.author == f"user:{viewer.user_id}":
        return False
    if kind != "person":
        return True
    person = Person.objects.filter(pk=number).first()
    return person is None or (
        person.chamber_id not in interest.chambers
        and (person.user_id is None or person.user_id != viewer.user_id)
        and not has_declared(viewer, {key("people.organisation", person.chamber_id)})
    )


def may_publish(by: Viewer, job: Job) -> bool:
    """The installation, somebody of the association without an interest, or a member whose offers need no reading."""
    if is_system(by) or is_author(by, job):
        return True  # an author's offer is published by the act that sends it, which knows whether it has to wait
    return reads_waiting(by, job.organisation_id) and has_no_interest(by, job)


def may_hide(by: Viewer, job: Job) -> bool:
    return is_system(by) or (reads_waiting(by, job.organisation_id) and has_no_interest(by, job))


def reads_waiting(by: Viewer, organisation_id: int) -> bool:
    """Acts for this very association as moderator or board member: reads what waits."""
    return (
        acts_for_association(by)
        and by.role in {Role.MODERATOR, Role.BOARD}
        and by.organisation_id == organisation_id
    )
