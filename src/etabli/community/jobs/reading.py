"""Who waits for the moderators, who is read afterwards."""

from etabli.community.association.models import Member
from etabli.community.jobs.models import Job
from etabli.community.moderation.queries import needs_reading


def is_read_first(job: Job) -> bool:
    """Whether it waits for a moderator: all but the offers of the members who have been here for some time."""
    place = Member.objects.filter(organisation=job.organisation_id, left_on=None)
    member = place.filter(user__party=job.author_id).first()
    return member is None or needs_reading(member)
