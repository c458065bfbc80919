"""Whoever offered work, applied or asked for an alert, by the link of our mails, once it is opened in this browser."""

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from etabli.community.jobs.links import SESSION_KEY, address
from etabli.community.jobs.models import Correspondent
from etabli.foundation.registries import Outsider


def _correspondent_by_link(request: HttpRequest, token: str) -> Correspondent | None:
    """By the link alone: an account that bears the same address has its own pages."""
    correspondent_id = request.session.get(SESSION_KEY) if request.session.session_key else None
    if not isinstance(correspondent_id, int):
        return None
    return Correspondent.objects.filter(pk=correspondent_id, expires_at__gt=timezone.now()).first()


CORRESPONDENT = Outsider(
    model="jobs.Correspondent",
    organisation=lambda correspondent: correspondent.organisation_id,
    row_by_link=_correspondent_by_link,
    page=lambda correspondent: address(correspondent, reverse("jobs:data")),
    rows={
        "jobs.Correspondent": "organisation",
        "jobs.Application": "correspondent__organisation",
        "jobs.Message": "application__correspondent__organisation",
        "jobs.Alert": "correspondent__organisation",
        "moderation.Report": "case__organisation",  # what they reported, leaving an address to be answered at
    },
    message_keys=lambda correspondent: [
        f"job-application:{pk}" for pk in correspondent.applications.values_list("pk", flat=True)
    ],
)
OUTSIDERS = [CORRESPONDENT]
