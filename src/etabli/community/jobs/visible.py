from django.db.models import Q

from etabli.community.jobs.rules import correspondent_id, keys_of
from etabli.community.moderation.rules import READERS
from etabli.foundation.people.viewer import Viewer
from etabli.foundation.people.visibility import Visible, either, its_author, serving


def _author(job: str = "") -> Visible:
    """Whoever wrote the offer, as `rules.is_author` says it of one row."""

    def seen(viewer: Viewer) -> Q | None:
        keys = keys_of(viewer)
        here = ~Q(**{f"{job}author__startswith": "user:"}) | Q(
            **{f"{job}organisation": viewer.organisation_id}
        )
        return here & Q(**{f"{job}author__in": keys}) if keys else None

    return seen


def _correspondent(path: str) -> Visible:
    """Whoever opened the link of a correspondent."""

    def seen(viewer: Viewer) -> Q | None:
        number = correspondent_id(viewer)
        return Q(**{path: number}) if number is not None else None

    return seen


VISIBLE = {
    "jobs.Correspondent": _correspondent("pk"),
    "jobs.Job": either(_author(), serving(*READERS)),
    "jobs.Application": either(_author("job__"), _correspondent("correspondent"), its_author("jobs.apply")),
    "jobs.Message": either(_author("application__job__"), _correspondent("application__correspondent")),
    "jobs.Alert": either(_correspondent("correspondent"), its_author("jobs.ask_alert")),
}
