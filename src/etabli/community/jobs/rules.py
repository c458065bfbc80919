"""Who may do what with an offer.

The choices made:

- A member of the association, an artisan in their space, and whoever opened the link of our mail may offer.
- All of it goes through moderation. Whoever wrote an offer, or serves a chamber of trades, does not decide on it from
  the side of the association.
- The author alone reads the applications; an applicant reads their own. No board member or moderator does.
"""

from dataclasses import replace
from typing import Any

from django.db.models import Q
from django.utils import timezone

from etabli.community.association.models import Member
from etabli.community.jobs import queries
from etabli.community.jobs.links import SESSION_KEY
from etabli.community.jobs.models import Alert, Application, Correspondent, Job, Message
from etabli.community.moderation.queries import needs_reading
from etabli.community.neutrality.rules import acts_for_association, has_declared, interest_key, interest_of
from etabli.foundation.people.access import Request
from etabli.foundation.people.models import Role
from etabli.foundation.people.viewer import Viewer

LINK_KIND = "jobs.outside"  # the scope of a viewer who opened the link of a correspondent


def as_correspondent(viewer: Viewer, correspondent: Correspondent) -> Viewer:
    """The same viewer, who moreover has opened the link of this correspondent."""
    name = viewer.name or correspondent.email
    return replace(viewer, link_scope=LINK_KIND, link_subject_id=correspondent.party_id, name=name)


def party_by_link(by: Viewer) -> int | None:
    """The correspondent whose link they have opened, as a party; None without one."""
    return by.link_subject_id if by.link_scope == LINK_KIND else None


def party_of(by: Viewer) -> int | None:
    """As whom they would write an offer now; None for whoever first has to give an address."""
    is_member = by.role == Role.MEMBER and by.user_id is not None
    is_artisan = by.role == Role.ARTISAN and by.person_id is not None
    return by.party_id if is_member or is_artisan else party_by_link(by)


def written_by(by: Viewer, job: str = "") -> Q | None:
    """The condition on the offers (`job`: the lookup to them) of which they are the author; None for none at all."""
    by_link, in_role = party_by_link(by), party_of(by)
    condition = Q(**{f"{job}author": by_link}) if by_link is not None else Q()
    if in_role is not None and in_role != by_link:
        of_organisation = Q(**{f"{job}organisation": by.organisation_id}) if by.role == Role.MEMBER else Q()
        condition |= Q(**{f"{job}author": in_role}) & of_organisation
    return condition or None


def is_author(by: Viewer, subject: Job | Application) -> bool:
    """Wrote the offer (`subject`: the offer, or what was sent about it), in their role or by the link that they have
    opened; a member, in that association."""
    job = subject.job if isinstance(subject, Application) else subject
    acts_here = by.role != Role.MEMBER or by.organisation_id == job.organisation_id
    return job.author_id == party_by_link(by) or (acts_here and job.author_id == party_of(by))


def is_applicant(by: Viewer, application: Application) -> bool:
    """Has opened the link of who sent it."""
    by_link = party_by_link(by)
    return by_link is not None and application.correspondent.party_id == by_link


def takes_part(by: Viewer, subject: Application | Message) -> bool:
    """The author of the offer, or the applicant."""
    application = subject.application if isinstance(subject, Message) else subject
    return is_author(by, application) or is_applicant(by, application)


def is_subscriber(by: Viewer, alert: Alert) -> bool:
    """Has opened the link of whoever asked for it, or is the installation."""
    return is_system(by) or alert.correspondent.party_id == party_by_link(by)


def is_system(by: Viewer, subject: Any = None) -> bool:
    """The clock and the tasks."""
    return by.actor.kind == "system"


def has_no_interest(viewer: Viewer, job: Job) -> bool:
    """Neither wrote it, nor serves a chamber, nor declared an interest in that of the artisan who did: three statements
    at most.
    """
    interest = interest_of(viewer)
    if interest.is_double:
        return False
    if job.author_id == viewer.party_id:
        return False
    person = getattr(job.author, "person", None)
    return person is None or (
        person.chamber_id not in interest.chambers
        and (person.user_id is None or person.user_id != viewer.user_id)
        and not has_declared(viewer, {interest_key("people.organisation", person.chamber_id)})
    )


def may_publish(by: Viewer, job: Job) -> bool:
    """The installation, somebody of the association without an interest, or a member whose offers need no reading."""
    if is_system(by) or is_author(by, job):
        return True  # an author's offer is published by the act that sends it, which knows whether it has to wait
    return reads_waiting(by, job.organisation_id) and has_no_interest(by, job)


def may_hide(by: Viewer, job: Job) -> bool:
    """The installation, or somebody of the association who reads what waits and has no interest in the offer."""
    return is_system(by) or (reads_waiting(by, job.organisation_id) and has_no_interest(by, job))


def reads_waiting(by: Viewer, organisation_id: int) -> bool:
    """Acts for this very association as moderator or board member: reads what waits."""
    return (
        acts_for_association(by)
        and by.role in {Role.MODERATOR, Role.BOARD}
        and by.organisation_id == organisation_id
    )


# Who waits for the moderators, who is read afterwards.


def is_read_first(job: Job) -> bool:
    """Whether it waits for a moderator: all but the offers of the members who have been here for some time."""
    place = Member.objects.filter(organisation=job.organisation_id, left_on=None)
    member = place.filter(user__party=job.author_id).first()
    return member is None or needs_reading(member)


# Who looks at the pages of offers: the viewer, with the correspondent whose link this browser has opened.


def acting_viewer(request: Request) -> Viewer:
    """Who acts on this request: one statement at most."""
    correspondent_id = request.session.get(SESSION_KEY) if request.session.session_key else None
    return queries.viewer_with_correspondent(request.viewer, correspondent_id, at=timezone.now())
