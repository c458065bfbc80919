"""Withdrawn before an erasure: offers that are not withdrawn, of somebody who leaves everything."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from etabli.community.jobs.actions import withdraw_job
from etabli.community.jobs.models import Job
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.registries import Withdrawal


def _offers(party: int, at: datetime) -> Iterable[Job]:
    return Job.objects.filter(author=party, withdrawn_at=None)


WITHDRAWALS = [
    Withdrawal(
        rows=_offers,
        sentence=lambda job: _("Your offer “%(title)s” is withdrawn.") % {"title": job.title},
        withdraw=lambda job, at: withdraw_job(job=job, by=Viewer.system(job.organisation_id), at=at),
    )
]
