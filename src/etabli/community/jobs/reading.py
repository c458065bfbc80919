"""Handing an offer in to the moderators: who waits, who is read afterwards."""

from datetime import datetime

from etabli.community.association.models import Member
from etabli.community.jobs.models import Job
from etabli.community.moderation.actions import submit
from etabli.community.moderation.queries import needs_reading
from etabli.foundation.journal.models import Entry
from etabli.foundation.people.viewer import Viewer


def is_read_first(job: Job) -> bool:
    """Whether it waits for a moderator: all but the offers of the members who have been here for some time."""
    place = Member.objects.filter(organisation=job.organisation_id, left_on=None)
    member = place.filter(user__party=job.author_id).first()
    return member is None or needs_reading(member)


def hand_in(job: Job, *, is_out: bool, by: Viewer, at: datetime) -> int:
    """Put it in the queue; the entry of the journal that takes this back. Called inside an act."""
    case = submit(subject=job, is_out=is_out, by=by, at=at)
    about = Entry.objects.filter(subject_type=case._meta.label_lower, subject_id=str(case.pk))
    return about.latest("pk").pk
