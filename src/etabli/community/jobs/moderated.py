"""Offers, as moderators read them."""

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from etabli.community.jobs import queries, rules
from etabli.community.jobs.actions import hide_job, publish_job
from etabli.community.jobs.notices import write_outside
from etabli.foundation.registries import Moderated

MODERATED = [
    Moderated(
        model="jobs.Job",
        name=_("offer"),
        template="jobs/job_moderated.html",
        title=lambda job: job.title,
        url=lambda job: reverse("jobs:job", args=[job.pk]),
        author=lambda job: job.author_id,
        organisation_id=lambda job: job.organisation_id,
        may_decide=rules.has_no_interest,
        publish=publish_job,
        hide=hide_job,
        may_see=lambda viewer, job: queries.is_public(job),
        stands=Q(withdrawn_at=None),
        party_by_link=rules.party_by_link,
        write_outside=write_outside,
    )
]
