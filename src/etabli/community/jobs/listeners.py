"""The list follows the acts: what one publishes, closes or takes back is seen, or no longer, when it ends."""

from collections.abc import Sequence

from etabli.community.jobs.models import Job
from etabli.community.neutrality.row_cache import note_change
from etabli.foundation.registries import Done


def follow(acts: Sequence[Done]) -> None:
    """A draft changes nothing of the list, and costs nothing."""
    touched = {done.subject.pk for done in acts if isinstance(done.subject, Job) and _was_out(done)}
    if touched:
        note_change("jobs", touched)


def _was_out(done: Done) -> bool:
    return getattr(done.subject, "published_on", None) is not None or "published_on" in done.names


LISTENERS = [follow]
