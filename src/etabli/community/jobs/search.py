"""Finding an offer: everybody finds those that are out."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from etabli.community.jobs.models import Job
from etabli.community.jobs.open_jobs import IS_OUT, published_jobs
from etabli.foundation.registries import Done, Indexed


def _row_to_reindex(action: Done) -> Job | None:
    job = action.subject
    return (
        job
        if isinstance(job, Job) and (job.published_on is not None or "published_on" in action.names)
        else None
    )


def _visible_to(viewer: Any) -> Q:
    return Q(object_id__in=published_jobs(timezone.localdate()).values("pk"))


SEARCH = [
    Indexed(
        kind="job",
        plural_label=_("Offers of work"),
        objects=lambda: Job.objects.filter(IS_OUT).select_related("commune").order_by("pk"),
        title=lambda job: job.title,
        detail=lambda job: job.employer,
        text=lambda job: " ".join([job.skills, job.trade_label, job.duties, job.get_kind_display()]),
        url=lambda job: reverse("jobs:job", args=[job.pk]),
        visible_to=_visible_to,
        row_to_reindex=_row_to_reindex,
    )
]
