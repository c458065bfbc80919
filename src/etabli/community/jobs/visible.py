from django.db.models import Q

from etabli.community.jobs.rules import party_by_link, written_by
from etabli.community.moderation.rules import QUEUE_ROLES
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.people.visibility import Visible, either, its_author, serving


def _author(job: str = "") -> Visible:
    """Whoever wrote the offer, as `rules.is_author` says it of one row."""
    return lambda viewer: written_by(viewer, job)


def _correspondent(path: str) -> Visible:
    """Whoever opened the link of a correspondent."""

    def condition_for(viewer: Viewer) -> Q | None:
        party = party_by_link(viewer)
        return Q(**{path: party}) if party is not None else None

    return condition_for


VISIBLE = {
    "jobs.Correspondent": _correspondent("party"),
    "jobs.Job": either(_author(), serving(*QUEUE_ROLES)),
    "jobs.Application": either(
        _author("job__"), _correspondent("correspondent__party"), its_author("jobs.apply")
    ),
    "jobs.Message": either(
        _author("application__job__"), _correspondent("application__correspondent__party")
    ),
    "jobs.Alert": either(_correspondent("correspondent__party"), its_author("jobs.ask_alert")),
}
